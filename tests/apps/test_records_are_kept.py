"""Official records cannot be rewritten or removed, whoever holds the database connection."""

# ruff: noqa: S608 -- the names of tables and columns are our own

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from linli.apps.determinations.duties import record_duty, withdraw_duty
from linli.apps.determinations.models import Determination, DutyDone, Waiver, WaiverDecision
from linli.apps.determinations.services import annul_determination
from linli.apps.determinations.waivers import withdraw_waiver
from linli.apps.evidence.models import Evidence
from linli.apps.evidence.services import About, Offered, add_evidence, withdraw_evidence
from linli.apps.funding.models import Allocation, CostLine, Particular
from linli.apps.funding.services import (
    NewCostLine,
    NewParticular,
    allocate,
    record_cost_lines,
    revoke_allocation,
    tell_particulars,
)
from linli.apps.personal.contacts import CONTACTS, record_contact
from linli.apps.personal.services import reveal
from linli.apps.programme.models import Project, StageFact
from linli.apps.programme.services import withdraw_fact
from linli.apps.records.checkpoints import take_checkpoint
from linli.apps.records.models import Event, OfficialText
from linli.apps.records.services import supply_official_text
from linli.apps.residents.models import HomeAttempt
from linli.apps.signin.models import Attempt, Outcome
from linli.stages.deciding import Paper, proposal, settle
from linli.stages.standing import programme_standing
from tests.keepers import KEPT
from tests.waiving import Waiving, waivable_package
from tests.world import NOW, TODAY, World


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as exc:
        return "official records are kept" in str(exc)
    return False


def put_in(world: World, project: Project, number: int) -> Evidence:
    about = About(subject=project, place=project.subdistrict, programme_id=project.programme_id)
    offered = [Offered(f"{number}.txt", [f"会议记录 {number}".encode()])]
    (one,) = add_evidence(actor=world["office"], now=NOW, about=about, files=offered)
    return one


@pytest.fixture
def kept(world: World, settings: Any, tmp_path: Path) -> World:
    """A row in every kept table, one more of each that is closed."""
    settings.DATA_DIR = tmp_path
    project = world.project()
    world.fact(project, "X1", "document:application")
    withdrawn = world.fact(project, "X1", "document:household_survey")
    withdraw_fact(actor=world["office"], now=NOW, fact=withdrawn, package=world.package, reason="记错了")
    for cost in (100_00, 200_00):
        record_cost_lines(
            actor=world["office"], now=NOW, project=project, package=world.package, lines=[NewCostLine("1.1", cost)]
        )
    for _ in range(2):
        allocation = allocate(
            actor=world["finance"], now=NOW, project=project, package=world.package, pot_id="central_subsidy",
            amount_fen=5_00, allocated_on=date(2020, 6, 1),
        )  # fmt: skip
    revoke_allocation(actor=world["finance"], now=NOW, allocation=allocation, package=world.package, reason="重复")
    for value in ("综合改造", "拆除重建"):
        tell_particulars(
            actor=world["office"], now=NOW, programme=world.programme,
            rows=[NewParticular(project, "kind", value, "改造方案")],
        )  # fmt: skip
    user = world["finance"].user
    assert user is not None
    contact = record_contact(actor=world["finance"], now=NOW, user=user, phone="13812345678", email="")
    reveal(actor=world["finance"], now=NOW, holding=CONTACTS, thing=contact, columns=["phone"], reason="核对")
    standing = programme_standing(world.programme.pk, today=TODAY)
    for about in ("central_subsidy", str(project.pk)):
        kind = "allocation" if about == "central_subsidy" else "fund_split"
        proposed = proposal(kind, world.programme, standing, about=about)
        taken = settle(
            actor=world["finance"], now=NOW, programme=world.programme, standing=standing, proposed=proposed,
            paper=Paper(TODAY, "会议纪要", "", proposed.record.seal),
        )  # fmt: skip
    annul_determination(actor=world["finance"], now=NOW, determination=taken, reason="重复")
    for day in (1, 2):
        done = record_duty(
            actor=world["office"], now=NOW, programme=world.programme, package=world.package, duty_id="monthly",
            happened_on=date(2020, 6, day), note="例会纪要", today=TODAY,
        )  # fmt: skip
    waiving = Waiving(world, waivable_package(), world.programme, project)
    for _ in range(2):
        waiver = waiving.ask()
        waiving.answer(waiver)
    withdraw_waiver(actor=world["office"], now=NOW, waiver=waiver, reason="补上了")
    withdraw_duty(actor=world["office"], now=NOW, done=done, name="工作例会", reason="记错了")
    Attempt.objects.create(at=NOW, outcome=Outcome.values[0], address="127.0.0.1")
    HomeAttempt.objects.create(at=NOW, came_in=False, address="127.0.0.1")
    (first, second) = (put_in(world, project, number) for number in range(2))
    withdraw_evidence(actor=world["office"], now=NOW, evidence=second, reason="拍错了")
    assert first.withdrawn_at is None
    for text in ("一", "二"):
        supply_official_text(
            actor=world["office"], now=NOW, package_id="xiangshan-2020", source_id="xs", filename="a.txt", text=text
        )
    take_checkpoint(now=NOW)
    return world


@pytest.mark.parametrize("table", [keep.table for keep in KEPT])
def test_a_kept_row_cannot_be_deleted(kept: World, table: str) -> None:
    assert refused(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("table", "column"),
    [(keep.table, column) for keep in KEPT for column in (keep.columns or ("id",))],
)
def test_what_a_kept_row_says_cannot_be_changed(kept: World, table: str, column: str) -> None:
    assert refused(f"UPDATE {table} SET {column} = {column}")


def test_every_column_of_an_event_is_kept(kept: World) -> None:
    for field in Event._meta.local_fields:
        assert refused(f"UPDATE records_event SET {field.column} = {field.column}")


@pytest.mark.parametrize(("table", "closing"), [(keep.table, keep.closing) for keep in KEPT if keep.closing])
def test_what_was_withdrawn_cannot_be_brought_back(kept: World, table: str, closing: str) -> None:
    assert refused(f"UPDATE {table} SET {closing} = NULL WHERE {closing} IS NOT NULL")


@pytest.mark.parametrize("table", [keep.table for keep in KEPT])
def test_a_kept_table_cannot_be_truncated(kept: World, table: str) -> None:
    if connection.vendor == "postgresql":
        connection.check_constraints()  # a table with checks still to come refuses for that reason
        assert refused(f"TRUNCATE {table} CASCADE")
    else:  # SQLite knows no TRUNCATE; emptying is a DELETE without a condition, tested above
        assert refused(f"DELETE FROM {table} WHERE 1 = 1")


@pytest.mark.django_db
def test_every_trigger_stands_after_all_migrations() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        standing = {row[0] for row in cursor.fetchall()}
    assert {name for keep in KEPT for name in keep.names} <= standing


def test_each_kept_table_held_a_row_when_it_was_tried(kept: World) -> None:
    told = (StageFact, CostLine, Particular, Allocation, Determination, DutyDone, Waiver, WaiverDecision)
    for model in (Event, OfficialText, *told):
        assert model.objects.count() >= 1
