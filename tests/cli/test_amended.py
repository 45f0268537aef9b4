"""The command line answers from the edition whose day governs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import main
from tests.core.policy.amend.amended import AMENDMENT, unamended, write_change


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = unamended(tmp_path)
    write_change(folder, AMENDMENT)
    return folder


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_split_takes_each_compounds_day_of_confirmation(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "费用.csv"
    lines.write_text(
        "小区,项目,分段,费用(元),批复(元),方案确认日\n甲,2.6,,1000.00,,2018-05-31\n乙,2.6,,1000.00,,2018-06-01\n丙,2.6,,1000.00,,\n",
        encoding="utf-8",
    )
    answer = ask(capsys, "fund", "split", "--policy", str(city), "--on", "2018-09-01", str(lines))
    assert [one["shares"]["fiscal"] for one in answer["lines"]] == [90_000, 85_000, 85_000]
    assert "am-2018-demo#1" in answer["lines"][1]["edition"]["applied"]
    assert "am-2018-demo#1" not in answer["lines"][0]["edition"]["applied"]
    before = ask(capsys, "fund", "split", "--policy", str(city), "--on", "2018-05-31", str(lines))
    assert before["totals"]["fiscal"] == 270_000


@pytest.mark.parametrize(
    ("early", "late", "before", "after"),
    [
        ("2018-05-31", "2018-05-31", 90_000, 45_000),
        ("2018-06-01", "2018-06-01", 85_000, 42_500),
        ("2018-05-31", "", 90_000, 45_000),
        ("", "2018-05-31", 90_000, 45_000),
        ("2018-05-31", "2018-06-01", 90_000, 42_500),
        ("", "", 85_000, 42_500),
    ],
)
def test_a_clearing_takes_each_compounds_day_of_confirmation(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], early: str, late: str, before: int, after: int
) -> None:
    sheets = []
    for name, cost, day in (("概算", "1000.00", early), ("决算", "500.00", late)):
        sheets.append(tmp_path / f"{name}.csv")
        sheets[-1].write_text(f"小区,项目,费用(元),方案确认日\n甲,2.6,{cost},{day}\n", encoding="utf-8")
    words = ("--policy", str(city), "--on", "2018-09-01", "--before", str(sheets[0]), str(sheets[1]))
    answer = ask(capsys, "fund", "clear", *words)
    fiscal = next(one for one in answer["lines"] if one["payer"] == "fiscal")
    assert (fiscal["before_fen"], fiscal["after_fen"]) == (before, after)
    assert answer["difference"]["fiscal"] == after - before


def test_a_standing_takes_the_deadline_of_its_day(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "事实.csv"
    facts.write_text("小区,日期,阶段,事实,值\n甲,2018-01-05,S1.1,document:training_record,\n", encoding="utf-8")
    for on, due in (("2018-05-31", "2018-11-20"), ("2018-06-01", "2018-12-10")):
        answer = ask(capsys, "stage", "status", "--policy", str(city), "--on", on, str(facts))
        assert answer["compounds"]["甲"]["S3.1"]["due"] == due
