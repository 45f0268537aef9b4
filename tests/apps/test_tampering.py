"""Whoever alters the record or the data beside it is found: 200 of 200, with a checkpoint that was kept outside.

Alterations are written with bare SQL, triggers dropped, each taken back afterwards. Without the outside checkpoint two
kinds stay unseen (docs/threat-model.md): a cut-off tail, and a record computed anew by somebody who holds the key.
"""

# ruff: noqa: S608 -- the names of tables and columns are our own

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from linli.apps.funding.services import NewCostLine, record_cost_lines
from linli.apps.records import capture
from linli.apps.records.audit import Report, audit
from linli.apps.records.chain import content
from linli.apps.records.checkpoints import take_checkpoint
from linli.apps.records.models import Event
from linli.apps.records.tables import recorded_tables, select
from linli.apps.records.walk import Outside
from linli.core.ledger import GENESIS, canonical_json, leaf_hash, read_note
from tests.keepers import KEPT, _Editor
from tests.world import NOW, World

pytestmark = pytest.mark.alters_the_record
TRIALS = 200
EVENTS = "records_event"
Alteration = Callable[[random.Random], None]


class NothingDoneError(Exception):
    """The database refused this alteration, or there was nothing to alter: another one is drawn."""


def run(statement: str, values: list[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or [])
        return int(cursor.rowcount)


def rows_of(table: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(select(table, columns, "ORDER BY id"))
        return list(cursor.fetchall())


def official(draw: random.Random) -> tuple[str, tuple[str, ...]]:
    full = [table for table in recorded_tables().values() if rows_of(table.name, ("id",))]
    table = draw.choice(full)
    return table.name, table.columns


def other(draw: random.Random, value: Any) -> Any:
    """Another value of the same kind, one letter or digit away."""
    if value is None:
        return draw.choice([1, "x", "2020-01-01"])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + draw.choice([-1, 1])
    if isinstance(value, date):
        return value + timedelta(days=1)
    text = str(value)
    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    if not places:
        return text + "x"
    place = draw.choice(places)
    letters = "0123456789" if text[place].isdigit() else "abcdefgh甲乙"
    return text[:place] + draw.choice([each for each in letters if each != text[place]]) + text[place + 1 :]


def change(draw: random.Random, table: str, columns: tuple[str, ...]) -> None:
    column = draw.choice(columns)
    row_id, value = draw.choice(rows_of(table, ("id", column)))
    run(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [other(draw, value), row_id])
    after = dict(rows_of(table, ("id", column)))
    if after.get(row_id, value) == value:
        raise NothingDoneError


def all_of_event() -> tuple[str, ...]:
    return tuple(str(field.column) for field in Event._meta.local_fields)


def change_an_event(draw: random.Random) -> None:
    change(draw, EVENTS, all_of_event())


def change_a_row(draw: random.Random) -> None:
    change(draw, *official(draw))


def change_a_checkpoint(draw: random.Random) -> None:
    change(draw, "records_checkpoint", ("number", "origin", "size", "root", "algorithm", "note", "taken_at"))


def delete(draw: random.Random) -> None:
    table = draw.choice([EVENTS, EVENTS, official(draw)[0]])
    run(f"DELETE FROM {table} WHERE id = %s", [draw.choice(rows_of(table, ("id",)))[0]])


def insert(draw: random.Random) -> None:
    table, columns = draw.choice([(EVENTS, all_of_event()[1:]), official(draw)])
    row = draw.choice(rows_of(table, columns))
    values = [other(draw, value) if isinstance(value, str) and draw.random() < 0.5 else value for value in row]
    named = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    run(f"INSERT INTO {table} (id, {named}) VALUES (990001, {marks})", values)


def swap(draw: random.Random) -> None:
    table, columns = draw.choice([(EVENTS, ("canonical",)), (EVENTS, ("recorded_at",)), official(draw)])
    column = draw.choice(columns)
    found = rows_of(table, ("id", column))
    one, two = draw.sample(found, 2) if len(found) > 1 else (found[0], found[0])
    if one[1] == two[1]:
        raise NothingDoneError
    run(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [two[1], one[0]])
    run(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [one[1], two[0]])


def cut_the_tail(draw: random.Random) -> None:
    """The newest events go, with what they wrote into the index and every checkpoint kept here."""
    last = Event.objects.count() - draw.randint(1, 5)
    run("DELETE FROM records_touchedrow WHERE event_id IN (SELECT id FROM records_event WHERE seq > %s)", [last])
    run("DELETE FROM records_event WHERE seq > %s", [last])
    run("DELETE FROM records_checkpoint")


def compute_anew(draw: random.Random) -> None:
    """An insider with the key changes what was said, computes every hash again, and signs again."""
    victim = draw.choice(list(Event.objects.order_by("seq")[:40]))
    prev = GENESIS
    for event in Event.objects.order_by("seq"):
        if event.pk == victim.pk:
            event.reason += "，另有原因"
        body = canonical_json(content(event, _rows_of(event)))
        leaf = leaf_hash(event.algorithm, prev, body)
        run(
            "UPDATE records_event SET reason = %s, canonical = %s, prev = %s, leaf = %s WHERE id = %s",
            [event.reason, body, prev, leaf, event.pk],
        )
        prev = leaf
    run("DELETE FROM records_checkpoint")
    take_checkpoint(now=NOW)


def _rows_of(event: Event) -> list[Any]:
    import json  # noqa: PLC0415

    return list(json.loads(event.canonical)["rows"])


def change_the_index(draw: random.Random) -> None:
    change(draw, "records_touchedrow", ("event_id", "table_name", "row_id"))


def change_a_salt(draw: random.Random) -> None:
    change(draw, "records_commitmentsalt", ("salt", "row_id"))


ALTERATIONS: tuple[Alteration, ...] = (
    change_an_event, change_an_event, change_an_event, change_a_row, change_a_row, change_a_row, change_a_checkpoint,
    delete, insert, swap, cut_the_tail, compute_anew, change_the_index, change_a_salt,
)  # fmt: skip


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside is undone."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    except DatabaseError as exc:
        raise NothingDoneError from exc


@pytest.fixture
def recorded(world: World) -> Outside:
    """Some acts of every kind, and a checkpoint of them that somebody keeps outside."""
    for name in ("向阳新村", "红旗小区"):
        project = world.project(name)
        world.fact(project, "X1", "document:application")
        lines = [NewCostLine("1.1", 100_00), NewCostLine("1.2", 200_00)]
        record_cost_lines(actor=world["office"], now=NOW, project=project, package=world.package, lines=lines[:1])
    outside = Outside("notice.txt", read_note(take_checkpoint(now=NOW).note))
    capture.lift()
    for keep in KEPT:
        keep.remove(_Editor())
    return outside


def altered(alteration: Alteration, draw: random.Random, outside: Outside) -> Report:
    with taken_back():
        alteration(draw)
        return audit(anchors=[outside])
    raise AssertionError


def without_triggers(report: Report) -> list[str]:
    """What is broken but for the triggers, which every trial dropped."""
    return [each.told() for each in report.broken if each.words.code != "audit.trigger"]


def test_every_alteration_is_found_with_a_checkpoint_from_outside(recorded: Outside) -> None:
    draw = random.Random(20201220)
    trials, unseen, drawn = TRIALS if connection.vendor == "sqlite" else TRIALS // 5, [], 0
    assert without_triggers(audit(anchors=[recorded])) == []
    while trials:
        alteration = ALTERATIONS[drawn % len(ALTERATIONS)]
        drawn += 1
        assert drawn < 10 * TRIALS
        state = draw.getstate()
        try:
            report = altered(alteration, draw, recorded)
        except NothingDoneError:
            continue
        trials -= 1
        if not without_triggers(report):
            unseen.append((alteration.__name__, state[1][:2]))
    assert unseen == []
    assert without_triggers(audit(anchors=[recorded])) == []


def test_dropped_triggers_are_named(recorded: Outside) -> None:
    names = " ".join(each.words for each in audit().broken)
    for table in recorded_tables().values():
        assert all(name in names for name in capture.trigger_names(table))
    assert all(name in names for keep in KEPT for name in keep.names)


@pytest.mark.parametrize("alteration", [cut_the_tail, compute_anew])
def test_what_only_the_outside_checkpoint_shows(recorded: Outside, alteration: Alteration) -> None:
    draw = random.Random(1)
    with taken_back():
        alteration(draw)
        alone, held = audit(), audit(anchors=[recorded])
    codes = {each.words.code for each in held.broken}
    assert codes & {"audit.cut", "audit.root"}
    assert not {each.words.code for each in alone.broken} & {"audit.cut", "audit.root", "audit.leaf", "audit.prev"}


def test_the_first_broken_place_is_named(recorded: Outside) -> None:
    with taken_back():
        run("UPDATE compounds_compound SET households = households + 1 WHERE name = '向阳新村'")
        (broken,) = [each for each in audit().broken if each.words.code != "audit.trigger"]
    assert (broken.table, broken.column) == ("compounds_compound", "households")
    assert broken.seq > 0
