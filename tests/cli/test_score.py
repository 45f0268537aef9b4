"""``linli score``: points of a package that linli has never seen, with ranges, reasons and every fault at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import main

PACKAGE = Path(__file__).parents[1] / "policies" / "packages" / "marks-and-meetings"
HEADER = "小区,居民满意率,工程质量得分,安全事故(起),按期完工率,长效管理\n"


def asked(tmp_path: Path, text: str, *words: str) -> int:
    sheet = tmp_path / "指标.csv"
    sheet.write_text(HEADER + text)
    return main(["score", "--policy", str(PACKAGE), *words, str(sheet)])


def answer(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> dict[str, Any]:
    assert asked(tmp_path, text, "--json") == 0
    sent: dict[str, Any] = json.loads(capsys.readouterr().out)
    return sent


def test_every_item_is_scored_with_its_weight_and_the_best_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = answer(tmp_path, capsys, "甲,59.9%,0,0,0%,no\n乙,95%,80,0,90%,是\n")
    assert sent["order"] == ["乙", "甲"]
    best = sent["subjects"]["乙"]
    assert best["items"]["s2"]["points"] == "24"
    assert best["points"] == best["least"] == best["most"]
    assert sent["subjects"]["甲"]["points"] == "10"
    assert sent["subjects"]["甲"]["passed"] == "no"


def test_what_is_missing_leaves_a_range_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = answer(tmp_path, capsys, "甲,95%,,0,90%,\n")["subjects"]["甲"]
    assert (one["points"], one["least"], one["most"]) == (None, "65", "100")
    assert one["unknown"] == ["works_mark", "management"]
    assert one["passed"] == "yes"
    assert "65" in one["explanation"]


def test_an_accident_is_a_veto_whatever_the_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = answer(tmp_path, capsys, "甲,95%,100,1,90%,是\n")["subjects"]["甲"]
    assert (one["passed"], one["failed"]) == ("no", ["s3"])


def test_every_value_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(tmp_path, "甲,很高,101,0,90%,是\n乙,95%,80,0,九成,是\n") == 2
    told = capsys.readouterr().err
    for place in ("指标.csv:2", "居民满意率", "工程质量得分", "指标.csv:3", "按期完工率"):
        assert place in told


@pytest.mark.parametrize("words", [["--policy", "xiangshan-2020"], ["--policy", str(PACKAGE), "--table", "none"]])
def test_a_table_that_is_not_there_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    sheet = tmp_path / "指标.csv"
    sheet.write_text(HEADER)
    assert main(["score", *words, str(sheet)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_answer_for_people_tells_place_points_and_grade(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(tmp_path, "乙,95%,80,0,90%,是\n", "--explain") == 0
    told = capsys.readouterr().out
    assert "94" in told
    assert "优秀" in told
    assert "80" in told
