"""``process.yaml``: stages with windows and due days, gates with evidence, documents, duties."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Count, Day, Id, MaybeDay, Month

EVIDENCE_KINDS = (
    "document", "signoff", "joint_signoff", "vote", "hearing", "judgement", "publicity", "amount", "rectification",
)  # fmt: skip
EvidenceKind = Literal[
    "document", "signoff", "joint_signoff", "vote", "hearing", "judgement", "publicity", "amount", "rectification"
]


class Evidence(CitedPart):
    """One thing a gate asks for, written ``{document: application, signed_by: owners_org}``.

    kind/ref: what and which; its fact is named ``kind:ref``. by / with: the roles that sign; to: who receives it;
    signed_by: the signer (the role's fallback may sign in its place); result: what a publicity must end with;
    at_least: the amount (or another amount's fact, called at_least_name) to be reached; matter: the matter a vote was
    held on; against: what an acceptance compares with; name: what people call it, where no document, vote or matter
    gives the name.
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

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "kind" in value:
            return value
        kinds = [kind for kind in EVIDENCE_KINDS if kind in value]
        if len(kinds) != 1:
            raise ValueError("一条证据要写且只写一种：" + "、".join(EVIDENCE_KINDS))
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


class DueMonth(CitedPart):
    by: Literal["month-end", "mid-month"]
    on: Month


Due = Annotated[DueDay | DueMonth, Field(discriminator="by")]


class Window(CitedPart):
    """From … until, both days included."""

    from_: Day = Field(alias="from")
    until: Day


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
    """A step of the programme. ``scope``: whose evidence it is — the compound's, district's, city's, programme's."""

    id: Id
    name: str
    phase: str = ""
    scope: Literal["compound", "district", "city", "programme"] = "compound"
    due: Due | None = None
    window: Window | None = None
    due_by_phase: DueByPhase | None = None
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
    every: Literal["month", "quarter", "year"] | None = None
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
