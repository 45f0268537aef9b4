"""What formulas ask about a compound: households, area, floors, district …; what is not known stays unknown.

The facts of a pool of lines are those of its lines together. Two different values of one fact are a fault; no value at
all leaves the answer undetermined, and the reason says which fact is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from linli.core.money import parse_factor
from linli.core.wording import say


@dataclass(frozen=True, slots=True)
class Facts:
    """None: not known. area_centi: 0.01 m²; kind: class of renovation; year: of the funding; built: year of building;
    residents_fen / residents_share: what residents have paid, and its share of the cost; milestones: ids or names on
    record (an empty set: none, known)."""

    households: int | None = None
    area_centi: int | None = None
    buildings: int | None = None
    entrances: int | None = None
    lifts: int | None = None
    floors: int | None = None
    district: str | None = None
    kind: str | None = None
    year: int | None = None
    built: int | None = None
    residents_fen: int | None = None
    residents_share: Fraction | None = None
    milestones: frozenset[str] | None = None

    def number(self, counted: str) -> int | None:
        """The count an amount is multiplied with; area in 0.01 m², one for the compound itself."""
        if counted == "compound":
            return 1
        value: int | None = getattr(self, "area_centi" if counted == "area" else counted)
        return value

    def or_else(self, other: Facts) -> Facts:
        """These facts, and the other's where these do not know."""
        if other is NOTHING_KNOWN or self is NOTHING_KNOWN:
            return other if self is NOTHING_KNOWN else self
        missing = {name: getattr(other, name) for name in NAMES if getattr(self, name) is None}
        return replace(self, **missing) if missing else self


NAMES: tuple[str, ...] = tuple(one.name for one in fields(Facts))
NOTHING_KNOWN = Facts()

#: fact -> the header it stands under in sheets
HEADERS: Mapping[str, str] = MappingProxyType({
    "households": "户数", "area_centi": "建筑面积", "buildings": "楼栋数", "entrances": "单元数", "lifts": "电梯台数",
    "floors": "层数", "district": "区县", "kind": "改造类别", "year": "年度", "built": "建成年份",
    "residents_fen": "居民出资(元)", "residents_share": "居民出资比例", "milestones": "里程碑",
})  # fmt: skip
#: the words in 里程碑 that say: none yet
NO_MILESTONE = ("无", "没有", "none")


def together(several: Iterable[Facts]) -> tuple[Facts, tuple[str, ...]]:
    """The facts of several lines as one, and the names of those that two lines tell differently."""
    known: dict[str, object] = {}
    differing: dict[str, None] = {}
    for facts in dict.fromkeys(several):
        for name in NAMES:
            value = getattr(facts, name)
            if value is not None and known.setdefault(name, value) != value:
                differing[name] = None
    return Facts(**known), tuple(differing)  # type: ignore[arg-type]


def facts_of(values: Mapping[str, Any]) -> Facts:
    """The facts of a row by header, each value already read (whole numbers, fen, 0.01 m², shares, text).

    An empty one is unknown. 里程碑 is text: ids or names joined by 、; 无 says that none is reached.
    """
    known: dict[str, Any] = {}
    for name, header in HEADERS.items():
        value = values.get(header)
        if value is None or value == "":
            continue
        known[name] = milestones_in(value) if name == "milestones" else value
    return Facts(**known) if known else NOTHING_KNOWN


def milestones_in(text: str) -> frozenset[str]:
    """The milestones a cell names."""
    names = {part.strip() for part in re.split(r"[、,，;；]", text) if part.strip()}
    return frozenset(names - set(NO_MILESTONE))


def agreement_in(text: str) -> tuple[tuple[str, Fraction], ...]:
    """What sharers agreed on: ``电信 3、移动=2、联通 50%``. ValueError with the reason otherwise.

    >>> agreement_in("电信=3、移动 2/5")
    (('电信', Fraction(3, 1)), ('移动', Fraction(2, 5)))
    """
    parts = []
    for part in (one.strip() for one in re.split(r"[、,，;；]", unicodedata.normalize("NFKC", text)) if one.strip()):
        match = re.fullmatch(r"(.+?)\s*[=:\s]\s*([\d./%]+)", part)
        if not match:
            raise ValueError(say("facts.agreement"))
        parts.append((match[1], parse_factor(match[2])))
    return tuple(parts)
