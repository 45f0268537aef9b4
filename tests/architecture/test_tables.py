"""The tables: relations follow the order of a project's life, money is never a float, migrations keep step."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.loader import MigrationLoader

from linli.apps.records.tables import declared
from linli.core.ledger import OnRecord

LIFE_ORDER = [
    "accounts", "records", "personal", "signin", "evidence", "compounds", "residents",
    "programme", "funding", "determinations", "work",
]  # fmt: skip
COORDINATES = {"latitude", "longitude"}
OURS = [model for label in LIFE_ORDER for model in apps.get_app_config(label).get_models()]


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_every_app_has_its_place_in_the_order_of_life() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("linli.apps.")}
    assert ours == set(LIFE_ORDER)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_a_table_refers_only_to_its_own_or_an_earlier_stage(model: type[models.Model]) -> None:
    own_place = LIFE_ORDER.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            other = field.related_model._meta.app_label
            assert other not in LIFE_ORDER or LIFE_ORDER.index(other) <= own_place, f"{field.name} → {other}"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_no_table_keeps_a_float_or_a_decimal(model: type[models.Model]) -> None:
    inexact = (models.FloatField, models.DecimalField)
    found = {field.name for field in model._meta.local_fields if isinstance(field, inexact)}
    assert found <= COORDINATES


@pytest.mark.parametrize("model", OURS, ids=label)
def test_nothing_official_disappears_with_something_else(model: type[models.Model]) -> None:
    for field in model._meta.local_fields:
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete is not models.CASCADE, f"{field.name} would be deleted along"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_table_says_whether_it_stands_in_the_record(model: type[models.Model]) -> None:
    """``on_record = OnRecord(...)``, or ``OffRecord("why")`` for what is no official state; see docs/decisions/0035."""
    said = declared(model)
    assert said is not None, "say on_record = OnRecord() or OffRecord(reason)"
    names = {field.name for field in model._meta.local_fields}
    if isinstance(said, OnRecord):
        assert {*said.committed, *said.left_out} <= names
        assert all(said.left_out.values())
    else:
        assert said.reason


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_constraint_is_a_sentence(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        assert constraint.name.islower()
        assert len(constraint.name.split("_")) >= 3, constraint.name


@pytest.mark.django_db
def test_migrations_keep_step_with_the_tables() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", LIFE_ORDER)
def test_migrations_of_an_app_stand_in_one_line(app: str) -> None:
    loader = MigrationLoader(None)
    assert len(loader.graph.leaf_nodes(app)) == 1
