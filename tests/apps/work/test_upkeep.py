"""Daily work: planned once a day from its hour on, by however many workers; it clears what is over and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from linli.apps.records.models import Checkpoint, Event, Occasion
from linli.apps.signin.models import OpenSession
from linli.apps.work import queue
from linli.apps.work.kinds import JOB_KINDS
from linli.apps.work.models import Job, JobState
from linli.apps.work.worker import work_once
from tests.world import World

pytestmark = pytest.mark.django_db
#: two o'clock in Shanghai
AT_TWO = datetime(2020, 7, 1, 18, 0, tzinfo=UTC)
DAILY = sum(kind.daily_at is not None for kind in JOB_KINDS.values())


def test_daily_work_is_planned_from_its_hour_on_and_once_a_day() -> None:
    assert queue.plan(AT_TWO - timedelta(seconds=1)) == 0
    assert queue.plan(AT_TWO) == DAILY > 0
    assert queue.plan(AT_TWO + timedelta(hours=3)) == 0
    assert queue.plan(AT_TWO + timedelta(days=1)) == DAILY
    assert Job.objects.values("slot").distinct().count() == 2 * DAILY


def test_every_night_the_record_is_sealed(world: World) -> None:
    work_once(clock=lambda: AT_TWO)
    taken = Checkpoint.objects.get()
    assert (taken.occasion, taken.size) == (Occasion.NIGHT, Event.objects.count())
    told = Job.objects.get(kind="upkeep.checkpoint").result
    assert told == {"number": 1, "size": taken.size}


def test_sessions_that_are_over_are_cleared_and_those_in_use_stay(world: World) -> None:
    user = world["office"].user
    for number, seen in enumerate((AT_TWO - timedelta(days=2), AT_TWO)):
        Session.objects.create(session_key=f"s{number}", session_data="", expire_date=seen + timedelta(hours=12))
        OpenSession.objects.create(
            user=user, key_hash=str(number), begun_at=seen, seen_at=seen, confirmed_at=seen, address="127.0.0.1"
        )
    assert work_once(clock=lambda: AT_TWO) == DAILY
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert list(Session.objects.values_list("session_key", flat=True)) == ["s1"]
    assert list(OpenSession.objects.filter(ended_at__isnull=True).values_list("key_hash", flat=True)) == ["1"]
