"""Clerks who write acts through the services until they are killed; run as a program of its own, without the product
knowing: ``python -m tests.durability.clerks PLAN`` with a plan in JSON. Prints what happened as JSON.

An act is acknowledged by a line in the clerk's own file, outside the watched folder, after the service has answered.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def main(plan: dict[str, Any]) -> dict[str, int]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    import django  # noqa: PLC0415

    django.setup()
    if plan["careless"]:
        _be_careless()
    import linli.apps.accounts.services  # noqa: F401, PLC0415 -- before the clerks part, so that none of them waits for it

    chance = random.Random(plan["seed"])
    killed = 0
    for number in range(plan["rounds"]):
        children = [_start(plan, number, clerk) for clerk in range(plan["clerks"])]
        _wait_for_acts(Path(plan["acknowledged"]), number, plan["acts"], plan["patience"])
        time.sleep(plan["seconds"] * chance.random())
        chance.shuffle(children)
        for child in children:
            os.kill(child, signal.SIGKILL)
        for child in children:
            _pid, status = os.waitpid(child, 0)
            killed += os.WIFSIGNALED(status)
        if plan["kept"]:
            _cut_the_power(Path(plan["data_dir"]), Path(plan["kept"]))
    return {"killed": killed}


def _wait_for_acts(acknowledged: Path, number: int, acts: int, patience_seconds: int) -> None:
    """Until the clerks of this round have done so many acts together, however slow the machine; at most a while."""
    patience = time.monotonic() + patience_seconds
    while time.monotonic() < patience:
        if sum(path.read_bytes().count(b"\n") for path in acknowledged.glob(f"{number}-*")) >= acts:
            return
        time.sleep(0.02)


def _be_careless() -> None:
    """The positive control: what most guides recommend. The product refuses it, so nobody asks it here."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.db.backends.signals import connection_created  # noqa: PLC0415

    connection_created.disconnect(dispatch_uid="linli.sound_connection")
    careless = settings.DATABASES["default"]["OPTIONS"]["init_command"].replace("=FULL", "=NORMAL")
    careless += "; PRAGMA wal_autocheckpoint=0"  # one that fell just before the cut would hide the loss
    connections["default"].settings_dict["OPTIONS"]["init_command"] = careless


def _start(plan: dict[str, Any], number: int, clerk: int) -> int:
    child = os.fork()
    if child:
        return child
    try:
        _write_acts(Path(plan["acknowledged"]) / f"{number}-{clerk}", f"{number}-{clerk}")
    finally:
        os._exit(1)


def _write_acts(acknowledged: Path, prefix: str) -> None:
    from django.db import Error, connection  # noqa: PLC0415

    from linli.apps.accounts.services import console, create_organisation  # noqa: PLC0415

    handle = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    number = 0
    while True:
        name = f"机构{prefix}-{number}"
        number += 1
        try:
            create_organisation(actor=console(), now=NOW, name=name, kind="district")
        except Error:
            connection.close()  # not acknowledged: the outcome may be either
            continue
        os.write(handle, f"{name}\n".encode())


def _cut_the_power(data_dir: Path, kept: Path) -> None:
    """What was not written through is gone."""
    for path in data_dir.glob("linli.sqlite3*"):
        path.unlink()
    for path in kept.glob("linli.sqlite3*"):
        shutil.copy(path, data_dir / path.name)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))
