"""``amendments/*.yaml`` and ``readings.yaml``: how a package changes over time, as data.

An amendment is the law changing: published, in effect from a day, recorded here on a day. An erratum is our own mistake
put right: it holds from the first day. A decision settles a reading that was pending. Three dates, never one.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Day, Id, MaybeDay

#: the days that may govern a change: the plan's confirmation, the day of the question, the day the stage was entered,
#: the day of the vote, the day of the approval
GoverningDay = Literal["plan_confirmed_on", "today", "stage_entered_on", "vote_day", "approval_day"]


class Transition(Part):
    """Which day decides between old and new; ``before_effective``: what holds where it lies before the amendment."""

    governs_by: GoverningDay | None = None
    before_effective: Literal["old", "new"] = "old"
    note: str = ""


class Change(CitedPart):
    """One change. ``target``: an id and the way inside it (``F-env-90.cap``, ``S3.2.gate.all``); ``was`` must be what
    stands there; ``before`` / ``after``: where in its list an insertion goes (at the end if neither)."""

    op: Literal["replace", "insert", "repeal"]
    target: str
    was: Any = None
    now: Any = None
    before: str = ""
    after: str = ""
    transition: Transition = Transition()


class Instrument(Part):
    """The document that amends."""

    document: str
    issuer: str = ""


class Amendment(Part):
    id: Id
    title: str
    published: MaybeDay = None
    effective: Day
    recorded: Day
    by: Instrument
    changes: tuple[Change, ...] = Field(min_length=1)


class Effect(Part):
    """An erratum always holds from the first day; what the law changes is an amendment."""

    retroactive: Literal["yes"] = "yes"
    reissue_affected_answers: Literal["list-and-notify", "list"] = "list-and-notify"


class Erratum(CitedPart):
    """We had encoded it wrongly. ``target``, ``was``, ``now`` as in a change; holds from the first day."""

    id: Id
    recorded: Day
    target: str
    was: Any
    now: Any
    note: str = ""
    effect: Effect = Effect()


class WordSet(Part):
    """One word that a decision changes. ``at``: the way to its part, by id or counted from 1; ``instead_of``: the word
    whose place it takes (``more_than`` instead of ``at_least``)."""

    at: tuple[str, ...] = Field(min_length=1)
    word: str
    value: Any
    instead_of: str = ""


class Decision(CitedPart):
    """A pending reading settled: by whom, on which day, on what document. ``chosen``: the reading in words, where it is
    another than the one registered; ``value``: what the word named by the reading's ``setting`` becomes; ``sets``: the
    same, place by place, where it does not become the same everywhere."""

    reading: Id
    status: Literal["settled"] = "settled"
    chosen: str = ""
    value: Any = None
    sets: tuple[WordSet, ...] = ()
    decided_by: str
    decided_on: Day
    document: str


class ChangeFile(Part):
    """One file of changes."""

    amendment: Amendment | None = None
    amendments: tuple[Amendment, ...] = ()
    erratum: Erratum | None = None
    errata: tuple[Erratum, ...] = ()
    decisions: tuple[Decision, ...] = ()
