"""The shipped processes on the days that their documents name."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from linli.core.lifecycle import Fact, ProcessPlan, compile_process, derive
from linli.core.policy import find, load


@pytest.fixture(scope="module")
def liuzhou() -> ProcessPlan:
    return compile_process(load(find("liuzhou-2017-pilot")))


@pytest.fixture(scope="module")
def xiangshan() -> ProcessPlan:
    return compile_process(load(find("xiangshan-2020")))


def test_every_stage_of_both_documents_explains_itself_in_both_languages(
    liuzhou: ProcessPlan, xiangshan: ProcessPlan
) -> None:
    for plan in (liuzhou, xiangshan):
        for one in derive(plan, [], date(2021, 6, 1)).stages.values():
            for _, step in one.reason().walk():
                assert step.sentence("zh")
                assert step.sentence("en")


def test_everything_that_a_gate_asks_for_has_a_name_and_a_clause(liuzhou: ProcessPlan, xiangshan: ProcessPlan) -> None:
    for plan in (liuzhou, xiangshan):
        for slot in plan.slots:
            assert slot.is_floor or slot.evidence.cite, slot
            assert slot.is_floor or slot.name != slot.evidence.ref, slot


@pytest.mark.parametrize(
    ("stage", "day"),
    [
        ("S1.1", "2017-12-31"),
        ("S2.1", "2018-01-20"),
        ("S2.2", "2018-02-28"),
        ("S3.1", "2018-11-20"),
        ("S4.2", "2018-12-31"),
    ],
)
def test_the_days_of_the_liuzhou_pilot(liuzhou: ProcessPlan, stage: str, day: str) -> None:
    assert derive(liuzhou, [], date(2017, 12, 1)).stages[stage].due == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("phase", "day"), [("ph1", "2020-06-30"), ("第二期", "2020-08-31"), ("四期", "2020-08-31"), (None, "2020-08-31")]
)
def test_the_first_phase_of_xiangshan_designs_earlier(xiangshan: ProcessPlan, phase: str | None, day: str) -> None:
    assert derive(xiangshan, [], date(2020, 6, 3), phase).stages["X2"].due == date.fromisoformat(day)


def test_the_first_stage_of_xiangshan_was_over_before_the_text_was_signed(xiangshan: ProcessPlan) -> None:
    first = derive(xiangshan, [], date(2020, 12, 1)).stages["X1"]
    assert (first.due, first.judged, first.overdue_days) == (date(2020, 3, 20), False, 0)


def test_a_city_of_a_thousand_compounds_is_derived_while_one_waits(liuzhou: ProcessPlan) -> None:
    facts = [
        Fact("甲", date(2018, 1, 1) + timedelta(days=n), slot.stage, slot.evidence.fact, "", n)
        for n, slot in enumerate(liuzhou.slots)
        if slot.evidence.kind != "amount"
    ]
    began = time.perf_counter()
    for _ in range(1000):
        derive(liuzhou, facts, date(2018, 6, 1))
    assert time.perf_counter() - began < 2  # about 0.1 s on a quiet machine; the bound is for a busy one
