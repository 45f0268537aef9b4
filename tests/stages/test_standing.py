"""Where a programme stands: derived, narrowed to the viewer, in a constant number of queries, never stale."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.apps.accounts.refusals import NotFoundError
from linli.apps.compounds.services import NewCompound, record_compounds
from linli.apps.funding.services import NewCostLine, allocate, record_cost_lines, record_costs, revoke_allocation
from linli.apps.programme.facts import NewFact
from linli.apps.programme.models import PolicyAdoption
from linli.apps.programme.services import NewProject, add_projects, record_fact, record_facts, set_phase, withdraw_fact
from linli.stages.standing import ProgrammeStanding, programme_standing, project_standing
from linli.stages.standing.service import forget
from tests.bypass import past_the_record
from tests.world import NOW, TODAY, World

X1 = ("document:application", "signoff:submitted_to_office", "signoff:group_approval", "document:household_survey")


def standing(world: World, today: date = TODAY) -> ProgrammeStanding:
    return programme_standing(world.programme.pk, today=today)


def fill(world: World, count: int) -> None:
    """``count`` projects with facts, costs and an allocation each."""
    compounds = record_compounds(
        actor=world["office"],
        now=NOW,
        rows=[NewCompound(world.xiangshan, f"第{n}院", 50, 2, 400_000, 1990) for n in range(count)],
    )
    projects = add_projects(
        actor=world["office"], now=NOW, programme=world.programme, package=world.package,
        rows=[NewProject(c.name, world.xiangshan, (c,)) for c in compounds],
    )  # fmt: skip
    given = {"actor": world["office"], "now": NOW, "programme": world.programme, "package": world.package}
    record_facts(**given, rows=[NewFact("X1", key, date(2020, 3, 1), project=p) for p in projects for key in X1])
    record_costs(**given, lines={p: [NewCostLine("1.1", 100_00), NewCostLine("2.1", 50_00)] for p in projects})
    allocate(
        actor=world["finance"], now=NOW, project=projects[0], package=world.package, pot_id="central_subsidy",
        amount_fen=10_00, allocated_on=date(2020, 6, 1),
    )  # fmt: skip


def queries_for(world: World) -> int:
    forget()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        found = standing(world)
        assert found.late is not None
        assert found.pots
        assert found.stages
        assert found.quota
    return len(captured)


def test_three_hundred_projects_take_as_many_queries_as_ten(world: World) -> None:
    fill(world, 10)
    few = queries_for(world)
    with CaptureQueriesContext(connection) as warm:
        standing(world)
    compounds = record_compounds(
        actor=world["office"],
        now=NOW,
        rows=[NewCompound(world.nanmen, f"南{n}院", 50, 2, 400_000, 1990) for n in range(290)],
    )
    add_projects(
        actor=world["office"], now=NOW, programme=world.programme, package=world.package,
        rows=[NewProject(c.name, world.nanmen, (c,)) for c in compounds],
    )  # fmt: skip
    assert queries_for(world) == few == 11
    assert len(warm) == 3


def test_a_stage_is_done_when_its_evidence_is_in_and_the_next_one_opens(world: World) -> None:
    project = world.project()
    for key in X1:
        world.fact(project, "X1", key)
    found, _whole = project_standing(project.pk, today=TODAY)
    assert found.process.stages["X1"].state == "done"
    assert found.current
    assert found.current.stage == "X2"
    assert found.next_act
    assert found.next_act.missing.fact == "document:design"


def test_what_happens_is_seen_at_once(world: World) -> None:
    project = world.project()
    assert not standing(world).by_id[project.pk].money.cost_fen
    fact = world.fact(project, "X1", X1[0])
    missing = {m.fact for m in standing(world).by_id[project.pk].process.stages["X1"].missing}
    assert X1[0] not in missing
    withdraw_fact(actor=world["office"], now=NOW, fact=fact, package=world.package, reason="错")
    missing = {m.fact for m in standing(world).by_id[project.pk].process.stages["X1"].missing}
    assert X1[0] in missing
    record_cost_lines(
        actor=world["office"], now=NOW, project=project, package=world.package, lines=[NewCostLine("1.1", 100_00)]
    )
    assert standing(world).by_id[project.pk].short_by_pot == {"central_subsidy": 100_00}
    allocation = allocate(
        actor=world["finance"], now=NOW, project=project, package=world.package, pot_id="central_subsidy",
        amount_fen=60_00, allocated_on=date(2020, 6, 1),
    )  # fmt: skip
    assert standing(world).by_id[project.pk].short_fen == 40_00
    revoke_allocation(actor=world["finance"], now=NOW, allocation=allocation, package=world.package, reason="错")
    assert standing(world).by_id[project.pk].short_fen == 100_00
    set_phase(actor=world["office"], now=NOW, project=project, package=world.package, phase="ph1", reason="提前")
    assert standing(world).by_id[project.pk].row.phase == "ph1"


def test_another_day_is_another_standing(world: World) -> None:
    project = world.project()
    due = standing(world).by_id[project.pk].process.stages["X2"].due
    assert due
    for day, late in ((due, False), (due + timedelta(days=1), True)):
        found = standing(world, day).by_id[project.pk]
        assert ("X2" in {stage.stage for stage in found.late}) is late


def test_a_fact_or_allocation_of_a_later_day_does_not_exist_yet(world: World) -> None:
    project = world.project()
    world.fact(project, "X1", X1[0], on=date(2020, 3, 10))
    allocate(
        actor=world["finance"], now=NOW, project=project, package=world.package, pot_id="central_subsidy",
        amount_fen=60_00, allocated_on=date(2020, 3, 10),
    )  # fmt: skip
    before, after = (standing(world, date(2020, 3, day)) for day in (9, 10))
    assert not before.by_id[project.pk].allocated
    assert after.by_id[project.pk].allocated == {"central_subsidy": 60_00}
    assert before.pots[0].finding.left_fen - after.pots[0].finding.left_fen == 60_00


def test_money_adds_up_and_what_nobody_bears_is_undetermined(world: World) -> None:
    project = world.project()
    record_cost_lines(
        actor=world["office"], now=NOW, project=project, package=world.package,
        lines=[
            NewCostLine("1.1", 100_00),
            NewCostLine("2.3", 70_00, "network"),
            NewCostLine("2.3", 5_01, "connection_fee"),
        ],
    )  # fmt: skip
    found = standing(world)
    assert found.cost_fen == 175_01 == sum(found.shares.values()) + found.undetermined_fen
    assert found.shares == {"central": 100_00, "operator": 70_00, "owners": 5_01}


def test_a_fact_of_an_area_counts_for_every_project_in_it(world: World) -> None:
    mine, other = world.project(), world.project("南院", subdistrict=world.nanmen)

    def lacks_survey(project_id: int) -> bool:
        missing = standing(world).by_id[project_id].process.stages["X1"].missing
        return "document:household_survey" in {m.fact for m in missing}

    record_fact(
        actor=world["office"], now=NOW, programme=world.programme, package=world.package,
        new=NewFact("X1", "document:household_survey", date(2020, 3, 1), area=world.xiangshan),
    )  # fmt: skip
    assert not lacks_survey(mine.pk)
    assert lacks_survey(other.pk)
    record_fact(
        actor=world["office"], now=NOW, programme=world.programme, package=world.package,
        new=NewFact("X1", "document:household_survey", date(2020, 3, 2), area=world.district),
    )  # fmt: skip
    assert not lacks_survey(other.pk)


def test_a_subdistrict_sees_its_own_projects_and_only_counts_of_others(world: World) -> None:
    mine, other = world.project(phase="ph1"), world.project("南院", subdistrict=world.nanmen, phase="ph1")
    for project in (mine, other):
        allocate(
            actor=world["finance"], now=NOW, project=project, package=world.package, pot_id="central_subsidy",
            amount_fen=60_00, allocated_on=date(2020, 3, 10),
        )  # fmt: skip
    seen = standing(world).seen_by(world["subdistrict"])
    assert [project.name for project in seen.projects] == ["向阳新村"]
    assert seen.households == 100
    assert seen.quota
    assert seen.quota.phase("ph1").taken == 2
    assert "南院" not in str(seen.quota.phase("ph1").names) + str(seen.pots[0].finding.entries)
    assert [one.project_id for one in seen.pots[0].allocations] == [mine.pk]
    assert standing(world).seen_by(world["stranger"]).projects == ()


def test_two_projects_of_one_name_are_told_apart(world: World) -> None:
    world.project(phase="ph1")
    world.project(subdistrict=world.nanmen, phase="ph1")
    quota = standing(world).quota
    assert quota
    assert set(quota.phase("ph1").names) == {"向阳新村（象山街道）", "向阳新村（南门街道）"}


def test_a_package_nobody_has_is_a_problem_to_show_and_no_crash(world: World) -> None:
    project = world.project()
    with past_the_record():
        PolicyAdoption.objects.create(
            programme=world.programme, package_id="lost", package_hash="0" * 64, adopted_on=date(2020, 6, 1)
        )
    found = standing(world)
    assert found.problem
    assert found.problem.package_id == "lost"
    assert found.projects == ()
    assert standing(world, date(2020, 5, 31)).problem is None
    with pytest.raises(NotFoundError):
        project_standing(project.pk, today=TODAY)


def test_a_programme_or_project_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFoundError):
        programme_standing(0, today=TODAY)
    with pytest.raises(NotFoundError):
        project_standing(0, today=TODAY)
