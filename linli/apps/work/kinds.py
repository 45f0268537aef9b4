"""What kinds of jobs there are: their words, how they run, how often they are tried, whether they come back daily."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linli.apps.accounts.actors import Actor

#: three tries: the work itself, once more for a passing fault, once more for a worker that was killed
TRIES = 3


class CancelledError(Exception):
    """Somebody asked for the job to stop, or it belongs to another worker by now."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a job is given: as whom and when it runs, its arguments, and ``tell(done, total)``, to be called at every
    step, which raises CancelledError once the job shall stop."""

    actor: Actor
    now: datetime
    arguments: Mapping[str, Any]
    tell: Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What came out: values for the kind's sentence, and a file to fetch."""

    values: Mapping[str, Any] = field(default_factory=dict)
    filename: str = ""
    file: bytes | None = None


@dataclass(frozen=True, slots=True)
class JobKind:
    """``title`` and ``outcome``: (Chinese, English), the second filled from the result's values. ``atomic``: what it
    writes is committed together with its end, so that a killed worker leaves nothing behind; otherwise it must not
    write rows at all. ``daily_at``: the hour of the day from which periodic work is due."""

    name: str
    title: tuple[str, str]
    outcome: tuple[str, str]
    run: Callable[[Work], Result]
    atomic: bool = True
    tries: int = TRIES
    daily_at: int | None = None

    def shown(self, language: str) -> str:
        return self.title[language.startswith("en")]

    def told(self, values: Mapping[str, Any], language: str) -> str:
        """The outcome in words; a value that an old job lacks is shown as ``–``."""
        return self.outcome[language.startswith("en")].format_map(_Values(values))


class _Values(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


JOB_KINDS: dict[str, JobKind] = {}


def declare_jobs(kinds: Iterable[JobKind]) -> None:
    """Make these kinds known. Raises ValueError when a name is declared twice with another meaning."""
    for kind in kinds:
        if JOB_KINDS.setdefault(kind.name, kind) != kind:
            raise ValueError(f"job kind declared twice: {kind.name}")
