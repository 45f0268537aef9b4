"""The command line answers for packages it has never seen: facts, compounds, clearings, scopes and rounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import main

CITIES = Path(__file__).parents[1] / "policies" / "packages"


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def _write(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return _write


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    sent: dict[str, Any] = json.loads(capsys.readouterr().out)
    return sent


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


def test_facts_come_from_the_lines_or_from_the_sheet_of_compounds(
    write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = write("费用.csv", "小区,项目,费用(元)\n甲,1,450000\n甲,2,150000\n乙,1,100\n")
    compounds = write("小区.csv", "小区,区县,户数,建成年份\n甲,金牛区,100,2004\n乙,,10,2000\n")
    words = ("fund", "split", "--policy", str(CITIES / "chengdu"), lines)
    sent = answer(capsys, *words, "--compounds", compounds)
    assert [one["shares"] for one in sent["lines"]] == [
        {"city": 37_500_000, "district": 7_500_000}, {"city": 12_500_000, "district": 2_500_000}, {},
    ]  # fmt: skip
    assert [one["missing"] for one in sent["lines"]] == [[], [], ["district"]]
    alone = answer(capsys, *words)
    assert alone["undetermined_fen"] == 60_010_000
    assert "built" in alone["lines"][0]["missing"]


def test_a_line_tells_its_own_facts_before_its_compounds(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    lines = write(
        "费用.csv", "小区,项目,费用(元),区县,层数,电梯台数\n甲,4,500000,锦江区,5,1\n甲,4,500000,锦江区,６,1\n"
    )
    compounds = write("小区.csv", "小区,层数\n甲,9\n")
    sent = answer(capsys, "fund", "split", "--policy", str(CITIES / "chengdu"), lines, "--compounds", compounds)
    assert [one["shares"]["city"] for one in sent["lines"]] == [0, 20_000_000]


@pytest.mark.parametrize(("lines", "compounds", "told"), [
    ("甲,1,1,5", "甲,1\n甲,2", "小区重复"), ("甲,1,1,x", "甲,1", "费用.csv:2:户数"),
    ("甲,1,1,5\n甲,2,1,6", "甲,1", "一并计算的几行写的不一样"), ("甲,1,1,5", "甲,-1", "小区.csv:2"),
])  # fmt: skip
def test_bad_facts_are_told_with_their_place(
    lines: str, compounds: str, told: str, write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    costs = write("费用.csv", f"小区,项目,费用(元),户数\n{lines}\n")
    known = write("小区.csv", f"小区,户数\n{compounds}\n")
    assert told in refused(capsys, "fund", "split", "--policy", str(CITIES / "chengdu"), costs, "--compounds", known)


def test_an_agreement_and_a_decision_stand_on_the_line(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    lines = write("费用.csv", "小区,项目,费用(元),协议份额\n甲,5,100,通信甲 2、通信乙 1\n")
    sent = answer(capsys, "fund", "split", "--policy", str(CITIES / "chengdu"), lines)
    assert sent["totals"] == {"telecom": 6_667, "mobile": 3_333}
    lift = write("电梯.csv", "小区,项目,费用(元),改由,依据\n甲,加装电梯,100,财政（以奖代补）,某纪要\n")
    sent = answer(capsys, "fund", "split", "--policy", "liuzhou-2017-pilot", lift)
    assert sent["totals"] == {"fiscal": 10_000}
    bare = write("电梯.csv", "小区,项目,费用(元),改由\n甲,加装电梯,100,财政（以奖代补）\n")
    assert "依据" in refused(capsys, "fund", "split", "--policy", "liuzhou-2017-pilot", bare)


def test_a_pot_past_its_last_day_pays_nothing(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    lines = write(
        "费用.csv", "小区,项目,费用(元),建筑面积,改造类别,居民出资比例,区县\n甲,1,2000000,10000,完善类,5%,鹿城区\n"
    )
    words = ("fund", "split", "--policy", str(CITIES / "wenzhou"), lines, "--on")
    assert answer(capsys, *words, "2022-12-31")["totals"]["city"] == 100_000_000
    assert answer(capsys, *words, "2023-01-01")["totals"]["city"] == 0


def test_a_clearing_tells_who_still_pays_and_who_gets_back(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    head = "小区,项目,费用(元),建筑面积,改造类别,居民出资比例,区县\n"
    before = write("预.csv", head + "甲,1,2000000,10000,完善类,5%,鹿城区\n")
    after = write("决.csv", head + "甲,1,2100000,10000,完善类,10%,鹿城区\n")
    words = ("fund", "clear", "--policy", str(CITIES / "wenzhou"), "--before", before, after)
    sent = answer(capsys, *words)
    assert sent["difference"] == {"city": 115_500_000 - 70_000_000, "residents": 1_000_000, "district": -6_500_000}
    assert sent["lines"][0]["advance_fen"] == 70_000_000
    assert main(list(words)) == 0
    assert "差额 455,000.00元" in capsys.readouterr().out


ROLL = (
    "房号,业主,专有面积,类型,楼栋,出资\n101,甲,50,住宅,1,是\n102,乙,50,住宅,1,是\n"
    "103,丙,50,住宅,1,否\n201,丁,50,住宅,2,否\n"
)
BALLOTS = "房号,选择,时间,渠道,异议\n101,同意,2014-04-01,纸质,\n102,同意,2014-04-01,纸质,\n"


def second_round(write: Any, ballots: str, *more: str) -> list[str]:
    files = ("--roll", write("名册.csv", ROLL), "--ballots", write("票.csv", ballots))
    words = ("vote", "tally", "--policy", str(CITIES / "shanghai-lift"), "--matter", "second_round")
    return [*words, "--on", "2014-05-01", *files, *more]


def test_a_second_round_of_a_building(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    words = second_round(write, BALLOTS, "--building", "1", "--passed", "first_round=2014-03-01")
    sent = answer(capsys, *words)
    assert (sent["passed"], sent["scope"], sent["building"], sent["total"]["dwellings"]) == (True, "building", "1", 3)
    assert sent["earlier_round"] == {"matter": "first_round", "passed_on": "2014-03-01", "met": True}
    assert [(one["within"], one["bound"], one["met"]) for one in sent["conditions"]] == [
        (None, "at_least", True), ("payers", "at_least", True),
    ]  # fmt: skip
    assert not answer(capsys, *second_round(write, BALLOTS, "--building", "1"))["passed"]


def test_an_objection_on_the_ballot_is_a_veto(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ballots = BALLOTS + "103,反对,2014-04-02,纸质,是\n"
    sent = answer(capsys, *second_round(write, ballots, "--building", "1", "--passed", "first_round=2014-03-01"))
    assert (sent["passed"], sent["vetoes"]) == (False, [{"id": "strong", "raised": True, "rows": [4]}])
    assert "有异议" in sent["explanation"]


@pytest.mark.parametrize(("more", "told"), [
    (("--building", "3"), "没有这个楼栋"), ((), "几个楼栋"), (("--building", "1", "--passed", "first"), "事项=日期"),
    (("--building", "1", "--passed", "first_round=昨天"), "--passed"),
])  # fmt: skip
def test_what_was_not_said_or_does_not_exist_is_refused(
    more: tuple[str, ...], told: str, write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, *second_round(write, BALLOTS, *more))


@pytest.mark.parametrize(("on", "edition"), [("2020-12-31", "before_2021"), ("2021-01-01", "since_2021")])
def test_the_law_of_the_day_decides_which_rule_counts(
    on: str, edition: str, write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    roll = write("名册.csv", "房号,业主,专有面积,类型,受影响\n1,甲,50,住宅,否\n")
    ballots = write("票.csv", "房号,选择,时间,渠道\n1,同意,2020-12-01,纸质\n")
    sent = answer(capsys, "vote", "tally", "--policy", str(CITIES / "chengdu"), "--matter", "lift_compound",
                  "--on", on, "--roll", roll, "--ballots", ballots)  # fmt: skip
    assert (sent["edition"], sent["passed"]) == (edition, True)
