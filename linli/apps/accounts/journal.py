"""What an act leaves behind: its kind, with a sentence in both languages, and the way to the record.

The record itself (`records.Event`) stands above `accounts` in the order of life; so the writer is handed in when Django
starts, and `accounts` can record its own acts without knowing where they are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Model

if TYPE_CHECKING:
    from linli.apps.accounts.actors import Actor


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of act. ``name``: dotted, past tense. zh / en: sentences filled from the event's body."""

    name: str
    zh: str
    en: str

    def sentence(self, body: Mapping[str, Any], language: str = "zh") -> str:
        """The sentence with this body's values; a value that an old event lacks is shown as ``–``."""
        return (self.en if language.startswith("en") else self.zh).format_map(_Body(body))


class _Body(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


KINDS: dict[str, EventKind] = {}


def declare(kinds: Iterable[EventKind]) -> None:
    """Make these kinds known. Declaring one name twice with other words is a mistake."""
    for kind in kinds:
        if KINDS.setdefault(kind.name, kind) != kind:
            raise ValueError(f"event kind declared twice: {kind.name}")


class Recorder(Protocol):
    def __call__(
        self,
        *,
        actor: Actor,
        now: datetime,
        kind: str,
        subject: Model,
        programme_id: int | None = None,
        body: Mapping[str, Any] | None = None,
        reason: str = "",
    ) -> Any: ...


_recorders: list[Recorder] = []


def set_recorder(recorder: Recorder) -> None:
    _recorders[:] = [recorder]


def record(
    *, actor: Actor, now: datetime, kind: str, subject: Model, body: Mapping[str, Any] | None = None, reason: str = ""
) -> None:
    """Record an act of `accounts` itself; the apps above use `records.services.record_event`."""
    (recorder,) = _recorders
    recorder(actor=actor, now=now, kind=kind, subject=subject, body=body, reason=reason)
