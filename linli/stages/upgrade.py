"""Bringing the tables in step, and what that changed into the record."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from linli.apps.records import baseline
from linli.apps.records.queries import newest_event_at


def migrate(*, now: datetime | None = None) -> int:
    """Runs what migrations wait, and records the rows they wrote; returns how many ran.

    ``now``: the instant of the record; without it (a demo, whose days are invented) the newest event's.
    """
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not waiting:
        return 0
    known = baseline.differing_rows() if baseline.stands() else set()
    call_command("migrate", verbosity=0, interactive=False)
    moment = now or newest_event_at()
    if moment is not None:
        baseline.take_over(now=moment, known=known)
    return waiting
