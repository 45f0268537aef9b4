"""What an importer works with, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from linli.apps.accounts.actors import Actor
from linli.apps.programme.models import Programme
from linli.core.faults import Fault
from linli.core.policy.model import Package
from linli.integrations.spreadsheets import Column, Ratio, Table

#: told what is being done and how far: (what, done, of)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One figure of what the sheet would write. ``key``: for programs; ``label``: for people, in their language."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet holds and what is wrong with it. Nothing is written while there is a fault.

    rows: number of rows; shown: the first of them, header -> text; warnings: things worth a look that do not stand
    in the way.
    """

    kind: str
    filename: str
    rows: int
    headers: tuple[str, ...] = ()
    shown: tuple[Mapping[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()
    summary: tuple[SummaryLine, ...] = ()
    written: bool = False

    @property
    def is_clean(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Setting:
    """For whom, into which programme, under which policy, on which day a sheet is read."""

    actor: Actor
    programme: Programme
    package: Package
    today: date
    progress: Progress = lambda _what, _done, _of: None


@dataclass
class Checked:
    """Rows ready to be written, and everything found on the way."""

    ready: list[Any] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    summary: list[SummaryLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet: its columns under a policy, how its rows are checked, how they are written (how many were)."""

    name: str
    columns: Callable[[Package], Mapping[str, Column]]
    ratios: Callable[[], Sequence[Ratio]]
    check: Callable[[Setting, Table], Checked]
    write: Callable[[Setting, datetime, Checked], int]
    notes: Callable[[Package], Sequence[str]]
