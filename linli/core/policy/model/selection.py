"""``selection``: which compounds may take part, which may not, in what order, with which money."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from linli.core.policy.catalogue_sheet import parse_requirement
from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Count, Id


class Need(Part):
    """A measure against a bound, written ``built_year<=2000`` or ``street=南门街道``; the value is an exact number or a
    word."""

    measure: Id
    op: Literal["<=", ">=", "<", ">", "="]
    value: Fraction | str

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, value: Any) -> Any:
        return parse_requirement(value) if isinstance(value, str) else value


class Recent(Part):
    """Something that happened within so many years before the application, both ends included: ``{recent:
    last_renovated, years: 5}``. The measure holds a year or a day; blank says that it never happened."""

    recent: Id
    years: Count


def _tag(value: Any) -> str:
    if isinstance(value, Part):
        return {"AllChecks": "all", "AnyChecks": "any", "Recent": "recent"}.get(type(value).__name__, "need")
    if isinstance(value, dict):
        return next((key for key in ("all", "any", "recent") if key in value), "need")
    return "need"


class AllChecks(Part):
    """Holds when all of its parts hold."""

    all: tuple[Check, ...] = Field(min_length=1)


class AnyChecks(Part):
    """Holds when one of its parts holds."""

    any: tuple[Check, ...] = Field(min_length=1)


Check = Annotated[
    Annotated[AllChecks, Tag("all")]
    | Annotated[AnyChecks, Tag("any")]
    | Annotated[Recent, Tag("recent")]
    | Annotated[Need, Tag("need")],
    Discriminator(_tag),
]


class Eligibility(CitedPart):
    """A compound must meet ``need``, unless ``unless`` holds."""

    id: Id
    name: str
    need: Check
    unless: Check | None = None


class Exclusion(CitedPart):
    """A compound is left out when ``when`` holds, unless ``unless`` holds."""

    id: Id
    name: str
    when: Check
    unless: Check | None = None


class Selection(CitedPart):
    """How compounds are chosen. Criteria are the package's ``priorities``, phases its ``quotas``.

    priority_order: ``ordered`` — criterion after criterion, as listed; ``unordered`` — one compound goes before another
    only if it is nowhere worse and somewhere better. Ties: the earlier application, then the name.
    pots: what pays (every pot with a limit, if none is named); when_short: what comes after one that does not fit is
    still looked at (``skip``) or not (``stop``).
    """

    eligibility: tuple[Eligibility, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    priority_order: Literal["ordered", "unordered"] = "unordered"
    pots: tuple[Id, ...] = ()
    when_short: Literal["skip", "stop"] = "skip"


AllChecks.model_rebuild()
AnyChecks.model_rebuild()
