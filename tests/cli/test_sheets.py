"""``linli import`` and ``linli export`` as a person types them: dry run first, faults on stderr, exit 0 or 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linli.apps.compounds.models import Compound
from linli.apps.funding.models import CostLine
from linli.apps.programme.models import StageFact
from linli.apps.records.models import Event, OfficialText
from linli.cli.main import main
from tests.world import World

GOOD = "小区,街道,户数,建筑面积,楼栋数,建成年份\n向阳新村,象山街道,300,24000,8,1988\n"


def sheet(folder: Path, text: str, name: str = "单.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="gb18030")
    return str(path)


def test_an_import_is_a_dry_run_until_told_to_commit(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path, GOOD)
    assert main(["import", "compounds", path, "--programme", "xiangshan"]) == 0
    assert "--commit" in capsys.readouterr().out
    assert not Compound.objects.exists()
    assert main(["import", "compounds", path, "--programme", "xiangshan", "--commit"]) == 0
    assert "已写入" in capsys.readouterr().out
    assert Compound.objects.get().name == "向阳新村"
    assert Event.objects.filter(kind="compounds.compounds.recorded").get().post_label == "命令行"


def test_faults_go_to_stderr_one_a_line_and_nothing_is_written(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path, GOOD.replace("24000", "2.4").replace("1988", "88"))
    assert main(["import", "compounds", path, "--programme", "xiangshan", "--commit"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 2
    assert all(f"{path}:2" in line for line in told.err.strip().splitlines())
    assert not Compound.objects.exists()


def test_json_is_one_document_with_faults_by_row_and_column(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path, GOOD.replace("象山街道", "天上街"))
    assert main(["import", "compounds", path, "--programme", "xiangshan", "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["written"], answer["rows"]) == (False, False, 1)
    assert [(fault["line"], fault["column"]) for fault in answer["faults"]] == [(2, "街道")]


def test_facts_and_costs_are_imported_too(world: World, tmp_path: Path) -> None:
    world.project()
    facts = sheet(tmp_path, "小区,日期,阶段,事实,值\n向阳新村,2020.3.1,X1,小区申报材料,\n", "事实.csv")
    costs = sheet(tmp_path, "小区,项目,分段,费用(元),批复(元)\n向阳新村,1.1,,1000.50,\n", "费用.csv")
    assert main(["import", "facts", facts, "--programme", "xiangshan", "--commit"]) == 0
    assert main(["import", "costs", costs, "--programme", "xiangshan", "--commit"]) == 0
    assert StageFact.objects.get().key == "document:application"
    assert CostLine.objects.get().cost_fen == 100_050


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["import", "compounds", "nowhere.csv", "--programme", "xiangshan"], "nowhere.csv"),
        (["import", "compounds", ".", "--programme", "xiangshan"], "."),
        (["import", "text", "nowhere.txt", "--policy", "xiangshan-2020", "--source", "xs"], "nowhere.txt"),
        (["import", "text", "nowhere.txt", "--policy", "xiangshan-2002", "--source", "xs"], "xiangshan-2020"),
        (["export", "facts", "out.xlsx", "--programme", "xiangshn"], "xiangshan"),
        (["export", "template", "facts", "out.csv", "--policy", "xiangshan-2020"], ".xlsx"),
    ],
)
def test_what_cannot_be_found_is_named_with_what_may_be_meant(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: list[str], named: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    told = capsys.readouterr()
    assert named in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_what_is_exported_is_a_workbook_of_the_same_columns(world: World, tmp_path: Path) -> None:
    world.fact(world.project(), "X1", "document:application")
    for kind in ("compounds", "facts", "costs"):
        assert main(["export", kind, str(tmp_path / f"{kind}.xlsx"), "--programme", "xiangshan"]) == 0
        assert main(["export", "template", kind, str(tmp_path / f"t-{kind}.xlsx"), "--programme", "xiangshan"]) == 0
        assert (tmp_path / f"{kind}.xlsx").read_bytes()[:2] == b"PK"


def test_an_official_text_is_imported_after_a_look(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "原文.txt"
    path.write_text("\n".join(f"第{number}行。" + "又一句。" * 9 for number in range(1, 140)), encoding="utf-8")
    words = ["import", "text", str(path), "--policy", "xiangshan-2020", "--source", "xs"]
    assert main(words) == 0
    assert "重新读" in capsys.readouterr().err
    assert not OfficialText.objects.exists()
    assert main([*words, "--commit"]) == 0
    assert OfficialText.objects.get().filename == "原文.txt"


@pytest.mark.parametrize("words", [["import"], ["export"], ["import", "facts"], ["serve"], ["migrate"], ["check"]])
def test_every_command_has_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert "例:" in capsys.readouterr().out
