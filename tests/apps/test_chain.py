"""The chain: every act takes the next place with all the rows it wrote, and no row gets in without an act."""

from __future__ import annotations

import json
import threading

import pytest
from django.db import IntegrityError, close_old_connections, connection
from django.db.models import Model

from linli.apps.accounts.refusals import RefusalError
from linli.apps.compounds.services import NewCompound, correct_compound, record_compounds
from linli.apps.funding.services import NewCostLine, record_cost_lines
from linli.apps.programme.services import set_phase
from linli.apps.records.audit import audit
from linli.apps.records.models import CommitmentSalt, Event, TouchedRow, UnrecordedRow
from linli.apps.records.services import record_event
from linli.core.ledger import GENESIS, canonical_json, leaf_hash
from tests.world import NOW, World, build


def said(event: Event) -> dict[str, object]:
    read: dict[str, object] = json.loads(event.canonical)
    return read


def rows(event: Event) -> list[list[object]]:
    found = said(event)["rows"]
    assert isinstance(found, list)
    return found


def newest() -> Event:
    return Event.objects.order_by("-seq")[0]


def compounds(world: World, count: int) -> list[NewCompound]:
    return [NewCompound(world.xiangshan, f"小区{n}", 10 + n, 1, 50_000, 1990) for n in range(count)]


def test_events_stand_one_after_the_other_without_holes(world: World) -> None:
    world.project()
    prev = GENESIS
    for number, event in enumerate(Event.objects.order_by("seq"), start=1):
        assert (event.seq, event.prev) == (number, prev)
        assert event.leaf == leaf_hash(event.algorithm, event.prev, event.canonical)
        assert canonical_json(said(event)) == event.canonical
        prev = event.leaf
    assert number > 30


def test_an_event_says_who_in_which_post_for_which_organisation_to_what(world: World) -> None:
    project = world.project()
    set_phase(actor=world["office"], now=NOW, project=project, package=world.package, phase="ph2", reason="提前")
    event, office = newest(), world["office"]
    assert office.post is not None
    assert office.user is not None
    assert (event.actor_id, event.post_id, event.organisation_id) == (
        office.user.pk, office.post.pk, office.post.organisation_id,
    )  # fmt: skip
    content = said(event)
    assert content["subject"] == ["programme.project", project.pk]
    assert content["reason"] == "提前"
    (row,) = rows(event)
    assert row[:2] == ["programme_project", project.pk]
    assert row[3] == {"phase": ""}


def test_rows_written_in_bulk_are_told_one_by_one(world: World) -> None:
    recorded = record_compounds(actor=world["office"], now=NOW, rows=compounds(world, 7))
    event = newest()
    assert [row[1] for row in rows(event)] == [compound.pk for compound in recorded]
    told = set(TouchedRow.objects.filter(event=event).values_list("table_name", "row_id"))
    assert told == {("compounds_compound", compound.pk) for compound in recorded}


def test_a_row_written_by_a_bare_statement_is_noted_too(world: World) -> None:
    compound = record_compounds(actor=world["office"], now=NOW, rows=compounds(world, 1))[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE compounds_compound SET households = households + 1 WHERE id = %s", [compound.pk])
    assert UnrecordedRow.objects.count() == 1
    record_event(actor=world["office"], now=NOW, kind="compounds.compound.corrected", subject=compound, reason="补记")
    ((_table, _row_id, after, before),) = rows(newest())
    assert isinstance(after, dict)
    assert (after["households"], before) == (11, {"households": 10})


@pytest.mark.django_db(transaction=True)
def test_an_official_row_without_an_act_cannot_be_committed() -> None:
    world = build()
    world.programme.name = "改名"
    with pytest.raises(IntegrityError):
        world.programme.save()
    world.programme.refresh_from_db()
    assert world.programme.name == "象山区老旧小区改造"


def test_correcting_tells_what_it_was_and_what_it_is(world: World) -> None:
    (compound,) = record_compounds(actor=world["office"], now=NOW, rows=compounds(world, 1))
    new = NewCompound(world.xiangshan, "小区0", 99, 1, 50_000, 1990)
    correct_compound(actor=world["office"], now=NOW, compound=compound, new=new, reason="重数")
    ((_table, _row, after, before),) = rows(newest())
    assert before == {"households": 10}
    assert isinstance(after, dict)
    assert after["households"] == 99


@pytest.mark.alters_the_record
def test_personal_columns_stand_as_commitments_that_only_their_salt_opens(world: World) -> None:
    user = world["office"].user
    assert user is not None
    created = Event.objects.get(kind="accounts.user.created", subject_id=user.pk)
    (row,) = (row for row in rows(created) if row[0] == "accounts_user")
    assert isinstance(row[2], dict)
    assert str(row[2]["display_name"]).startswith("c1:")
    assert "password" not in row[2]
    assert audit().sound
    CommitmentSalt.objects.filter(table_name="accounts_user", row_id=user.pk).update(salt="0" * 32)
    broken = audit().broken
    assert [(one.table, one.row_id) for one in broken] == [("accounts_user", user.pk)]
    CommitmentSalt.objects.filter(table_name="accounts_user", row_id=user.pk).delete()
    assert len(audit().broken) == 1


@pytest.mark.parametrize("text", ["打电话 13800138000 核实", "身份证 11010519491231002X"])
def test_a_persons_number_does_not_get_into_the_record(world: World, text: str) -> None:
    project, before = world.project(), Event.objects.count()
    with pytest.raises(RefusalError, match=r"永远保留"):
        set_phase(actor=world["office"], now=NOW, project=project, package=world.package, phase="ph2", reason=text)
    project.refresh_from_db()
    assert (project.phase, Event.objects.count()) == ("", before)


def test_an_event_outside_a_transaction_or_of_no_known_kind_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="without a sentence"):
        record_event(actor=world["office"], now=NOW, kind="no.such.kind", subject=world.programme)


def test_a_float_cannot_get_into_the_record(world: World) -> None:
    with pytest.raises(ValueError, match="not for the record"):
        record_event(
            actor=world["office"], now=NOW, kind="programme.programme.created", subject=world.programme,
            body={"name": 0.5},
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_clerks_at_once_leave_no_hole_and_no_fork() -> None:
    world = build()
    projects = [world.project(f"并行{n}") for n in range(4)]
    before, failures = Event.objects.count(), []

    def work(project: Model, clerk: int) -> None:
        try:
            for step in range(5):
                record_cost_lines(
                    actor=world["office"], now=NOW, project=project, package=world.package,  # type: ignore[arg-type]
                    lines=[NewCostLine("1.1", 100 * step + clerk + 1)],
                )  # fmt: skip
        except Exception as exc:
            failures.append(exc)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=work, args=(project, n)) for n, project in enumerate(projects)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert list(Event.objects.order_by("id").values_list("seq", flat=True)) == list(range(1, before + 21))
    assert audit().sound
