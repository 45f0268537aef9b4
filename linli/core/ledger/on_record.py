"""What of a table stands in the record: its rows are rebuilt from events and compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class OnRecord:
    """The table's rows are official: every write is part of an act's event, and can be rebuilt from it.

    committed: columns with personal data, of which only a salted commitment goes into the log;
    left_out: columns that are no official state (a last sign-in), each with the reason.
    """

    committed: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OffRecord:
    """The table holds nothing official (sessions, counters, what is derived); ``reason`` says why."""

    reason: str
