"""The tally: roll and ballots in, every test judged, what is missing, the law of the day, and why."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Matter, Package, Source, VoteRule, VoteTest
from linli.core.policy.model.part import CitedPart
from linli.core.policy.model.votes import Scope
from linli.core.reasons import ReadingNote, Reason
from linli.core.voting.ballots import BallotPaper, CountedBallot, RejectedBallot, sift_ballots
from linli.core.voting.conditions import ConditionFinding, judge
from linli.core.voting.counts import Count, Standing, count_votes
from linli.core.voting.explain import explain_tally
from linli.core.voting.law import edition_on, lapsed_sources, law_on
from linli.core.voting.roll import Electors, RollEntry, check_roll, electors_of
from linli.core.voting.scope import WHOLE, Ground, ground_of, is_known, is_within, restricted
from linli.core.voting.vetoes import RoundFinding, VetoFinding, earlier_round, raised
from linli.core.wording import listed, say


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
    ground: Ground = WHOLE
    vetoes: tuple[VetoFinding, ...] = ()
    round: RoundFinding | None = None
    edition: str | None = None

    @property
    def title(self) -> str:
        return self.matter.name if self.matter else self.rule.name

    @property
    def passed(self) -> bool:
        """All tests met, one alternative too if there are any, no veto raised, the earlier round passed; a rule without
        anything to decide by passes nothing."""
        decides = bool(self.conditions or self.vetoes)
        return decides and self.tests_met and not self.stopped_by and (self.round is None or self.round.met)

    @property
    def tests_met(self) -> bool:
        """Every test of the rule itself and all tests of one alternative (if it has any)."""
        if not all(one.met for one in self.conditions if not one.alternative):
            return False
        names = [one.id for one in self.rule.alternatives]
        return not names or any(all(c.met for c in self.conditions if c.alternative == name) for name in names)

    @property
    def stopped_by(self) -> tuple[VetoFinding, ...]:
        return tuple(veto for veto in self.vetoes if veto.is_raised)

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
        parts = _parts(self.rule, self.matter)
        return self.package.notes(reading for part in parts for reading in part.interpretations)

    @property
    def reason(self) -> Reason:
        return explain_tally(
            title=self.title, rule=self.rule, passed=self.passed, on=self.on, law=self.law,
            lapsed=lapsed_sources(self.package, self.rule, self.on), standing=self.standing,
            conditions=self.conditions, rejected=self.rejected, cite=self.cite, readings=self.readings,
            ground=self.ground, vetoes=self.vetoes, earlier=self.round, edition=self.edition,
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
        say("tally.no_matter"), path="matter", found=matter_id,
        expected=listed(known) or say("tally.no_votes"), hint=say("line.near", near=near[0]) if near else "",
    )])  # fmt: skip


def _parts(rule: VoteRule, matter: Matter | None) -> tuple[CitedPart, ...]:
    """Everything of the rule that the result rests on."""
    own: tuple[CitedPart, ...] = (matter,) if matter else ()
    return (*own, rule, rule.electorate, *rule.tests, *rule.alternatives,
            *(test for one in rule.alternatives for test in one.tests), *rule.vetoes)  # fmt: skip


def tally(
    package: Package,
    matter_id: str,
    on: date,
    roll: Sequence[RollEntry],
    ballots: Sequence[BallotPaper],
    *,
    building: str = "",
    entrance: str = "",
    passed_rounds: Mapping[str, date] | None = None,
) -> TallyFinding:
    """The result of the vote on ``on``, the last day of the vote. Raises BadInput for an unknown matter or a bad roll.

    building / entrance: which one a matter of that scope is about. passed_rounds: earlier matters (id or name) that
    have passed, with the day. Ballots that do not count are no fault of the sheet: they are answered with their reason
    in ``rejected``.
    """
    base, matter = find_vote(package, matter_id)
    if faults := check_roll(roll):
        raise BadInput(faults)
    rule, edition = edition_on(base, on)
    scope = matter.scope if matter else "compound"
    asked = [*(test.within for test in rule.every_test), *(veto.within for veto in rule.vetoes)]
    narrower = [one for one in asked if one]
    ground = ground_of(roll, narrower, scope, building=building, entrance=entrance)
    widest = [scope, *(one for one in narrower if one not in ("payers", "affected"))]
    everybody = "compound" in widest
    electors = electors_of(
        rule.electorate, roll,
        None if everybody else lambda entry: any(is_within(entry, one, ground) for one in widest),
    )  # fmt: skip
    own = restricted(electors, scope, ground)
    if not own.entries:
        raise BadInput([_nobody(electors, roll, scope)])
    counted, rejected = sift_ballots(electors, ballots, on, rule.electorate)
    standing = count_votes(own, [ballot for ballot in counted if ballot.dwelling in own.entries])

    def within(test: VoteTest) -> Standing | None:
        if test.within is None or not is_known(roll, test.within):
            return None
        some = restricted(electors, test.within, ground)
        return count_votes(some, [ballot for ballot in counted if ballot.dwelling in some.entries])

    parts = _parts(rule, matter)
    return TallyFinding(
        package=package,
        matter_id=matter.id if matter else rule.id,
        matter=matter,
        rule=rule,
        on=on,
        law=law_on(package, rule, on),
        standing=standing,
        conditions=judge(rule.tests, standing, within=within, alternatives=rule.alternatives),
        counted=counted,
        rejected=rejected,
        cite=tuple(dict.fromkeys(anchor for part in parts for anchor in part.cite)),
        ground=ground,
        vetoes=raised(rule.vetoes, counted, electors, roll, ground),
        round=earlier_round(package, matter, passed_rounds or {}, on),
        edition=edition,
    )


def _nobody(electors: Electors, roll: Sequence[RollEntry], scope: Scope) -> Fault:
    if not is_known(roll, scope):
        column = "出资" if scope == "payers" else "受影响"
        return Fault(
            say("tally.column_empty", column=column),
            column=column,
            found=say("line.nothing"),
            expected=say("tally.yes_or_no"),
        )
    if electors.barred and not electors.outside:
        return Fault(say("tally.only_parking"))
    return Fault(say("tally.nobody_within"), hint=say("tally.columns_hint"))
