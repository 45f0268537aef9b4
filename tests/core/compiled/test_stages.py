"""The columns give every stage the state, days, lateness and cause that the explaining path gives it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.compiled import NEVER, STATES, prove_columns, stage_columns
from linli.core.lifecycle import CompoundStanding, Fact, ProcessPlan, compile_process, derive
from linli.core.policy import load, shipped
from linli.core.policy.model import Package
from tests.core.lifecycle.processes import package, stage
from tests.core.lifecycle.test_against_naive import START, gates

QUOTAS = {
    "cite": ("1",), "total": "10",
    "phases": ({"id": "p1", "name": "一期", "compounds": "5"}, {"id": "p2", "name": "二期", "compounds": "5"}),
}  # fmt: skip
DAYS = st.integers(0, 40).map(lambda days: (START + timedelta(days=days)).isoformat())


@st.composite
def dues(draw: st.DrawFn, before: tuple[str, ...]) -> dict[str, Any]:
    kind = draw(st.sampled_from(("day", "after", "phase", "none")))
    if kind == "day":
        return {"due": {"by": "day", "on": draw(DAYS), "cite": ("2.1",)}}
    if kind == "phase":
        days = draw(st.dictionaries(st.sampled_from(("p1", "p2")), DAYS, min_size=1))
        return {"due_by_phase": {"days": days, "cite": ("2.1",)}}
    if kind == "after" and before:
        days = {"days": str(draw(st.integers(1, 9))), "kind": draw(st.sampled_from(("calendar", "working")))}
        return {"due": {"by": "days-after", "stage": before[0], **days, "cite": ("2.1",)}}
    return {}


@st.composite
def processes(draw: st.DrawFn) -> Package:
    stages = []
    for n in range(draw(st.integers(1, 5))):
        after = tuple(sorted(draw(st.sets(st.sampled_from([f"s{i}" for i in range(n)]))))) if n else ()
        more = draw(dues(after))
        if not more and draw(st.booleans()):
            more = {"window": {"from": draw(DAYS), "until": "2018-02-01", "cite": ("3",)}}
        stages.append(stage(f"s{n}", draw(gates()), after=after, **more))
    return package(*stages, defaults={"windows_bind": draw(st.sampled_from(("compound", "programme")))}, quotas=QUOTAS)


@st.composite
def ledgers(draw: st.DrawFn) -> list[list[Fact]]:
    keys = st.tuples(
        st.sampled_from(("s0", "s1", "s2", "s3", "s4")), st.sampled_from(tuple("abcd")),
        st.sampled_from(("", "是", "否", "不明")),
    )  # fmt: skip
    other = st.sampled_from(
        ((None, "分期", "p1"), (None, "分期", "二期"), ("s1", "due", "城区政府；至 2018-01-20"), ("s2", "due", "撤销"))
    )
    one = st.tuples(st.integers(0, 40), st.one_of(keys, keys, keys, other))
    return [
        [
            Fact(f"小区{n}", START + timedelta(days=day), told, key, value, row)
            for row, (day, (told, key, value)) in enumerate(draw(st.lists(one, max_size=15)))
        ]
        for n in range(draw(st.integers(1, 4)))
    ]


def _day(ordinal: int) -> date | None:
    return None if ordinal == NEVER else date.fromordinal(ordinal)


def same(plan: ProcessPlan, told: list[list[Fact]], today: date, standings: list[CompoundStanding]) -> None:
    found = stage_columns(plan, prove_columns(plan, told, today), today)
    assert list(found) == list(plan.stages)
    by_position = {one.position: name for name, one in plan.stages.items()}
    for n, standing in enumerate(standings):
        for name, expected in standing.stages.items():
            got = found[name]
            assert (
                STATES[got.state[n]], _day(got.since[n]), _day(got.due[n]), got.overdue_days[n],
                by_position.get(got.blocked_by[n]),
            ) == (
                expected.state, expected.since, expected.due, expected.overdue_days, expected.blocked_by
            ), name  # fmt: skip


@given(processes(), ledgers(), st.integers(0, 45))
def test_columns_equal_the_derivation(of: Package, told: list[list[Fact]], days: int) -> None:
    plan, today = compile_process(of), START + timedelta(days=days)
    same(plan, told, today, [derive(plan, facts, today) for facts in told])


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
@settings(max_examples=20)
@given(data=st.data())
def test_columns_equal_the_derivation_of_shipped_packages(path: Any, data: st.DataObject) -> None:
    plan = _plan(path)
    stages = list(plan.stages) or [None]
    slots = [(slot.stage, slot.evidence.fact) for slot in plan.slots] or [(stages[0], "x")]
    values = st.sampled_from(("", "是", "否", "100万元", "5000万元", "有异议", "无异议", "挂出", *plan.roles))
    first = min((one.due.day for one in plan.stages.values() if one.due.day), default=START) - timedelta(days=100)
    one = st.tuples(st.integers(0, 900), st.sampled_from(slots), values)
    told = [
        [
            Fact(f"小区{n}", first + timedelta(days=day), where, key, value, row)
            for row, (day, (where, key), value) in enumerate(data.draw(st.lists(one, max_size=60)))
        ]
        for n in range(3)
    ]
    today = first + timedelta(days=data.draw(st.integers(0, 1000)))
    same(plan, told, today, [derive(plan, facts, today) for facts in told])


_PLANS: dict[Any, ProcessPlan] = {}


def _plan(path: Any) -> ProcessPlan:
    if path not in _PLANS:
        _PLANS[path] = compile_process(load(path))
    return _PLANS[path]


def test_a_phase_given_beside_the_facts_counts_before_one_they_tell() -> None:
    of = package(stage("s0", {"signoff": "a"}, due_by_phase={
        "days": {"p1": "2018-02-01", "p2": "2018-03-01"}, "cite": ("1",)}))  # fmt: skip
    plan, today = compile_process(of), date(2018, 1, 5)
    told = [[Fact("甲", START, None, "分期", "p1", 1)], [Fact("乙", START, None, "分期", "p1", 1)]]
    found = stage_columns(plan, prove_columns(plan, told, today, [None, "p2"]), today)
    assert [_day(day) for day in found["s0"].due] == [date(2018, 2, 1), date(2018, 3, 1)]
