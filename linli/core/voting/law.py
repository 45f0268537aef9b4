"""Which higher law stood over a vote on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from linli.core.policy.model import Package, Source, VoteRule


def _named(package: Package, rule: VoteRule) -> Iterator[str]:
    """The sources that may govern: those the rule names as its law, or else those it cites and its readings see."""
    if rule.law:
        yield from rule.law
        return
    for part in (rule, *rule.tests, rule.electorate):
        yield from (anchor.split(":")[0] for anchor in part.cite)
    for reading_id in rule.interpretations:
        yield from package.reading_by_id[reading_id].see


def _in_force(source: Source, on: date) -> bool:
    return bool(source.effective and source.effective <= on and (source.until is None or on <= source.until))


def law_on(package: Package, rule: VoteRule, on: date) -> Source | None:
    """The external source in force on the day (both ends included); None if the package names none for that day."""
    sources = {source.id: source for source in package.sources if source.external}
    named = (sources[name] for name in _named(package, rule) if name in sources)
    return next((source for source in named if _in_force(source, on)), None)


def lapsed_sources(package: Package, rule: VoteRule, on: date) -> tuple[Source, ...]:
    """The dated external laws that the rule itself is taken from and that were not in force on the day."""
    cited = {anchor.split(":")[0] for anchor in rule.cite}
    return tuple(s for s in package.sources if s.external and s.effective and s.id in cited and not _in_force(s, on))
