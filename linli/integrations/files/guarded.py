"""Looking into a file from outside without trusting it: in a process of its own, bounded in memory and time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.wording import say
from linli.integrations.files.kinds import SUFFIXES

PATIENCE_SECONDS = 30
#: ten thousands of pixels, as Chinese counts them
MOST_TEN_THOUSANDS = 6_000
INSPECTOR = "linli.integrations.files.inspect_file"
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file is. ``look``: 64 bits as 16 letters, empty for what is no picture; ``taken_at``: local time of the
    camera; ``text``/``rows``: the beginning of a document; ``pictures``: names of the viewing copies written."""

    kind: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    look: str = ""
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


def look_into(path: Path, *, name: str, out: Path) -> Seen:
    """What lies at ``path``; viewing copies go into the folder ``out``. ``name``: what the uploader calls it.

    Raises BadInput with what is wrong and what to do; also when the file kills or stalls its reader.
    """
    environment = {key: os.environ[key] for key in KEPT_VARIABLES if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, no shell
            [sys.executable, "-m", INSPECTOR, str(path), str(out)],
            capture_output=True, timeout=PATIENCE_SECONDS, check=False, env=environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        answer = {}
    if answer.get("kind") in SUFFIXES:
        return _seen(answer)
    raise BadInput([_fault(name, answer.get("refused", "evidence.too_slow"), answer.get("values", {}))])


def _fault(name: str, code: str, values: dict[str, Any]) -> Fault:
    hint = "evidence.damaged_hint" if code == "evidence.too_slow" else f"{code}_hint"
    expected = ""
    if code in ("evidence.unknown", "evidence.archive"):
        expected = say("evidence.accepted")
    if code == "evidence.pixels":
        expected = say("evidence.pixels_most", most=MOST_TEN_THOUSANDS)
    return Fault(message=say(code, **values), file=name, expected=expected, hint=say(hint))


def _seen(answer: dict[str, Any]) -> Seen:
    taken, latitude, longitude = (answer.get(key) or "" for key in ("taken_at", "latitude", "longitude"))
    return Seen(
        kind=answer["kind"],
        width=answer.get("width"),
        height=answer.get("height"),
        pages=answer.get("pages"),
        look=answer.get("look", ""),
        taken_at=datetime.fromisoformat(taken) if taken else None,
        latitude=Decimal(latitude) if latitude else None,
        longitude=Decimal(longitude) if longitude else None,
        text=answer.get("text", ""),
        rows=answer.get("rows", []),
    )
