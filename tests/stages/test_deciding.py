"""Decisions are put on record as they were looked at, stand until superseded or annulled, and are replayed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from linli.apps.accounts.refusals import ConflictError, NotFoundError, NotPermittedError, RefusalError
from linli.apps.determinations.models import Determination
from linli.apps.determinations.queries import determination_seen_by, determinations_seen_by, standing_determination
from linli.apps.determinations.services import annul_determination
from linli.apps.funding.services import MEASURE, NewCostLine, NewParticular, record_cost_lines, tell_particulars
from linli.apps.programme.models import Project
from linli.apps.records.models import Event
from linli.cli.main import main
from linli.core.faults import BadInput
from linli.stages.applying import choice
from linli.stages.deciding import Paper, proposal, settle
from linli.stages.determining import replayed
from linli.stages.standing import ProgrammeStanding, programme_standing
from tests.stages.test_standing import fill
from tests.world import NOW, TODAY, World


def standing(world: World) -> ProgrammeStanding:
    return programme_standing(world.programme.pk, today=TODAY)


def told(world: World, project: Project, values: dict[str, str]) -> None:
    rows = [NewParticular(project, MEASURE + name, text, "申报表") for name, text in values.items()]
    tell_particulars(actor=world["office"], now=NOW, programme=world.programme, rows=rows)


def priced(world: World, name: str, fen: int, *, who: str = "office") -> Project:
    project = world.project(name)
    record_cost_lines(actor=world[who], now=NOW, project=project, package=world.package,
                      lines=[NewCostLine("1.1", fen)])  # fmt: skip
    return project


def decided(world: World, kind: str, *, about: str = "", by: str = "office", reason: str = "") -> Determination:
    now = standing(world)
    proposed = proposal(kind, world.programme, now, about=about)
    paper = Paper(TODAY, "会议纪要〔2020〕1号", reason, proposed.record.seal)
    return settle(actor=world[by], now=NOW, programme=world.programme, standing=now, proposed=proposed, paper=paper)


def test_a_selection_is_decided_and_the_phases_follow(world: World) -> None:
    projects = [priced(world, f"第{n}院", 1_000_000_00 + n) for n in range(17)]
    finding = choice(world.programme, standing(world)).finding
    assert finding is not None
    assert [len(names) for names in finding.phases.values()] == [15, 2, 0, 0]
    taken = decided(world, "selection")
    assert {project.phase for project in Project.objects.all()} == {"ph1", "ph2"}
    assert Project.objects.filter(phase="ph1").count() == 15
    assert taken.package_hash == world.package.hash
    assert replayed(taken).ok
    assert Event.objects.filter(kind="programme.project.phase_changed").count() == len(projects)


def test_a_selection_that_lacks_an_estimate_is_not_decided(world: World) -> None:
    world.project()
    with pytest.raises(BadInput):
        proposal("selection", world.programme, standing(world))
    told(world, Project.objects.get(), {"estimate_yuan": "35万元", "applied": "2020-02-15"})
    (one,) = choice(world.programme, standing(world)).candidates
    assert (one.estimate_fen, one.applied) == (350_000_00, date(2020, 2, 15))


def test_a_decision_is_changed_only_by_superseding_it_for_a_reason(world: World) -> None:
    priced(world, "第一院", 1_000_000_00)
    first = decided(world, "selection")
    with pytest.raises(ConflictError):
        decided(world, "selection")
    priced(world, "第二院", 2_000_000_00)
    with pytest.raises(RefusalError):
        decided(world, "selection")
    second = decided(world, "selection", reason="补报一个小区")
    assert (second.supersedes, standing_determination(world.programme, "selection")) == (first, second)
    with pytest.raises(ConflictError):
        annul_determination(actor=world["office"], now=NOW, determination=first, reason="重复")
    annul_determination(actor=world["office"], now=NOW, determination=second, reason="程序有误")
    assert standing_determination(world.programme, "selection") is None
    assert Determination.objects.count() == 2


def test_what_changed_since_it_was_looked_at_is_not_decided(world: World) -> None:
    priced(world, "第一院", 1_000_000_00)
    now = standing(world)
    proposed = proposal("selection", world.programme, now)
    paper = Paper(TODAY, "会议纪要", "", "0" * 64)
    with pytest.raises(ConflictError):
        settle(actor=world["office"], now=NOW, programme=world.programme, standing=now, proposed=proposed, paper=paper)
    assert not Determination.objects.exists()


@pytest.mark.parametrize(
    ("kind", "by"), [("allocation", "finance"), ("fund_split", "finance"), ("selection", "office")]
)
def test_every_kind_is_decided_by_its_own_office_and_replayed(world: World, kind: str, by: str) -> None:
    fill(world, 2)
    about = {"allocation": "central_subsidy", "fund_split": str(Project.objects.order_by("pk")[0].pk)}.get(kind, "")
    for other in {"office", "finance", "subdistrict", "stranger", "auditor"} - {by}:
        with pytest.raises(NotPermittedError):
            decided(world, kind, about=about, by=other)
    taken = decided(world, kind, about=about, by=by)
    assert replayed(taken).ok
    body = json.loads(taken.content)
    assert (body["kind"], body["sha256"]) == (kind, taken.seal)


def test_a_split_on_record_gives_every_fen_of_the_cost(world: World) -> None:
    project = priced(world, "第一院", 1_234_567_89)
    body = json.loads(decided(world, "fund_split", about=str(project.pk), by="finance").content)
    result = body["result"]
    assert sum(result["totals"].values()) + result["undetermined_fen"] == result["cost_fen"] == 1_234_567_89
    assert body["inputs"]["lines"][0]["compound"] == "第一院"


def test_the_file_is_verified_by_the_command_and_an_altered_one_is_not(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = priced(world, "第一院", 1_000_000_00)
    path = tmp_path / "决定书.json"
    path.write_bytes(decided(world, "fund_split", about=str(project.pk), by="finance").content.encode())
    assert main(["determination", "verify", str(path), "--policy", "xiangshan-2020"]) == 0
    path.write_bytes(path.read_bytes().replace(b"100000000", b"100000001"))
    assert main(["determination", "verify", str(path), "--policy", "xiangshan-2020"]) == 1
    assert "封印" in capsys.readouterr().out


def test_a_street_sees_the_decisions_about_its_own_compounds_only(world: World) -> None:
    project = priced(world, "第一院", 1_000_000_00)
    split = decided(world, "fund_split", about=str(project.pk), by="finance")
    whole = decided(world, "selection")
    assert set(determinations_seen_by(world["auditor"], world.programme)) == {split, whole}
    assert list(determinations_seen_by(world["subdistrict"], world.programme)) == [split]
    assert determination_seen_by(world["subdistrict"], world.programme, split.pk) == split
    for who, one in (("other_subdistrict", split), ("subdistrict", whole), ("stranger", whole)):
        with pytest.raises(NotFoundError):
            determination_seen_by(world[who], world.programme, one.pk)


def test_nothing_is_decided_about_what_is_not_there(world: World) -> None:
    for kind, about in (("scores", "none"), ("allocation", "none"), ("fund_split", "x"), ("nonsense", "")):
        with pytest.raises(NotFoundError):
            proposal(kind, world.programme, standing(world), about=about)
