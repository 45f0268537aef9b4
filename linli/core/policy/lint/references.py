"""Whatever one part names in another must exist there; if not, the nearest name is offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import DueAfter, FromPot, Package, SegmentedRule
from linli.core.policy.sheets import did_you_mean
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import cited_parts, payers_of, payments_of, plain_rules, stage_evidence
from linli.core.wording import listed, say

#: what a reference names: table of the package -> the word for it
_KINDS = {
    "roles": say("lint.role"),
    "payers": say("lint.payer"),
    "stages": say("lint.stage"),
    "documents": say("lint.document"),
    "votes": say("lint.vote"),
    "matters": say("lint.matter"),
    "interpretations": say("lint.reading"),
    "sources": say("lint.source"),
    "pots": say("lint.pot"),
    "open_terms": say("lint.open_term"),
    "rules": say("lint.rule"),
    "phases": say("lint.phase"),
    "segments": say("lint.segment"),
    "measures": say("lint.measure"),
}

Reference = tuple[Keys, str, str]


def reference_findings(package: Package) -> Iterator[Finding]:
    """Names that stand for nothing."""
    known: dict[str, tuple[str, ...]] = {
        table: tuple(entry.id for entry in getattr(package, table)) for table in _KINDS if hasattr(package, table)
    }
    known["phases"] = tuple(phase.id for phase in package.quotas.phases) if package.quotas else ()
    for references in (_process, _duties, _bodies, _votes, _funding, _readings):
        for path, table, name in references(package):
            yield from _check(path, table, name, known)
    yield from _catalogue(package, known)


def _check(path: Keys, table: str, name: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    if name not in known[table]:
        expected = listed(known[table][:40]) or say("lint.none_yet", kind=_KINDS[table])
        yield Finding(path, say("lint.unknown", kind=_KINDS[table]), found=name, expected=expected,
                      hint=did_you_mean(name, known[table]))  # fmt: skip


def _process(package: Package) -> Iterator[Reference]:
    for path, _, evidence in stage_evidence(package):
        yield from _roles(path, by=evidence.by, to=evidence.to, signed_by=evidence.signed_by)
        yield from _list((*path, "with"), "roles", evidence.with_)
        if evidence.kind == "document":
            yield (*path, "document"), "documents", evidence.ref
        if evidence.kind == "vote":
            yield (*path, "vote"), "votes", evidence.ref
        yield from _list((*path, "waivable", "by"), "roles", evidence.waivable.by if evidence.waivable else ())
        if evidence.matter:
            yield (*path, "matter"), "matters", evidence.matter
    yield from _stages(package)
    for index, upper in enumerate(package.upper_deadlines):
        yield ("upper_deadlines", index, "stage"), "stages", upper.stage
        yield ("upper_deadlines", index, "source"), "sources", upper.source


def _stages(package: Package) -> Iterator[Reference]:
    for index, stage in enumerate(package.stages):
        for number, predecessor in enumerate(stage.after):
            yield ("stages", index, "after", number, "stage"), "stages", predecessor.stage
        for phase in stage.due_by_phase.days if stage.due_by_phase else ():
            yield ("stages", index, "due_by_phase", phase), "phases", phase
        for number, window in enumerate(stage.window_by_phase):
            yield ("stages", index, "window_by_phase", number, "phase"), "phases", window.phase
        yield from _list(("stages", index, "due_set_by"), "roles", stage.due_set_by)
        if isinstance(stage.due, DueAfter) and stage.due.stage:
            yield ("stages", index, "due", "stage"), "stages", stage.due.stage


def _roles(path: Keys, **named: str | None) -> Iterator[Reference]:
    for key, role in named.items():
        if role:
            yield (*path, key), "roles", role


def _list(path: Keys, table: str, names: tuple[str, ...]) -> Iterator[Reference]:
    for number, name in enumerate(names):
        yield (*path, number), table, name


def _duties(package: Package) -> Iterator[Reference]:
    for index, duty in enumerate(package.duties):
        path: Keys = ("duties", index)
        yield from _roles(path, who=duty.who)
        yield from _list((*path, "with"), "roles", duty.with_)
        yield from _list((*path, "proof"), "documents", duty.proof)
        if duty.stage:
            yield (*path, "stage"), "stages", duty.stage
        if duty.open_term:
            yield (*path, "open_term"), "open_terms", duty.open_term


def _bodies(package: Package) -> Iterator[Reference]:
    for index, document in enumerate(package.documents):
        yield from _roles(("documents", index), by=document.by, to=document.to)
    for index, meeting in enumerate(package.meetings):
        yield from _roles(("meetings", index), who=meeting.who)
    for index, body in enumerate(package.roles):
        yield from _roles(("roles", index), fallback=body.fallback)
    for index, disclosed in enumerate(package.disclosure):
        yield from _roles(("disclosure", index), by=disclosed.by)
        if disclosed.stage:
            yield ("disclosure", index, "stage"), "stages", disclosed.stage


def _votes(package: Package) -> Iterator[Reference]:
    for index, vote in enumerate(package.votes):
        yield from _list(("votes", index, "law"), "sources", vote.law)
    for index, matter in enumerate(package.matters):
        yield ("matters", index, "vote"), "votes", matter.vote
        if matter.after:
            yield ("matters", index, "after"), "matters", matter.after
        if matter.stage:
            yield ("matters", index, "stage"), "stages", matter.stage


def _funding(package: Package) -> Iterator[Reference]:
    for path, _, _, rule in plain_rules(package):
        for where, payer in payers_of(rule, path):
            yield where, "payers", payer
        for where, payment in payments_of(rule, path):
            if payment.pot:
                yield (*where, "pot"), "pots", payment.pot
        if isinstance(rule, FromPot):
            yield (*path, "pot"), "pots", rule.pot
    for index, pot in enumerate(package.pots):
        for number, grant in enumerate(pot.parts):
            yield ("pots", index, "parts", number, "from"), "sources", grant.from_


def _readings(package: Package) -> Iterator[Reference]:
    for path, part in cited_parts(package):
        yield from _list((*path, "interpretations"), "interpretations", part.interpretations)
    for index, item in enumerate(package.items):
        yield from _list(("items", index, "interpretations"), "interpretations", item.interpretations)
    for index, entry in enumerate(package.interpretations):
        yield from _list(("interpretations", index, "see"), "sources", entry.see)


def _catalogue(package: Package, known: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    for index, item in enumerate(package.items):
        for side in ("standards", "conditions") if package.measures else ():
            for number, requirement in enumerate(getattr(item, side)):
                yield from _check(("items", index, side, number), "measures", requirement.measure, known)
        rule = package.rule_by_id.get(item.rule)
        if rule is None:
            message = say("lint.item_rule", number=item.number, name=item.name)
            yield Finding(("items", index, "rule"), message, found=item.rule, expected=listed(known["rules"][:40]),
                          hint=did_you_mean(item.rule, known["rules"]))  # fmt: skip
            continue
        if item.segments and not isinstance(rule, SegmentedRule):
            yield Finding(("items", index, "segments"), say("lint.rule_no_segments", rule=rule.id),
                          found="、".join(item.segments))  # fmt: skip
        elif isinstance(rule, SegmentedRule):
            names = tuple(segment.id for segment in rule.segments)
            for segment in item.segments:
                yield from _check(("items", index, "segments"), "segments", segment, {"segments": names})
