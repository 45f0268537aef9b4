"""Case sheets: what a person worked out by hand is held against the rules, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.core.cases import CaseReport, read_cases, run_cases
from linli.core.faults import BadInput, Fault
from linli.core.policy import load
from tests.core.policy.invented import MONEY, write


def run(folder: Path, **sheets: str) -> CaseReport:
    """The report on the invented package with these sheets (money, vote, process, quota, requirement, duty)."""
    names = {"money": "资金", "vote": "表决", "process": "流程", "quota": "配额", "requirement": "条件", "duty": "职责"}
    write(folder, 资金=None)
    for kind, text in sheets.items():
        (folder / "cases" / f"{names[kind]}.csv").write_text(text, encoding="utf-8")
    package = load(folder)
    return run_cases(package, read_cases(folder, package))


def refused(folder: Path, **sheets: str) -> list[Fault]:
    with pytest.raises(BadInput) as caught:
        run(folder, **sheets)
    return list(caught.value.faults)


def test_right_cases_pass(tmp_path: Path) -> None:
    report = run(tmp_path, money=MONEY)
    assert (report.run, report.passed, report.failures) == (4, 4, ())


def test_a_wrong_expectation_tells_expected_got_and_the_note(tmp_path: Path) -> None:
    report = run(tmp_path, money=MONEY.replace("0.09,,0.07,0.02", "0.09,,0.08,0.01"))
    assert [str(outcome) for outcome in report.failures] == [
        "资金.csv:3 不整除 财政：期望 0.08，得到 0.07（向下取整）",
        "资金.csv:3 不整除 居民：期望 0.01，得到 0.02（向下取整）",
    ]
    assert report.passed == 3


def test_an_unknown_segment_fails_unless_refusal_is_expected(tmp_path: Path) -> None:
    sheet = "用例,项目,分段,费用(元),期望·拒绝\n没有的分段,1.2,middle,5,{}\n"
    assert run(tmp_path / "a", money=sheet.format("是")).failures == ()
    assert len(run(tmp_path / "b", money=sheet.format("").replace("期望·拒绝", "说明")).failures) == 1
    answered = sheet.format("是").replace("middle", "表前")
    assert run(tmp_path / "c", money=answered).failures[0].expected == "拒绝"


def test_faults_of_a_sheet_are_told_with_row_and_column(tmp_path: Path) -> None:
    sheet = "用例,项目,费用(元),期望·财正\n甲,1.1,一百,1\n乙,,5,1.234\n"
    faults = refused(tmp_path, money=sheet)
    assert [(fault.line, fault.column) for fault in faults] == [(1, "期望·财正"), (2, "费用(元)"), (3, "项目")]
    assert faults[0].hint == "是不是「财政」？"


def test_a_sheet_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "cases" / "资余.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(BadInput, match="没有这种用例表"):
        read_cases(tmp_path, load(tmp_path))


VOTE = "用例,表决,同意面积,总面积,同意户数,总户数,期望,期望·未达\n"


@pytest.mark.parametrize(
    ("row", "ok"),
    [
        ("恰好三分之二,two_thirds,10,30,20,30,通过,", True),
        ("少一户,application,10,30,19,30,不通过,户数", True),
        ("少一户却说通过,two_thirds,10,30,19,30,通过,", False),
    ],
)
def test_votes_are_tallied_from_their_totals(tmp_path: Path, row: str, ok: bool) -> None:
    assert (not run(tmp_path, vote=VOTE + row).failures) is ok


@pytest.mark.parametrize(
    "row",
    ["多于总数,two_thirds,10,30,31,30,通过,", "没有面积,two_thirds,0,30,3,30,通过,", "什么结果,two_thirds,1,3,1,3,行,"],
)
def test_totals_that_cannot_be_are_refused(tmp_path: Path, row: str) -> None:
    assert refused(tmp_path, vote=VOTE + row)


def test_owners_of_several_dwellings_and_those_who_took_part_are_made_up_exactly(tmp_path: Path) -> None:
    sheet = (
        "用例,表决,同意面积,总面积,同意户数,总户数,期望,参与面积,参与户数,同意人数,参与人数,总人数,总车位面积\n"
        "多户,two_thirds,60,90,20,30,通过,75,25,5,7,9,12.5\n"
    )
    assert run(tmp_path, vote=sheet).failures == ()


PROCESS = "用例,给定或期望,日期,阶段,事实或问题,值\n"


def test_stages_are_asked_on_a_day(tmp_path: Path) -> None:
    rows = """甲,给定,2030-03-01,A1,vote:application,通过
