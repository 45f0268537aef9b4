"""Mutants of scoring tables: points, weights, steps, bounds, grades, the pass mark."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from linli.core.cases.mutants.tree import REMOVED, Mutant, mutant
from linli.core.policy.model import Package, ScoreItem
from linli.core.policy.textyaml import Keys

_SHEET = "评分.csv"


def evaluation_mutants(package: Package) -> Iterator[Mutant]:
    """Every mutant of the scoring tables."""
    for index, table in enumerate(package.evaluation):
        path: Keys = ("evaluation", index)
        for number, item in enumerate(table.items):
            yield from _item_mutants((*path, "items", number), item)
        for number, grade in enumerate(table.grades):
            yield mutant((*path, "grades", number, "at_least"), _more(grade.at_least), was=grade.at_least,
                         what=f"{table.name} 的「{grade.name}」", sheet=_SHEET,
                         hint="加两行：恰到这一等与差一点")  # fmt: skip
        if table.pass_mark is not None:
            yield mutant((*path, "pass_mark"), _more(table.pass_mark), was=table.pass_mark,
                         what=f"{table.name} 的合格线", sheet=_SHEET, hint="加两行：恰到合格线与差一点")  # fmt: skip


def _item_mutants(path: Keys, item: ScoreItem) -> Iterator[Mutant]:
    hint = f"给 {item.name} 一个得满分的值和一个恰在界下的值，期望得分"
    for number, step in enumerate(item.steps):
        for key, value in (("at_least", step.at_least), ("points", step.points)):
            yield mutant((*path, "steps", number, key), _more(value), was=value, what=f"{item.name} 的一级",
                         sheet=_SHEET, hint=hint)  # fmt: skip
    if item.full:
        yield mutant((*path, "full"), _more(item.full), was=item.full, what=f"{item.name} 的满分值", sheet=_SHEET,
                     hint=hint)  # fmt: skip
    if item.need and isinstance(item.need.value, Fraction):
        now = f"{item.need.measure}{item.need.op}{item.need.value + 1}"
        yield mutant((*path, "need"), now, was=f"{item.need.op}{item.need.value}", what=f"{item.name} 的要求",
                     sheet=_SHEET, hint=hint)  # fmt: skip
    if item.required:
        yield mutant((*path, "required"), REMOVED, was="yes", what=f"{item.name} 一票否决", sheet=_SHEET,
                     hint="给其余都满分、只有这一项为零的，期望不合格")  # fmt: skip


def _more(value: Fraction) -> str:
    changed = value + Fraction(1, 100)
    return f"{changed.numerator}/{changed.denominator}"
