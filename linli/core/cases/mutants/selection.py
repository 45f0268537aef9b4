"""Mutants of selection: bounds of conditions, exceptions, exclusions, the word that orders the criteria, the money."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from linli.core.cases.mutants.tree import REMOVED, Mutant, mutant
from linli.core.policy.model import AllChecks, AnyChecks, Check, Package, Recent
from linli.core.policy.textyaml import Keys

_SHEET = "选取.csv"
_STRICT = {"<=": "<", ">=": ">", "<": "<=", ">": ">=", "=": "="}


def selection_mutants(package: Package) -> Iterator[Mutant]:
    """Every mutant of the selection."""
    selection = package.selection
    if selection is None:
        return
    for index, rule in enumerate(selection.eligibility):
        path: Keys = ("selection", "eligibility", index)
        yield from _check_mutants((*path, "need"), rule.name, rule.need)
        if rule.unless:
            yield mutant((*path, "unless"), REMOVED, was=rule.id, what=f"{rule.name} 的例外", sheet=_SHEET,
                         hint="给一个只凭例外符合的小区，期望去向")  # fmt: skip
            yield from _check_mutants((*path, "unless"), f"{rule.name} 的例外", rule.unless)
    for index, out in enumerate(selection.exclusions):
        path = ("selection", "exclusions", index)
        yield from _check_mutants((*path, "when"), out.name, out.when)
        if out.unless:
            yield mutant((*path, "unless"), REMOVED, was=out.id, what=f"{out.name} 的例外", sheet=_SHEET,
                         hint="给一个只凭例外留下的小区，期望去向")  # fmt: skip
    yield from _order_mutants(package)


def _order_mutants(package: Package) -> Iterator[Mutant]:
    selection = package.selection
    assert selection is not None
    if len(package.priorities) > 1:
        turned = "ordered" if selection.priority_order == "unordered" else "unordered"
        yield mutant(("selection", "priority_order"), turned, was=selection.priority_order, what="各项条件的先后",
                     sheet=_SHEET, hint="给两个互有高低、申报先后与首项相反的小区，期望名次")  # fmt: skip
    if package.pots:
        turned = "stop" if selection.when_short == "skip" else "skip"
        yield mutant(("selection", "when_short"), turned, was=selection.when_short, what="放不下以后",
                     sheet=_SHEET, hint="在放不下的后面给一个较小的小区，期望去向")  # fmt: skip


def _check_mutants(path: Keys, name: str, check: Check) -> Iterator[Mutant]:
    if isinstance(check, (AllChecks, AnyChecks)):
        key, parts = ("all", check.all) if isinstance(check, AllChecks) else ("any", check.any)
        for index, part in enumerate(parts):
            if len(parts) > 1:
                yield mutant((*path, key, index), REMOVED, was=str(part), what=f"{name} 的一项", sheet=_SHEET,
                             hint="给一个只差这一项的小区，期望去向")  # fmt: skip
            yield from _check_mutants((*path, key, index), name, part)
    elif isinstance(check, Recent):
        for step in (1, -1):
            if check.years + step > 0:
                yield mutant((*path, "years"), str(check.years + step), was=check.years, what=f"{name} 的年数",
                             sheet=_SHEET, hint=f"加两行：恰好 {check.years} 年与多一年")  # fmt: skip
    elif isinstance(check.value, Fraction):
        was = f"{check.measure}{check.op}{check.value}"
        for now in (f"{check.measure}{_STRICT[check.op]}{check.value}", f"{check.measure}{check.op}{check.value + 1}"):
            yield mutant(path, now, was=was, what=name, sheet=_SHEET, hint="加两行：恰在界上与差一点")
    else:
        was = f"{check.measure}={check.value}"
        yield mutant(path, f"{was}x", was=was, what=name, sheet=_SHEET, hint="加两行：是与否")
