"""Who may do what: a table of actors, acts and things, and a sentence for everybody who is refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module

import pytest
from django.utils.translation import override

from linli.apps.accounts.actors import console
from linli.apps.accounts.permissions import may_enter, may_manage_accounts, sentence_of
from linli.apps.compounds.permissions import may_record_compounds, may_see_compound
from linli.apps.compounds.queries import names_in
from linli.apps.funding.permissions import may_allocate, may_record_costs
from linli.apps.programme.permissions import (
    may_add_project,
    may_adopt_policy,
    may_create_programme,
    may_record_fact,
    may_see_programme,
    may_see_project,
    may_set_phase,
    may_settle_reading,
)
from linli.apps.records.permissions import may_supply_official_text
from tests.world import World

APPS = ("accounts", "records", "compounds", "programme", "funding")
PREDICATES = [
    predicate
    for app in APPS
    for name, predicate in inspect.getmembers(import_module(f"linli.apps.{app}.permissions"), inspect.isfunction)
    if name.startswith("may_") and predicate.__module__ == f"linli.apps.{app}.permissions"
]
EVERYBODY = frozenset(
    ("leader", "office", "subdistrict", "other_subdistrict", "finance", "auditor", "administrator", "stranger")
)

Ask = Callable[[World, str], bool]

#: act → who may; everybody else may not. The things are of 象山街道, in the district's programme.
TABLE: dict[str, tuple[Ask, frozenset[str]]] = {
    "enter": (lambda w, who: may_enter(w[who]), EVERYBODY),
    "keep accounts": (lambda w, who: may_manage_accounts(w[who], w.xiangshan), frozenset({"administrator"})),
    "supply the official text": (lambda w, who: may_supply_official_text(w[who]), frozenset({"office", "stranger"})),
    "see the programme": (lambda w, who: may_see_programme(w[who], w.programme), EVERYBODY - {"stranger"}),
    "create a programme": (
        lambda w, who: may_create_programme(w[who], w.district), frozenset({"office", "administrator"}),
    ),
    "adopt a policy": (lambda w, who: may_adopt_policy(w[who], w.programme), frozenset({"office"})),
    "settle a reading": (
        lambda w, who: may_settle_reading(w[who], w.programme), frozenset({"office", "administrator"}),
    ),
    "record compounds": (
        lambda w, who: may_record_compounds(w[who], w.xiangshan), frozenset({"office", "subdistrict"}),
    ),
    "take a project in": (
        lambda w, who: may_add_project(w[who], w.programme, w.xiangshan), frozenset({"office", "subdistrict"}),
    ),
    "set a phase": (lambda w, who: may_set_phase(w[who], w.programme), frozenset({"office"})),
    "allocate": (lambda w, who: may_allocate(w[who], w.programme), frozenset({"finance"})),
}  # fmt: skip


@pytest.mark.parametrize("act", TABLE)
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_the_table_of_who_may(world: World, act: str, who: str) -> None:
    ask, allowed = TABLE[act]
    assert ask(world, who) is (who in allowed)


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_sees_and_who_changes_a_project(world: World, who: str) -> None:
    project = world.project()
    compound = project.compounds.get()
    sees = who not in {"other_subdistrict", "stranger"}
    assert may_see_project(world[who], project) is sees
    assert may_see_compound(world[who], compound) is sees
    assert may_record_costs(world[who], project) is (who == "office")


@pytest.mark.parametrize(
    ("stage", "key", "allowed"),
    [
        ("X1", "document:application", {"office", "subdistrict"}),
        ("X1", "document:household_survey", {"office", "subdistrict"}),
        ("X1", "signoff:group_approval", {"office"}),
        ("X2", "document:design", {"office"}),
        ("X3", "signoff:reviewer_commissioned", {"office", "finance"}),
        ("X4", "signoff:tender_done", {"office"}),
        ("X5", "signoff:works_completed", {"office"}),
    ],
)
def test_who_records_which_fact(world: World, stage: str, key: str, allowed: set[str]) -> None:
    project = world.project()
    may = {
        who
        for who in EVERYBODY
        if may_record_fact(world[who], world.programme, project, package=world.package, stage=stage, key=key)
    }
    assert may == allowed


def test_the_command_line_of_the_machine_may_everything_that_has_no_owner(world: World) -> None:
    assert may_manage_accounts(console(), None)
    assert may_create_programme(console(), world.elsewhere)
    assert list(names_in(world.district)) == []


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda predicate: predicate.__name__)
def test_every_refusal_is_a_sentence(predicate: Callable[..., bool]) -> None:
    with override("zh-hans"):
        assert str(sentence_of(predicate)).endswith("。")


def test_an_organisation_is_not_reached_by_a_path_that_merely_begins_alike(world: World) -> None:
    """``/1/`` must not cover ``/12/…``."""
    actor = world["office"]
    assert not actor.covers(f"{world.district.path.rstrip('/')}2/")
