"""``linli vote tally``: the JSON others rely on, under the pilot's rule and under the Civil Code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import main

ROLL = "房号,业主,专有面积,类型\n1-101,张三,90,住宅\n1-102,张 三,60,住宅\n1-103,李四、王五,30,\n车1,李四,12,车位\n"
BALLOTS = (
    "房号,选择,时间,渠道\n1-101,反对,2018-01-09 09:00,线上\n1-101,同意,2018-01-10 09:00,纸质\n"
    "1-103,同意,2018年1月15日,\n1-102,同意,2018/1/16,\n车1,同意,,\n9-9,同意,,\n"
)


@pytest.fixture
def sheets(tmp_path: Path) -> Any:
    def _sheets(roll: str = ROLL, ballots: str = BALLOTS) -> list[str]:
        (tmp_path / "名册.csv").write_text(roll, encoding="utf-8")
        (tmp_path / "票.csv").write_text(ballots, encoding="gb18030")
        return ["--roll", str(tmp_path / "名册.csv"), "--ballots", str(tmp_path / "票.csv")]

    return _sheets


def words(
    *sheets: str, policy: str = "liuzhou-2017-pilot", matter: str = "application", on: str = "2018-01-15"
) -> list[str]:
    return ["vote", "tally", "--policy", policy, "--matter", matter, "--on", on, *sheets]


def answer(capsys: pytest.CaptureFixture[str], asked: list[str]) -> dict[str, Any]:
    assert main([*asked, "--json"]) == 0
    sent: dict[str, Any] = json.loads(capsys.readouterr().out)
    return sent


def test_the_json_of_a_tally_has_the_promised_shape(sheets: Any, capsys: pytest.CaptureFixture[str]) -> None:
    sent = answer(capsys, words(*sheets()))
    assert (sent["matter"], sent["on"], sent["law"]) == ("application", "2018-01-15", "wqf76")
    assert sent["total"] == {"dwellings": 3, "heads": sent["total"]["heads"], "households": 3, "area_centi": 18_000}
    assert (sent["participated"]["dwellings"], sent["for"]["area_centi"], sent["against"]["dwellings"]) == (
        2,
        12_000,
        0,
    )
    area, households = sent["conditions"]
    assert {key: area[key] for key in ("measure", "of", "required", "inclusive", "value", "met")} == {
        "measure": "area", "of": "total", "required": "2/3", "inclusive": True, "value": [12_000, 18_000], "met": True,
    }  # fmt: skip
    assert (households["measure"], households["value"], households["met"]) == ("households", [2, 3], True)
    assert area["id"] != households["id"]
    assert sent["passed"] is True
    assert [(one["row"], one["reason"]) for one in sent["rejected"]] == [
        (2, "被第3行取代"), (5, "投票日 2018-01-16 晚于表决截止日 2018-01-15"), (6, "「车1」是车位，不计入表决"),
        (7, "名册里没有「9-9」"),
    ]  # fmt: skip
    assert "83.2" in sent["cite"]


def test_a_vote_that_does_not_pass_is_an_answer(sheets: Any, capsys: pytest.CaptureFixture[str]) -> None:
    sent = answer(capsys, words(*sheets(ballots="房号,选择\n1-101,同意\n")))
    assert sent["passed"] is False
    assert sent["conditions"][0]["lacking_area_centi"] == 3_000
    assert sent["conditions"][1]["lacking"] == 1


def test_nobody_voting_is_an_answer_too(sheets: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, words(*sheets(ballots="房号,选择,时间,渠道\n")))["passed"] is False


def test_under_the_civil_code_heads_are_owners_and_participation_comes_first(
    sheets: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    given = sheets(ballots="房号,选择\n1-101,同意\n1-102,同意\n1-103,反对\n")
    special = answer(capsys, words(*given, policy="cn-civil-code", matter="joint_decision_special", on="2021-01-01"))
    assert (special["law"], special["total"]["heads"], special["for"]["heads"]) == ("mfd278", 2, 1)
    assert [one["met"] for one in special["conditions"]] == [True, True, True, False]
    ordinary = answer(capsys, words(*given, policy="cn-civil-code", matter="joint_decision_ordinary", on="2021-01-01"))
    assert [one["required"] for one in ordinary["conditions"]] == ["2/3", "2/3", "1/2", "1/2"]
    assert ordinary["conditions"][3] | {"met": False, "value": [1, 2], "inclusive": False} == ordinary["conditions"][3]


def test_people_get_the_tree_and_the_refused_ballots(sheets: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words(*sheets())) == 0
    out = capsys.readouterr().out
    assert "要求不少于 2/3（含本数）" in out
    assert "第2行 1-101：被第3行取代" in out
    assert main([*words(*sheets()), "--language", "en"]) == 0
    assert "row 2 1-101：Replaced by row 3" in capsys.readouterr().out


def test_all_faults_of_both_sheets_and_the_options_come_at_once(
    sheets: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    given = sheets(
        roll="房号,业主,专有面积,类型\n1,张三,0,\n１,李四,x,\n2,,5,住宅\n", ballots="房号,选择,时间\n1,同意,昨天\n"
    )
    assert main(words(*given, matter="applicatio", on="2018-13-01")) == 2
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    for part in ("--on", "是不是「application」", "名册.csv:2:专有面积", "名册.csv:3:房号", "名册.csv:3:专有面积",
                 "名册.csv:4:业主", "票.csv:2:时间"):  # fmt: skip
        assert any(part in line for line in lines), part


def test_help_comes_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["vote", "tally", "--help"])
    assert "例:\n  linli vote tally" in capsys.readouterr().out
