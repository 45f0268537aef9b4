"""``linli fund``: the JSON others rely on, and bad input told whole."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from linli.cli.main import main

POLICIES = Path(__file__).parents[2] / "policies"
HEADER = "小区,项目,分段,费用(元),批复(元)\n"


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def _write(text: str, name: str = "表.csv", encoding: str = "utf-8") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return _write


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["fund", *words, "--json"]) == 0
    sent: dict[str, Any] = json.loads(capsys.readouterr().out)
    return sent


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["fund", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err.splitlines()


def split(capsys: pytest.CaptureFixture[str], path: str, policy: str = "liuzhou-2017-pilot") -> dict[str, Any]:
    return answer(capsys, "split", "--policy", policy, path)


def test_the_json_of_a_split_has_the_promised_shape(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(HEADER + "甲,2.2,,0.19,\n乙,供水,表前至管线单位产权设施,100,\n乙,1.1,after_meter,１，２３４．５,\n")
    sent = split(capsys, path)
    assert sent["policy"]["id"] == "liuzhou-2017-pilot"
    assert len(sent["policy"]["hash"]) == 64
    first, second, third = sent["lines"]
    expected = {
        "row": 2, "compound": "甲", "item": "2.2", "segment": None, "cost_fen": 19, "approved_fen": None,
        "shares": {"fiscal": 18, "community_raised": 1},
    }  # fmt: skip
    assert first | expected == first
    assert (first["rule"], first["cite"], first["undetermined_fen"]) == ("F-env-95", ["169.1"], 0)
    assert {"id": "I-10", "status": "pending"} in first["readings"]
    assert "0.19元 × 19/20 向下取整 = 0.18元" in first["explanation"]
    assert (second["segment"], second["shares"], second["undetermined_fen"]) == ("before_meter", {}, 10_000)
    assert third["shares"] == {"residents": 123_450}
    assert sent["totals"] == {"fiscal": 18, "community_raised": 1, "residents": 123_450}
    assert sent["undetermined_fen"] == 10_000
    assert sent["by_compound"]["乙"] == {
        "cost_fen": 133_450, "totals": {"residents": 123_450}, "undetermined_fen": 10_000,
    }  # fmt: skip


def test_both_shipped_packages_and_a_directory_are_answered_alike(
    write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(HEADER + "甲,1.1,,1000000,\n")
    assert split(capsys, path, "xiangshan-2020")["totals"] == {"central": 100_000_000}
    assert split(capsys, path, str(POLICIES / "xiangshan-2020")) == split(capsys, path, "xiangshan-2020")


def test_gb18030_and_xlsx_are_read_like_utf8(write: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEADER + "甲,2.1,,100000,\n"
    expected = split(capsys, write(text))["lines"]
    assert split(capsys, write(text, "国标.csv", "gb18030"))["lines"] == expected
    book = xlsxwriter.Workbook(tmp_path / "表.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate((HEADER.strip().split(","), ["甲", "2.1", "", 100_000, ""])):
        sheet.write_row(row, 0, cells)
    book.close()
    assert split(capsys, str(tmp_path / "表.xlsx"))["lines"] == expected


def test_an_item_number_typed_as_a_number_is_refused_where_it_is_ambiguous(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "表.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate((HEADER.strip().split(","), ["甲", 2.1, "", 100, ""], ["甲", 3.1, "", 100, ""])):
        sheet.write_row(row, 0, cells)
    book.close()
    lines = refused(capsys, "split", "--policy", "liuzhou-2017-pilot", str(tmp_path / "表.xlsx"))
    assert len(lines) == 1
    assert "表.xlsx:2:项目" in lines[0]
    assert "分不清 2.1 还是 2.10" in lines[0]


def test_every_fault_of_the_sheet_comes_at_once_with_row_and_column(
    write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(HEADER + "甲,2.2,,-5,\n甲,1.1,,100,\n,9.9,,abc,\n乙,2.1,cable,5.001,-1\n")
    lines = refused(capsys, "split", "--policy", "liuzhou-2017-pilot", path)
    places = [line.split("：")[0] for line in lines]
    assert places == [
        "表.csv:2:费用(元)", "表.csv:3:分段", "表.csv:4:小区", "表.csv:4:费用(元)", "表.csv:4:项目",
        "表.csv:5:费用(元)", "表.csv:5:分段", "表.csv:5:批复(元)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", [["--policy", "liuzhou-2018"], ["--policy", "liuzhou-2017-pilot", "--on", "2018-02-30"]]
)
def test_an_unknown_policy_or_day_is_refused(words: list[str], write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "split", *words, write(HEADER + "甲,2.2,,1,\n"))


def test_a_missing_column_and_a_missing_file_are_refused(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert "缺少列「项目」" in refused(capsys, "split", "--policy", "xiangshan-2020", write("小区,费用(元)\n甲,1\n"))[0]
    assert refused(capsys, "split", "--policy", "xiangshan-2020", "没有.csv")


def test_unknown_columns_are_ignored_with_a_warning(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("备注,小区,项目,费用(元)\nx,甲,2.2,1\n")
    assert main(["fund", "split", "--policy", "liuzhou-2017-pilot", path, "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["totals"]
    assert "备注" in err


@pytest.mark.parametrize(
    ("on", "word"),
    [("2018-05-31", "尚未施行"), ("2018-06-01", ""), ("2019年6月1日", ""), ("2019-06-02", "已失效")],
)
def test_a_day_on_which_the_document_was_not_in_force_is_pointed_out(
    on: str, word: str, write: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(POLICIES / "xiangshan-2020", tmp_path / "package", ignore=shutil.ignore_patterns("anchors.lock"))
    head = tmp_path / "package" / "package.yaml"
    text = re.sub(
        r"effective: unknown[^\n]*", "effective: 2018-06-01\n    until: 2019-06-01", head.read_text("utf-8"), count=1
    )
    head.write_text(text, "utf-8")
    path = write(HEADER + "甲,1.1,,1,\n")
    assert main(["fund", "split", "--policy", str(tmp_path / "package"), "--on", on, path]) == 0
    assert word in (err := capsys.readouterr().err)
    assert bool(err) is bool(word)


def test_people_get_the_tree_with_clauses_and_readings(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(HEADER + "甲,2.5,,200000,195000\n乙,2.2,,0.19,\n")
    assert main(["fund", "split", "--policy", "liuzhou-2017-pilot", path]) == 0
    out = capsys.readouterr().out
    assert "批复 195,000.00元 高于上限 190,000.00元" in out
    assert "全部小区" in out
    assert "待认定" in out
    assert main(["fund", "split", "--policy", "liuzhou-2017-pilot", path, "--language", "en"]) == 0
    assert "rounded down" in capsys.readouterr().out


def test_a_long_sheet_is_told_line_by_line_and_stays_one_json_document(
    write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(HEADER + "甲,2.2,,0.19,\n" * 1_200)
    assert main(["fund", "split", "--policy", "liuzhou-2017-pilot", path, "--json"]) == 0
    out = capsys.readouterr().out
    sent = json.loads(out)
    assert (len(sent["lines"]), sent["cost_fen"]) == (1_200, 1_200 * 19)
    assert sum(line.startswith("    {") for line in out.splitlines()) == 1_200


def test_a_bad_day_and_bad_lines_are_told_together(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    lines = refused(
        capsys, "split", "--policy", "liuzhou-2017-pilot", "--on", "2018-02-30", write(HEADER + "甲,9,,1,\n")
    )
    assert ["--on" in lines[0], "项目" in lines[1]] == [True, True]


HOUSEHOLDS = "房号,面积,楼层,系数\n101,80,1,0\n301,80.5,3,0.7\n401,80.5,4,1\n501,80.5,5,\n"


def test_a_sum_is_shared_exactly_and_the_exempt_pay_nothing(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["share", "--policy", "liuzhou-2017-pilot", "--amount", "1,000.01", write(HOUSEHOLDS)]
    sent = answer(capsys, *words)
    assert sent["amount_fen"] == sent["total_fen"] == sum(sent["shares"].values()) == 100_001
    assert sent["shares"] == {"101": 0, "301": 25_926, "401": 37_038, "501": 37_037}
    assert [one["coefficient"] for one in sent["households"]] == ["0", "7/10", "1", "1"]
    assert main(["fund", *words]) == 0
    assert "1,000.01元" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("amount", "text", "word"),
    [
        ("100", "房号,面积,系数\n101,80,0\n", "全为零"),
        ("100", "房号,面积\n101,80\n101,90\n", "重复"),
        ("100", "房号,面积\n101,0\n", "面积要大于 0"),
        ("100", "房号,面积,系数\n101,80,-1\n", "系数不能为负"),
        ("-1", "房号,面积\n101,80\n", "--amount：分摊金额不能为负"),
        ("一百", "房号,面积\n101,80\n", "--amount"),
    ],
)
def test_what_cannot_be_shared_is_refused(
    amount: str, text: str, word: str, write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = refused(capsys, "share", "--policy", "liuzhou-2017-pilot", f"--amount={amount}", write(text))
    assert any(word in line for line in lines)


@pytest.mark.parametrize("words", [["fund"], ["fund", "split"], ["fund", "share"]])
def test_help_comes_with_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([*words, "--help"])
    assert done.value.code == 0
    assert "例:\n  linli fund" in capsys.readouterr().out
