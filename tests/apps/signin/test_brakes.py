"""Guessing is slowed for whoever guesses, and for nobody else; however many processes ask at once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from linli.apps.signin.brakes import FORGOTTEN_AFTER, LIMITS, Counted, WaitError, begin, network_of, succeeded
from linli.apps.signin.models import Brake

NOW = datetime(2020, 7, 1, 2, 0, tzinfo=UTC)
MINE = (Counted("account", ("office", "10.0.0.1")),)
FREE = LIMITS["account"].free


def fail(times: int, now: datetime = NOW, counted: tuple[Counted, ...] = MINE) -> None:
    for _ in range(times):
        begin(now=now, counted=counted)


@pytest.mark.django_db
def test_a_few_mistakes_cost_nothing_and_the_next_one_costs_a_wait() -> None:
    fail(FREE - 1)
    assert begin(now=NOW, counted=MINE).imposed == LIMITS["account"].first
    with pytest.raises(WaitError) as refused:
        begin(now=NOW, counted=MINE)
    assert refused.value.seconds == LIMITS["account"].first


@pytest.mark.django_db
def test_the_wait_ends_to_the_second_and_the_next_one_is_twice_as_long() -> None:
    fail(FREE)
    end = NOW + timedelta(seconds=LIMITS["account"].first)
    with pytest.raises(WaitError):
        begin(now=end - timedelta(seconds=1), counted=MINE)
    assert begin(now=end, counted=MINE).imposed == 2 * LIMITS["account"].first


@pytest.mark.django_db
def test_knocking_during_a_wait_makes_it_no_longer() -> None:
    fail(FREE)
    for _ in range(50):
        with pytest.raises(WaitError):
            begin(now=NOW, counted=MINE)
    begin(now=NOW + timedelta(seconds=LIMITS["account"].first), counted=MINE)
    assert Brake.objects.get().failures == FREE + 1


@pytest.mark.django_db
def test_a_day_without_failures_forgets_them() -> None:
    fail(FREE)
    late = NOW + FORGOTTEN_AFTER + timedelta(seconds=1)
    assert begin(now=late, counted=MINE).failures == 1


@pytest.mark.django_db
def test_success_begins_anew_for_oneself_but_not_for_the_whole_address() -> None:
    both = (*MINE, Counted("address", ("10.0.0.1",)))
    fail(3, counted=both)
    succeeded(now=NOW, ticket=begin(now=NOW, counted=both))
    assert Brake.objects.get(kind="account").failures == 0
    assert Brake.objects.get(kind="address").failures == 3


@pytest.mark.django_db
def test_one_good_account_does_not_buy_guesses_at_others() -> None:
    address = Counted("address", ("10.0.0.1",))
    for number in range(LIMITS["address"].free - 1):
        begin(now=NOW, counted=(Counted("account", (f"other{number}", "10.0.0.1")), address))
        own = begin(now=NOW, counted=(Counted("account", ("own", "10.0.0.1")), address))
        succeeded(now=NOW, ticket=own)
    assert begin(now=NOW, counted=(Counted("account", ("one more", "10.0.0.1")), address)).imposed


@pytest.mark.django_db
def test_what_a_stranger_fails_elsewhere_concerns_nobody_here() -> None:
    fail(FREE, counted=(Counted("account", ("office", "203.0.113.9")),))
    assert begin(now=NOW, counted=MINE).failures == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_no_more_guesses_than_one() -> None:
    let_through, turned_away = [], []

    def guess() -> None:
        try:
            for _ in range(5):
                try:
                    let_through.append(begin(now=NOW, counted=(*MINE, Counted("address", ("10.0.0.1",)))))
                except WaitError as wait:
                    turned_away.append(wait)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let_through) == FREE
    assert len(turned_away) == 40 - FREE


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unknown", "?"),
        ("", "?"),
    ],
)
def test_an_ipv6_customer_is_one_visitor(address: str, network: str) -> None:
    assert network_of(address) == network


class AnySequence(TestCase):
    @settings(max_examples=25)
    @given(st.lists(st.integers(min_value=0, max_value=4000), max_size=40))
    def test_a_wait_never_shrinks_and_never_exceeds_its_limit(self, pauses: list[int]) -> None:
        now, longest = NOW, 0
        for pause in pauses:
            now += timedelta(seconds=pause)
            try:
                imposed = begin(now=now, counted=MINE).imposed
            except WaitError as wait:
                imposed = max(longest, wait.seconds)
            assert longest <= imposed <= LIMITS["account"].longest
            longest = imposed
