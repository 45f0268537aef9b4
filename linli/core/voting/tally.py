"""The tally: roll and ballots in, every test judged, what is missing, the law of the day, and why."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Matter, Package, Source, VoteRule
from linli.core.reasons import ReadingNote, Reason
from linli.core.voting.ballots import BallotPaper, CountedBallot, RejectedBallot, sift_ballots
from linli.core.voting.conditions import ConditionFinding, judge
from linli.core.voting.counts import Count, Standing, count_votes
from linli.core.voting.explain import explain_tally
from linli.core.voting.law import lapsed_sources, law_on
from linli.core.voting.roll import RollEntry, check_roll, electors_of


@dataclass(frozen=True, slots=True)
class TallyFinding:
    """The result of one vote under one package. The reason is built when asked for.

    matter_id: what was asked for (a matter's id, or a vote rule's); on: the day of the vote; law: the higher law of
    that day, or None; counted / rejected: every ballot handed in, in exactly one of the two.
    """

    package: Package
    matter_id: str
    matter: Matter | None
    rule: VoteRule
    on: date
    law: Source | None
    standing: Standing
    conditions: tuple[ConditionFinding, ...]
    counted: tuple[CountedBallot, ...]
    rejected: tuple[RejectedBallot, ...]
    cite: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.matter.name if self.matter else self.rule.name

    @property
    def passed(self) -> bool:
        """All tests met; a rule without a test passes nothing."""
        return bool(self.conditions) and all(condition.met for condition in self.conditions)

    @property
    def total(self) -> Count:
        return self.standing.total

    @property
    def participated(self) -> Count:
        return self.standing.participated

    @property
    def for_(self) -> Count:
        return self.standing.for_

    @property
    def against(self) -> Count:
        return self.standing.against

    @property
    def abstained(self) -> Count:
        return self.standing.abstained

    @property
    def readings(self) -> tuple[ReadingNote, ...]:
        """The readings the result relies on: of the matter, the rule, its electorate and its tests."""
        parts = ((self.matter,) if self.matter else ()) + (self.rule, self.rule.electorate, *self.rule.tests)
        return self.package.notes(reading for part in parts for reading in part.interpretations)

    @property
    def reason(self) -> Reason:
        return explain_tally(
            title=self.title, rule=self.rule, passed=self.passed, on=self.on, law=self.law,
            lapsed=lapsed_sources(self.package, self.rule, self.on), standing=self.standing,
            conditions=self.conditions, rejected=self.rejected, cite=self.cite, readings=self.readings,
        )  # fmt: skip


def find_vote(package: Package, matter_id: str) -> tuple[VoteRule, Matter | None]:
    """The vote rule of a matter (by id or name), or the rule of this id itself. BadInput if there is neither."""
    rules = {rule.id: rule for rule in package.votes}
    matter = next((one for one in package.matters if matter_id in (one.id, one.name)), None)
    if matter is not None:
        return rules[matter.vote], matter
    if rule := rules.get(matter_id) or next((one for one in package.votes if one.name == matter_id), None):
        return rule, None
    known = [one.id for one in package.matters] + list(rules)
    near = difflib.get_close_matches(matter_id, known, n=1, cutoff=0.5)
    raise BadInput([Fault(
        "本政策里没有这个表决事项", path="matter", found=matter_id,
        expected="、".join(known) or "（本政策没有表决）", hint=f"是不是「{near[0]}」？" if near else "",
    )])  # fmt: skip


def _cites(rule: VoteRule, matter: Matter | None) -> tuple[str, ...]:
    parts = ((matter,) if matter else ()) + (rule, rule.electorate, *rule.tests)
    return tuple(dict.fromkeys(anchor for part in parts for anchor in part.cite))


def tally(
    package: Package, matter_id: str, on: date, roll: Sequence[RollEntry], ballots: Sequence[BallotPaper]
) -> TallyFinding:
    """The result of the vote on ``on``, the last day of the vote. Raises BadInput for an unknown matter or a bad roll.

    Ballots that do not count are no fault of the sheet: they are answered with their reason in ``rejected``.
    """
    rule, matter = find_vote(package, matter_id)
    if faults := check_roll(roll):
        raise BadInput(faults)
    electors = electors_of(rule.electorate, roll)
    if not electors.entries:
        raise BadInput([Fault("名册里没有有表决权的专有部分：全是不计入的车位")])
    counted, rejected = sift_ballots(electors, ballots, on)
    standing = count_votes(electors, counted)
    return TallyFinding(
        package=package,
        matter_id=matter.id if matter else rule.id,
        matter=matter,
        rule=rule,
        on=on,
        law=law_on(package, rule, on),
        standing=standing,
        conditions=judge(rule.tests, standing),
        counted=counted,
        rejected=rejected,
        cite=_cites(rule, matter),
    )
