"""``linli policy`` about change: which editions there are, what differs, what adopting one would do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import main
from tests.core.policy.amend.amended import AMENDMENT, ERRATUM, unamended, write_change


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = unamended(tmp_path)
    write_change(folder, AMENDMENT)
    write_change(folder, ERRATUM, "er.yaml")
    return folder


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["policy", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_edition_with_its_days_and_changes(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ask(capsys, "amendments", str(city))
    assert [(one["from"], one["until"]) for one in told["editions"]] == [(None, "2018-05-31"), ("2018-06-01", None)]
    changes = told["editions"][1]["amendments"][0]["changes"]
    assert [one["governs_by"] for one in changes[:3]] == ["plan_confirmed_on", "today", "stage_entered_on"]
    assert told["errata"][0]["target"] == "S2.3.due"


def test_what_differs_between_two_days_with_both_clauses(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ask(capsys, "diff", str(city), "--from", "2018-05-31", "--to", "2018-06-01")
    by_part = {(one["part"], one["path"]): one for one in told["differences"]}
    cap = by_part["rules:F-env-90", "cap"]
    assert (cap["was"], cap["now"]) == ("9/10", "17/20")
    assert (cap["was_cite"], cap["now_cite"]) == (["212.1"], ["212.1", "demo:1"])
    assert by_part["duties:d09", ""]["now_cite"] == ["demo:4"]
    assert by_part["stages:S3.1", "due.on"]["was"] == "2018-11"
    assert ask(capsys, "diff", str(city), "--from", "2018-01-01", "--to", "2018-05-31")["differences"] == []


def test_the_amending_document_is_named(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "diff", str(city), "--from", "2018-05-31", "--to", "2018-06-01"]) == 0
    assert "演示用修订（第2行）" in capsys.readouterr().out


def test_adopting_is_previewed_for_each_compound(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "事实.csv"
    facts.write_text("小区,日期,阶段,事实,值\n甲,2018-01-05,S1.1,document:training_record,\n", encoding="utf-8")
    told = ask(capsys, "adopt-preview", str(city), "--on", "2018-06-01", str(facts))
    changes = {one["stage"]: one for one in told["compounds"]["甲"]["changes"]}
    assert changes["S3.1"]["before"]["due"] == "2018-11-20"
    assert changes["S3.1"]["after"]["due"] == "2018-12-10"
    assert changes["S3.2"]["newly_missing"] == ["document:resident_satisfaction"]
    assert told["compounds"]["甲"]["undone"] == []


def test_a_day_without_amendment_names_the_days_that_have_one(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "事实.csv"
    facts.write_text("小区,日期,阶段,事实,值\n", encoding="utf-8")
    assert main(["policy", "adopt-preview", str(city), "--on", "2018-06-02", str(facts)]) == 2
    assert "2018-06-01" in capsys.readouterr().err


def test_settling_a_reading_shows_which_answers_change_before_anybody_decides(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = tmp_path / "决定.yaml"
    decisions.write_text(
        "decisions:\n  - {reading: I-03, chosen: 当月15日, value: '15', decided_by: 市办公室, decided_on: 2018-02-01, "
        "document: 复函1号}\n",
        encoding="utf-8",
    )
    told = ask(capsys, "readings", str(city), "--decisions", str(decisions))
    assert next(one for one in told["readings"] if one["id"] == "I-03")["settled"]["by"] == "市办公室"
    assert told["changed_answers"]
    assert not (city / "readings.yaml").exists()


def test_the_check_holds_every_edition(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check", str(city)]) == 0
    write_change(city, AMENDMENT.replace("was: 90%", "was: 95%"))
    assert main(["policy", "check", str(city)]) == 1
    assert "amendments/am-2018.yaml:9" in capsys.readouterr().err
