"""What does no harm yet but looks forgotten: rules nobody uses, readings nobody relies on or with one way to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import Package
from linli.core.policy.walk import cited_parts, payers_of, plain_rules, stage_evidence
from linli.core.wording import say


def advice_findings(package: Package) -> Iterator[Finding]:
    """Things a careful author would look at again."""
    yield from _readings(package)
    used = {item.rule for item in package.items}
    yield from _idle("rules", (rule.id for rule in package.rules), used, say("lint.rule_unused"))
    paid = {payer for path, _, _, rule in plain_rules(package) for _, payer in payers_of(rule, path)}
    yield from _idle("payers", (payer.id for payer in package.payers), paid, say("lint.payer_unused"))
    asked = {evidence.ref for _, _, evidence in stage_evidence(package) if evidence.kind == "document"}
    asked |= {document for duty in package.duties for document in duty.proof}
    yield from _idle("documents", (document.id for document in package.documents), asked, say("lint.document_unused"))


def _idle(table: str, ids: Iterable[str], used: set[str], message: str) -> Iterator[Finding]:
    for index, name in enumerate(ids):
        if name not in used:
            yield Finding((table, index), message, found=name)


def _readings(package: Package) -> Iterator[Finding]:
    relied = {reading for _, part in cited_parts(package) for reading in part.interpretations}
    relied |= {reading for item in package.items for reading in item.interpretations}
    for index, reading in enumerate(package.interpretations):
        path = ("interpretations", index)
        if reading.status == "settled":
            continue
        if not reading.alternatives:
            yield Finding(path, say("lint.no_alternatives"), found=reading.id)
        if reading.id not in relied:
            yield Finding(path, say("lint.reading_unused"), found=reading.id)
