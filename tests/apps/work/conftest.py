"""Kinds of jobs for the tests, and a clock that moves when told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from linli.apps.signin.models import Brake
from linli.apps.work.kinds import JOB_KINDS, JobKind, Result, Work
from tests.world import NOW


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **by: int) -> datetime:
        self.now += timedelta(**by)
        return self.now


@dataclass
class Doing:
    """What the test's job does: ``faults`` are raised first, one per attempt; ``before_end`` runs before it ends."""

    faults: list[Exception] = field(default_factory=list)
    runs: list[Work] = field(default_factory=list)
    before_end: list[object] = field(default_factory=list)

    def __call__(self, work: Work) -> Result:
        self.runs.append(work)
        Brake.objects.create(kind="job", key=f"run {len(self.runs)}", last_at=work.now)
        work.tell(1, 2)
        for act in self.before_end:
            act()  # type: ignore[operator]
        if self.faults:
            raise self.faults.pop(0)
        return Result({"n": len(self.runs)})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def doing() -> Iterator[Doing]:
    """A job of kind ``test.work`` that leaves a row behind."""
    does = Doing()
    JOB_KINDS["test.work"] = JobKind("test.work", ("试", "Test"), ("第 {n} 次", "run {n}"), does)
    yield does
    del JOB_KINDS["test.work"]


@pytest.fixture
def only_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No daily upkeep between the jobs of the test."""
    monkeypatch.setattr("linli.apps.work.queue.plan", lambda _now: 0)
