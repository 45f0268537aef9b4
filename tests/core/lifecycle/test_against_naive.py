"""The derivation equals a slow one written straight from the words of the rule, on random processes and ledgers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linli.core.lifecycle import Fact, compile_process, derive
from linli.core.policy.model import AllOf, Evidence, Package
from linli.core.policy.model.process import Gate
from tests.core.lifecycle.processes import package, stage

START = date(2018, 1, 1)
REFS = ("a", "b", "c", "d")


def gates() -> st.SearchStrategy[dict[str, Any]]:
    leaves = st.sampled_from(REFS).map(lambda ref: {"signoff": ref})
    groups = lambda inner: st.tuples(st.sampled_from(("all", "any")), st.lists(inner, min_size=1, max_size=3)).map(  # noqa: E731
        lambda pair: {pair[0]: tuple(pair[1])}
    )
    return st.recursive(leaves, groups, max_leaves=6)


@st.composite
def processes(draw: st.DrawFn) -> Package:
    stages = []
    for n in range(draw(st.integers(1, 5))):
        after = tuple(draw(st.sets(st.sampled_from([f"s{i}" for i in range(n)])))) if n else ()
        last = START + timedelta(days=draw(st.integers(0, 40)))
        stages.append(stage(f"s{n}", draw(gates()), after=after, due={"by": "day", "on": last.isoformat()}))
    return package(*stages)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Fact]:
    return [
        Fact(
            "甲",
            START + timedelta(days=draw(st.integers(0, 40))),
            f"s{draw(st.integers(0, 4))}",
            draw(st.sampled_from(REFS)),
            draw(st.sampled_from(("", "是", "否"))),
            row,
        )
        for row in range(draw(st.integers(0, 25)))
    ]


def naive_evidence(facts: list[Fact], stage_id: str, ref: str, today: date) -> date | None:
    history = sorted((f.on, f.row, f.value) for f in facts if f.stage == stage_id and f.key == ref and f.on <= today)
    if not history or history[-1][2] == "否":
        return None
    run = [on for n, (on, _, _) in enumerate(history) if all(value != "否" for _, _, value in history[n:])]
    return run[0]


def naive_gate(gate: Gate, facts: list[Fact], stage_id: str, today: date) -> date | None:
    if isinstance(gate, Evidence):
        return naive_evidence(facts, stage_id, gate.ref, today)
    if isinstance(gate, AllOf):
        days = [naive_gate(part, facts, stage_id, today) for part in gate.all]
        return None if any(day is None for day in days) else max(day for day in days if day)
    return min((day for part in gate.any if (day := naive_gate(part, facts, stage_id, today))), default=None)


def naive(of: Package, facts: list[Fact], today: date) -> dict[str, tuple[str, date | None, int, str | None]]:
    found: dict[str, tuple[str, date | None, int, str | None]] = {}
    order = [one.id for one in of.stages]
    for one in of.stages:
        gate, before = naive_gate(one.gate, facts, one.id, today), [b.stage for b in one.after]
        ready = all(found[b][0] == "done" for b in before)
        days = [day for b in before if (day := found[b][1])]
        state = {(True, True): "done", (True, False): "open", (False, True): "early", (False, False): "locked"}[
            ready, gate is not None
        ]
        since = {
            "done": max([*days, gate or date.min]),
            "early": gate,
            "open": max(days, default=None),
            "locked": None,
        }[state]
        assert one.due is not None
        late = max(((since if state == "done" and since else today) - one.due.on).days, 0)  # type: ignore[operator]
        roots: set[str] = set()
        queue = list(before)
        while queue:
            name = queue.pop()
            if found[name][0] == "open":
                roots.add(name)
            if found[name][0] != "done":
                queue += [b.stage for b in of.stage_by_id[name].after]
        cause = min(roots, key=order.index) if late and state in ("locked", "early") else None
        found[one.id] = (state, since, late, cause)
    return found


@given(processes(), ledgers(), st.integers(0, 45))
def test_the_derivation_equals_the_naive_one(of: Package, facts: list[Fact], days: int) -> None:
    today = START + timedelta(days=days)
    standing = derive(compile_process(of), facts, today)
    got = {name: (s.state, s.since, s.overdue_days, s.blocked_by) for name, s in standing.stages.items()}
    assert got == naive(of, facts, today)


@given(processes(), ledgers(), st.integers(0, 45), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_given_does_not_matter(
    of: Package, facts: list[Fact], days: int, random: Any
) -> None:
    today, shuffled = START + timedelta(days=days), list(facts)
    random.shuffle(shuffled)
    plan = compile_process(of)
    assert derive(plan, facts, today).stages == derive(plan, shuffled, today).stages


@given(processes(), ledgers(), st.integers(0, 45))
def test_a_stage_misses_something_exactly_while_its_gate_is_not_met(of: Package, facts: list[Fact], days: int) -> None:
    for one in derive(compile_process(of), facts, START + timedelta(days=days)).stages.values():
        assert bool(one.missing) == (one.state in ("open", "locked"))
