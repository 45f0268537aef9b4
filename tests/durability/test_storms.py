"""What was acknowledged is there: after kill -9, after a power cut, on a full disk, and when writes fail.

A run counts only when its positive controls hold: the power cut must lose acts of a careless configuration, the failing
disk must have failed. ``./go storm`` runs the same for longer.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from linli.config.database import use_sound_sqlite

ROOT = Path(__file__).resolve().parents[2]
#: how many times longer than in every run of the tests
LONGER = int(os.environ.get("LINLI_TEST_STORM", "1"))


@dataclass(frozen=True)
class Outcome:
    """``acknowledged``: names of acts that a clerk was told are done; ``stored``: those in the database."""

    acknowledged: set[str]
    stored: set[str]
    killed: int

    @property
    def lost(self) -> set[str]:
        return self.acknowledged - self.stored


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the disk that forgets (``disk.so``) and a fresh database to copy (``fresh/``)."""
    memory = Path("/dev/shm")  # noqa: S108 -- thousands of writes through to a real disk would take minutes
    folder = (memory if os.access(memory, os.W_OK) else tmp_path_factory.getbasetemp()) / f"linli-storm-{os.getpid()}"
    folder.mkdir(mode=0o700)
    shim = folder / "disk.so"
    compiler = shutil.which("cc") or "cc"
    source = Path(__file__).with_name("disk.c")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", shim, source, "-ldl"], check=True
    )  # fmt: skip
    run([sys.executable, "-m", "linli.cli.main", "migrate"], folder / "fresh")
    yield folder
    shutil.rmtree(folder)


def run(command: list[str], data_dir: Path, **more: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    environment |= {"LINLI_DATA_DIR": str(data_dir), "LINLI_LOG_LEVEL": "ERROR", **more}
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180 * LONGER, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def storm(
    machine: Path,
    name: str,
    *,
    cut: bool = False,
    careless: bool = False,
    acts: int = 30,
    patience: int = 40,
    **disk: str,
) -> Outcome:
    """Three clerks write and are killed, twice or more; then the database is read as a new process would."""
    data_dir, kept, acknowledged = machine / name, machine / f"{name}-kept", machine / f"{name}-acknowledged"
    shutil.copytree(machine / "fresh", data_dir)
    shutil.copytree(data_dir, kept)
    acknowledged.mkdir()
    plan: dict[str, Any] = {
        "data_dir": str(data_dir), "kept": str(kept) if cut else "", "acknowledged": str(acknowledged),
        "careless": careless, "rounds": 2 * LONGER, "clerks": 3, "acts": acts, "patience": patience,
        "seconds": 0.5, "seed": 20,
    }  # fmt: skip
    watched = {"LD_PRELOAD": str(machine / "disk.so"), "LINLI_DISK_DIR": str(data_dir), **disk}
    if cut:
        watched["LINLI_DISK_KEPT"] = str(kept)
    told = run([sys.executable, "-m", "tests.durability.clerks", json.dumps(plan)], data_dir, **watched)
    names = {line for path in acknowledged.iterdir() for line in path.read_text("utf-8").splitlines()}
    return Outcome(names, stored(data_dir), json.loads(told)["killed"])


def stored(data_dir: Path) -> set[str]:
    """The names of acts in the database, after checking that it is whole: each act has its row and its one event."""
    use_sound_sqlite()
    import sqlite3  # noqa: PLC0415 -- the mended one

    connection = sqlite3.connect(data_dir / "linli.sqlite3")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = dict(connection.execute("SELECT id, name FROM accounts_organisation").fetchall())
        events = [row[0] for row in connection.execute(
            "SELECT subject_id FROM records_event WHERE kind = 'accounts.organisation.created' ORDER BY id"
        )]  # fmt: skip
    finally:
        connection.close()
    assert sorted(events) == sorted(rows)
    return set(rows.values())


def chain_is_whole(data_dir: Path) -> bool:
    """Whether the record links event to event without a break, and the tables are what it tells."""
    program = (
        "from linli.cli.django import wake; wake()\n"
        "from linli.apps.records.audit import audit; print(len(audit().broken))"
    )
    return run([sys.executable, "-c", program], data_dir).strip() == "0"


def test_kill_9_loses_nothing_that_was_acknowledged(machine: Path) -> None:
    outcome = storm(machine, "killed")
    assert outcome.killed == 6 * LONGER
    assert len(outcome.acknowledged) > 20
    assert outcome.lost == set()
    assert chain_is_whole(machine / "killed")


def test_a_power_cut_loses_nothing_that_was_acknowledged(machine: Path) -> None:
    outcome = storm(machine, "cut", cut=True)
    assert outcome.killed == 6 * LONGER
    assert len(outcome.acknowledged) > 20
    assert outcome.lost == set()
    assert chain_is_whole(machine / "cut")


def test_the_power_cut_is_a_real_one(machine: Path) -> None:
    """The positive control: with synchronous=NORMAL the same storm loses what was acknowledged."""
    outcome = storm(machine, "careless", cut=True, careless=True)
    assert len(outcome.acknowledged) > 20
    assert outcome.lost != set()


def test_when_writes_fail_what_was_acknowledged_is_there(machine: Path) -> None:
    told = machine / "told-failing"
    outcome = storm(machine, "failing", LINLI_DISK_FAILS="300", LINLI_DISK_TOLD=str(told))
    assert told.stat().st_size > 10, "no write failed: the run proves nothing"
    assert outcome.acknowledged
    assert outcome.lost == set()


def test_on_a_full_disk_acts_are_refused_reading_goes_on_and_nothing_is_lost(machine: Path) -> None:
    told = machine / "told-full"
    outcome = storm(machine, "full", acts=1_000_000, patience=3, LINLI_DISK_FULL="150", LINLI_DISK_TOLD=str(told))
    assert told.stat().st_size > 10, "the disk was never full: the run proves nothing"
    assert outcome.acknowledged
    assert outcome.lost == set()
