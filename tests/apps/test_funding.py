"""Costs and allocations: superseded and revoked, never changed; and a pot never gives a fen too many."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from linli.apps.accounts.refusals import ConflictError, NotFoundError, NotPermittedError, RefusalError
from linli.apps.funding.models import Allocation, CostLine, PotBalance
from linli.apps.funding.queries import (
    allocation_seen_by,
    allocations_seen_by,
    cost_line_history,
    cost_line_seen_by,
    cost_lines_of,
)
from linli.apps.funding.services import (
    NewCostLine,
    allocate,
    record_cost_lines,
    record_costs,
    revoke_allocation,
    withdraw_cost_line,
)
from linli.apps.programme.models import Project
from linli.apps.records.models import Event
from linli.core.faults import BadInput
from tests.world import NOW, World, build

#: 946.33 + 11,977.54 = 12,923.87 万元 (象山, section on funds)
POT_FEN = 12_923_870_000
JUNE = date(2020, 6, 1)


def give(
    world: World, project: Project, fen: int, *, by: str = "finance", key: str = "", on: date = JUNE
) -> Allocation:
    return allocate(
        actor=world[by], now=NOW, project=project, package=world.package, pot_id="central_subsidy", amount_fen=fen,
        allocated_on=on, request_key=key,
    )  # fmt: skip


def test_money_allocated_in_a_mistyped_year_is_refused(world: World) -> None:
    with pytest.raises(RefusalError):
        give(world, world.project(), 100, on=date(202, 6, 1))


def record(world: World, project: Project, *lines: NewCostLine, by: str = "office") -> list[CostLine]:
    return record_cost_lines(actor=world[by], now=NOW, project=project, package=world.package, lines=lines)


def test_a_cost_is_kept_under_the_number_of_its_item_and_the_id_of_its_segment(world: World) -> None:
    (line,) = record(world, world.project(), NewCostLine("接入自来水", 100_00, "管线和设施设备改造"))
    assert (line.item, line.segment) == ("2.3", "network")


def test_a_corrected_cost_supersedes_the_earlier_one_which_stays(world: World) -> None:
    project = world.project()
    record(world, project, NewCostLine("1.1", 100_00))
    assert record(world, project, NewCostLine("1.1", 100_00)) == []
    record(world, project, NewCostLine("1.1", 120_00))
    assert [line.cost_fen for line in cost_lines_of(project)] == [120_00]
    assert [line.cost_fen for line in cost_line_history(project)] == [120_00, 100_00]


@pytest.mark.parametrize(
    "line",
    [NewCostLine("9.9", 1), NewCostLine("1.1", -1), NewCostLine("2.3", 1, "nowhere"), NewCostLine("1.1", 1, "x")],
)
def test_an_unknown_item_or_segment_or_a_negative_cost_is_refused(world: World, line: NewCostLine) -> None:
    with pytest.raises(BadInput):
        record(world, world.project(), NewCostLine("1.1", 1), line)
    assert not CostLine.objects.exists()


def test_one_item_cannot_be_recorded_twice_in_one_act(world: World) -> None:
    with pytest.raises(RefusalError):
        record(world, world.project(), NewCostLine("1.1", 1), NewCostLine("道路修复增建", 2))


def test_costs_are_recorded_by_the_office_of_the_area(world: World) -> None:
    project = world.project()
    for who in ("leader", "subdistrict", "finance", "auditor", "administrator", "stranger"):
        with pytest.raises(NotPermittedError):
            record(world, project, NewCostLine("1.1", 1), by=who)


def test_a_withdrawn_cost_no_longer_counts_but_stays(world: World) -> None:
    project = world.project()
    (line,) = record(world, project, NewCostLine("1.1", 100_00))
    with pytest.raises(RefusalError):
        withdraw_cost_line(actor=world["office"], now=NOW, line=line, reason="")
    withdraw_cost_line(actor=world["office"], now=NOW, line=line, reason="不做了")
    with pytest.raises(ConflictError):
        withdraw_cost_line(actor=world["office"], now=NOW, line=line, reason="不做了")
    assert not cost_lines_of(project).exists()
    assert cost_line_history(project).count() == 1


def test_costs_of_many_projects_are_one_act(world: World) -> None:
    lines = {world.project(name): [NewCostLine("1.1", 100_00)] for name in ("甲院", "乙院")}
    record_costs(actor=world["office"], now=NOW, programme=world.programme, package=world.package, lines=lines)
    assert Event.objects.filter(kind="funding.costs.imported").get().body == {"count": 2, "projects": 2}


def test_the_pot_gives_its_last_fen_and_not_one_more(world: World) -> None:
    project = world.project()
    give(world, project, POT_FEN - 1)
    with pytest.raises(RefusalError, match=r"0\.01"):
        give(world, project, 2)
    give(world, project, 1)
    with pytest.raises(RefusalError):
        give(world, project, 1)
    assert PotBalance.objects.get().allocated_fen == POT_FEN


def test_the_database_itself_refuses_the_fen_too_many(world: World) -> None:
    give(world, world.project(), POT_FEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        PotBalance.objects.update(allocated_fen=POT_FEN + 1)


def test_a_retry_with_the_same_key_is_the_same_allocation(world: World) -> None:
    project = world.project()
    first = give(world, project, 100_00, key="once")
    assert give(world, project, 100_00, key="once") == first
    assert PotBalance.objects.get().allocated_fen == 100_00
    with pytest.raises(ConflictError):
        give(world, project, 200_00, key="once")


def test_what_is_revoked_goes_back_to_the_pot_once(world: World) -> None:
    project = world.project()
    allocation = give(world, project, POT_FEN)
    with pytest.raises(RefusalError):
        revoke_allocation(actor=world["finance"], now=NOW, allocation=allocation, package=world.package, reason="")
    revoke_allocation(actor=world["finance"], now=NOW, allocation=allocation, package=world.package, reason="重复")
    with pytest.raises(ConflictError):
        revoke_allocation(actor=world["finance"], now=NOW, allocation=allocation, package=world.package, reason="重复")
    assert PotBalance.objects.get().allocated_fen == 0
    give(world, project, POT_FEN)


def test_only_finance_of_the_whole_programme_allocates(world: World) -> None:
    project = world.project()
    for who in ("leader", "office", "subdistrict", "auditor", "administrator", "stranger"):
        with pytest.raises(NotPermittedError):
            give(world, project, 1, by=who)
    for fen in (0, -1):
        with pytest.raises(RefusalError):
            give(world, project, fen)


def test_a_pot_the_policy_does_not_know_is_refused(world: World) -> None:
    with pytest.raises(RefusalError):
        allocate(
            actor=world["finance"], now=NOW, project=world.project(), package=world.package, pot_id="other",
            amount_fen=1, allocated_on=JUNE,
        )  # fmt: skip


def test_somebody_elses_money_does_not_exist(world: World) -> None:
    project = world.project()
    (line,) = record(world, project, NewCostLine("1.1", 1))
    allocation = give(world, project, 1)
    assert cost_line_seen_by(world["subdistrict"], world.programme, line.pk) == line
    assert allocation_seen_by(world["auditor"], world.programme, allocation.pk) == allocation
    for who in ("other_subdistrict", "stranger"):
        assert not allocations_seen_by(world[who], world.programme).exists()
        with pytest.raises(NotFoundError):
            cost_line_seen_by(world[who], world.programme, line.pk)
        with pytest.raises(NotFoundError):
            allocation_seen_by(world[who], world.programme, allocation.pk)


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_cannot_overspend_the_pot() -> None:
    world = build()
    project = world.project()
    give(world, project, POT_FEN - 1000)
    outcomes: list[str] = []

    def clerk() -> None:
        try:
            for _ in range(5):
                try:
                    give(world, project, 100)
                    outcomes.append("given")
                except RefusalError:
                    outcomes.append("refused")
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk) for _ in range(8)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()
    assert (outcomes.count("given"), outcomes.count("refused")) == (10, 30)
    assert PotBalance.objects.get().allocated_fen == POT_FEN
    assert sum(Allocation.objects.values_list("amount_fen", flat=True)) == POT_FEN
