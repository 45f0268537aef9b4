"""A database that may lose what it confirmed is refused, and a full disk refuses acts kindly while reading goes on."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from linli.config import durability
from linli.config.durability import (
    broken_promises,
    broken_promises_of_postgresql,
    broken_promises_of_sqlite,
    too_little_space,
)
from linli.config.health import durable
from linli.config.middleware import is_disk_full
from tests.world import PASSWORD, World

KEEPS = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on"}
SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}
MEGABYTE = 1024 * 1024


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 51, 2)])
def test_an_sqlite_with_the_wal_reset_fault_is_refused(version: tuple[int, ...]) -> None:
    (wrong,) = broken_promises_of_sqlite(SQLITE, library=version, mode="IMMEDIATE", in_memory=False)
    assert "pysqlite3" in wrong


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_mended_sqlite_is_taken(version: tuple[int, ...]) -> None:
    assert broken_promises_of_sqlite(SQLITE, library=version, mode="IMMEDIATE", in_memory=False) == []


@pytest.mark.parametrize("promise", list(KEEPS))
def test_a_postgresql_that_may_lose_or_corrupt_is_told_with_what_to_do(promise: str) -> None:
    assert broken_promises_of_postgresql(KEEPS) == []
    (wrong,) = broken_promises_of_postgresql({**KEEPS, promise: "off"})
    assert promise in wrong
    assert "。" in wrong
    silent = {name: value for name, value in KEEPS.items() if name != promise}
    assert len(broken_promises_of_postgresql(silent)) == 1


@pytest.mark.parametrize("waits", ["local", "remote_write", "remote_apply"])
def test_every_waiting_commit_counts_as_kept(waits: str) -> None:
    assert broken_promises_of_postgresql({**KEEPS, "synchronous_commit": waits}) == []


@pytest.mark.django_db
def test_the_promises_are_read_from_the_real_database() -> None:
    wrong = broken_promises(connection)
    if connection.vendor == "sqlite":
        assert wrong == []
        return
    with connection.cursor() as cursor:
        for name in KEEPS:
            cursor.execute(f"SHOW {name}")
            assert (cursor.fetchone()[0] == "off") == any(f" {name} " in line for line in wrong), name


@pytest.mark.django_db
def test_work_does_not_begin_on_a_database_that_keeps_no_promise(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    monkeypatch.setattr("linli.config.health.broken_promises", lambda _: ["fsync 是 off"])
    settings.DURABILITY_WAIVED = False
    assert not durable().holds
    assert durable().detail == "fsync 是 off"
    settings.DURABILITY_WAIVED = True
    assert durable().holds


@pytest.mark.parametrize(
    ("total_mb", "free_mb", "refused"),
    [(10_000, 200, False), (10_000, 199, True), (1_000, 50, False), (1_000, 49, True), (20, 1, False)],
)
def test_the_floor_is_a_number_and_on_a_small_disk_a_twentieth(
    monkeypatch: pytest.MonkeyPatch, total_mb: int, free_mb: int, *, refused: bool
) -> None:
    usage = Usage(total_mb * MEGABYTE, 0, free_mb * MEGABYTE)
    monkeypatch.setattr(durability.shutil, "disk_usage", lambda _: usage)
    assert bool(too_little_space(Path("/"), 200)) == refused


def test_the_system_says_in_several_ways_that_the_disk_is_full() -> None:
    assert is_disk_full(OSError(errno.ENOSPC, "No space left on device"))
    assert is_disk_full(OperationalError("database or disk is full"))
    assert not is_disk_full(OperationalError("database is locked"))
    assert not is_disk_full(OSError(errno.EACCES, "no"))
    full = DatabaseError("could not extend file")
    full.__cause__ = type("DiskFull", (Exception,), {"sqlstate": "53100"})()
    assert is_disk_full(full)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_below_the_floor_acts_are_refused_and_reading_goes_on(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, language: str
) -> None:
    settings.LINLI_TRAINING = True  # without a second factor
    project = world.project()
    client.post(reverse("set_language"), {"language": language})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 0))
    assert client.post(reverse("sign_in"), {"username": "subdistrict", "password": PASSWORD}).status_code == 302
    page = client.get(reverse("project", args=[world.programme.slug, project.pk]))
    assert page.status_code == 200
    refused = client.post(reverse("record_fact", args=[world.programme.slug, project.pk]), {})
    assert refused.status_code == 507
    assert ("nothing was saved" in refused.content.decode().lower()) == (language == "en")


@pytest.mark.django_db
def test_a_disk_that_fills_up_in_the_middle_is_told_as_such(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.LINLI_TRAINING = True
    project = world.project()
    client.force_login(world["subdistrict"].user)

    def fails(*_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("linli.web.staff.project._standing", fails)
    answer = client.post(
        reverse("record_fact", args=[world.programme.slug, project.pk]),
        {"what": "application|document:application", "day": "2020-03-01"},
    )
    assert answer.status_code == 507
