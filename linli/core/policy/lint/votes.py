"""Votes: thresholds that can be met and missed, editions that follow each other, something to decide by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from linli.core.policy.lint.finding import Finding
from linli.core.policy.lint.grants import MAX_TERM
from linli.core.policy.model import Alternative, Package, VoteEdition, VoteRule, VoteTest
from linli.core.policy.textyaml import Keys
from linli.core.wording import say


def vote_findings(package: Package) -> Iterator[Finding]:
    """Every vote rule that passes anything, nothing, or by two editions at once."""
    for index, vote in enumerate(package.votes):
        path: Keys = ("votes", index)
        if not (vote.tests or vote.alternatives or vote.vetoes or vote.editions):
            yield Finding((*path, "tests"), say("lint.no_tests", rule=vote.id))
        yield from _part_findings(path, vote.tests, vote.alternatives)
        yield from _edition_findings(path, vote)


def _part_findings(path: Keys, tests: Iterable[VoteTest], alternatives: Iterable[Alternative]) -> Iterator[Finding]:
    for number, test in enumerate(tests):
        yield from _test_findings((*path, "tests", number), test)
    for index, alternative in enumerate(alternatives):
        for number, test in enumerate(alternative.tests):
            yield from _test_findings((*path, "alternatives", index, "tests", number), test)


def _test_findings(path: Keys, test: VoteTest) -> Iterator[Finding]:
    share, where = test.threshold, (*path, test.bound)
    if not _can_go_both_ways(test):
        yield Finding(where, say("lint.threshold_range"), found=f"{share}")
    elif max(share.numerator, share.denominator) > MAX_TERM:
        yield Finding(where, say("lint.share_terms"), found=f"{share}", expected=say("lint.at_most", most=MAX_TERM))
    if test.is_ceiling and test.count != "against":
        yield Finding(where, say("lint.only_against"), found=test.count)


def _can_go_both_ways(test: VoteTest) -> bool:
    """Whether some count meets the threshold and some other does not."""
    share = test.threshold
    if test.bound in ("at_least", "less_than"):
        return 0 < share <= 1
    return 0 <= share < 1


def _edition_findings(path: Keys, vote: VoteRule) -> Iterator[Finding]:
    seen: list[tuple[Keys, VoteEdition]] = []
    for index, edition in enumerate(vote.editions):
        here = (*path, "editions", index)
        yield from _part_findings(here, edition.tests, edition.alternatives)
        if not (edition.tests or edition.alternatives or edition.vetoes):
            yield Finding((*here, "tests"), say("lint.edition_no_tests", rule=vote.id), found=edition.id)
        if edition.from_ and edition.until and edition.from_ > edition.until:
            yield Finding((*here, "until"), say("lint.until_early"), found=str(edition.until))
        for other_path, other in seen:
            if other.id == edition.id:
                yield Finding((*here, "id"), say("lint.id_twice"), found=edition.id, other=(*other_path, "id"))
            if _meet(edition, other):
                yield Finding(here, say("lint.editions_overlap"), found=edition.id, other=other_path)
        seen.append((here, edition))


def _meet(one: VoteEdition, other: VoteEdition) -> bool:
    start = max(one.from_ or date.min, other.from_ or date.min)
    return start <= min(one.until or date.max, other.until or date.max)
