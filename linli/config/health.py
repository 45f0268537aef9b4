"""Is this instance ready to work: database answers, its tables are in step, the data folder can be written,
the keys are at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from linli.config.durability import broken_promises
from linli.core.wording import listed, say
from linli.integrations.crypto import CryptoError, keys


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold. ``detail``: what is wrong and what to do; empty when it holds."""

    name: str
    holds: bool
    detail: str = ""


def database_answers() -> Condition:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Condition("database", holds=False, detail=say("config.no_database"))
    return Condition("database", holds=True)


def migrations_in_step() -> Condition:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Condition("migrations", holds=False, detail=say("config.no_migrations"))
    if waiting:
        return Condition("migrations", holds=False, detail=say("config.migrations", count=len(waiting)))
    return Condition("migrations", holds=True)


def storage_writable() -> Condition:
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR):
            pass
    except OSError as exc:
        return Condition("storage", holds=False, detail=say("config.no_storage", why=exc.strerror))
    return Condition("storage", holds=True)


def keys_at_hand() -> Condition:
    try:
        keys().all()
    except CryptoError as exc:
        return Condition("keys", holds=False, detail=str(exc.words))
    return Condition("keys", holds=True)


def durable() -> Condition:
    """Whether the database keeps through a power cut what it confirmed; not asked of training and debugging."""
    if settings.DURABILITY_WAIVED:
        return Condition("durability", holds=True)
    try:
        wrong: list[str] = list(broken_promises(connection))
    except ImproperlyConfigured as exc:
        wrong = [exc.args[0]]
    except DatabaseError:
        wrong = [say("config.no_database")]
    return Condition("durability", holds=not wrong, detail=listed(wrong))


CONDITIONS: tuple[Callable[[], Condition], ...] = (
    database_answers,
    migrations_in_step,
    storage_writable,
    keys_at_hand,
    durable,
)


def readiness() -> tuple[Condition, ...]:
    """Every condition, in order. Ready when all hold. Never raises."""
    return tuple(condition() for condition in CONDITIONS)
