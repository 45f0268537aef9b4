"""What the tables know of a compound reaches the formulas: pages answer as ``linli fund split`` does."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.compounds.models import Compound
from linli.apps.compounds.services import NewCompound, correct_compound
from linli.apps.funding.models import Particular
from linli.apps.funding.services import (
    NewCostLine,
    NewParticular,
    record_cost_lines,
    tell_particulars,
    withdraw_particular,
)
from linli.apps.programme.models import Project
from linli.cli.main import main
from linli.core import policy
from linli.core.faults import BadInput
from linli.core.funding import Facts, asked_facts, read_fact, told_fact
from linli.core.funding.facts import HEADERS
from linli.core.policy.model import Package
from linli.stages.exports import export
from linli.stages.imports import commit
from linli.stages.standing import ProjectStanding, Running, standing_under
from linli.stages.standing.particulars import known_facts, missing_in
from tests.world import NOW, TODAY, World

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests" / "policies" / "packages"
PACKAGES = [
    TESTS / "chengdu",
    TESTS / "wenzhou",
    ROOT / "policies" / "chengdu-14-5",
    ROOT / "policies" / "wenzhou-2020",
]
TOLD = {
    "district": "锦江区", "kind": "完善类", "year": "2021", "residents_share": "1/10",
    "milestones": "self_management",
}  # fmt: skip


#: item, segment, part -> shares and what is undetermined
Answers = dict[tuple[str, str, str], tuple[dict[str, int], int]]


@pytest.fixture(params=PACKAGES, ids=lambda path: path.name)
def package(request: Any) -> Package:
    return policy.load(request.param)


def lines_of(package: Package) -> list[NewCostLine]:
    """A line for every item and segment."""
    found = []
    for number, item in enumerate(package.items, start=1):
        rule = package.rule_by_id[item.rule]
        segments = [part.id for part in rule.segments] if rule.kind == "by_segment" else [""]
        found += [NewCostLine(item.number, 1_234_567_89 * number, segment) for segment in segments]
    return found


def told(world: World, project: Project, facts: dict[str, str]) -> None:
    rows = [NewParticular(project, name, text, "改造方案") for name, text in facts.items()]
    tell_particulars(actor=world["office"], now=NOW, programme=world.programme, rows=rows)


def standing_of(world: World, package: Package, project: Project) -> ProjectStanding:
    return standing_under(world.programme.pk, Running(package, TODAY)).by_id[project.pk]


def recorded(world: World, package: Package, lines: list[NewCostLine]) -> Project:
    project = world.project(households=120, floor_area_centi=9_800_00)
    record_cost_lines(actor=world["office"], now=NOW, project=project, package=package, lines=lines)
    return project


def completed(world: World, project: Project) -> None:
    """The compound's record with what a list of compounds often leaves out."""
    compound = project.compounds.get()
    new = NewCompound(compound.subdistrict, compound.name, 120, 4, 9_800_00, 1988, entrances=12, lifts=2, floors=7)
    correct_compound(actor=world["office"], now=NOW, compound=compound, new=new, reason="现场复核")


def by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], directory: Path, lines: list[NewCostLine], facts: dict[str, str]
) -> Answers:
    """What ``linli fund split`` answers for the same lines and facts."""
    costs, compounds = tmp_path / "费用.csv", tmp_path / "小区.csv"
    with costs.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["小区", "项目", "分段", "费用(元)", "层数"])
        for line in lines:
            cost = f"{line.cost_fen // 100}.{line.cost_fen % 100:02d}"
            rows.writerow(["甲", line.item, line.segment, cost, line.facts.floors or ""])
    with compounds.open("w", newline="") as file:
        csv.writer(file).writerows([["小区", *(HEADERS[name] for name in facts)], ["甲", *facts.values()]])
    assert main(["fund", "split", "--policy", str(directory), "--json", "--compounds", str(compounds), str(costs)]) == 0
    sent = json.loads(capsys.readouterr().out)["lines"]
    return {
        (one["item"], one["segment"] or "", lines[one["row"] - 2].part): (one["shares"], one["undetermined_fen"])
        for one in sent
    }


def on_screen(
    project: ProjectStanding, parts: dict[int, str]
) -> dict[tuple[str, str, str], tuple[dict[str, int], int]]:
    return {
        (one.item.number, one.segment or "", parts.get(one.line.row, "")): (dict(one.shares), one.undetermined_fen)
        for one in project.money.lines
    }


RECORDED = {"households": "120", "area_centi": "9800.00", "buildings": "4", "entrances": "12", "lifts": "2",
            "floors": "7", "built": "1988"}  # fmt: skip


def test_the_pages_split_as_the_command_does(
    world: World, package: Package, tmp_path: Path, capsys: pytest.CaptureFixture[str], request: Any
) -> None:
    directory = request.node.callspec.params["package"]
    lines = lines_of(package)
    project = recorded(world, package, lines)
    completed(world, project)
    told(world, project, TOLD)
    found = on_screen(standing_of(world, package, project), {})
    assert found == by_command(tmp_path, capsys, directory, lines, {**RECORDED, **TOLD})
    assert any(shares for shares, _ in found.values())


