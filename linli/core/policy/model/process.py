"""``process.yaml``: stages with windows and due days, gates with evidence, documents, duties."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Count, Day, Id, MaybeDay, Month
from linli.core.wording import listed, say

EVIDENCE_KINDS = (
    "document", "signoff", "joint_signoff", "vote", "hearing", "judgement", "publicity", "amount", "rectification",
)  # fmt: skip
EvidenceKind = Literal[
    "document", "signoff", "joint_signoff", "vote", "hearing", "judgement", "publicity", "amount", "rectification"
]


RestDays = Literal["no-shift", "next-working-day"]


class Period(CitedPart):
    """How long a notice hangs, written ``{days: 7, kind: working}``. The day it goes up is not counted
    (民法典第二百零一条) unless ``first_day: counted``.

    ends: ``by-itself`` when the days are over, or only with a result ``on-record``; after_objection: an objection stops
    it, and once answered it begins again (``restart``) or goes on (``resume``); non_working_day: as in
    ``deadline_defaults`` where left out.
    """

    days: Count
    kind: Literal["calendar", "working", "month"] = "calendar"
    first_day: Literal["not-counted", "counted"] = "not-counted"
    ends: Literal["by-itself", "on-record"] = "by-itself"
    after_objection: Literal["restart", "resume"] = "restart"
    non_working_day: RestDays | None = None


class Waivable(CitedPart):
    """Who may let something pass without it, written ``waivable: finance`` or ``{by: [finance], cite: [...]}``;
    ``waivable: "yes"``: any role of the package, named on record."""

    by: tuple[Id, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {} if value == "yes" else {"by": (value,)}
        return value


class Evidence(CitedPart):
    """One thing a gate asks for, written ``{document: application, signed_by: owners_org}``.

    kind/ref: what and which; its fact is named ``kind:ref``. by / with: the roles that sign; to: who receives it;
    signed_by: the signer (the role's fallback may sign in its place); result: what a publicity must end with;
    at_least: the amount (or another amount's fact, called at_least_name) to be reached; matter: the matter a vote was
    held on; against: what an acceptance compares with; name: what people call it, where no document, vote or matter
    gives the name; period: how long a publicity hangs; waivable: who may waive it (nobody, unless said).
    """

    kind: EvidenceKind
    ref: Id
    name: str = ""
    by: Id | None = None
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    to: Id | None = None
    signed_by: Id | None = None
    result: Literal["no-objection"] | None = None
    at_least: str | None = None
    at_least_name: str = ""
    matter: Id | None = None
    against: tuple[str, ...] = ()
    period: Period | None = None
    waivable: Waivable | None = None

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if value.get("waivable") == "no":
            value = {key: item for key, item in value.items() if key != "waivable"}
        if "kind" in value:
            return value
        kinds = [kind for kind in EVIDENCE_KINDS if kind in value]
        if len(kinds) != 1:
            raise ValueError(say("scalar.one_kind", kinds=listed(EVIDENCE_KINDS)))
        rest = {key: item for key, item in value.items() if key != kinds[0]}
        return {"kind": kinds[0], "ref": value[kinds[0]], **rest}

    @property
    def fact(self) -> str:
        """The name of the fact that proves it: ``document:application``."""
        return f"{self.kind}:{self.ref}"


def _condition_tag(value: Any) -> str:
    if isinstance(value, (AllOf, AnyOf)):
        return "all" if isinstance(value, AllOf) else "any"
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in ("all", "any"):
        return str(next(iter(value)))
    return "evidence"


class AllOf(Part):
    """Met on the latest day of its conditions."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Part):
    """Met on the earliest day of its conditions."""

    any: tuple[Condition, ...] = Field(min_length=1)


Condition = Annotated[
    Annotated[AllOf, Tag("all")] | Annotated[AnyOf, Tag("any")] | Annotated[Evidence, Tag("evidence")],
    Discriminator(_condition_tag),
]
Gate = Condition


class DueDay(CitedPart):
    by: Literal["day"]
    on: Day
    non_working_day: RestDays | None = None


class DueMonth(CitedPart):
    by: Literal["month-end", "mid-month"]
    on: Month
    non_working_day: RestDays | None = None


class DueAfter(CitedPart):
    """So many days after a stage is done, or after a fact is on record: ``{by: days-after, stage: A, days: 15, kind:
    working}``, ``{by: days-after, fact: document:application, days: 1, kind: month}``. The day itself is not counted.

    fact: the evidence of this stage, or of ``stage`` where that is named too.
    """

    by: Literal["days-after"]
    days: Count
    kind: Literal["calendar", "working", "month"] = "calendar"
    stage: Id | None = None
    fact: str = ""
    non_working_day: RestDays | None = None

    @model_validator(mode="after")
    def _has_a_beginning(self) -> DueAfter:
        if not self.stage and not self.fact:
            raise ValueError(say("scalar.from_where"))
        return self


Due = Annotated[DueDay | DueMonth | DueAfter, Field(discriminator="by")]


class Window(CitedPart):
    """From … until, both days included."""

    from_: Day = Field(alias="from")
    until: Day


class PhaseWindow(CitedPart):
    """The window of one phase."""

    phase: Id
    from_: Day = Field(alias="from")
    until: Day


class UpperDeadline(CitedPart):
    """A superior's deadline for a stage: ``source`` names the document (listed among the sources)."""

    stage: Id
    on: Day
    source: Id
    note: str = ""


class DueByPhase(CitedPart):
    """The last day for each phase, written ``{ph1: 2020-06-30, ph2: 2020-08-31, cite: [...]}``."""

    days: dict[Id, Day]

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "days" in value:
            return value
        own = {key: item for key, item in value.items() if key in ("cite", "interpretations")}
        return {"days": {key: item for key, item in value.items() if key not in own}, **own}


class Predecessor(CitedPart):
    """``basis``: whether the order is said in the text, follows from the numbering, or is inferred."""

    stage: Id
    basis: Literal["text", "numbering", "inferred"]


class Starts(CitedPart):
    rule: Literal["immediately-after"]


class Stage(CitedPart):
    """A step of the programme. ``scope``: whose evidence it is — the compound's, district's, city's, programme's;
    ``due_set_by``: the roles that may set another deadline for a single compound (any role, where left out)."""

    id: Id
    name: str
    phase: str = ""
    scope: Literal["compound", "district", "city", "programme"] = "compound"
    due: Due | None = None
    window: Window | None = None
    due_by_phase: DueByPhase | None = None
    window_by_phase: tuple[PhaseWindow, ...] = ()
    due_set_by: tuple[Id, ...] = ()
    after: tuple[Predecessor, ...] = ()
    starts: Starts | None = None
    gate: Gate


class DocumentType(CitedPart):
    """A paper the process asks for. ``contains``: the parts it must have."""

    id: Id
    name: str
    by: Id | None = None
    to: Id | None = None
    contains: tuple[str, ...] = ()


class Duty(CitedPart):
    """What somebody must (or may) do. ``check``: computed by linli, proved by evidence, judged by a role, or advisory;
    ``proof``: the documents that prove it."""

    id: Id
    who: Id
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    must: str = ""
    may: str = ""
    stage: Id | None = None
    due: MaybeDay = None
    every: Literal["week", "month", "quarter", "half-year", "year"] | None = None
    at_least: Count | None = None
    count: Count | None = None
    when: str = ""
    strength: Literal["must", "principle"] = "must"
    check: Literal["computed", "evidenced", "judgement", "advisory"]
    open_term: Id | None = None
    proof: tuple[Id, ...] = ()


class Principle(CitedPart):
    id: Id
    text: str


AllOf.model_rebuild()
AnyOf.model_rebuild()
