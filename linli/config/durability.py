"""Whether what was confirmed survives a power cut: the promises of the database, read back from a real connection.

SQLite: write-ahead log, synchronous=FULL, immediate transactions, foreign keys, a library without the WAL-reset fault.
PostgreSQL: fsync, full_page_writes, synchronous_commit, data_checksums. A setting that somebody switched off for speed
shows in no test with `kill -9`: the page cache survives that. So it is asked, and refused.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from linli.core.wording import Wording, listed, say

#: the first SQLite without the WAL-reset fault
SOUND_SQLITE = (3, 51, 3)
SQLITE_FULL = 2
SHORTEST_PATIENCE_MS = 5_000
#: PostgreSQL's promises, and what to do when one is broken
POSTGRESQL_PROMISES = {
    "fsync": say("durability.fsync"),
    "full_page_writes": say("durability.full_page_writes"),
    "synchronous_commit": say("durability.synchronous_commit"),
    "data_checksums": say("durability.data_checksums"),
}
#: of a small disk the floor is this part at most, so that a small one is not refused from the start
FLOOR_PART = 20
MEGABYTE = 1024 * 1024


def broken_promises_of_sqlite(
    found: Mapping[str, Any], *, library: tuple[int, ...], mode: str, in_memory: bool
) -> list[Wording]:
    """What is wrong with an SQLite connection, each with what to do; empty when it keeps everything.

    ``found``: journal_mode, synchronous, foreign_keys, busy_timeout as read back; ``mode``: of its transactions.
    """
    wrong = []
    if not in_memory and library < SOUND_SQLITE:
        wrong.append(say("config.sqlite_unsound", version=".".join(map(str, library))))
    if not in_memory and (found["journal_mode"] != "wal" or found["synchronous"] < SQLITE_FULL):
        wrong.append(say("config.sqlite_opened", journal=found["journal_mode"], synchronous=found["synchronous"]))
    if not found["foreign_keys"]:
        wrong.append(say("config.sqlite_keys"))
    if found["busy_timeout"] < SHORTEST_PATIENCE_MS:
        wrong.append(say("durability.patience", milliseconds=found["busy_timeout"]))
    if mode != "IMMEDIATE":
        wrong.append(say("durability.transactions", mode=mode))
    return wrong


def broken_promises_of_postgresql(found: Mapping[str, str]) -> list[Wording]:
    """What is wrong with a PostgreSQL server, each with what to do. ``found``: setting → value as the server says."""
    return [
        say("durability.postgresql", name=name, value=found.get(name, "?"), what_to_do=what_to_do)
        for name, what_to_do in POSTGRESQL_PROMISES.items()
        if found.get(name, "off") == "off"
    ]


def broken_promises(connection: Any) -> list[Wording]:
    """What the database behind this connection does not promise, read back from it."""
    if connection.vendor == "sqlite":
        return broken_promises_of_sqlite(**_read_sqlite(connection))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(POSTGRESQL_PROMISES)])
            return broken_promises_of_postgresql(dict(cursor.fetchall()))
    return []


def _read_sqlite(connection: Any) -> dict[str, Any]:
    from sqlite3 import sqlite_version_info  # noqa: PLC0415 -- after use_sound_sqlite()

    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    mode = getattr(connection, "transaction_mode", None) or "DEFERRED"
    return {
        "found": found,
        "library": tuple(sqlite_version_info),
        "mode": mode,
        "in_memory": found["journal_mode"] == "memory",
    }


def refuse_unsound_connection(sender: Any, connection: Any, **_: Any) -> None:  # noqa: ARG001 -- a signal's receiver
    """Read the promises back on a new SQLite connection; refuse it if one does not hold.

    PostgreSQL's promises are the server's, not the connection's: `linli.config.health` asks them before work begins.
    """
    if connection.vendor == "sqlite" and (wrong := broken_promises(connection)):
        raise ImproperlyConfigured(listed(wrong))


def too_little_space(folder: Path, floor_mb: int) -> str:
    """Why nothing new may be written to this folder's disk, or empty: kept free, so that what is there can be read,
    backed up and mended. The floor is ``floor_mb``, on a small disk at most a twentieth of it."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return ""  # another check tells that the folder is not there
    floor = min(floor_mb * MEGABYTE, usage.total // FLOOR_PART)
    if usage.free >= floor:
        return ""
    free, needed = usage.free // MEGABYTE, -(-floor // MEGABYTE)
    return say("durability.space", free=free, needed=needed)