def test_two_lifts_of_one_compound_are_two_lines_with_floors_of_their_own(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = policy.load(TESTS / "chengdu")
    item = next(item.number for item in package.items if item.rule == "F-lift")
    lines = [
        NewCostLine(item, 600_000_00, part="1 栋", facts=Facts(floors=7, lifts=1)),
        NewCostLine(item, 600_000_00, part="2 栋", facts=Facts(floors=5, lifts=1)),
    ]
    project = recorded(world, package, lines)
    told(world, project, {"district": "锦江区", "lifts": "1"})
    parts = {line.pk: line.part for line in project.cost_lines.all()}
    found = on_screen(standing_of(world, package, project), parts)
    facts = {**RECORDED, "lifts": "1", "district": "锦江区"}
    assert found == by_command(tmp_path, capsys, TESTS / "chengdu", lines, facts)
    assert len({json.dumps(shares) for shares, _ in found.values()}) == 2


def test_what_nobody_told_is_missing_and_never_guessed(world: World) -> None:
    package = policy.load(TESTS / "chengdu")
    item = next(item.number for item in package.items if item.rule == "F-lift")
    project = recorded(world, package, [NewCostLine(item, 600_000_00)])
    told(world, project, {"district": "锦江区"})
    money = standing_of(world, package, project).money
    assert (money.undetermined_fen, missing_in(package, money)) == (600_000_00, (("floors",), 1))
    told(world, project, {"floors": "7"})
    assert missing_in(package, standing_of(world, package, project).money) == (("lifts",), 1)
    completed(world, project)
    money = standing_of(world, package, project).money
    assert missing_in(package, money) == ((), 0)
    assert money.undetermined_fen == 0


def test_compounds_of_different_years_have_no_year_together(world: World) -> None:
    package = policy.load(TESTS / "chengdu")
    project = world.project()
    other = Compound.objects.get(pk=world.project("红旗里").compounds.get().pk)
    project.compounds.add(other)
    assert standing_of(world, package, project).row.facts.built == 1988
    Compound.objects.filter(pk=other.pk).update(built_in=1999)
    told(world, project, {"kind": "综合改造"})
    world.project("和平里")
    facts = standing_of(world, package, project).row.facts
    assert (facts.built, facts.households, facts.entrances) == (None, 200, None)


def test_a_fact_told_of_the_project_stands_before_the_record_and_leaves_with_it(world: World) -> None:
    package = policy.load(TESTS / "chengdu")
    project = world.project(households=100)
    told(world, project, {"households": "98"})
    told(world, project, {"households": "97"})
    particular = Particular.objects.get(superseded_at__isnull=True)
    row = standing_of(world, package, project).row
    first = known_facts(project, row, package)[0]
    assert (first.name, first.value, first.source) == ("households", "97", "told")
    assert Particular.objects.count() == 2
    withdraw_particular(actor=world["office"], now=NOW, particular=particular, reason="数错了")
    first = known_facts(project, row, package)[0]
    assert (first.value, first.source) == ("100", "record")


@pytest.mark.parametrize(
    ("name", "text"),
    [("households", "一百"), ("households", "-1"), ("households", "1.5"), ("residents_share", "101%"), ("year", ""),
     ("area_centi", "-1"), ("nonsense", "1")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(world: World, name: str, text: str) -> None:
    project = world.project()
    with pytest.raises(BadInput):
        told(world, project, {name: text})
    assert not Particular.objects.exists()


def test_particulars_are_told_by_the_office_or_the_own_street(world: World) -> None:
    project = world.project()
    rows = [NewParticular(project, "kind", "综合改造", "方案")]
    for who in ("finance", "auditor", "other_subdistrict", "stranger"):
        with pytest.raises(NotPermittedError):
            tell_particulars(actor=world[who], now=NOW, programme=world.programme, rows=rows)
    tell_particulars(actor=world["subdistrict"], now=NOW, programme=world.programme, rows=rows)
    assert tell_particulars(actor=world["office"], now=NOW, programme=world.programme, rows=rows) == []
    with pytest.raises(RefusalError):
        withdraw_particular(actor=world["office"], now=NOW, particular=Particular.objects.get(), reason=" ")


@pytest.mark.parametrize(
    ("name", "text"),
    [("households", "120"), ("area_centi", "9,800.01"), ("residents_fen", "50,000.00"), ("residents_share", "1/3"),
     ("milestones", "乙、甲"), ("milestones", "无"), ("kind", "综合改造"), ("year", "2021")],
)  # fmt: skip
def test_a_fact_is_kept_in_one_way_and_read_back(name: str, text: str) -> None:
    assert told_fact(name, read_fact(name, text)) == text


def test_a_policy_without_formulas_asks_for_nothing(world: World) -> None:
    assert asked_facts(world.package) == ()
    assert set(asked_facts(policy.load(TESTS / "chengdu"))) == {"households", "lifts", "floors", "district", "built",
                                                                 "milestones"}  # fmt: skip


def test_a_sheet_of_particulars_is_taken_whole_and_comes_out_again(world: World) -> None:
    world.project()
    sheet = "小区,层数,居民出资比例,里程碑,依据\n向阳新村,7,10%,无,入户调查\n"
    given = {"actor": world["office"], "programme": world.programme, "today": TODAY}
    assert commit("particulars", **given, now=NOW, filename="情况.csv", content=sheet.encode()).written
    assert dict(Particular.objects.values_list("name", "value")) == {
        "floors": "7", "residents_share": "1/10", "milestones": "无",
    }  # fmt: skip
    again = commit("particulars", **given, now=NOW, filename="出.xlsx", content=export("particulars", **given))
    assert again.written
    assert Particular.objects.count() == 3
    bad = commit("particulars", **given, now=NOW, filename="情况.csv", content=sheet.replace("10%", "110%").encode())
    assert [(fault.line, fault.column) for fault in bad.faults] == [(2, "居民出资比例")]
