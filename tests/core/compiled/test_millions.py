"""Millions of random cases, quickly: what must hold of every split, vote and stage whatever the policy says.

The columns are checked against statements about the world and against slow recounts written straight from the words of
the rules, on random policies; the explaining path is asked about a sample of the same lines. Each test puts on
record how many cases it went through (``--junitxml`` holds the numbers) and fails if they become fewer.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from linli.core.compiled import (
    NEVER,
    NONE,
    STATES,
    Column,
    CostColumns,
    ProofColumns,
    RollColumns,
    SplitPlan,
    compile_split,
    compile_vote,
    split_columns,
    stage_columns,
    tally_columns,
)
from linli.core.funding import CostLine, split_line
from linli.core.lifecycle import ProcessPlan, compile_process
from linli.core.policy.model import AllOf, Evidence, Package, VoteTest
from linli.core.policy.model.process import Gate
from tests.core.funding.packages import ITEMS, RULES
from tests.core.funding.packages import package as money_package
from tests.core.lifecycle.processes import package as process_package
from tests.core.lifecycle.processes import stage
from tests.core.voting.packages import DAY
from tests.core.voting.packages import package as vote_package

Ints = npt.NDArray[np.int64]
PAYERS = ("fiscal", "raised", "residents", "carriers", "owners", "central")


def chance() -> tuple[random.Random, np.random.Generator]:
    """Other cases on every run (pytest-randomly's seed repeats them), the same ones in CI."""
    seed = 20 if "CI" in os.environ else random.randrange(2**32)
    return random.Random(seed), np.random.default_rng(seed)


# --- money ------------------------------------------------------------------------------------------------------------

POLICIES, LINES, ASKED = 80, 3_000, 8


def _rule(dice: random.Random, number: int) -> dict[str, Any]:
    whole = dice.choice((3, 20, 100, dice.randint(1, 10**4)))
    cap = f"{dice.randint(0, whole)}/{whole}"
    payer, rest = dice.choice(PAYERS), dice.choice(PAYERS)
    kind = dice.choice((
        {"kind": "capped_subsidy", "payer": payer, "cap": cap, "rest": rest},
        {"kind": "capped_subsidy", "payer": payer, "cap": cap, "rest": rest},
        {"kind": "subsidy_rate_unstated", "payer": payer, "rest": dice.choice((rest, "undetermined"))},
        {"kind": "pays_all", "payer": payer},
        {"kind": "shared", "payer": payer},
        {"kind": "from_pot", "payer": payer, "pot": "pot1"},
    ))  # fmt: skip
    return {"id": f"R-{number}", "name": "规则", "cite": ("1.1",), **kind}


def _policy(dice: random.Random) -> Package:
    some = [_rule(dice, number) for number in range(5)]
    items = tuple({**ITEMS[0], "number": f"9.{n}", "name": f"项{n}", "rule": one["id"]} for n, one in enumerate(some))
    return money_package(rules=(*RULES, *some), items=(*ITEMS, *items))


def _costs(dice: random.Random, rng: np.random.Generator) -> Ints:
    """Sorted; fen by fen where the floor bites, and up to the largest amounts."""
    most = dice.choice((50, 1_000, 10**8, 10**12))
    costs: Ints = np.sort(rng.integers(0, most, LINES, endpoint=True))
    return costs


def _approvals(dice: random.Random, rng: np.random.Generator, cost: Ints) -> Ints | None:
    kind = dice.choice(("none", "none", "same", "each"))
    if kind == "none":
        return None
    if kind == "same":
        return np.full(LINES, rng.integers(0, max(int(cost[-1]), 1)), np.int64)
    return np.where(rng.random(LINES) < 1 / 3, NONE, (cost * rng.random(LINES) * 2).astype(np.int64))


def _holds_of_every_line(of: Package, plan: SplitPlan, column: Column, shares: Ints) -> None:
    """shares: a row per payer and one for what is undetermined, a column per line; the lines in order of cost."""
    place, cost, approved = plan.places[column.place], column.cost, column.approved
    assert (shares >= 0).all()
    assert (shares.sum(axis=0) == cost).all(), "every split adds up to the cost"
    if approved is None or (approved == approved[0]).all():
        assert (np.diff(shares, axis=1) >= 0).all(), "who costs more never gives anybody less"
    rule = of.rule_by_id[of.item_by_key[place.item].rule]
    paid = shares[place.payer]
    if rule.kind == "capped_subsidy" and rule.payer != rule.rest:
        most = cost * rule.cap.numerator
        assert (paid * rule.cap.denominator <= most).all(), "no cap is exceeded"
        if approved is None:
            assert ((paid + 1) * rule.cap.denominator > most).all(), "nor is a fen too little paid"
    if approved is not None and place.asks and place.payer != place.rest:
        assert (paid <= np.where(approved == NONE, cost, approved)).all(), "an approval is never exceeded"


def _as_explained(of: Package, plan: SplitPlan, column: Column, shares: Ints, places: Sequence[int]) -> None:
    place = plan.places[column.place]
    for at in places:
        given = None if column.approved is None or column.approved[at] == NONE else int(column.approved[at])
        line = split_line(of, CostLine(1, "甲", place.item, place.segment, int(column.cost[at]), given))
        told = [*(line.shares.get(payer, 0) for payer in plan.payers), line.undetermined_fen]
        assert shares[:, at].tolist() == told


def test_every_split_adds_up_keeps_its_cap_and_grows_with_the_cost(
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    dice, rng = chance()
    lines = 0
    for _ in range(POLICIES):
        of = _policy(dice)
        plan = compile_split(of)
        for number in range(len(plan.places)):
            cost = _costs(dice, rng)
            column = Column(number, cost, _approvals(dice, rng, cost))
            found = split_columns(plan, CostColumns((column,), LINES), by_compound=True)
            assert found.explained_lines == 0
            assert found.by_compound is not None
            shares = found.by_compound.astype(np.int64, copy=False)
            assert [int(row.sum()) for row in shares] == [
                *(found.shares.get(payer, 0) for payer in plan.payers), found.undetermined_fen,
            ]  # fmt: skip
            _holds_of_every_line(of, plan, column, shares)
            _as_explained(of, plan, column, shares, dice.sample(range(LINES), ASKED))
            lines += LINES
    record_testsuite_property("cost lines", lines)
    assert lines >= 3_500_000


# --- votes ------------------------------------------------------------------------------------------------------------

RULES_OF_VOTES, VOTES, MOST_DWELLINGS = 50, 3_000, 9


def _vote_tests(dice: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "measure": dice.choice(("area", "households", "heads")),
            "count": dice.choice(("for", "for", "participated", "against")),
            "of": dice.choice(("total", "participants")),
            dice.choice(("at_least", "more_than", "at_most", "less_than")): dice.choice(
                ("0/1", "1/3", "1/2", "2/3", "3/4", "4/5", "1/1")
            ),
        }
        for _ in range(dice.randint(1, 3))
    ]


def _some_votes(rng: np.random.Generator) -> tuple[RollColumns, npt.NDArray[np.int8]]:
    """Many small votes, where a single dwelling decides; owners of several dwellings among them."""
    sizes = rng.integers(1, MOST_DWELLINGS, VOTES, endpoint=True)
    starts = np.cumsum(sizes) - sizes
    rows = int(sizes.sum())
    vote = np.repeat(np.arange(VOTES), sizes)
    head = np.unique(starts[vote] + rng.integers(0, MOST_DWELLINGS, rows) % sizes[vote], return_inverse=True)[1]
    area = rng.choice(np.array([100, 100, 100, 200, 333, 9_999]), rows)
    choices = rng.choice(np.array([0, 1, 1, 2, 4], np.int8), rows)
    return RollColumns(starts, area, head, rng.random(rows) < 0.9), choices


def _recount(rows: Iterator[tuple[int, int, bool, int]]) -> dict[str, dict[str, int]]:
    """One vote counted by hand: (area, head, whether a home, choice) of each dwelling; 0 has not voted."""
    area, homes = dict.fromkeys((0, 1, 2, 4), 0), dict.fromkeys((0, 1, 2, 4), 0)
    heads: dict[int, set[int]] = {}
    for size, head, is_home, choice in rows:
        area[choice] += size
        homes[choice] += is_home
        said = heads.setdefault(head, set())
        if choice:
            said.add(choice)
    stands = [said for said in heads.values() if said]
    return {
        "total": {"area": sum(area.values()), "households": sum(homes.values()), "heads": len(heads)},
        "participated": {
            "area": sum(area.values()) - area[0], "households": sum(homes.values()) - homes[0], "heads": len(stands),
        },
        "for": {"area": area[1], "households": homes[1], "heads": stands.count({1})},
        "against": {"area": area[2], "households": homes[2], "heads": stands.count({2})},
    }  # fmt: skip


def _holds(test: VoteTest, counts: dict[str, dict[str, int]]) -> bool:
    counted = counts[test.count][test.measure]
    base = counts["total" if test.of == "total" else "participated"][test.measure]
    if not base:
        return False
    share = Fraction(counted, base)
    if share == test.threshold:
        return test.inclusive
    return (share < test.threshold) is test.is_ceiling


def test_every_vote_ends_as_a_recount_by_hand_does(record_testsuite_property: Callable[[str, object], None]) -> None:
    dice, rng = chance()
    votes = dwellings = 0
    for _ in range(RULES_OF_VOTES):
        plan = compile_vote(vote_package(*_vote_tests(dice)), "ask", DAY)
        assert plan is not None
        roll, choices = _some_votes(rng)
        found = tally_columns(plan, roll, choices)
        rows = list(zip(roll.area.tolist(), roll.head.tolist(), roll.is_home.tolist(), choices.tolist(), strict=True))
        columns = {
            "total": found.total,
            "participated": found.participated,
            "for": found.for_,
            "against": found.against,
        }
        counted = {
            name: {measure: column.of(measure).tolist() for measure in ("area", "households", "heads")}
            for name, column in columns.items()
        }
        met, passed = found.met.T.tolist(), found.passed.tolist()
        ends = [*roll.starts[1:].tolist(), len(rows)]
        for vote, (start, end) in enumerate(zip(roll.starts.tolist(), ends, strict=True)):
            counts = _recount(iter(rows[start:end]))
            for name, measures in counts.items():
                assert measures == {measure: counted[name][measure][vote] for measure in measures}
            assert met[vote] == [_holds(test, counts) for _, test in plan.tests]
            assert passed[vote] == all(met[vote])
        votes += VOTES
        dwellings += len(rows)
    record_testsuite_property("votes", votes)
    record_testsuite_property("dwellings", dwellings)
    assert votes >= 150_000
    assert dwellings >= 700_000


# --- stages -----------------------------------------------------------------------------------------------------------

PROCESSES, COMPOUNDS = 60, 2_000
START = date(2018, 1, 1)
REFS = ("a", "b", "c", "d")


def _gate(dice: random.Random, depth: int = 3) -> dict[str, Any]:
    if not depth or dice.random() < 1 / 3:
        return {"signoff": dice.choice(REFS)}
    return {dice.choice(("all", "any")): tuple(_gate(dice, depth - 1) for _ in range(dice.randint(1, 3)))}


def _process(dice: random.Random) -> Package:
    stages = []
    for n in range(dice.randint(2, 6)):
        after = tuple(f"s{i}" for i in range(n) if dice.random() < 1 / 3)
        last = START + timedelta(days=dice.randint(0, 40))
        stages.append(stage(f"s{n}", _gate(dice), after=after, due={"by": "day", "on": last.isoformat()}))
    return process_package(*stages)


def _proofs(plan: ProcessPlan, rng: np.random.Generator, today: int) -> ProofColumns:
    """Random days of every piece of evidence; what a stage asks for twice is proved on one day."""
    rows: dict[tuple[str, str], npt.NDArray[np.int32]] = {}
    for slot in plan.slots:
        days = START.toordinal() + rng.integers(0, 60, COMPOUNDS)
        rows.setdefault((slot.stage, slot.evidence.ref), np.where(days > today, NEVER, days).astype(np.int32))
    met = np.array([rows[slot.stage, slot.evidence.ref] for slot in plan.slots], np.int32)
    return ProofColumns(met, (), np.full(COMPOUNDS, -1, np.int16))


def _met_on(gate: Gate, proved: dict[str, int]) -> int:
    """The day all parts, or the first of any, were there; `NEVER` sorts last."""
    if isinstance(gate, Evidence):
        return proved[gate.ref]
    if isinstance(gate, AllOf):
        return max(_met_on(part, proved) for part in gate.all)
    return min(_met_on(part, proved) for part in gate.any)


def _standing(of: Package, proved: dict[str, dict[str, int]], today: int) -> list[tuple[str, int, int]]:
    """State, day and lateness of every stage of one compound, one after the other."""
    done: dict[str, int] = {}
    found = []
    for one in of.stages:
        gate, before = _met_on(one.gate, proved[one.id]), [name.stage for name in one.after]
        ready, never = all(name in done for name in before), int(NEVER)
        latest = max((done[name] for name in before if name in done), default=0)
        if ready and gate != never:
            state, since = "done", max(gate, latest)
            done[one.id] = since
        elif gate != never:
            state, since = "early", gate
        else:
            state, since = ("open", latest or never) if ready else ("locked", never)
        assert one.due is not None
        last = one.due.on.toordinal()  # type: ignore[union-attr]
        found.append((state, since, max((since if state == "done" else today) - last, 0)))
    return found


def test_every_stage_stands_where_its_gates_and_predecessors_put_it(
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    dice, rng = chance()
    states = 0
    for _ in range(PROCESSES):
        of = _process(dice)
        plan, today = compile_process(of), START + timedelta(days=dice.randint(20, 59))
        proofs = _proofs(plan, rng, today.toordinal())
        columns = stage_columns(plan, proofs, today)
        got = [
            (column.state.tolist(), column.since.tolist(), column.overdue_days.tolist()) for column in columns.values()
        ]
        slots = [
            (slot.stage, slot.evidence.ref, row) for slot, row in zip(plan.slots, proofs.met.tolist(), strict=True)
        ]
        for at in range(COMPOUNDS):
            proved: dict[str, dict[str, int]] = {one.id: {} for one in of.stages}
            for name, ref, days in slots:
                proved[name][ref] = days[at]
            expected = _standing(of, proved, today.toordinal())
            assert [(STATES[state[at]], since[at], late[at]) for state, since, late in got] == expected
        states += COMPOUNDS * len(of.stages)
    record_testsuite_property("states of stages", states)
    assert states >= 350_000
