"""The compounds that apply, and what is told of each: the fixed columns and one value for each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from linli.core.policy.model import AllChecks, AnyChecks, Check, Need, Package, Recent, Selection

#: what is told of every compound without a column of the policy's own: measure -> its name
BUILT_IN: Mapping[str, str] = MappingProxyType({
    "street": "街道", "households": "户数", "floor_area_m2": "建筑面积", "buildings": "楼栋数",
    "built_year": "建成年份", "age_years": "房龄", "estimate_yuan": "估算(元)", "yuan_per_household": "户均估算(元)",
    "yuan_per_m2": "每平方米估算(元)",
})  # fmt: skip
_FEN = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """One compound. area_centi: 0.01 m²; values: measure id -> as told (``高``, ``3.5``), blank if not told."""

    row: int
    name: str
    estimate_fen: int | None
    applied: date | None = None
    street: str = ""
    households: int | None = None
    area_centi: int | None = None
    buildings: int | None = None
    built_year: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def value(self, measure: str) -> Fraction | str | None:
        """What is known under the measure's name; None where it is not."""
        if measure not in BUILT_IN or self.values.get(measure):
            return self.values.get(measure, "").strip() or None
        if measure == "street":
            return self.street or None
        numbers: dict[str, int | None] = {"households": self.households, "buildings": self.buildings,
                                          "built_year": self.built_year}  # fmt: skip
        if measure in numbers:
            number = numbers[measure]
            return None if number is None else Fraction(number)
        return self._derived(measure)

    def _derived(self, measure: str) -> Fraction | None:
        yuan = None if self.estimate_fen is None else Fraction(self.estimate_fen, _FEN)
        area = None if self.area_centi is None else Fraction(self.area_centi, _FEN)
        if measure == "age_years":
            known = self.applied and self.built_year is not None
            return Fraction(self.applied.year - self.built_year) if known else None  # type: ignore[union-attr, operator]
        if measure == "floor_area_m2":
            return area
        if measure == "estimate_yuan":
            return yuan
        by = area if measure == "yuan_per_m2" else self.households
        return yuan / by if yuan is not None and by else None


def measure_name(package: Package, measure: str) -> str:
    """What people call it."""
    names = {one.id: one.name for one in package.measures}
    criteria = {one.measure: one.name for one in package.priorities}
    return names.get(measure) or criteria.get(measure) or BUILT_IN.get(measure, measure)


def needs_of(check: Check) -> Iterator[Need | Recent]:
    """Every single test of a condition."""
    if isinstance(check, (AllChecks, AnyChecks)):
        for part in check.all if isinstance(check, AllChecks) else check.any:
            yield from needs_of(part)
    else:
        yield check


def checks_of(selection: Selection) -> Iterator[Check]:
    """Every condition of eligibility and exclusion, and what lifts it."""
    for rule in selection.eligibility:
        yield rule.need
        if rule.unless:
            yield rule.unless
    for out in selection.exclusions:
        yield out.when
        if out.unless:
            yield out.unless


def asked_measures(package: Package) -> tuple[str, ...]:
    """The measures that conditions ask about."""
    checks = checks_of(package.selection) if package.selection else ()
    tests = (test for check in checks for test in needs_of(check))
    return tuple(dict.fromkeys(test.recent if isinstance(test, Recent) else test.measure for test in tests))


def criterion_columns(package: Package) -> dict[str, tuple[str, ...]]:
    """Measure id -> the headers under which a sheet may tell it, the usual one first. A header means one thing only."""
    wanted: dict[str, list[str]] = {}
    for priority in package.priorities:
        wanted.setdefault(priority.measure, []).extend((priority.name, priority.id))
    for measure in asked_measures(package):
        if measure not in BUILT_IN:
            wanted.setdefault(measure, [])
    for factor in package.application_factors:
        wanted.setdefault(factor.id, []).append(factor.name)
    units = {one.id: (one.name, f"{one.name}({one.unit})" if one.unit else one.name) for one in package.measures}
    taken: set[str] = set()
    columns = {}
    for measure, names in wanted.items():
        headers = [name for name in dict.fromkeys((*names, *units.get(measure, ()), measure)) if name not in taken]
        taken.update(headers)
        columns[measure] = tuple(headers)
    return columns
