"""A second factor: set up by its first code, taken once each, on paper for bad days, reset where everybody sees it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.accounts.services import Actor
from linli.apps.records.models import Event
from linli.apps.signin import second_factor
from linli.apps.signin.models import RecoveryCode, SecondFactor
from linli.apps.signin.one_time_codes import STEP_SECONDS, code_at, step_of
from linli.apps.signin.queries import security_events_seen_by
from tests.world import World

NOW = datetime(2020, 7, 1, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=STEP_SECONDS)


def set_up(actor: Actor, now: datetime = NOW) -> tuple[str, list[str]]:
    """The key and the recovery codes."""
    key = second_factor.prepare(now=now, user=actor.user).key
    return key, second_factor.set_up(actor=actor, now=now, code=code_at(key, step_of(now)))


def right(actor: Actor, code: str, now: datetime = LATER) -> bool:
    return second_factor.is_right(now=now, user=actor.user, code=code)


def test_it_counts_only_after_its_first_right_code(world: World) -> None:
    office = world["office"]
    key = second_factor.prepare(now=NOW, user=office.user).key
    assert second_factor.factor_of(office.user) is None
    with pytest.raises(RefusalError):
        second_factor.set_up(actor=office, now=NOW, code="000000")
    assert second_factor.prepare(now=NOW, user=office.user).key == key
    second_factor.set_up(actor=office, now=NOW, code=code_at(key, step_of(NOW)))
    assert second_factor.factor_of(office.user) is not None


def test_the_key_is_not_kept_as_it_is(world: World) -> None:
    key, codes = set_up(world["office"])
    assert key not in SecondFactor.objects.get().secret
    kept = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not kept & set(codes)


def test_a_code_is_taken_once(world: World) -> None:
    office = world["office"]
    key, _codes = set_up(office)
    code = code_at(key, step_of(LATER))
    assert right(office, code)
    assert not right(office, code)


def test_the_code_that_set_it_up_does_not_also_sign_in(world: World) -> None:
    office = world["office"]
    key, _codes = set_up(office)
    assert not right(office, code_at(key, step_of(NOW)), NOW)


@pytest.mark.django_db(transaction=True)
def test_a_code_is_taken_once_by_eight_at_once(world: World) -> None:
    office = world["office"]
    key, codes = set_up(office)
    taken: list[bool] = []

    def use() -> None:
        try:
            taken.append(right(office, code_at(key, step_of(LATER))))
            taken.append(right(office, codes[0]))
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 2


def test_somebody_elses_code_is_wrong(world: World) -> None:
    key, codes = set_up(world["office"])
    set_up(world["finance"])
    assert not right(world["finance"], code_at(key, step_of(LATER)))
    assert not right(world["finance"], codes[0])


def test_a_recovery_code_works_once_however_it_is_typed_and_is_recorded(world: World) -> None:
    office = world["office"]
    _key, codes = set_up(office)
    typed = f" {codes[0][:4].lower()}-{codes[0][4:8]} {codes[0][8:]}"
    assert right(office, typed)
    assert not right(office, codes[0])
    assert Event.objects.filter(kind="signin.recovery_code.used").get().body["left"] == 9


def test_new_recovery_codes_void_the_old_ones(world: World) -> None:
    office = world["office"]
    _key, old = set_up(office)
    new = second_factor.renew_recovery_codes(actor=office, now=NOW)
    assert not right(office, old[0])
    assert right(office, new[0])
    assert second_factor.recovery_codes_left(office.user) == 9


def test_an_administrator_resets_it_with_a_reason_that_the_whole_area_reads(world: World) -> None:
    set_up(world["office"])
    with pytest.raises(RefusalError):
        second_factor.reset(actor=world["administrator"], now=NOW, user=world["office"].user, reason=" ")
    second_factor.reset(actor=world["administrator"], now=NOW, user=world["office"].user, reason="手机遗失")
    assert second_factor.factor_of(world["office"].user) is None
    seen = security_events_seen_by(world["auditor"]).filter(kind="signin.second_factor.reset").get()
    assert seen.reason == "手机遗失"
    assert not security_events_seen_by(world["stranger"]).exists()


@pytest.mark.parametrize("who", ["leader", "finance", "auditor", "subdistrict", "stranger"])
def test_nobody_else_resets_it(world: World, who: str) -> None:
    set_up(world["office"])
    with pytest.raises(NotPermittedError):
        second_factor.reset(actor=world[who], now=NOW, user=world["office"].user, reason="想进去")
    assert second_factor.factor_of(world["office"].user) is not None


def test_one_cannot_set_up_a_second_one_beside_it(world: World) -> None:
    set_up(world["office"])
    with pytest.raises(ConflictError):
        second_factor.prepare(now=NOW, user=world["office"].user)
