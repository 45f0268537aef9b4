"""``--language en``: what is refused is refused in English, and in Chinese without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.cli.main import main

FUND = ("fund", "split", "--policy", "liuzhou-2017-pilot")
VOTE = ("vote", "tally", "--policy", "liuzhou-2017-pilot", "--matter", "gibtsnicht", "--on", "2020-13-01")
STAGE = ("stage", "status", "--policy", "xiangshan-2020", "--on", "2020-11-20")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 2
    return capsys.readouterr().err


def test_cost_lines_are_refused_in_the_language_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "lines.csv"
    sheet.write_text("小区,项目,费用(元)\n甲,没有的项目,1.234\n", "utf-8")
    english = told(capsys, *FUND, "--language", "en", str(sheet))
    assert "“1.234元” is no whole number of fen (0.01 yuan); linli does not round it for you" in english
    assert "the catalogue of this policy has no such item; found “没有的项目”" in english
    chinese = told(capsys, *FUND, str(sheet))
    assert "「1.234元」不是整分，linli 不代为四舍五入" in chinese
    assert "本政策的目录里没有这个项目；读到「没有的项目」" in chinese


def test_votes_are_refused_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roll, ballots = tmp_path / "roll.csv", tmp_path / "ballots.csv"
    roll.write_text("房号,业主,专有面积\n1-101,张三,0\n1-101,,80\n", "utf-8")
    ballots.write_text("房号,意见\n1-101,也许\n", "utf-8")
    english = told(capsys, *VOTE, "--language", "en", "--roll", str(roll), "--ballots", str(ballots))
    for expected in (
        "there is no such day as “2020-13-01”",
        "this policy has no such matter to vote on",
        "the owner is missing",
    ):
        assert expected in english


def test_facts_are_refused_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "facts.csv"
    sheet.write_text("小区,日期,阶段,事实,值\n甲,2020-03-18,nowhere,document:application,\n", "utf-8")
    assert "there is no such stage; found “nowhere”" in told(capsys, *STAGE, "--language", "en", str(sheet))


def test_a_package_is_checked_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check", "xiangshan-2020", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "passed" in out.splitlines()[-1]
    assert "money rules" in out


def test_a_missing_sheet_is_told_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, *FUND, "--language", "en", "nowhere.csv") == (
        "nowhere.csv: there is no such file. check the path and the file's name\n"
    )
