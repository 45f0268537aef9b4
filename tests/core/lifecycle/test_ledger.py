"""A ledger of many compounds: what is told once for all, or for an area, counts for each compound it concerns."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.core.lifecycle import Fact, by_compound, check_ledger, compile_process
from linli.core.policy import find, load
from tests.core.lifecycle.processes import fact, two_stages

PLAN = compile_process(two_stages(scope={"what": "试点", "where": ("柳北区", "城中区")}))


def told(compound: str, key: str = "application", value: str = "", **more: Any) -> Fact:
    return fact("2018-01-03", None if key == "城区" else "A", key, value, compound=compound, **more)


def test_rows_for_everybody_count_for_each_compound() -> None:
    ledger = by_compound(PLAN, [told("甲"), told("*", "plan"), told("乙"), told("全体", "plan")])
    assert {name: [one.key for one in mine] for name, mine in ledger.items()} == {
        "甲": ["application", "plan", "plan"],
        "乙": ["application", "plan", "plan"],
    }
    assert all(one.compound == name for name, mine in ledger.items() for one in mine)


def test_rows_for_an_area_count_for_the_compounds_that_say_they_lie_in_it() -> None:
    ledger = by_compound(PLAN, [told("甲", "城区", "柳北区"), told("乙", "城区", "城中区"), told("柳北区")])
    assert {name: len(mine) for name, mine in ledger.items()} == {"甲": 2, "乙": 1}


def test_an_area_the_policy_does_not_name_works_once_a_compound_lies_in_it() -> None:
    ledger = by_compound(PLAN, [told("甲", "城区", "新区"), told("新区")])
    assert {name: len(mine) for name, mine in ledger.items()} == {"甲": 2}


def test_rows_that_would_count_for_nobody_are_faults() -> None:
    facts = [told("甲", "城区", "柳北区", row=2), told("城中区", row=3)]
    assert [(one.line, one.found) for one in check_ledger(PLAN, facts)] == [(3, "城中区")]
    assert [one.line for one in check_ledger(PLAN, [told("*", row=2)])] == [2]


def test_a_thousand_compounds_keep_the_order_of_the_sheet() -> None:
    names = [f"小区{n}" for n in range(1000)]
    assert list(by_compound(PLAN, [told(name) for name in names])) == names
    assert date(2018, 1, 3) == by_compound(PLAN, [told("甲")])["甲"][0].on


def test_a_compound_put_into_two_phases_as_of_the_same_day_is_a_fault() -> None:
    plan = compile_process(load(find("xiangshan-2020")))
    first, second = (phase.name for phase in plan.package.quotas.phases[:2])  # type: ignore[union-attr]

    def row(number: int, phase: str, on: date = date.min) -> Fact:
        return Fact("甲", on, None, "分期", phase, number)

    assert [(one.line, one.found) for one in check_ledger(plan, [row(2, first), row(3, second)])] == [(3, second)]
    assert check_ledger(plan, [row(2, first), row(3, first)]) == []
    assert check_ledger(plan, [row(2, first, date(2020, 3, 1)), row(3, second, date(2020, 4, 1))]) == []
