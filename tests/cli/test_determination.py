"""Decisions on record from the command line: made, proved, and found again when an erratum reaches them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linli.cli.main import main
from tests.core.policy.amend.amended import ERRATUM, unamended, write_change


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return unamended(tmp_path)


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def make_all(city: Path, folder: Path) -> Path:
    kept = folder / "kept"
    kept.mkdir()
    asked = ("--policy", str(city), "--on", "2018-03-05", "-o")
    lines = write(folder / "费用.csv", "小区,项目,分段,费用(元),批复(元)\n甲,2.6,,1000.01,\n")
    facts = write(folder / "事实.csv", "小区,日期,阶段,事实,值\n甲,2018-01-05,S1.1,document:training_record,\n")
    roll = write(folder / "名册.csv", "房号,业主,专有面积,类型\n1,业主甲,50,住宅\n2,业主乙,50,住宅\n")
    ballots = write(folder / "票.csv", "房号,选择,时间,渠道\n1,同意,2018-03-01 09:00,纸质\n")
    vote = ("--matter", "application", "--roll", roll, "--ballots", ballots)
    assert main(["determination", "make", "fund", *asked, str(kept / "资金.json"), lines]) == 0
    assert main(["determination", "make", "stage", *asked, str(kept / "状态.json"), facts]) == 0
    assert main(["determination", "make", "vote", *asked, str(kept / "表决.json"), *vote]) == 0
    return kept


def test_what_was_made_is_proved(city: Path, tmp_path: Path) -> None:
    for path in make_all(city, tmp_path).iterdir():
        assert main(["determination", "verify", str(path), "--policy", str(city)]) == 0


def test_an_altered_record_is_refused_with_exit_code_one(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_all(city, tmp_path) / "资金.json"
    path.write_text(path.read_text(encoding="utf-8").replace("100001", "200001"), encoding="utf-8")
    assert main(["determination", "verify", str(path), "--policy", str(city)]) == 1
    assert "被改过" in capsys.readouterr().out


def test_a_record_is_never_overwritten(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = make_all(city, tmp_path)
    again = [
        "determination",
        "make",
        "fund",
        "--policy",
        str(city),
        "--on",
        "2018-03-05",
        "-o",
        str(kept / "资金.json"),
    ]
    assert main([*again, str(tmp_path / "费用.csv")]) == 2
    assert "不覆盖" in capsys.readouterr().err


def test_an_erratum_lists_what_it_reaches(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = make_all(city, tmp_path)
    write_change(city, ERRATUM, "er.yaml")
    capsys.readouterr()
    assert main(["determination", "affected", str(kept), "--policy", str(city), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["read"] == 3
    assert [(Path(one["file"]).name, one["errata"]) for one in told["affected"]] == [("状态.json", ["er-2018-demo"])]
