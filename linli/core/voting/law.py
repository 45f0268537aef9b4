"""Which higher law stood over a vote on its day, and how its rule read on that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package, Source, VoteEdition, VoteRule
from linli.core.wording import listed, say


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


def edition_on(rule: VoteRule, on: date) -> tuple[VoteRule, str | None]:
    """The rule as it reads on the day, and the id of the edition it then has (None: no editions, or the rule's own).

    Raises BadInput on a day for which it says nothing.
    """
    edition = next((one for one in rule.editions if _stands(one, on)), None)
    if edition is None:
        if not rule.editions or rule.tests or rule.alternatives or rule.vetoes:
            return rule, None
        known = listed(say("law.period", first=one.from_ or "…", last=one.until or "…") for one in rule.editions)
        message = say("law.no_edition", rule=rule.name)
        raise BadInput([Fault(message, path="on", found=on.isoformat(), expected=known)])
    changes = {
        "name": edition.name or rule.name,
        "tests": edition.tests,
        "alternatives": edition.alternatives,
        "vetoes": edition.vetoes,
        "electorate": edition.electorate or rule.electorate,
        "cite": tuple(dict.fromkeys((*edition.cite, *(() if edition.cite else rule.cite)))),
        "interpretations": tuple(dict.fromkeys((*rule.interpretations, *edition.interpretations))),
    }
    return rule.model_copy(update=changes), edition.id


def _stands(edition: VoteEdition, on: date) -> bool:
    return (edition.from_ is None or edition.from_ <= on) and (edition.until is None or on <= edition.until)


def lapsed_sources(package: Package, rule: VoteRule, on: date) -> tuple[Source, ...]:
    """The dated external laws that the rule itself is taken from and that were not in force on the day."""
    cited = {anchor.split(":")[0] for anchor in rule.cite}
    return tuple(s for s in package.sources if s.external and s.effective and s.id in cited and not _in_force(s, on))
