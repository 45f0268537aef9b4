"""``linli select``: the JSON others rely on, the criteria's columns by any of their names, faults told whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import main

HEADER = "小区,街道,户数,建筑面积,楼栋数,建成年份,估算(元),申报日期"
ROWS = (
    "甲,南门街道,100,8000,4,1995,1000000,2020.2.1,{0}\n"
    "乙,南门街道,100,8000,4,1995,2亿元,2020-02-02,{1}\n"
    "丙,象山街道,100,8000,4,1995,100万元,2020年1月1日,{2}\n"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    def _write(text: str, encoding: str = "utf-8-sig") -> str:
        path = tmp_path / "小区.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return _write


def answer(capsys: pytest.CaptureFixture[str], path: str, *more: str) -> dict[str, Any]:
    assert main(["select", "--policy", "xiangshan-2020", path, "--json", *more]) == 0
    sent: dict[str, Any] = json.loads(capsys.readouterr().out)
    return sent


def test_phases_carry_over_reasons_and_money_are_answered(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    sent = answer(capsys, sheet(HEADER + ",群众积极性\n" + ROWS.format("高", "中", "低")))
    assert sent["phases"] == {"ph1": ["甲", "丙"], "ph2": [], "ph3": [], "ph4": []}
    assert (sent["reserve"], sent["carried_over"]) == ([], ["乙"])
    assert sent["money"] == {"available_fen": 12923870000, "used_fen": 200000000, "left_fen": 12723870000}
    assert any("要 200,000,000.00元，只剩 128,238,700.00元" in step for step in sent["reasons"]["乙"])
    assert all(sent["reasons"][name] for name in "甲乙丙")
    assert {"id": "J-20", "status": "pending"} in sent["readings"]


@pytest.mark.parametrize("header", ["群众积极性", "resident_enthusiasm", "p1"])
def test_a_criterion_goes_by_any_of_its_names(capsys: pytest.CaptureFixture[str], sheet: Any, header: str) -> None:
    sent = answer(capsys, sheet(f"{HEADER},{header}\n" + ROWS.format("低", "中", "高"), "gb18030"))
    assert sent["order"] == ["丙", "乙", "甲"]


def test_a_criterion_without_a_column_is_warned_of(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    main(["select", "--policy", "xiangshan-2020", sheet(HEADER + ",群众积极性\n" + ROWS.format("低", "中", "高"))])
    err = capsys.readouterr().err
    assert "没有「距市区远近」一列" in err
    assert "没有「群众积极性」一列" not in err


def test_money_may_be_given_instead_of_the_pots(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    sent = answer(capsys, sheet(HEADER + ",群众积极性\n" + ROWS.format("高", "中", "低")), "--available", "1000000.00")
    assert sent["phases"]["ph1"] == ["甲"]
    assert sent["money"]["left_fen"] == 0


def test_every_fault_is_told_and_nothing_answered(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    text = HEADER + ",群众积极性\n甲,,,,,,1,2020-02-01,高\n甲,,,,,,,2020-02-30,特高\n"
    assert main(["select", "--policy", "xiangshan-2020", sheet(text), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    for words in ("小区重复", "估算", "2020-02-30", "特高"):
        assert words in err


def test_a_policy_that_selects_nothing_says_so(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    assert main(["select", "--policy", "cn-civil-code", sheet(HEADER + "\n")]) == 2
    assert "没有选取规则" in capsys.readouterr().err
