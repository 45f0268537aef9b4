"""A backup taken while people work restores to the same rows on either database; a damaged one never does."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.db import connection, connections

from linli.apps.accounts.services import console, create_organisation
from linli.core.faults import BadInput
from linli.integrations.backups import BackupReader, DamagedBackupError
from linli.stages.backups import close_gap, database_hash, note_gap, note_size, open_gap, restore, take_backup
from linli.stages.backups.rows import tables_without_model
from tests import world

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def _machine(data_dir: Path, url: str = "") -> dict[str, str]:
    """The environment of a machine of its own: another data folder, another database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    return kept | {
        "LINLI_DATA_DIR": str(data_dir), "LINLI_DATABASE_URL": url, "LINLI_SECRET_KEY": settings.SECRET_KEY,
        "LINLI_TRAINING": "yes", "LINLI_LOG_LEVEL": "ERROR",
    }  # fmt: skip


def linli(*words: str, data_dir: Path, url: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linli.cli.main", *words],
        env=_machine(data_dir, url), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def answer(*words: str, data_dir: Path, url: str = "") -> dict[str, Any]:
    done = linli(*words, "--json", data_dir=data_dir, url=url)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def other_database() -> Iterator[str]:
    """A new, empty PostgreSQL database beside the tests' own: its address."""
    name = f"linli_restored_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        base, _slash, _name = os.environ["LINLI_DATABASE_URL"].rpartition("/")
        yield f"{base}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def evidence() -> Iterator[dict[str, bytes]]:
    """Files of the data folder that a backup must carry, and some that it must never carry."""
    carried = {"evidence/ab/cd/abcd": b"\x89PNG picture" * 1000, "policies/own/package.yaml": "名称: 甲".encode()}
    never = {"keys/other.keys": b"secret", "secret_key_of_tests": b"secret"}
    for name, content in (carried | never).items():
        path = settings.DATA_DIR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    yield carried
    for name in carried | never:
        (settings.DATA_DIR / name).unlink()


def test_a_backup_restores_to_the_same_rows_and_files_on_another_machine(
    tmp_path: Path, evidence: dict[str, bytes]
) -> None:
    built = world.build()
    built.fact(built.project(), "X1", "document:application")
    taken = take_backup(tmp_path / "first.linli", now=NOW)
    assert taken.logical_hash == database_hash()
    assert taken.path.stat().st_mode & 0o777 == 0o600
    there = tmp_path / "there"
    checkpoint = tmp_path / "checkpoint.txt"
    checkpoint.write_text(f"linli.example/record\n{taken.events + 7}\nAAAA\n", "utf-8")
    restored = answer("restore", str(taken.path), "--anchor", str(checkpoint), data_dir=there)
    assert restored["rows"] == taken.rows
    assert restored["events"] == taken.events > 0
    assert restored["missing_events"] == json.loads((there / "restored.json").read_text("utf-8"))["missing"] == 7
    for name, content in evidence.items():
        assert (there / name).read_bytes() == content
    again = answer("backup", str(tmp_path / "second.linli"), data_dir=there)
    assert again["logical_hash"] == taken.logical_hash
    _goes_on_keeping(there)
    if connection.vendor == "postgresql":
        with other_database() as url:
            assert answer("restore", str(tmp_path / "second.linli"), data_dir=tmp_path / "pg", url=url)["rows"]
            third = answer("backup", str(tmp_path / "third.linli"), data_dir=tmp_path / "pg", url=url)
            assert third["logical_hash"] == taken.logical_hash
            refused = linli("restore", str(taken.path), data_dir=tmp_path / "pg2", url=url)
            assert refused.returncode == 2


def _goes_on_keeping(data_dir: Path) -> None:
    """The keeping triggers stand again, new rows get numbers of their own, and the record tells every row."""
    program = data_dir / "next_day.py"
    program.write_text(
        "from linli.cli.django import wake\nwake()\n"
        "from datetime import UTC, datetime\nfrom django.db import connection, DatabaseError\n"
        "from linli.apps.accounts.services import console, create_organisation\n"
        "create_organisation(actor=console(), now=datetime(2026, 1, 1, tzinfo=UTC), name='新区', kind='district')\n"
        "for statement in ('DELETE FROM records_event', 'UPDATE records_event SET reason = 1'):\n"
        "    try:\n        connection.cursor().execute(statement)\n"
        "    except DatabaseError:\n        print('kept')\n"
        "from linli.apps.records.audit import audit\nprint(len(audit().broken))\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(program)], env=_machine(data_dir), capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["kept", "kept", "0"], done.stderr


def test_keys_are_never_in_a_backup(tmp_path: Path, evidence: dict[str, bytes]) -> None:
    taken = take_backup(tmp_path / "file.linli", now=NOW)
    with BackupReader(taken.path) as backup:
        files = {member["name"] for member in backup.members if member["name"].startswith("files/")}
        assert {f"files/{name}" for name in evidence} <= files
        assert all(name.split("/")[1] in ("evidence", "policies") for name in files)


def test_a_place_with_somebodys_data_is_refused_and_left_alone(tmp_path: Path) -> None:
    world.build()
    before = database_hash()
    taken = take_backup(tmp_path / "file.linli", now=NOW)
    with pytest.raises(BadInput, match="恢复从不覆盖"):
        restore(taken.path)
    assert database_hash() == before


def test_what_is_missing_is_counted_against_the_furthest_checkpoint(tmp_path: Path, settings: LazySettings) -> None:
    settings.DATA_DIR = tmp_path
    near, far = tmp_path / "near.txt", tmp_path / "far.txt"
    near.write_text("linli.example/record\n5\nAAAA\n", "utf-8")
    far.write_text("linli.example/record\n12\nAAAA\n", "utf-8")
    for anchors, missing in (([], 0), ([near], 0), ([near, far], 2)):
        assert note_gap(taken_at="2026", events=10, anchors=anchors, now=NOW).missing == missing
        assert (open_gap() is not None) == (missing > 0)
    close_gap()
    assert open_gap() is None
    note_size(13)
    note_size(11)
    assert note_gap(taken_at="2026", events=10, anchors=[near], now=NOW).missing == 3
    near.write_text("nothing of the kind", "utf-8")
    with pytest.raises(BadInput):
        note_gap(taken_at="2026", events=10, anchors=[near], now=NOW)


def test_backups_taken_while_people_work_are_of_one_moment(tmp_path: Path) -> None:
    """Ten backups under load: in each, every organisation has its event and every event its organisation."""
    stop = threading.Event()
    written: list[int] = []

    def work(clerk: int) -> None:
        number = 0
        while not stop.is_set():
            create_organisation(actor=console(), now=NOW, name=f"机构{clerk}-{number}", kind="district")
            number += 1
        written.append(number)
        connections.close_all()

    clerks = [threading.Thread(target=work, args=(clerk,)) for clerk in range(3)]
    for clerk in clerks:
        clerk.start()
    try:
        taken = [take_backup(tmp_path / f"{number}.linli", now=NOW) for number in range(10)]
    finally:
        stop.set()
        for clerk in clerks:
            clerk.join()
    assert sum(written) > 0
    for one in taken:
        with BackupReader(one.path) as backup:
            rows = {table["table"]: table["rows"] for table in backup.manifest["tables"]}
            names = [json.loads(line) for line in backup.lines("tables/records_event.jsonl")]
        assert rows["accounts_organisation"] == rows["records_event"] == len(names) == one.events
    assert [one.events for one in taken] == sorted(one.events for one in taken)
    last = answer("restore", str(taken[-1].path), data_dir=tmp_path / "there")
    assert last["events"] == taken[-1].events


def test_one_wrong_byte_anywhere_is_noticed(tmp_path: Path) -> None:
    world.build()
    path = take_backup(tmp_path / "file.linli", now=NOW).path
    whole, chance = path.read_bytes(), random.Random(20)
    spoilt = [whole[:length] for length in (0, 1, 80, len(whole) // 2, len(whole) - 1)] + [whole + b"\0"]
    for _ in range(200):
        at = chance.randrange(len(whole))
        spoilt.append(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
    for content in spoilt:
        path.write_bytes(content)
        with pytest.raises(DamagedBackupError):
            BackupReader(path)
    path.write_bytes(whole)
    BackupReader(path).__exit__(None, None, None)


def test_another_file_is_never_overwritten(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("important", "utf-8")
    with pytest.raises(BadInput):
        take_backup(letter, now=NOW)
    assert letter.read_text("utf-8") == "important"
    with pytest.raises(BadInput):
        take_backup(tmp_path / "no" / "folder.linli", now=NOW)
    empty = tmp_path / "empty.linli"
    empty.touch()
    take_backup(take_backup(empty, now=NOW).path, now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.linli", "letter.txt"]


def test_a_backup_of_a_newer_linli_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def newer(_self: object) -> dict[tuple[str, str], object]:
        return {("records", "9999_from_the_future"): None}

    monkeypatch.setattr("linli.stages.backups.take.MigrationRecorder.applied_migrations", newer)
    taken = take_backup(tmp_path / "file.linli", now=NOW)
    monkeypatch.undo()
    with pytest.raises(BadInput, match="9999_from_the_future"):
        restore(taken.path)


def test_a_backup_misses_no_table() -> None:
    assert tables_without_model() == set()
