"""Criteria as they are told: numbers, or grades on record (高/中/低). Grades are compared, never turned into scores."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from linli.core.faults import Fault
from linli.core.policy.catalogue_sheet import parse_value
from linli.core.policy.model import Package, Priority
from linli.core.wording import listed, say

#: scales that offices use, the most first; one column holds grades of one scale
SCALES: tuple[tuple[str, ...], ...] = (
    ("很高", "高", "较高", "中", "较低", "低", "很低"),
    ("优", "良", "中", "差"),
    ("很好", "好", "较好", "一般", "较差", "差", "很差"),
    ("很强", "强", "较强", "一般", "较弱", "弱", "很弱"),
    ("很大", "大", "较大", "中", "较小", "小", "很小"),
    ("是", "否"),
    ("有", "无"),
    ("yes", "no"),
)


@dataclass(frozen=True, slots=True)
class Graded:
    """A column read: row -> a number that grows with what the criterion measures; rows that tell nothing are absent."""

    keys: Mapping[int, Fraction]
    faults: tuple[Fault, ...] = field(default=())


def grade_column(package: Package, priority: Priority, told: Mapping[int, str], *, header: str = "") -> Graded:
    """The column of one criterion, row -> what stands in the cell."""
    units = {one.id: one.unit for one in package.measures}
    unit = units.get(priority.measure, "")
    numbers: dict[int, Fraction] = {}
    words: dict[int, str] = {}
    for row, text in told.items():
        value = unicodedata.normalize("NFKC", text).strip().replace(",", "")
        if not value:
            continue
        number = parse_value(value.removesuffix(unit).strip() if unit else value)
        if isinstance(number, Fraction):
            numbers[row] = number
        else:
            words[row] = value
    if not words:
        return Graded(numbers)
    header = header or priority.name
    if priority.kind == "number":
        return Graded(numbers, tuple(Fault(say("grade.number"), line=row, column=header, found=word)
                                     for row, word in words.items()))  # fmt: skip
    scale = _scale(priority, set(words.values()))
    expected = say("grade.or_number", grades=listed(scale))
    faults = [Fault(say("grade.unknown"), line=row, column=header, found=word, expected=expected)
              for row, word in words.items() if word not in scale]  # fmt: skip
    faults += [Fault(say("grade.mixed"), line=row, column=header, found=told[row],
                     expected=listed(scale)) for row in numbers]  # fmt: skip
    keys = {row: Fraction(len(scale) - scale.index(word)) for row, word in words.items() if word in scale}
    return Graded(keys, tuple(faults))


def _scale(priority: Priority, words: set[str]) -> tuple[str, ...]:
    """The policy's own grades, or the usual scale that holds most of the words."""
    if priority.grades:
        return priority.grades
    return max(SCALES, key=lambda scale: len(words & set(scale)))