甲,给定,2030-03-05,A1,document:application,居委会
甲,期望,2030-03-04,A1,缺,document:application
甲,期望,2030-03-04,A1,由谁·document:application,业主委员会
甲,期望,2030-03-05,A1,状态,完成
甲,期望,2030-03-05,A1,完成日,2030-03-05
甲,期望,2030-03-05,,当前阶段,A2
甲,期望,2030-04-10,A2,逾期,否
甲,期望,2030-04-11,A2,逾期天数,1
乙,期望,2030-04-11,A2,状态,未开
乙,期望,2030-04-11,A2,起因,A1
乙,期望,2030-04-11,A1,期限,2030-03-31
"""
    report = run(tmp_path, process=PROCESS + rows)
    assert report.failures == ()
    assert report.run == 10


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("甲,期望,2030-03-04,A9,状态,done", "阶段"),
        ("甲,期望,2030-03-04,A1,天气,好", "事实或问题"),
        ("甲,期望,,A1,状态,done", "日期"),
        ("甲,也许,2030-03-04,A1,状态,done", "给定或期望"),
        ("甲,给定,2030-03-04,A1,document:aplication,", "事实"),
    ],
)
def test_what_a_process_sheet_cannot_mean_is_refused(tmp_path: Path, row: str, column: str) -> None:
    faults = refused(tmp_path, process=PROCESS + row + "\n")
    assert faults[0].column == column
    assert faults[0].line == 2


QUOTA = "用例,给定或期望,对象,名称,问题,值,日期\n"


def test_quotas_pots_and_priorities_are_asked(tmp_path: Path) -> None:
    rows = """满,给定,分期,第一期,,2,
满,期望,分期,第一期,超出,否,
满,期望,分期,ph2,余额,3,
超,给定,分期,ph1,,3,
超,期望,分期,ph1,超出,是,
款,给定,资金,省级补助,甲小区,999999.99,2030-05-01
款,给定,资金,grant,乙小区,0.02,2030-05-02
款,期望,资金,grant,放不下,乙小区,2030-05-02
款,期望,资金,grant,放不下,无,2030-05-01
款,期望,资金,grant,结余,0.01,2030-05-02
款,期望,资金,grant,总额,100万元,
序,期望,优先,居民积极性,次序,1,
序,期望,优先,eager,方向,高,
序,期望,总数,,数目,5,
"""
    report = run(tmp_path, quota=QUOTA + rows)
    assert report.failures == ()
    assert report.run == 10


def test_requirements_are_asked_on_both_sides_of_the_bound(tmp_path: Path) -> None:
    sheet = """用例,项目,适用或标准,指标,值,期望
恰好,1.2,适用,share_old_pipes,25%,适用
差一点,1.2,适用,share_old_pipes,24.99%,不适用
没有坑,道路,标准,potholes,0,符合
有坑,1.1,标准,potholes,1,不符合
没要求,1.1,适用,share_old_pipes,1,无要求
"""
    assert run(tmp_path, requirement=sheet).failures == ()


def test_duties_are_asked_by_id_with_names_or_ids(tmp_path: Path) -> None:
    columns = "用例,职责,期望·谁,期望·会同,期望·阶段,期望·周期,期望·核验,期望·强度"
    sheet = f"{columns}\n签字,d1,街道,居委会,确认方案,无,证据,must\n"
    assert run(tmp_path / "a", duty=sheet).failures == ()
    wrong = run(tmp_path / "b", duty=sheet.replace("街道,居委会", "居委会,无")).failures
    assert [(outcome.asked, outcome.got) for outcome in wrong] == [("谁", "street"), ("会同", "neighbourhood")]
