"""Eight processes at once against one limit: the last fen is given once, one request is one act, one fact stands.

``select_for_update`` says nothing on SQLite; what holds is the constraint on the running total and the transaction that
begins by writing.
"""

from __future__ import annotations

import json
import os
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connections
from django.db.models import Sum

from linli.apps.accounts.refusals import RefusalError
from linli.apps.funding.models import Allocation, PotBalance
from linli.apps.funding.services import allocate, revoke_allocation
from linli.apps.programme.models import StageFact
from linli.apps.records.models import Event
from tests import world as worlds
from tests.world import NOW, World

PROCESSES, TRIES = 8, 5
ON = date(2020, 7, 1)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def committed_world() -> World:
    """The world in the database for good, so that other processes see it."""
    return worlds.build()


def at_once(act: Callable[[int], None]) -> Counter[str]:
    """``act(number)`` in as many processes as ``PROCESSES``, several times each: how often done, refused or broken."""
    connections.close_all()
    pipes = []
    for number in range(PROCESSES):
        reading, writing = os.pipe()
        if os.fork() == 0:
            try:
                os.close(reading)
                os.write(writing, json.dumps([_outcome(act, number) for _ in range(TRIES)]).encode())
            finally:
                os._exit(0)
        os.close(writing)
        pipes.append(reading)
    outcomes: Counter[str] = Counter()
    for reading in pipes:
        with os.fdopen(reading) as pipe:
            outcomes.update(json.loads(pipe.read() or '["died"]'))
    for _ in range(PROCESSES):
        os.wait()
    return outcomes


def _outcome(act: Callable[[int], None], number: int) -> str:
    try:
        act(number)
    except RefusalError:
        return "refused"
    except Exception:  # told to the parent, which expects none
        return traceback.format_exc(limit=-2)
    return "done"


def test_a_pot_is_never_overdrawn_and_every_fen_of_it_can_be_given(committed_world: World) -> None:
    project = committed_world.project()
    pot = next(pot for pot in committed_world.package.pots if pot.total)
    share = pot.total // 10

    def take(_number: int) -> None:
        allocate(
            actor=committed_world["finance"], now=NOW, project=project, package=committed_world.package,
            pot_id=pot.id, amount_fen=share, allocated_on=ON,
        )  # fmt: skip

    assert at_once(take) == {"done": 10, "refused": PROCESSES * TRIES - 10}
    balance = PotBalance.objects.get()
    assert balance.allocated_fen == share * 10 <= pot.total
    assert Allocation.objects.aggregate(given=Sum("amount_fen"))["given"] == balance.allocated_fen
    assert Event.objects.filter(kind="funding.allocation.made").count() == 10


def test_one_request_sent_by_everybody_is_one_allocation(committed_world: World) -> None:
    project = committed_world.project()
    pot = next(pot for pot in committed_world.package.pots if pot.total)

    def take(_number: int) -> None:
        allocate(
            actor=committed_world["finance"], now=NOW, project=project, package=committed_world.package,
            pot_id=pot.id, amount_fen=100, allocated_on=ON, request_key="the same",
        )  # fmt: skip

    assert at_once(take) == {"done": PROCESSES * TRIES}
    assert Allocation.objects.count() == 1
    assert PotBalance.objects.get().allocated_fen == 100


def test_an_allocation_goes_back_into_its_pot_once(committed_world: World) -> None:
    project = committed_world.project()
    pot = next(pot for pot in committed_world.package.pots if pot.total)
    given = allocate(
        actor=committed_world["finance"], now=NOW, project=project, package=committed_world.package,
        pot_id=pot.id, amount_fen=100, allocated_on=ON,
    )  # fmt: skip

    def revoke(_number: int) -> None:
        revoke_allocation(
            actor=committed_world["finance"], now=NOW, allocation=given, package=committed_world.package, reason="退回"
        )  # fmt: skip

    assert at_once(revoke) == {"done": 1, "refused": PROCESSES * TRIES - 1}
    assert PotBalance.objects.get().allocated_fen == 0


def test_a_fact_that_everybody_records_stands_once(committed_world: World) -> None:
    project = committed_world.project()

    def record(_number: int) -> None:
        committed_world.fact(project, "X1", "document:application")

    assert at_once(record) == {"done": 1, "refused": PROCESSES * TRIES - 1}
    assert StageFact.objects.filter(withdrawn_at__isnull=True).count() == 1
