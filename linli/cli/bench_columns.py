"""The compiled path measured: a hundred thousand compounds, a million dwellings, beside plain numpy by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from linli.cli.bench import Measured, median, peak
from linli.cli.tongue import both
from linli.core.compiled import (
    Column,
    CostColumns,
    RollColumns,
    SplitPlan,
    Totals,
    compile_split,
    compile_vote,
    prove_columns,
    split_columns,
    stage_columns,
    tally_columns,
)
from linli.core.lifecycle import Fact, ProcessPlan
from linli.core.policy.model import Package

COMPOUNDS = 100_000
DWELLINGS = 1_000_000
VOTES = 1_000
_SEED = 2020
_ROUNDS = 9


def some_costs(plan: SplitPlan, compounds: int) -> CostColumns:
    """A cost of up to half a million yuan for every item and segment of every compound."""
    random = np.random.default_rng(_SEED)
    columns = tuple(Column(place, random.integers(0, 50_000_000, compounds)) for place in range(len(plan.places)))
    return CostColumns(columns, compounds)


def some_approvals(costs: CostColumns) -> CostColumns:
    """The same costs, half of them with an approval."""
    random = np.random.default_rng(_SEED + 1)
    return replace(costs, columns=tuple(
        replace(one, approved=np.where(random.integers(0, 2, one.cost.size) == 0, -1, one.cost * 9 // 10))
        for one in costs.columns
    ))  # fmt: skip


def by_hand(plan: SplitPlan, costs: CostColumns, table: np.ndarray | None = None) -> list[int]:
    """The yardstick: columns multiplied and added as one would write it for this policy alone, without a guard, a
    package to read or pots. table: a row per payer to add each compound's shares to."""
    sums = [0] * (len(plan.payers) + 1)
    for column in costs.columns:
        for payer, fens in _shares_by_hand(plan, column):
            sums[payer] += int(fens.sum())
            if table is not None:
                table[payer] += fens
    return sums


def _shares_by_hand(plan: SplitPlan, column: Column) -> Iterator[tuple[int, np.ndarray]]:
    place, cost, approved = plan.places[column.place], column.cost, column.approved
    limit = cost * place.num // place.den if place.den > 1 else cost
    if place.unstated:
        known = np.zeros_like(cost) if approved is None else np.where(approved < 0, 0, np.minimum(approved, limit))
        yield from ((len(plan.payers), cost - known), (place.payer, known))
    elif not place.asks:
        yield place.payer, cost
    else:
        paid = limit if approved is None else np.where(approved < 0, limit, np.minimum(approved, limit))
        yield from ((place.payer, paid), (place.rest, cost - paid))


def split_columns_of(package: Package) -> Iterator[Measured]:
    plan = compile_split(package)
    costs = some_costs(plan, COMPOUNDS)
    approved = some_approvals(costs)
    items, places = len(package.items), len(plan.places)
    size = both(
        f"{COMPOUNDS} 个小区 × {items} 项（{places} 列）按列拆分",
        f"split {COMPOUNDS} compounds × {items} items ({places} columns) by columns",
    )
    half, listed = both("，半数有批复", ", half of them approved"), both("，并列出每个小区", ", each compound listed")
    for what, columns, each in ((size, costs, False), (size + half, approved, False), (size + listed, costs, True)):
        yield _split_measured(plan, columns, what, each=each)


def _split_measured(plan: SplitPlan, columns: CostColumns, what: str, *, each: bool) -> Measured:
    def plain() -> list[int]:
        return by_hand(plan, columns, np.zeros((len(plan.payers) + 1, columns.compounds), np.int64) if each else None)

    def ours() -> Totals:
        return split_columns(plan, columns, by_compound=each)

    found = ours()
    rest_apart = sum(place.unstated and place.rest != len(plan.payers) for place in plan.places)
    if not rest_apart and [*(found.shares.get(payer, 0) for payer in plan.payers), found.undetermined_fen] != plain():
        raise RuntimeError("the columns do not add up to the yardstick")
    yardstick = both("手写 numpy 按列拆分", "numpy by hand, by columns")
    return Measured("split", what, median(ours, _ROUNDS), yardstick, median(plain, _ROUNDS), peak(ours))


def stage_columns_of(plan: ProcessPlan, ledgers: Sequence[Sequence[Fact]], today: date) -> Iterator[Measured]:
    """The proofs of real ledgers, told over until there are enough."""
    proofs = prove_columns(plan, ledgers, today)
    times = -(-COMPOUNDS // len(ledgers))
    many = replace(
        proofs,
        met=np.tile(proofs.met, times)[:, :COMPOUNDS].copy(),
        phase=np.tile(proofs.phase, times)[:COMPOUNDS].copy(),
        dues={name: np.tile(own, times)[:COMPOUNDS].copy() for name, own in proofs.dues.items()},
    )
    stages = len(plan.stages)
    what = both(
        f"{COMPOUNDS} 个小区各 {stages} 个阶段按列推出状态、日期、逾期和拖住它的阶段",
        f"state, day, delay and cause of {stages} stages of {COMPOUNDS} compounds by columns",
    )
    memory = peak(lambda: stage_columns(plan, many, today))
    plain = median(lambda: [many.met[list(one.gate.slots())].max(axis=0) for one in plan.order], _ROUNDS)
    taken = median(lambda: stage_columns(plan, many, today), _ROUNDS)
    yield Measured(
        "stages",
        what,
        taken,
        both("手写 numpy 只取各门槛最晚日", "numpy by hand, latest day of each gate only"),
        plain,
        memory,
    )


def some_rolls(votes: int, dwellings: int) -> tuple[RollColumns, np.ndarray]:
    """So many votes of equal size; nine owners for ten dwellings."""
    random = np.random.default_rng(_SEED)
    each = dwellings // votes
    owners = max(each * 9 // 10, 1)
    vote = np.repeat(np.arange(votes), each)
    head = np.where(np.tile(np.arange(each) < owners, votes), np.tile(np.arange(each), votes), 0) + vote * owners
    roll = RollColumns(
        np.arange(votes) * each, random.integers(3_000, 15_000, each * votes), head, np.ones(each * votes, np.bool_)
    )
    return roll, random.choice(np.array([0, 1, 1, 1, 2, 4], np.int8), each * votes)


def tally_columns_of(package: Package) -> Iterator[Measured]:
    plan = compile_vote(package, package.matters[0].id, date(2020, 6, 1))
    if plan is None:
        raise RuntimeError("the first matter of the package cannot be counted in columns")
    for votes in (VOTES, 1):
        roll, choices = some_rolls(votes, DWELLINGS)
        taken = median(lambda roll=roll, choices=choices: tally_columns(plan, roll, choices), _ROUNDS)  # type: ignore[misc]
        memory = peak(lambda roll=roll, choices=choices: tally_columns(plan, roll, choices))  # type: ignore[misc]
        plain = median(
            lambda roll=roll, choices=choices: [np.where(choices == one, roll.area, 0).sum() for one in (1, 2, 4)],  # type: ignore[misc]
            _ROUNDS,
        )
        what = both(
            f"{votes} 次表决、共 {DWELLINGS} 户按列计票（面积、户数、人数）",
            f"{votes} votes of {DWELLINGS} dwellings in all, by columns (area, dwellings, owners)",
        )
        yield Measured(
            "tally", what, taken, both("手写 numpy 只加面积", "numpy by hand, adding areas only"), plain, memory
        )
