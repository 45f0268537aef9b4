"""Scoring tables: points for each item, exactly; what is not on record leaves a range, never a guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from linli.core.policy.catalogue_sheet import parse_value
from linli.core.policy.model import Package, Requirement, ScoreItem, ScoreTable
from linli.core.programme.requirements import meets
from linli.core.reasons import Reason
from linli.core.wording import say

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item: its points times its weight; None while its measure is not on record."""

    item: ScoreItem
    points: Fraction | None
    reason: Reason

    @property
    def most(self) -> Fraction:
        return self.item.points * self.item.weight if self.points is None else self.points


@dataclass(frozen=True, slots=True)
class ScoreFinding:
    """A whole table. total, grade and passed are None while something that decides them is not on record."""

    table: ScoreTable
    items: tuple[ItemScore, ...]
    reason: Reason

    @property
    def least(self) -> Fraction:
        """The total if everything unknown brings nothing."""
        return sum((one.points or _ZERO for one in self.items), _ZERO)

    @property
    def most(self) -> Fraction:
        """The total if everything unknown brings all it can."""
        return sum((one.most for one in self.items), _ZERO)

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(one.item.measure for one in self.items if one.points is None)

    @property
    def total(self) -> Fraction | None:
        return None if self.unknown else self.least

    @property
    def failed(self) -> tuple[str, ...]:
        """The items without which nothing passes, and which brought nothing."""
        return tuple(one.item.id for one in self.items if one.item.required and one.points == 0)

    @property
    def passed(self) -> bool | None:
        """Whether it passes; known as soon as nothing that is still missing could change it."""
        if self.failed:
            return False
        mark = self.table.pass_mark
        open_veto = any(one.item.required and one.points is None for one in self.items)
        if mark is None:
            return None if open_veto else True
        if self.most < mark:
            return False
        return True if self.least >= mark and not open_veto else None

    @property
    def grade(self) -> str | None:
        """The grade; empty for a total below all of them; None where it is not yet sure."""
        found = {_grade(self.table, total) for total in (self.least, self.most)}
        return found.pop() if len(found) == 1 else None


def score(package: Package, table_id: str, values: Mapping[str, str]) -> ScoreFinding:
    """The points of every item. values: measure -> as told. Raises KeyError for an unknown table, ValueError for values
    that cannot be read or marks out of bounds."""
    table = next((table for table in package.evaluation if table.id == table_id), None)
    if table is None:
        raise KeyError(table_id)
    names = {one.id: one.name for one in package.measures}
    items = tuple(_score(package, item, names.get(item.measure, item.measure), values) for item in table.items)
    found = ScoreFinding(table, items, Reason("programme.score", {}))
    return ScoreFinding(table, items, _reason(package, found))


def _score(package: Package, item: ScoreItem, measure: str, values: Mapping[str, str]) -> ItemScore:
    told = values.get(item.measure, "").strip()
    shown = {"name": item.name, "measure": measure, "value": told, "most": plain_number(item.points * item.weight),
             "weight": plain_number(item.weight)}  # fmt: skip
    notes = package.notes(item.interpretations)
    if not told:
        return ItemScore(item, None, Reason("programme.score_unknown", shown, item.cite, notes))
    points = _points(item, told)
    weighed = points * item.weight
    code = "programme.score_item" if item.weight == 1 else "programme.score_weighed"
    shown |= {"points": plain_number(points), "weighed": plain_number(weighed)}
    steps = (Reason("programme.score_veto"),) if item.required and not points else ()
    return ItemScore(item, weighed, Reason(code, shown, item.cite, notes, steps))


def _points(item: ScoreItem, told: str) -> Fraction:
    if item.by == "met":
        assert item.need is not None
        need = Requirement(measure=item.measure, op=item.need.op, value=item.need.value)
        return item.points if meets(need, told) else _ZERO
    value = _number(told)
    if item.by == "given":
        if not 0 <= value <= item.points:
            raise ValueError(say("score.range", item=item.name, most=plain_number(item.points), told=told))
        return value
    if item.by == "ratio":
        assert item.full
        return item.points * min(max(value / item.full, _ZERO), Fraction(1))
    return max((step.points for step in item.steps if value >= step.at_least), default=_ZERO)


def _number(told: str) -> Fraction:
    value = parse_value(unicodedata.normalize("NFKC", told).replace(",", ""))
    if isinstance(value, str):
        raise ValueError(say("score.not_number", told=told))  # noqa: TRY004 - what was typed is wrong, not a type
    return value


def _grade(table: ScoreTable, total: Fraction) -> str:
    reached = [grade for grade in table.grades if total >= grade.at_least]
    return max(reached, key=lambda grade: grade.at_least).name if reached else ""


def plain_number(number: Fraction) -> str:
    """``12``, ``12.5``, and a fraction where decimals would not be exact: ``37/3``."""
    hundredths = number * 100
    if hundredths.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    whole, rest = divmod(abs(hundredths.numerator), 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text


def _reason(package: Package, found: ScoreFinding) -> Reason:
    table = found.table
    values = {
        "table": table.name,
        "sum": " + ".join(plain_number(one.points) if one.points is not None else "?" for one in found.items),
        "total": plain_number(found.least),
        "of": plain_number(table.total),
        "most": plain_number(found.most),
        "grade": found.grade or "—",
    }
    code = "programme.score_open" if found.unknown else "programme.score_graded" if table.grades else "programme.score"
    steps = [one.reason for one in found.items]
    if table.pass_mark is not None:
        outcome = {True: "passed", False: "not_passed", None: "not_sure"}[found.passed]
        steps.append(Reason(f"programme.score_{outcome}", {"mark": plain_number(table.pass_mark)}, table.cite))
    return Reason(code, values, table.cite, package.notes(table.interpretations), tuple(steps))
