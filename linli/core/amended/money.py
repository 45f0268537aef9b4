"""The split of costs whose rules changed: each compound under the caps of the day its plan was confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from linli.core.faults import BadInput, Fault
from linli.core.funding import Clearing, CostLine, LineSplit, Split, between, check_lines, split
from linli.core.funding.lines import Subtotal
from linli.core.policy.amend import Days, Family
from linli.core.policy.model import Package
from linli.core.wording import say


def _confirmed(lines: Iterable[CostLine]) -> tuple[dict[str, date], list[Fault]]:
    """Compound -> day its plan was confirmed, as its lines tell it; a compound has one such day."""
    days: dict[str, date] = {}
    faults = []
    for line in lines:
        if line.confirmed_on is None:
            continue
        first = days.setdefault(line.compound, line.confirmed_on)
        if first != line.confirmed_on:
            faults.append(
                Fault(say("amended.one_day"), line=line.row, column="方案确认日",
                      found=line.confirmed_on.isoformat(), expected=first.isoformat())
            )  # fmt: skip
    return days, faults


def _by_package(
    family: Family, lines: Sequence[CostLine], on: date
) -> tuple[list[tuple[Package, list[CostLine]]], list[Fault]]:
    days, faults = _confirmed(lines)
    groups: dict[frozenset[str], list[CostLine]] = {}
    for line in lines:
        keys = family.holding(Days(on, plan_confirmed_on=days.get(line.compound)))
        groups.setdefault(keys, []).append(line)
    return [(family.package(keys), group) for keys, group in groups.items()], faults


def check_amended_lines(family: Family, lines: Sequence[CostLine], on: date) -> list[Fault]:
    """Everything wrong with these lines, each held against the edition that answers for it."""
    groups, faults = _by_package(family, lines, on)
    return [*faults, *(fault for package, group in groups for fault in check_lines(package, group))]


def split_amended(family: Family, lines: Sequence[CostLine], on: date) -> Split:
    """All lines divided on ``on``: a compound whose plan was confirmed under the old rule keeps it; one whose day is
    not told (or still to come) is answered under the rule of ``on``. Raises BadInput with every fault of every line."""
    groups, faults = _by_package(family, lines, on)
    faults += [fault for package, group in groups for fault in check_lines(package, group)]
    if faults:
        raise BadInput(faults)
    parts = [split(package, group, on=on) for package, group in groups]
    if len(parts) == 1:
        return parts[0]
    place = {id(line): number for number, line in enumerate(lines)}
    done: list[LineSplit] = sorted((one for part in parts for one in part.lines), key=lambda one: place[id(one.line)])
    by_compound: dict[str, Subtotal] = {name: sub for part in parts for name, sub in part.by_compound.items()}
    totals: dict[str, int] = {}
    for part in parts:
        for payer, fen in part.totals.items():
            totals[payer] = totals.get(payer, 0) + fen
    ordered = {line.compound: by_compound[line.compound] for line in lines}
    return Split(tuple(done), totals, sum(part.undetermined_fen for part in parts), ordered)


def clear_amended(family: Family, before: Sequence[CostLine], after: Sequence[CostLine], on: date) -> Clearing:
    """The difference of two sheets, each compound under the rule of the day its plan was confirmed.

    A day that only one of the sheets tells holds for both; a plan that was confirmed anew has its own day in each, so
    that what was paid ahead is what the old rule gave. Raises BadInput with every fault.
    """
    first, last = _with_days(before, after), _with_days(after, before)
    return between(split_amended(family, first, on), split_amended(family, last, on))


def _with_days(lines: Sequence[CostLine], other: Sequence[CostLine]) -> list[CostLine]:
    """The lines, those of a compound without a day of confirmation with the one the other sheet tells."""
    own, told = _confirmed(lines)[0], _confirmed(other)[0]
    return [
        line if line.compound in own or line.compound not in told else replace(line, confirmed_on=told[line.compound])
        for line in lines
    ]
