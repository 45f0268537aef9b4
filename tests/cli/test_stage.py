"""``linli stage status``: the JSON others rely on, and a ledger's faults told whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import main

HEADER = "小区,日期,阶段,事实,值\n"
LEDGER = HEADER + (
    "甲,2020-02-01,X1,小区申报材料,\n"
    "甲,2020.3.1,X1,submitted_to_office,街道\n"
    "甲,2020年3月1日,X1,signoff:group_approval,是\n"
    "甲,2020-03-21,X1,household_survey,\n"
    "甲,,,分期,第一期\n"
    "乙,2020-02-01,X1,document:application,\n"
    "乙,,,分期,第二期\n"
).replace("街道", "street")


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    def _write(text: str = LEDGER, encoding: str = "utf-8") -> str:
        path = tmp_path / "事实.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return _write


def status(capsys: pytest.CaptureFixture[str], path: str, on: str = "2020-11-20", *more: str) -> dict[str, Any]:
    assert main(["stage", "status", "--policy", "xiangshan-2020", "--on", on, path, "--json", *more]) == 0
    sent: dict[str, Any] = json.loads(capsys.readouterr().out)
    return sent


def refused(capsys: pytest.CaptureFixture[str], path: str, on: str = "2020-11-20") -> list[str]:
    assert main(["stage", "status", "--policy", "xiangshan-2020", "--on", on, path, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err.splitlines()


def test_each_stage_of_each_compound_is_answered(capsys: pytest.CaptureFixture[str], ledger: Any) -> None:
    sent = status(capsys, ledger())
    assert sent["on"] == "2020-11-20"
    assert {name: list(stages) for name, stages in sent["compounds"].items()} == {
        "甲": ["X1", "X2", "X3", "X4", "X5", "X6"],
        "乙": ["X1", "X2", "X3", "X4", "X5", "X6"],
    }
    first = sent["compounds"]["甲"]
    assert (first["X1"]["state"], first["X1"]["since"], first["X1"]["missing"]) == ("done", "2020-03-21", [])
    design = first["X2"]
    assert (design["state"], design["due"], design["overdue_days"], design["blocked_by"]) == (
        "open",
        "2020-06-30",
        143,
        None,
    )
    assert design["missing"] == ["document:design", "document:budget"]
    assert "85.1" in design["cite"]
    review = sent["compounds"]["乙"]["X3"]
    assert (review["state"], review["since"], review["blocked_by"], review["overdue_days"]) == (
        "locked",
        None,
        "X1",
        51,
    )
    assert sent["compounds"]["乙"]["X2"]["due"] == "2020-08-31"


def test_explanations_come_when_asked_for(capsys: pytest.CaptureFixture[str], ledger: Any) -> None:
    assert "explanation" not in status(capsys, ledger())["compounds"]["甲"]["X2"]
    told = status(capsys, ledger(), "2020-11-20", "--explain")["compounds"]["甲"]["X2"]["explanation"]
    assert "第一期的期限是 2020-06-30" in told
    english = status(capsys, ledger(), "2020-11-20", "--explain", "--language", "en")["compounds"]["甲"]["X2"]
    assert "143 days late" in english["explanation"]


def test_the_same_ledger_in_another_encoding_answers_the_same(capsys: pytest.CaptureFixture[str], ledger: Any) -> None:
    assert status(capsys, ledger(encoding="gb18030")) == status(capsys, ledger(encoding="utf-8-sig"))


def test_a_reader_sees_states_and_what_is_missing(capsys: pytest.CaptureFixture[str], ledger: Any) -> None:
    assert main(["stage", "status", "--policy", "xiangshan-2020", "--on", "2020-11-20", ledger()]) == 0
    out = capsys.readouterr().out
    for part in ("已完成", "逾期143天", "卡在 X1", "X2 缺：设计方案或施工图"):
        assert part in out
    for language in ("zh", "en"):
        words = ["stage", "status", "--policy", "xiangshan-2020", "--on", "2020-11-20", ledger(), "--explain"]
        assert main([*words, "--language", language]) == 0


def test_every_fault_is_one_line_with_its_row(capsys: pytest.CaptureFixture[str], ledger: Any) -> None:
    lines = refused(
        capsys,
        ledger(
            HEADER + "甲,2020-02-30,X1,application,\n甲,2020-02-01,X9,application,\n甲,2020-02-01,X1,aplication,\n"
            "甲,,X1,application,\n,2020-02-01,X1,application,\n甲,2020-02-01,X1,application,或许\n甲,,,分期,第五期\n"
        ),
    )
    places = ["2:日期", "3:阶段", "4:事实", "5:日期", "6:小区", "7:值", "8:值"]
    assert [line.split("：")[0] for line in lines] == [f"事实.csv:{place}" for place in places]


def test_missing_columns_are_named(capsys: pytest.CaptureFixture[str], ledger: Any) -> None:
    told = "\n".join(refused(capsys, ledger("小区,日期,阶段,事实\n甲,2020-02-01,X1,application\n")))
    assert "缺少列「值」" in told


@pytest.mark.parametrize("on", ["2020-02-30", "昨天", ""])
def test_the_day_asked_about_must_be_a_day(capsys: pytest.CaptureFixture[str], ledger: Any, on: str) -> None:
    assert "--on" in refused(capsys, ledger(), on)[0]


def test_a_policy_without_stages_says_so(capsys: pytest.CaptureFixture[str], ledger: Any) -> None:
    assert main(["stage", "status", "--policy", "cn-civil-code", "--on", "2020-11-20", ledger()]) == 2
    assert "没有阶段" in capsys.readouterr().err
