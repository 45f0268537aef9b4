"""Nothing without its clause: every rule, stage, evidence, vote, duty, quota and pot says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import Package, Stage
from linli.core.policy.model.part import CitedPart
from linli.core.policy.scalars import anchor_source
from linli.core.policy.walk import cited_parts, stage_evidence
from linli.core.wording import listed, say

_TABLES = (
    "rules",
    "votes",
    "upper_deadlines",
    "duties",
    "pots",
    "priorities",
    "application_factors",
    "meetings",
    "principles",
)
_HINT = say("lint.cite_form")


def citation_findings(package: Package) -> Iterator[Finding]:
    """Parts that cite nothing and cites of sources that are not listed."""
    if not package.sources:
        yield Finding(("sources",), say("lint.no_sources"))
    for table in _TABLES:
        for index, part in enumerate(getattr(package, table)):
            if not part.cite:
                yield Finding((table, index), say("lint.no_cite"), found=getattr(part, "id", ""), hint=_HINT)
    if package.quotas and not package.quotas.cite:
        yield Finding(("quotas",), say("lint.no_cite"), hint=_HINT)
    yield from _process_findings(package)
    yield from _source_findings(package)


def _process_findings(package: Package) -> Iterator[Finding]:
    for index, stage in enumerate(package.stages):
        if not _stage_cites(stage) and not any(e.cite for _, s, e in stage_evidence(package) if s is stage):
            yield Finding(("stages", index), say("lint.no_cite"), found=stage.id, hint=_HINT)
    for path, stage, evidence in stage_evidence(package):
        if not evidence.cite and not _stage_cites(stage):
            yield Finding(path, say("lint.no_cite"), found=evidence.fact, hint=_HINT)


def _stage_cites(stage: Stage) -> bool:
    parts: tuple[CitedPart | None, ...] = (
        stage, stage.due, stage.window, stage.due_by_phase, *stage.window_by_phase,
    )  # fmt: skip
    return any(part is not None and part.cite for part in parts)


def _source_findings(package: Package) -> Iterator[Finding]:
    known = {source.id: source for source in package.sources}
    for path, part in cited_parts(package):
        for number, anchor in enumerate(part.cite):
            source, _ = anchor_source(anchor)
            if source and source not in known:
                yield Finding((*path, "cite", number), say("lint.no_source"), found=source, expected=listed(known))
