"""Due days and how late: the day itself is in time, the day after is not; the first unfinished stage is the cause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from linli.core.lifecycle import StageStanding
from linli.core.policy.model import Package
from tests.core.lifecycle.processes import PAPER, PLAN, due, fact, package, stage, stand, two_stages

PHASES = {
    "total": "3",
    "phases": ({"id": "ph1", "name": "第一期", "compounds": "1"}, {"id": "ph2", "name": "第二期", "compounds": "2"}),
}


def one(on: str, *facts: Any, of: Package, name: str = "A", phase: str | None = None) -> StageStanding:
    return stand(of, on, *facts, phase=phase).stages[name]


@pytest.mark.parametrize(("on", "days"), [("2018-01-19", 0), ("2018-01-20", 0), ("2018-01-21", 1), ("2018-02-20", 31)])
def test_an_open_stage_is_late_from_the_day_after(on: str, days: int) -> None:
    assert one(on, of=two_stages()).overdue_days == days


@pytest.mark.parametrize(("done", "days"), [("2018-01-20", 0), ("2018-01-21", 1)])
def test_a_stage_done_late_keeps_its_days_and_no_more_are_added(done: str, days: int) -> None:
    assert one("2018-06-01", fact(done, "A", "application"), of=two_stages()).overdue_days == days


def test_before_a_day_may_leave_that_day_out() -> None:
    of = two_stages(defaults={"before_day": "exclusive"})
    assert one("2018-01-20", of=of).due == date(2018, 1, 19)
    assert one("2018-01-20", of=of).overdue_days == 1


@pytest.mark.parametrize(
    ("rule", "defaults", "day"),
    [
        ({"by": "month-end", "on": "2018-02"}, {}, date(2018, 2, 28)),
        ({"by": "month-end", "on": "2020-02"}, {}, date(2020, 2, 29)),
        ({"by": "month-end", "on": "2018-02"}, {"before_day": "exclusive"}, date(2018, 2, 28)),
        ({"by": "mid-month", "on": "2018-11"}, {}, date(2018, 11, 20)),
        ({"by": "mid-month", "on": "2018-11"}, {"mid_month": "10"}, date(2018, 11, 10)),
    ],
)
def test_words_for_parts_of_a_month(rule: dict[str, str], defaults: dict[str, str], day: date) -> None:
    assert one("2018-01-01", of=package(stage("A", PAPER, due=rule), defaults=defaults)).due == day


WINDOW = {"from": "2020-03-20", "until": "2020-08-31", "cite": ("5",)}


def test_a_window_ends_on_its_last_day_whatever_before_means() -> None:
    of = package(stage("A", PAPER, window=WINDOW), defaults={"before_day": "exclusive"})
    assert one("2020-08-31", of=of).overdue_days == 0
    assert one("2020-09-01", of=of).overdue_days == 1


def phased(**defaults: str) -> Package:
    days = {"ph1": "2020-06-30", "ph2": "2020-07-31", "cite": ("6",)}
    return package(stage("A", PAPER, window=WINDOW, due_by_phase=days), defaults=defaults, quotas=PHASES)


def test_each_phase_has_its_own_last_day_and_an_unknown_phase_the_end_of_the_window() -> None:
    assert one("2020-07-01", of=phased(), phase="ph1").overdue_days == 1
    assert one("2020-07-01", of=phased(), phase="第二期").due == date(2020, 7, 31)
    unknown = one("2020-07-01", of=phased())
    assert unknown.due == date(2020, 8, 31)
    assert any(step.code == "lifecycle.due_phase_unknown" for _, step in unknown.reason().walk())
    assert one("2020-07-01", of=phased(before_day="exclusive"), phase="ph1").due == date(2020, 6, 29)


def test_the_facts_may_tell_the_phase_and_the_last_word_counts() -> None:
    told = [fact("2020-01-01", None, "分期", "第一期", row=1), fact("2020-01-01", None, "分期", "二期", row=2)]
    assert stand(phased(), "2020-07-01", *told).phase == "ph2"


def test_deadlines_that_had_passed_when_the_text_was_signed_may_be_only_recorded() -> None:
    def late(last: str, before_signed: str) -> int:
        rule = {"by": "day", "on": last}
        return one(
            "2020-07-01", of=package(stage("A", PAPER, due=rule), defaults={"before_signed": before_signed})
        ).overdue_days

    assert late("2020-06-02", "judge") == 29
    assert late("2020-06-02", "record-only") == 0
    assert late("2020-06-03", "record-only") == 28


def test_a_late_locked_stage_names_the_first_unfinished_one_before_it() -> None:
    of = package(
        stage("A", PAPER, due=due("2018-01-20")),
        stage("B", PLAN, after=("A",), due=due("2018-03-10")),
        stage("C", {"signoff": "filed", "by": "district"}, after=("B",), due=due("2018-04-10")),
    )
    late = stand(of, "2018-05-01").stages
    assert [(s.state, s.blocked_by) for s in late.values()] == [("open", None), ("locked", "A"), ("locked", "A")]
    after_a = stand(of, "2018-05-01", fact("2018-04-30", "A", "application"), fact("2018-04-02", "C", "filed")).stages
    assert [(s.state, s.blocked_by) for s in after_a.values()] == [("done", None), ("open", None), ("early", "B")]
    assert stand(of, "2018-01-25").stages["B"].blocked_by is None


def test_of_several_unfinished_stages_the_first_in_the_text_is_the_cause() -> None:
    of = package(
        stage("A", PAPER), stage("B", PLAN),
        stage("C", {"signoff": "filed"}, after=("B", "A"), due=due("2018-04-10")),
    )  # fmt: skip
    assert stand(of, "2018-05-01").stages["C"].blocked_by == "A"


def test_a_window_that_binds_the_compound_keeps_the_stage_closed_until_it_begins() -> None:
    of = package(stage("A", PAPER, window=WINDOW), defaults={"windows_bind": "compound"})
    paper = fact("2020-03-01", "A", "application")
    assert one("2020-03-19", of=of).state == "locked"
    assert one("2020-03-20", of=of).state == "open"
    assert one("2020-03-19", paper, of=of).state == "early"
    done = one("2020-03-20", paper, of=of)
    assert (done.state, done.since) == ("done", date(2020, 3, 20))
    free = package(stage("A", PAPER, window=WINDOW))
    assert one("2020-03-19", paper, of=free).since == date(2020, 3, 1)


def test_a_stage_that_must_start_at_once_shows_the_days_that_passed() -> None:
    starts = {"rule": "immediately-after", "cite": ("8",)}
    of = package(stage("A", PAPER), stage("B", {"all": (PLAN, {"signoff": "ok"})}, after=("A",), starts=starts))
    paper, begun = fact("2018-01-03", "A", "application"), fact("2018-01-08", "B", "ok")
    assert one("2018-01-05", paper, of=of, name="B").idle_days == 2
    assert one("2018-02-05", paper, begun, of=of, name="B").idle_days == 5
    assert one("2018-02-05", of=of, name="B").idle_days is None
    assert one("2018-02-05", paper, of=of).idle_days is None


def test_every_sentence_of_an_explanation_can_be_said_in_both_languages() -> None:
    of = phased()
    for facts in ([], [fact("2020-04-01", "A", "application", "district")], [fact("2020-04-01", "A", "application")]):
        for day in ("2020-05-01", "2021-05-01"):
            for _, step in one(day, *facts, of=of).reason().walk():
                assert step.sentence("zh")
                assert step.sentence("en")


def test_an_explanation_carries_clause_deadline_and_cause() -> None:
    told = stand(two_stages(), "2018-05-01").stages["B"].reason()
    said = "\n".join(step.sentence() for _, step in told.walk())
    for part in ("阶段B", "还不能办", "阶段A", "缺「方案」", "城区政府", "2018-03-10", "逾期 52 天"):
        assert part in said
    assert "2.1" in told.all_cites()
