"""Notices that must hang, waivers, deadlines that run from a day or are set for one compound, superiors' deadlines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linli.core.lifecycle import Fact, check_facts, compile_process, derive
from linli.core.policy import load
from linli.core.policy.check import check
from linli.core.policy.model import Package
from tests.core.lifecycle.processes import PAPER, fact, package, stage, stand

DIRECTORY = Path(__file__).parents[2] / "policies/packages/days-and-notices"


def notice(**period: Any) -> Package:
    gate = {"publicity": "plan", "result": "no-objection", "period": {"days": "7", **period}, "cite": ("3",)}
    return package(stage("A", gate))


def met(of: Package, on: str, *facts: Fact) -> bool:
    return stand(of, on, *facts).stages["A"].state == "done"


HUNG = fact("2020-06-01", "A", "publicity:plan", "挂出")


def test_a_notice_counts_when_its_days_are_over() -> None:
    assert [met(notice(), on, HUNG) for on in ("2020-06-01", "2020-06-07", "2020-06-08")] == [False, False, True]
    assert met(notice(first_day="counted"), "2020-06-07", HUNG)
    assert not met(notice(first_day="counted"), "2020-06-06", HUNG)


def test_working_days_leave_out_rest_days() -> None:
    assert [met(notice(kind="working"), on, HUNG) for on in ("2020-06-09", "2020-06-10")] == [False, True]


def test_a_result_alone_does_not_say_since_when_it_hung() -> None:
    result = fact("2020-06-20", "A", "publicity:plan", "公示无异议")
    assert not met(notice(), "2020-07-20", result)
    told = stand(notice(), "2020-07-20", result).stages["A"].reason().telling()
    assert "还没有挂出的记录" in told


def test_where_the_result_must_be_on_record_the_days_alone_are_not_enough() -> None:
    of = notice(ends="on-record")
    result = fact("2020-06-10", "A", "publicity:plan", "公示无异议", row=2)
    assert not met(of, "2020-06-09", HUNG)
    assert stand(of, "2020-06-30", HUNG, result).stages["A"].since == result.on
    early = fact("2020-06-03", "A", "publicity:plan", "公示无异议", row=2)
    assert [met(of, on, HUNG, early) for on in ("2020-06-07", "2020-06-08")] == [False, True]


@pytest.mark.parametrize(("word", "day"), [("restart", "2020-06-12"), ("resume", "2020-06-08")])
def test_an_objection_stands_until_answered(word: str, day: str) -> None:
    of = notice(after_objection=word)
    objection = fact("2020-06-03", "A", "publicity:plan", "有异议", row=2)
    answer = fact("2020-06-05", "A", "publicity:plan", "已答复", row=3)
    assert not met(of, "2020-07-01", HUNG, objection)
    since = stand(of, "2020-07-01", HUNG, objection, answer).stages["A"].since
    assert since is not None
    assert since.isoformat() == day


def test_an_answer_after_the_last_day_is_when_the_notice_counts_at_the_earliest() -> None:
    objection = fact("2020-06-08", "A", "publicity:plan", "有异议", row=2)
    answer = fact("2020-06-20", "A", "publicity:plan", "已答复", row=3)
    since = stand(notice(after_objection="resume"), "2020-07-01", HUNG, objection, answer).stages["A"].since
    assert since == answer.on


def test_a_notice_hung_anew_begins_again_and_one_taken_down_is_gone() -> None:
    objection = fact("2020-06-03", "A", "publicity:plan", "有异议", row=2)
    again = fact("2020-06-10", "A", "publicity:plan", "挂出", row=3)
    assert [met(notice(), on, HUNG, objection, again) for on in ("2020-06-16", "2020-06-17")] == [False, True]
    down = fact("2020-06-05", "A", "publicity:plan", "否", row=2)
    assert not met(notice(), "2020-07-01", HUNG, down)


def test_a_notice_whose_last_day_lies_in_an_unpublished_year_says_so() -> None:
    hung = fact("2026-12-30", "A", "publicity:plan", "挂出")
    standing = stand(notice(kind="working"), "2027-03-01", hung).stages["A"]
    assert standing.state == "open"
    assert "2027 年放假安排未公布" in standing.reason().telling()
    assert "2027" in standing.reason().telling("en")


def waivable(by: Any = ("finance",)) -> Package:
    return package(stage("A", {**PAPER, "waivable": {"by": by}}))


WAIVER = "财政局；理由：档案毁于水灾；至 2020-12-31"


def test_a_waiver_counts_while_it_lasts_and_is_shown() -> None:
    told = fact("2020-06-01", "A", "waiver:document:application", WAIVER)
    assert [met(waivable(), on, told) for on in ("2020-05-31", "2020-06-01", "2020-12-31", "2021-01-01")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert "财政局于 2020-06-01 准予豁免" in stand(waivable(), "2020-07-01", told).stages["A"].reason().telling()
    assert "到期" in stand(waivable(), "2021-01-01", told).stages["A"].reason().telling()


@pytest.mark.parametrize(
    ("of", "value", "message"),
    [
        (waivable(), "社区；理由：无；至 2020-12-31", "批准人不是文件允许的"),
        (waivable(), "财政局；至 2020-12-31", "没有写理由"),
        (waivable(), "财政局；理由：水灾", "没有写有效期"),
        (waivable(), "理由：水灾；至 2020-12-31", "没有写由谁批准"),
        (waivable(), "财政局；理由：水灾；至 2020-05-31", "有效期早于"),
        (package(stage("A", PAPER)), WAIVER, "没有允许豁免"),
    ],
)
def test_a_waiver_not_allowed_or_not_whole_is_refused_and_proves_nothing(of: Package, value: str, message: str) -> None:
    told = fact("2020-06-01", "A", "waiver:document:application", value)
    assert any(message in fault.message for fault in check_facts(of, [told]))
    assert not met(of, "2020-06-02", told)


def test_a_waiver_may_be_taken_back_and_any_role_may_give_one_where_the_text_says_yes() -> None:
    told = fact("2020-06-01", "A", "豁免:书面申请", WAIVER)
    back = fact("2020-07-01", "A", "waiver:document:application", "撤销", row=2)
    assert not met(waivable(), "2020-07-01", told, back)
    assert met(package(stage("A", {**PAPER, "waivable": "yes"})), "2020-06-01", told)
    assert check_facts(waivable(), [told, back]) == []


def test_a_deadline_set_for_one_compound_names_who_and_replaces_the_texts_own() -> None:
    of = package(stage("A", PAPER, due={"by": "day", "on": "2020-06-30", "cite": ("2",)}, due_set_by=("district",)))
    told = fact("2020-06-10", None, "due:A", "城区政府；理由：汛期；至 2020-08-31")
    assert stand(of, "2020-07-01", told).stages["A"].overdue_days == 0
    assert stand(of, "2020-09-01", told).stages["A"].overdue_days == 1
    assert "城区政府于 2020-06-10 为本小区另定期限" in stand(of, "2020-07-01", told).stages["A"].reason().telling()
    wrong = fact("2020-06-10", "A", "期限", "财政局；至 2020-08-31")
    assert [fault.message for fault in check_facts(of, [wrong])] == ["定期限的不是文件允许的：城区政府"]
    assert stand(of, "2020-07-01", wrong).stages["A"].overdue_days == 1


def test_a_deadline_that_runs_from_a_stage_knows_whom_it_waits_for() -> None:
    of = package(
        stage("A", PAPER, due={"by": "day", "on": "2020-06-10", "cite": ("2",)}),
        stage("B", {"signoff": "b"}, after=("A",), due={"by": "days-after", "stage": "A", "days": "10"}),
    )
    assert stand(of, "2020-12-31").stages["B"].due is None
    done = fact("2020-06-05", "A", "application")
    assert [stand(of, on, done).stages["B"].overdue_days for on in ("2020-06-15", "2020-06-16")] == [0, 1]


def test_a_rest_day_of_an_unpublished_year_leaves_the_deadline_unknown_and_says_so() -> None:
    of = package(
        stage("A", PAPER, due={"by": "day", "on": "2028-01-01", "cite": ("2",)}),
        defaults={"non_working_day": "next-working-day"},
    )
    standing = stand(of, "2029-01-01").stages["A"]
    assert (standing.due, standing.overdue_days) == (None, 0)
    assert standing.due_unknown == "2028 年放假安排未公布，算不出工作日"


def test_a_superiors_earlier_deadline_is_reported_with_both_clauses() -> None:
    warnings = [str(fault) for fault in check(DIRECTORY).warnings]
    assert any("2020-12-31（5.1）晚于上级的 2020-12-20（province）" in text for text in warnings)
    plan = compile_process(load(DIRECTORY))
    standing = derive(plan, [fact("2020-01-01", None, "分期", "第二批")], fact("2020-12-25", None, "x").on).stages["Y4"]
    conflict = [step for _, step in standing.reason().walk() if step.code == "lifecycle.upper_conflict"]
    assert conflict[0].cite == ("5.1", "province")


def test_the_fewest_acts_that_open_a_gate() -> None:
    joint = {"joint_signoff": "j", "by": "district", "with": ("finance",)}
    of = package(stage("A", {"any": (joint, {"all": ({"signoff": "x"}, {"signoff": "y"}, {"signoff": "z"})})}))
    assert [one.fact for one in stand(of, "2020-01-01").stages["A"].needs] == ["joint_signoff:j"]
    assert stand(of, "2020-01-01").stages["A"].one_more is None
    signed = fact("2020-01-01", "A", "j", "district")
    one = stand(of, "2020-01-01", signed).stages["A"].one_more
    assert one is not None
    assert (one.fact, one.who) == ("joint_signoff:j", ("finance",))
