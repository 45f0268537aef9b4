"""Loading enters the planned cities through the services: the same every time, all or nothing, marked as a demo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from linli.apps.accounts.models import Organisation, User
from linli.apps.accounts.services import console, create_organisation
from linli.apps.compounds.models import Compound
from linli.apps.funding.models import Allocation, CostLine, PotBalance
from linli.apps.programme.models import Programme, Project, StageFact
from linli.apps.records.models import Event
from linli.apps.records.queries import newest_event_of_kind
from linli.core.faults import BadInput
from linli.core.policy import find, load
from linli.demo import place
from linli.demo.cities import cities
from linli.demo.loading import LOADED, load_cities
from linli.demo.prepare import prepare
from linli.demo.scale import big_city

pytestmark = pytest.mark.django_db

#: everything that was entered, without the keys a database hands out
_ENTERED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Organisation, ("name", "kind", "policy_role", "parent__name")),
    (User, ("username", "display_name")),
    (Compound, ("name", "subdistrict__name", "households", "buildings", "floor_area_centi", "built_in", "latitude")),
    (Project, ("name", "programme__slug", "subdistrict__name", "phase")),
    (StageFact, ("project__name", "area__name", "stage", "key", "value", "happened_on", "note", "recorded_at")),
    (CostLine, ("project__name", "item", "segment", "cost_fen", "approved_fen")),
    (Allocation, ("project__name", "pot", "amount_fen", "allocated_on")),
    (Event, ("kind", "recorded_at", "post_label", "reason")),
)


def _digest() -> str:
    told = hashlib.sha256()
    for model, fields in _ENTERED:
        for row in model.objects.order_by("pk").values_list(*fields):
            told.update(repr(row).encode())
    return told.hexdigest()


@contextmanager
def _undone() -> Iterator[None]:
    """What happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _load() -> None:
    load_cities([(plan, load(find(plan.package_id))) for plan in cities()], say=lambda _: None)


def test_loading_twice_enters_the_same_city() -> None:
    with _undone():
        _load()
        first = _digest()
    _load()
    assert _digest() == first
    _everything_planned_is_there()


def _everything_planned_is_there() -> None:
    plans = cities()
    assert Project.objects.count() == Compound.objects.count() == sum(len(plan.compounds) for plan in plans)
    assert CostLine.objects.count() == sum(len(c.costs) for plan in plans for c in plan.compounds)
    facts = sum(len(c.facts) for plan in plans for c in plan.compounds) + sum(len(plan.area_facts) for plan in plans)
    assert StageFact.objects.count() == facts
    # one act, one event: every fact tells who recorded it and when
    assert Event.objects.filter(kind="programme.fact.recorded").count() == facts
    assert not StageFact.objects.filter(recorded_by__isnull=True).exists()
    # a record reads in the order in which things happened
    for programme in Programme.objects.all():
        told = list(Event.objects.filter(programme_id=programme.pk, kind__contains="fact").order_by("pk"))
        assert [event.recorded_at for event in told] == sorted(event.recorded_at for event in told)
    clerks = set(StageFact.objects.values_list("recorded_by__username", flat=True))
    assert clerks == {"xs-office", "xs-xiangshan", "xs-nanmen", "xs-finance", "lz-office", "lz-liubei"}
    balance = PotBalance.objects.get()
    assert balance.allocated_fen == sum(given.amount_fen for plan in plans for given in plan.allocations)
    assert {p.slug: p.training_day for p in Programme.objects.all()} == {plan.slug: plan.day for plan in plans}


def test_a_second_preparation_loads_nothing_again() -> None:
    said: list[str] = []
    prepare(reset=False, say=said.append)
    before = _digest()
    assert said
    said.clear()
    prepare(reset=False, say=said.append)
    assert said == []
    assert _digest() == before


def test_a_database_in_use_is_neither_filled_nor_reset() -> None:
    create_organisation(actor=console(), now=datetime(2026, 1, 5, 8, tzinfo=UTC), name="某区", kind="district")
    before = _digest()
    for reset in (False, True):
        with pytest.raises(BadInput) as refused:
            prepare(reset=reset, say=lambda _: None)
        assert "不是演示数据" in str(refused.value)
    assert _digest() == before
    assert newest_event_of_kind(LOADED) is None


def test_a_fault_in_the_second_city_leaves_nothing_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = [(plan, load(find(plan.package_id))) for plan in cities()]

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("linli.demo.loading.record_fact", broken)
    with pytest.raises(RuntimeError, match="power cut"):
        load_cities(plans, say=lambda _: None)
    assert place.is_empty()


def test_a_big_city_is_entered_in_few_acts() -> None:
    package = load(find("liuzhou-2017-pilot"))
    load_cities([(big_city(package, projects=60), package)], say=lambda _: None, in_bulk=True)
    assert Project.objects.count() == 60
    assert Event.objects.filter(kind="programme.facts.recorded").count() == 1
