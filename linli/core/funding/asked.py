"""Which facts about a compound the rules of a package ask for, and facts as they are kept on record: as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction

from linli.core.funding.facts import HEADERS, NO_MILESTONE, milestones_in
from linli.core.money import format_area, format_yuan, parse_area, parse_factor, parse_money
from linli.core.policy.model import Package
from linli.core.policy.model.grants import Coefficient, FloorSteps, Milestone, PerCount, When
from linli.core.policy.model.part import Part
from linli.core.wording import say

FactValue = int | Fraction | str | frozenset[str]

_TEXTS = frozenset({"district", "kind"})
_MOST = 100_000


def asked_facts(package: Package) -> tuple[str, ...]:
    """The facts that a funding rule or a pot of the package may need, in the order of `HEADERS`; usually none."""
    if "asked_facts" not in package.memo:
        named = set(_asked([*package.rules, *package.pots]))
        package.memo["asked_facts"] = tuple(name for name in HEADERS if name in named)
    found: tuple[str, ...] = package.memo["asked_facts"]
    return found


def _asked(parts: Iterable[object]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, (list, tuple)):
            yield from _asked(part)
        elif isinstance(part, Part):
            yield from _of(part)
            yield from _asked(getattr(part, name) for name in type(part).model_fields)


def _of(part: Part) -> Iterator[str]:
    if isinstance(part, When):
        yield from (name for name in type(part).model_fields if name in HEADERS and getattr(part, name))
    elif isinstance(part, PerCount):
        yield from _counted(part.of)
    elif isinstance(part, FloorSteps):
        yield from ("floors", *_counted(part.per))
    elif isinstance(part, Coefficient):
        yield from ("residents_fen", "residents_share")
    elif isinstance(part, Milestone):
        yield "milestones"


def _counted(counted: str) -> Iterator[str]:
    if counted != "compound":
        yield "area_centi" if counted == "area" else counted


def told_fact(name: str, value: FactValue) -> str:
    """The fact as text, in the one way it is kept: what `read_fact` reads back."""
    if isinstance(value, frozenset):
        return "、".join(sorted(value)) or NO_MILESTONE[0]
    if name == "area_centi" and isinstance(value, int):
        return format_area(value)
    if name == "residents_fen" and isinstance(value, int):
        return format_yuan(value)
    return str(value)


def read_fact(name: str, text: str) -> FactValue:
    """The fact that somebody wrote. Raises KeyError for an unknown fact, ValueError with the reason for its value.

    >>> read_fact("households", "１２０"), read_fact("residents_share", "10%")
    (120, Fraction(1, 10))
    """
    if name not in HEADERS:
        raise KeyError(name)
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        raise ValueError(say("facts.empty"))
    if name in _TEXTS:
        return plain
    if name == "milestones":
        return milestones_in(plain)
    if name == "area_centi":
        return _not_negative(parse_area(plain))
    if name == "residents_fen":
        return _not_negative(parse_money(plain))
    if name == "residents_share":
        return _share(plain)
    return _count(plain)


def _share(plain: str) -> Fraction:
    share = parse_factor(plain)
    if share > 1:
        raise ValueError(say("facts.share"))
    return share


def _count(plain: str) -> int:
    if not re.fullmatch(r"\d{1,9}|\d{1,3}(,\d{3})+", plain, re.ASCII) or int(plain.replace(",", "")) > _MOST:
        raise ValueError(say("facts.count", most=_MOST))
    return int(plain.replace(",", ""))


def _not_negative(value: int) -> int:
    if value < 0:
        raise ValueError(say("line.zero_or_more"))
    return value
