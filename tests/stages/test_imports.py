"""Sheets from offices: every fault at once, nothing written unless all is well, the same by page and by command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.apps.compounds.models import Compound
from linli.apps.funding.models import CostLine
from linli.apps.programme.models import Project, StageFact
from linli.apps.records.models import Event
from linli.core.faults import Fault
from linli.integrations.spreadsheets import read_table
from linli.stages.exports import EXPORTED, export
from linli.stages.imports import KINDS, Preview, commit, preview, template
from tests.world import NOW, TODAY, World

COMPOUNDS = "小区,街道,户数,建筑面积,楼栋数,建成年份,分期,地址,纬度,经度"
GOOD = "向阳新村,象山街道,300,24000,8,1988,第一期,向阳路1号,25.27,110.28"


def look(world: World, kind: str, *lines: str, who: str = "office") -> Preview:
    content = "\n".join(lines).encode()
    return preview(kind, actor=world[who], programme=world.programme, filename="单.csv", content=content, today=TODAY)


def write(world: World, kind: str, *lines: str, who: str = "office") -> Preview:
    content = "\n".join(lines).encode()
    given = {"actor": world[who], "now": NOW, "programme": world.programme, "today": TODAY}
    return commit(kind, **given, filename="单.csv", content=content)


def places(faults: tuple[Fault, ...]) -> set[tuple[int | None, str]]:
    return {(fault.line, fault.column) for fault in faults}


def test_a_dry_run_writes_nothing(world: World) -> None:
    looked = look(world, "compounds", COMPOUNDS, GOOD)
    assert looked.is_clean
    assert {line.key: line.value for line in looked.summary}["households"] == "300"
    assert looked.shown[0]["建筑面积"] == "24,000.00"
    assert not looked.written
    assert not Compound.objects.exists()


def test_a_clean_list_becomes_compounds_and_projects_in_one_go(world: World) -> None:
    assert write(world, "compounds", COMPOUNDS, GOOD).written
    project = Project.objects.get()
    assert (project.phase, project.compounds.get().floor_area_centi) == ("ph1", 2_400_000)
    assert str(project.compounds.get().latitude) == "25.270000"


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (GOOD.replace("24000", "2.4"), (2, "建筑面积")),
        (GOOD.replace("24000", "1999.99").replace("300", "100"), (2, "建筑面积")),
        (GOOD.replace("24000", "40000.01").replace("300", "100"), (2, "建筑面积")),
        (GOOD.replace("象山街道", "象山路"), (2, "街道")),
        (GOOD.replace("1988", "2021"), (2, "建成年份")),
        (GOOD.replace("1988", "1899"), (2, "建成年份")),
        (GOOD.replace("第一期", "第九期"), (2, "分期")),
        (GOOD.replace("300", "-3"), (2, "户数")),
        (GOOD.replace("110.28", ""), (2, "纬度")),
        (GOOD.replace("25.27", "110.28"), (2, "纬度")),
        (GOOD.replace("向阳新村", ""), (2, "小区")),
    ],
)
def test_a_spoilt_cell_is_told_with_its_place(world: World, row: str, place: tuple[int, str]) -> None:
    assert place in places(look(world, "compounds", COMPOUNDS, row).faults)


@pytest.mark.parametrize("area", ["2000", "40000"])
def test_twenty_and_four_hundred_square_metres_a_household_are_still_plausible(world: World, area: str) -> None:
    row = GOOD.replace("24000", area).replace("300", "100")
    assert look(world, "compounds", COMPOUNDS, row).is_clean


def test_area_pasted_in_ten_thousands_is_recognised(world: World) -> None:
    (fault,) = look(world, "compounds", COMPOUNDS, GOOD.replace("24000", "2.4")).faults
    assert "万" in fault.hint


def test_an_unknown_subdistrict_is_told_which_one_may_be_meant(world: World) -> None:
    (fault,) = look(world, "compounds", COMPOUNDS, GOOD.replace("象山街道", "象山路")).faults
    assert "象山" in fault.hint


def test_a_compound_twice_in_the_sheet_or_already_on_record_is_a_fault(world: World) -> None:
    twice = look(world, "compounds", COMPOUNDS, GOOD, GOOD.replace("第一期", ""))
    assert places(twice.faults) == {(3, "小区")}
    write(world, "compounds", COMPOUNDS, GOOD)
    assert places(look(world, "compounds", COMPOUNDS, GOOD).faults) == {(2, "小区")}


def test_a_name_that_is_nearly_the_same_is_a_warning(world: World) -> None:
    world.project("机械厂宿舍")
    looked = look(world, "compounds", COMPOUNDS, GOOD.replace("向阳新村", "机械厂（大院）"))
    assert looked.is_clean
    assert any("机械厂宿舍" in warning for warning in looked.warnings)


def test_the_phase_takes_its_quota_and_not_one_more(world: World) -> None:
    """15 compounds in the first phase (象山, 五 and 五（一）)."""
    rows = [GOOD.replace("向阳新村", f"第{n}院") for n in range(16)]
    assert look(world, "compounds", COMPOUNDS, *rows[:15]).is_clean
    over = look(world, "compounds", COMPOUNDS, *rows)
    assert places(over.faults) == {(17, "分期")}
    assert "15" in over.faults[0].message
    write(world, "compounds", COMPOUNDS, *rows[:15])
    assert places(look(world, "compounds", COMPOUNDS, rows[15]).faults) == {(2, "分期")}


def test_all_faults_of_all_rows_are_told_at_once_and_nothing_is_written(world: World) -> None:
    looked = write(
        world,
        "compounds",
        COMPOUNDS,
        GOOD,
        GOOD.replace("300", "x"),
        GOOD.replace("象山街道", "天上街"),
        "丙院,南门街道",
    )
    assert {fault.line for fault in looked.faults} >= {3, 4, 5}
    assert not looked.written
    assert not Compound.objects.exists()
    assert not Event.objects.filter(kind__startswith="compounds.").exists()


def test_a_subdistrict_imports_its_own_compounds_and_leaves_the_phase_to_the_office(world: World) -> None:
    own = GOOD.replace("第一期", "")
    assert places(look(world, "compounds", COMPOUNDS, GOOD, who="subdistrict").faults) == {(2, "分期")}
    assert places(look(world, "compounds", COMPOUNDS, own, who="other_subdistrict").faults) == {(2, "街道")}
    assert write(world, "compounds", COMPOUNDS, own, who="subdistrict").written


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04broken", "甲,乙\n1,2".encode(), b"\x00" * 100])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_that_cannot_be_read_is_told_kindly(world: World, kind: str, content: bytes) -> None:
    looked = preview(
        kind, actor=world["office"], programme=world.programme, filename="坏.xlsx", content=content, today=TODAY
    )
    assert looked.faults
    assert not looked.rows


FACTS = "小区,日期,阶段,事实,值"


def test_facts_are_kept_under_canonical_names_whatever_words_were_used(world: World) -> None:
    project = world.project()
    looked = write(
        world, "facts", FACTS,
        "向阳新村,2020年3月1日,X1,小区申报材料,",
        "向阳新村,２０２０.3.2,项目申报及前期调查,signoff:group_approval,是",
    )  # fmt: skip
    assert looked.written, looked.faults
    assert set(StageFact.objects.values_list("project_id", "stage", "key")) == {
        (project.pk, "X1", "document:application"),
        (project.pk, "X1", "signoff:group_approval"),
    }


def test_a_fact_of_everybody_or_of_a_subdistrict_is_a_fact_of_the_area(world: World) -> None:
    world.project()
    looked = write(world, "facts", FACTS, "*,2020-03-01,X1,入户调查,", "象山街道,2020-03-01,X1,document:application,")
    assert looked.written, looked.faults
    assert {fact.area for fact in StageFact.objects.all()} == {world.district, world.xiangshan}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("无此院,2020-03-01,X1,document:application,", "小区"),
        ("向阳新村,2020-07-02,X1,document:application,", "日期"),
        ("向阳新村,三月,X1,document:application,", "日期"),
        ("向阳新村,2020-03-01,X9,document:application,", "阶段"),
        ("向阳新村,2020-03-01,X1,document:aplication,", "事实"),
        ("向阳新村,2020-03-01,X1,document:application,也许", "值"),
        ("向阳新村,2020-03-01,X1,分期,第一期", "事实"),
    ],
)
def test_a_fact_that_cannot_be_taken_is_told_with_its_place(world: World, row: str, column: str) -> None:
    world.project()
    assert places(look(world, "facts", FACTS, row).faults) == {(2, column)}


def test_a_fact_already_recorded_or_told_twice_is_a_fault(world: World) -> None:
    row = "向阳新村,2020-03-01,X1,document:application,"
    world.project()
    assert places(look(world, "facts", FACTS, row, row).faults) == {(3, "事实")}
    write(world, "facts", FACTS, row)
    assert places(look(world, "facts", FACTS, row).faults) == {(2, "事实")}


def test_a_fact_that_is_not_ones_own_to_record_is_a_fault_of_its_row(world: World) -> None:
    world.project()
    rows = ("向阳新村,2020-03-01,X1,document:application,", "向阳新村,2020-03-01,X1,signoff:group_approval,")
    assert places(look(world, "facts", FACTS, *rows, who="subdistrict").faults) == {(3, "事实")}
    assert places(look(world, "facts", FACTS, rows[0], who="other_subdistrict").faults) == {(2, "小区")}


COSTS = "小区,项目,分段,费用(元),批复(元)"


def test_costs_are_imported_and_imported_again_as_corrections(world: World) -> None:
    world.project()
    rows = ("向阳新村,1.1,,１００.01,", "向阳新村,接入自来水,network,50,")
    assert write(world, "costs", COSTS, *rows).written
    again = write(world, "costs", COSTS, rows[0], rows[1].replace("50", "60"))
    figures = {line.key: line.value for line in again.summary}
    assert (figures["new"], figures["corrected"]) == ("0", "1")
    assert sum(CostLine.objects.filter(superseded_at__isnull=True).values_list("cost_fen", flat=True)) == 160_01
    assert CostLine.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("无此院,1.1,,1,", "小区"),
        ("向阳新村,9.9,,1,", "项目"),
        ("向阳新村,2.3,,1,", "分段"),
        ("向阳新村,2.3,nowhere,1,", "分段"),
        ("向阳新村,1.1,,-1,", "费用(元)"),
        ("向阳新村,1.1,,1.001,", "费用(元)"),
        ("向阳新村,1.1,,,", "费用(元)"),
        ("向阳新村,1.1,,1,x", "批复(元)"),
    ],
)
def test_a_cost_that_cannot_be_taken_is_told_with_its_place(world: World, row: str, column: str) -> None:
    world.project()
    assert places(look(world, "costs", COSTS, row).faults) == {(2, column)}


def test_one_item_twice_in_a_sheet_is_a_fault_and_so_is_a_stranger_to_costs(world: World) -> None:
    world.project()
    rows = ("向阳新村,1.1,,1,", "向阳新村,道路修复增建,,2,")
    assert places(look(world, "costs", COSTS, *rows).faults) == {(3, "项目")}
    assert places(look(world, "costs", COSTS, rows[0], who="finance").faults) == {(2, "小区")}


def test_two_compounds_of_one_name_are_told_apart_by_their_subdistrict(world: World) -> None:
    world.project()
    world.project(subdistrict=world.nanmen)
    assert places(look(world, "costs", COSTS, "向阳新村,1.1,,1,").faults) == {(2, "小区")}
    assert write(world, "costs", COSTS + ",街道", "向阳新村,1.1,,1,,南门街道办").written
    assert CostLine.objects.get().project.subdistrict == world.nanmen


def test_what_is_exported_can_be_imported_into_an_empty_programme(world: World) -> None:
    project = world.project(phase="ph1")
    world.fact(project, "X1", "document:application")
    write(world, "costs", COSTS, "向阳新村,1.1,,100.01,99")
    write(world, "particulars", "小区,层数,依据", "向阳新村,7,现场复核")
    for kind in EXPORTED:
        sheet = export(kind, actor=world["office"], programme=world.programme, today=TODAY)
        table = read_table(sheet, columns=KINDS[kind].columns(world.package), filename="出.xlsx")
        assert len(table) == 1
    assert export("compounds", actor=world["stranger"], programme=world.programme, today=TODAY)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_template_is_read_as_an_empty_sheet_of_its_kind(world: World, kind: str) -> None:
    columns = KINDS[kind].columns(world.package)
    table = read_table(template(kind, world.package), columns=columns, filename="模板.xlsx", may_be_empty=True)
    assert len(table) == 0
    assert set(table.headers) == set(columns)


def many(make: Callable[[int], str], count: int = 2_000) -> list[str]:
    return [make(number) for number in range(count)]


def test_thousands_of_rows_take_a_handful_of_queries(world: World) -> None:
    rows = many(lambda n: GOOD.replace("第一期", "").replace("向阳新村", f"第{n}院"))
    with CaptureQueriesContext(connection) as captured:
        assert write(world, "compounds", COMPOUNDS, *rows).written
    assert len(captured) < 100
    facts = many(lambda n: f"第{n}院,2020-03-01,X1,document:application,")
    with CaptureQueriesContext(connection) as captured:
        assert write(world, "facts", FACTS, *facts).written
    assert len(captured) < 100
    costs = many(lambda n: f"第{n}院,1.1,,{n}.07,")
    with CaptureQueriesContext(connection) as captured:
        assert write(world, "costs", COSTS, *costs).written
    assert len(captured) < 100
    assert StageFact.objects.filter(happened_on=date(2020, 3, 1)).count() == 2_000
