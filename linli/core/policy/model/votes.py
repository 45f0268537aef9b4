"""``process.yaml``: votes — the rule (which tests must hold), the electorate (who counts), the matters (what for)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from linli.core.policy.model.part import CitedPart
from linli.core.policy.scalars import Count, Day, Id, Share
from linli.core.wording import say

Measure = Literal["area", "households", "heads"]
Bound = Literal["at_least", "more_than", "at_most", "less_than"]
_BOUNDS: tuple[Bound, ...] = ("at_least", "more_than", "at_most", "less_than")

#: whose votes: everybody's in the compound, the building or the entrance; the owners who pay; the owners whose private
#: part the works use
Scope = Literal["compound", "building", "entrance", "payers", "affected"]


class VoteTest(CitedPart):
    """``count`` (those for / who took part / against) as a share ``of`` all or of participants: ``at_least`` or
    ``more_than`` a share; an inverse vote asks ``at_most`` or ``less_than`` (objections).

    within: only these owners, where not everybody in the matter's scope (``payers``, ``affected``, ``building`` …).
    """

    measure: Measure
    name: str = ""
    count: Literal["for", "participated", "against"] = "for"
    of: Literal["total", "participants"] = "total"
    within: Scope | None = None
    at_least: Share | None = None
    more_than: Share | None = None
    at_most: Share | None = None
    less_than: Share | None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> VoteTest:
        if sum(getattr(self, bound) is not None for bound in _BOUNDS) != 1:
            raise ValueError(say("scalar.threshold"))
        return self

    @property
    def bound(self) -> Bound:
        """Which of the four the test asks."""
        return next(bound for bound in _BOUNDS if getattr(self, bound) is not None)

    @property
    def threshold(self) -> Share:
        value: Share = getattr(self, self.bound)
        return value

    @property
    def inclusive(self) -> bool:
        """Whether the number itself is enough (``at_least``) or still allowed (``at_most``)."""
        return self.bound in ("at_least", "at_most")

    @property
    def is_ceiling(self) -> bool:
        """Whether the test sets a most, not a least."""
        return self.bound in ("at_most", "less_than")


class Electorate(CitedPart):
    """Who counts. ``parking``: whether parking spaces carry area and votes; ``heads``: what makes one head —
    the dwelling, or the owner (one owner of many dwellings is one head; the developer's unsold stock is one).

    unsold: whether the developer's unsold stock counts at all. co_owners: any of them may cast the dwelling's ballot,
    or only the representative named on the roll. proxy_limit: for how many others (heads) one proxy may vote;
    0 refuses every proxy, no number sets no limit.
    """

    parking: Literal["excluded", "included"] = "excluded"
    heads: Literal["per-owner", "per-dwelling"] = "per-owner"
    unsold: Literal["counted", "excluded"] = "counted"
    co_owners: Literal["any", "representative"] = "any"
    proxy_limit: Count | None = None


class Alternative(CitedPart):
    """One of several ways to pass: all its tests hold."""

    id: Id
    name: str
    tests: tuple[VoteTest, ...] = Field(min_length=1)


class Veto(CitedPart):
    """One objection is enough to stop it. ``by``: an objection put on record with the ballot, or any ballot against;
    ``within``: only objections of these owners."""

    id: Id
    name: str
    by: Literal["objection", "against"] = "objection"
    within: Scope | None = None


class VoteEdition(CitedPart):
    """The rule as it stands from … until a day, both included (the law of the day). Its tests, alternatives, vetoes
    and electorate take the place of the rule's own."""

    id: Id
    name: str = ""
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    tests: tuple[VoteTest, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    electorate: Electorate | None = None


class VoteRule(CitedPart):
    """Passes when every test is met, one of the alternatives (if there are any) too, and nobody vetoes it.

    law: the higher law over the vote, as external sources in the order of time; the one whose effective … until holds
    the day of the vote is printed with its result. editions: how the rule reads on which days.
    """

    id: Id
    name: str
    tests: tuple[VoteTest, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    electorate: Electorate = Electorate()
    law: tuple[Id, ...] = ()
    editions: tuple[VoteEdition, ...] = ()

    @property
    def every_test(self) -> tuple[VoteTest, ...]:
        """The tests of the rule and of its alternatives; not those of its editions."""
        return (*self.tests, *(test for one in self.alternatives for test in one.tests))


class Matter(CitedPart):
    """A question put to the owners: by which vote rule, for which stage, in what scope; ``after``: the matter of the
    earlier round, which must have passed."""

    id: Id
    name: str
    vote: Id
    stage: Id | None = None
    scope: Scope = "compound"
    after: Id | None = None
