"""Backing up everything linli keeps into one file, and restoring it: rows of every table, evidence, policy packages.

Rows are written in a form of their own and not as pages of a database file, so one backup restores to SQLite and to
PostgreSQL alike, and the live database file is never opened by anybody but the database.
"""

from linli.stages.backups.gaps import (
    Gap,
    acknowledge_gap,
    close_gap,
    may_acknowledge_gap,
    note_gap,
    note_size,
    open_gap,
    size_of_checkpoint,
)
from linli.stages.backups.restore import Restored, restore
from linli.stages.backups.take import Taken, database_hash, key_ids, take_backup

__all__ = [
    "Gap",
    "Restored",
    "Taken",
    "acknowledge_gap",
    "close_gap",
    "database_hash",
    "key_ids",
    "may_acknowledge_gap",
    "note_gap",
    "note_size",
    "open_gap",
    "restore",
    "size_of_checkpoint",
    "take_backup",
]
