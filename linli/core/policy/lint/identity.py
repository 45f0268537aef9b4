"""Every id stands for one thing: no two rules for one segment, no two items of one number, no two stages of one id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import Package, SegmentedRule
from linli.core.policy.textyaml import Keys
from linli.core.wording import say

_TABLES = (
    "sources", "versions", "definitions", "goals", "pots", "priorities", "application_factors", "measures", "meetings",
    "disclosure", "roles", "payers", "stages", "documents", "votes", "matters", "duties", "principles", "rules",
    "interpretations", "open_terms",
)  # fmt: skip


def identity_findings(package: Package) -> Iterator[Finding]:
    """Ids and names that stand for two things."""
    for table in _TABLES:
        yield from _doubles(((table, i), entry.id) for i, entry in enumerate(getattr(package, table)))
    if package.quotas:
        yield from _doubles((("quotas", "phases", i), phase.id) for i, phase in enumerate(package.quotas.phases))
    for index, rule in enumerate(package.rules):
        if isinstance(rule, SegmentedRule):
            yield from _segment_findings(rule, ("rules", index))
    yield from _item_findings(package)


def _doubles(entries: Iterable[tuple[Keys, str]]) -> Iterator[Finding]:
    seen: dict[str, Keys] = {}
    for path, key in entries:
        if key in seen:
            yield Finding((*path, "id"), say("lint.id_twice"), found=key, other=(*seen[key], "id"))
        else:
            seen[key] = path


def _segment_findings(rule: SegmentedRule, path: Keys) -> Iterator[Finding]:
    if not rule.segments:
        yield Finding((*path, "segments"), say("lint.no_segments", rule=rule.id))
    seen: dict[str, Keys] = {}
    for index, segment in enumerate(rule.segments):
        here = (*path, "segments", index)
        for word in dict.fromkeys((segment.id, segment.name)):
            if word in seen:
                yield Finding((*here, "id"), say("lint.segment_twice"), found=word, other=(*seen[word], "id"))
            else:
                seen[word] = here


def _item_findings(package: Package) -> Iterator[Finding]:
    seen: dict[str, Keys] = {}
    for index, item in enumerate(package.items):
        for name in ("number", "name"):
            path, word = ("items", index, name), getattr(item, name)
            if word and word in seen:
                message = say("lint.item_twice")
                yield Finding(path, message, found=word, other=seen[word])
            elif word:
                seen[word] = path
