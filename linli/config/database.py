"""Which database linli keeps its records in, and the promises asked of it.

Embedded: SQLite in WAL mode with ``synchronous=FULL`` (a power cut loses nothing that was confirmed), every write
transaction IMMEDIATE (two clerks wait for one another instead of failing), foreign keys on. SQLite from 3.7.0 to 3.51.2
can corrupt a WAL file that two connections write; the ``pysqlite3`` wheel brings a mended one. Office: PostgreSQL.
Whether the promises hold is read back in `linli.config.durability`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from linli.core.wording import say

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
LOCK_TIMEOUT_SECONDS = 20


def use_sound_sqlite() -> None:
    """Put the mended SQLite in the place of Python's own, before Django looks for it (without the wheel it stays)."""
    try:
        mended = import_module("pysqlite3")
        dbapi2 = import_module("pysqlite3.dbapi2")
    except ImportError:
        return
    sys.modules["sqlite3"] = mended
    sys.modules["sqlite3.dbapi2"] = dbapi2


def database_settings(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's settings for the database at ``url``, or for the embedded one in ``data_dir`` when ``url`` is empty.

    Raises ImproperlyConfigured for an address that is neither PostgreSQL nor SQLite.
    """
    if not url:
        return _sqlite({"NAME": str(data_dir / "linli.sqlite3")})
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as exc:
        raise ImproperlyConfigured(say("config.database_url")) from exc
    engine = config.get("ENGINE", "")
    if engine.endswith("sqlite3"):
        return _sqlite(config)
    if not engine.endswith(("postgresql", "psycopg")):
        raise ImproperlyConfigured(say("config.database_kind"))
    config["ENGINE"] = "django.db.backends.postgresql"
    return config


def _sqlite(config: dict[str, Any]) -> dict[str, Any]:
    return {
        **config,
        "ENGINE": "django.db.backends.sqlite3",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_TIMEOUT_SECONDS,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def is_embedded(config: dict[str, Any]) -> bool:
    return str(config["ENGINE"]).endswith("sqlite3")
