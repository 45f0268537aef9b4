"""What formulas ask about a compound: households, area, floors, district …; what is not known stays unknown.

The facts of a pool of lines are those of its lines together. Two different values of one fact are a fault; no value at
all leaves the answer undetermined, and the reason says which fact is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from types import MappingProxyType


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
