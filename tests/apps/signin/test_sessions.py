"""Sessions end: by their owner, by limits, and at once when the account is closed or the post is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from linli.apps.accounts.refusals import NotPermittedError
from linli.apps.accounts.services import close_user, console, end_appointment
from linli.apps.signin import sessions
from linli.apps.signin.attempts import write_down
from linli.apps.signin.browsers import family, forget_all, remember
from linli.apps.signin.models import Attempt, KnownBrowser, OpenSession, Outcome
from linli.apps.signin.passwords import is_too_old, set_password
from linli.apps.signin.visitor import Visitor
from tests.bypass import past_the_record
from tests.world import NOW as WORLD_NOW
from tests.world import World

NOW = datetime(2020, 7, 1, 2, 0, tzinfo=UTC)
HERE = Visitor("10.0.0.1", "Firefox · Linux")


def begin(world: World, who: str = "office") -> str:
    return sessions.begin(now=NOW, user=world[who].user, visitor=HERE, way="password", strong=False)


def stands(world: World, secret: str, now: datetime = NOW, who: str = "office") -> bool:
    return sessions.standing(now=now, user=world[who].user, secret=secret) is not None


def test_a_session_belongs_to_one_person(world: World) -> None:
    secret = begin(world)
    assert stands(world, secret)
    assert not stands(world, secret, who="finance")
    assert not stands(world, "guessed")


def test_idle_for_an_hour_ends_it_to_the_second(world: World, settings: Any) -> None:
    settings.LINLI_IDLE_MINUTES = 60
    secret = begin(world)
    assert stands(world, secret, NOW + timedelta(minutes=60))
    again = begin(world)
    assert not stands(world, again, NOW + timedelta(minutes=60, seconds=1))
    assert not stands(world, again, NOW)


def test_use_keeps_it_open_but_not_beyond_its_whole_length(world: World, settings: Any) -> None:
    settings.LINLI_IDLE_MINUTES, settings.LINLI_SESSION_HOURS = 60, 12
    secret, now = begin(world), NOW
    while now < NOW + timedelta(hours=12):
        assert stands(world, secret, now)
        now += timedelta(minutes=50)
    assert not stands(world, secret, NOW + timedelta(hours=12, seconds=1))


def test_the_owner_ends_one_or_all_others(world: World) -> None:
    here, there, elsewhere = begin(world), begin(world), begin(world)
    mine = sessions.standing(now=NOW, user=world["office"].user, secret=here)
    other = sessions.standing(now=NOW, user=world["office"].user, secret=there)
    assert mine is not None
    assert other is not None
    assert sessions.end_own(now=NOW, user=world["finance"].user, session_id=other.pk, keep=None) == 0
    assert sessions.end_own(now=NOW, user=world["office"].user, session_id=other.pk, keep=mine) == 1
    assert not stands(world, there)
    assert sessions.end_own(now=NOW, user=world["office"].user, session_id=None, keep=mine) == 1
    assert stands(world, here)
    assert not stands(world, elsewhere)


@pytest.mark.alters_the_record
def test_closing_the_account_ends_its_sessions_for_good(world: World) -> None:
    secret, user = begin(world), world["office"].user
    close_user(actor=console(), now=NOW, user=user, organisation=None, reason="调离")
    user.is_active = True
    with past_the_record():
        user.save()
    assert not stands(world, secret)


def test_ending_a_post_ends_the_sessions_held_with_it(world: World) -> None:
    secret, other = begin(world), begin(world, "finance")
    appointment = world["office"].user.appointments.get()
    end_appointment(actor=console(), now=NOW, appointment=appointment, held_until=date(2020, 7, 1))
    assert not stands(world, secret)
    assert stands(world, other, who="finance")


def test_an_administrator_ends_sessions_in_the_own_area_and_leaves_a_mark(world: World) -> None:
    secret = begin(world)
    with pytest.raises(NotPermittedError):
        sessions.end_for(actor=world["stranger"], now=NOW, user=world["office"].user, reason="x")
    assert stands(world, secret)
    ended = sessions.end_for(actor=world["administrator"], now=NOW, user=world["office"].user, reason="电脑丢失")
    assert ended == 1
    assert not stands(world, secret)


def test_the_secret_of_a_session_is_not_kept(world: World) -> None:
    secret = begin(world)
    assert secret not in str(list(OpenSession.objects.values()))


def test_a_browser_once_forgotten_gets_a_new_name(world: World) -> None:
    user = world["office"].user
    token = remember(now=NOW, user=user, token="")
    assert remember(now=NOW, user=user, token=token) == token
    forget_all(now=NOW, user=user)
    assert remember(now=NOW, user=user, token=token) != token
    assert token not in str(list(KnownBrowser.objects.values()))


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Safari/537 Edg/120",
         "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0", "微信 · iPhone"),
        ("", "–"),
        ("<script>alert(1)</script>", "–"),
    ],
)  # fmt: skip
def test_a_browser_is_told_by_its_family(agent: str, shown: str) -> None:
    assert family(agent) == shown


def test_a_password_is_too_old_only_where_the_profile_says_so(world: World, settings: Any) -> None:
    user = world["office"].user
    settings.LINLI_PASSWORD_DAYS = 0
    assert not is_too_old(user, WORLD_NOW + timedelta(days=1000))
    settings.LINLI_PASSWORD_DAYS = 90
    assert not is_too_old(user, user.date_joined + timedelta(days=90))
    assert is_too_old(user, user.date_joined + timedelta(days=90, seconds=1))
    changed = user.date_joined + timedelta(days=91)
    set_password(now=changed, user=user, password="yet another long one")
    assert not is_too_old(user, changed + timedelta(days=90))


def test_attempts_are_written_down_and_stay(world: World) -> None:
    from django.db import IntegrityError, transaction  # noqa: PLC0415
    from django.db.utils import DatabaseError  # noqa: PLC0415

    write_down(now=NOW, user=world["office"].user, visitor=HERE, outcome=Outcome.WRONG)
    for change in (lambda: Attempt.objects.update(address="elsewhere"), lambda: Attempt.objects.all().delete()):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            change()
