"""``linli stage duties``: the meetings of each month, done or missed, with the clause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linli.cli.main import main

LEDGER = "小区,日期,阶段,事实,值\n*,2020-07-10,,meeting:monthly,\n*,2020-09-01,,monthly,否\n"
COMMAND = ["stage", "duties", "--policy", "xiangshan-2020", "--from", "2020-07-01"]


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = tmp_path / "事实.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return str(path)


def test_each_month_is_answered(capsys: pytest.CaptureFixture[str], ledger: str) -> None:
    assert main([*COMMAND, "--until", "2020-09-30", ledger, "--json"]) == 0
    sent = json.loads(capsys.readouterr().out)
    monthly = {one["period"]: (one["state"], one["strength"]) for one in sent["duties"] if one["id"] == "monthly"}
    assert monthly == {
        "2020-07": ("done", "principle"),
        "2020-08": ("missed", "principle"),
        "2020-09": ("open", "principle"),
    }


def test_a_table_for_the_eye(capsys: pytest.CaptureFixture[str], ledger: str) -> None:
    assert main([*COMMAND, "--until", "2020-09-30", ledger]) == 0
    assert "工作例会" in capsys.readouterr().out


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], ledger: str) -> None:
    assert main([*COMMAND, "--until", "九月", ledger]) == 2
    assert "--until" in capsys.readouterr().err
