"""``package.yaml``: what the document is, its sources, money, phases, pots, priorities, meetings, disclosure, goals."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from linli.core.policy.model.grants import When
from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Count, Day, Fen, Id, MaybeDay, YesNo


class Source(Part):
    """A text that the package cites. ``file``: the name it was delivered under; external: cited, not covered."""

    id: Id
    title: str
    file: str = ""
    issuer: str = ""
    number: str = ""
    signed: MaybeDay = None
    published: MaybeDay = None
    effective: MaybeDay = None
    until: MaybeDay = None
    external: YesNo = False


class Version(Part):
    id: Id
    effective: MaybeDay = None
    recorded: Day
    note: str = ""


class Scope(Part):
    what: str
    where: tuple[str, ...] = ()


class MoneyConventions(Part):
    unit: Literal["分"] = "分"
    negative_lines: Literal["reject"] = "reject"
    settle: Literal["difference-of-two-splits"] = "difference-of-two-splits"


class Rounding(CitedPart):
    """How odd fen are dealt with. ``interpretations``: the readings that stand where the text does not say."""

    capped_payer: Literal["floor"] = "floor"
    shares: Literal["largest-remainder"] = "largest-remainder"
    tie: tuple[Literal["remainder", "weight", "order"], ...] = ("remainder", "weight", "order")


class DeadlineDefaults(CitedPart):
    """How the text's day words are read. ``mid_month``: the day that 中旬前 ends on; ``before_signed``: deadlines that
    had passed when the document was signed are judged, or only kept on record; ``windows_bind``: whether a stage's
    window binds the programme as a whole or also the single compound (a compound's stage is then closed before it);
    ``non_working_day``: whether a last day that is a rest day moves to the next working day."""

    before_day: Literal["inclusive", "exclusive"] = "inclusive"
    month_end: Literal["last-day"] = "last-day"
    mid_month: Count = 20
    non_working_day: Literal["no-shift", "next-working-day"] = "no-shift"
    before_signed: Literal["judge", "record-only"] = "judge"
    windows_bind: Literal["programme", "compound"] = "programme"


class Definition(CitedPart):
    id: Id
    term: str
    means: str


class Goal(CitedPart):
    """One of the outcome indicators judged before and after the works (管通 路平 …)."""

    id: Id
    name: str
    means: str = ""


class Phase(Part):
    id: Id
    name: str
    compounds: Count


class Quotas(CitedPart):
    """How many compounds each phase takes; ``total`` must be their sum when ``checks`` says so."""

    total: Count
    phases: tuple[Phase, ...]
    checks: tuple[Literal["sum-equals-total"], ...] = ()


class PotPart(Part):
    """One grant inside a pot. ``from``: the source (with its document number) that hands it down."""

    amount: Fen
    from_: Id = Field(alias="from")


class PotLimit(Part):
    sum_over: Literal["all-compounds"]
    at_most: Literal["total"]


class Shortfall(CitedPart):
    then: Literal["carry-to-next-year-plan"]


class Pot(CitedPart):
    """Money handed down with a document number: total in fen, parts, what happens to projects it does not reach.

    number: of the document; purpose and year: what and when it is for; expires: the last day it can be spent;
    eligible: which compounds it may go to; carry_over: whether what is left goes into the next year.
    """

    id: Id
    name: str
    parts: tuple[PotPart, ...]
    total: Fen
    checks: tuple[Literal["sum-equals-total"], ...] = ()
    limit: PotLimit | None = None
    shortfall: Shortfall | None = None
    number: str = ""
    purpose: str = ""
    year: Count | None = None
    expires: MaybeDay = None
    eligible: When | None = None
    carry_over: YesNo | None = None


class Priority(CitedPart):
    """One criterion of the ranking, in the text's order. Never weighed into a total score. ``grades``: the words that
    may be on record for a judged one, the most first (the usual 高/中/低 and the like, if none are listed)."""

    id: Id
    measure: Id
    name: str
    better: Literal["high", "low"]
    kind: Literal["judged", "number"]
    grades: tuple[str, ...] = ()


class ApplicationFactor(CitedPart):
    id: Id
    name: str
    kind: Literal["judged", "number"]


class Measure(CitedPart):
    """The name of something that conditions and standards measure (``hydrant_radius_m`` is 室外消火栓保护半径, 米);
    ``words``: the names of its values where they are words (``permeable`` is 透水材料)."""

    id: Id
    name: str
    unit: str = ""
    words: dict[str, str] = {}


class Meeting(CitedPart):
    """A meeting the document asks for. ``every``: the period; ``at_least``: how many in it."""

    id: Id
    name: str
    who: Id
    every: Literal["week", "month", "quarter", "half-year", "year"] | None = None
    at_least: Count | None = None
    when: str = ""
    strength: Literal["must", "principle"] = "must"


class Disclosure(CitedPart):
    """What is to be published, how (主动公开 proactive, 公示 notice, 报道 media, 曝光 exposure) and by whom."""

    id: Id
    what: str
    mode: Literal["proactive", "notice", "on-request", "media", "exposure"]
    by: Id | None = None
    stage: Id | None = None


class CalendarDay(Part):
    """A day off (``休``) or a weekend day that is worked (``班``), from the package's own ``calendar.csv``."""

    on: Day
    kind: Literal["休", "班"]
    name: str = ""
    number: str = ""


class ClauseLabel(Part):
    """The human name of a stretch of source lines: ``附件2·二（一）``. From ``clauses.csv``."""

    lines: str
    label: str
