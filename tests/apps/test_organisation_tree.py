"""The tree of organisations: correcting, moving, merging, closing; areas follow, history stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from linli.apps.accounts.models import Organisation
from linli.apps.accounts.queries import organisations_seen_by, subdistricts_under
from linli.apps.accounts.refusals import ChangedMeanwhileError, ConflictError, NotPermittedError, RefusalError
from linli.apps.accounts.services import (
    actor_for,
    close_organisation,
    console,
    correct_organisation,
    create_organisation,
    end_appointment,
    merge_organisation,
    move_organisation,
)
from linli.apps.compounds.queries import compounds_seen_by
from linli.apps.records.models import Event
from tests.bypass import past_the_record
from tests.world import NOW, World

DAY = date(2020, 7, 2)
WHY = "区划调整"


def made(name: str, kind: str, parent: Organisation | None, **more: str) -> Organisation:
    return create_organisation(actor=console(), now=NOW, name=name, kind=kind, parent=parent, **more)


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def assert_paths_tell_the_tree() -> None:
    """Every path is its parent's path and its own id; every area is its own or its parent's."""
    for one in Organisation.objects.select_related("parent"):
        above = one.parent.path if one.parent else "/"
        assert one.path == f"{above}{one.pk}/"
        administrative = one.kind in {"city", "district", "subdistrict", "neighbourhood"} or one.parent is None
        assert one.area_path == (one.path if administrative else one.parent.area_path)


def test_a_moved_subdistrict_takes_its_communities_and_compounds_along(world: World) -> None:
    community = made("长塘社区", "neighbourhood", world.xiangshan)
    committee = made("长塘业委会", "owners", community)
    world.project("向阳新村")
    moved = move_organisation(
        actor=console(), now=NOW, organisation=world.xiangshan, to_parent=world.elsewhere, on=DAY, reason=WHY
    )
    assert moved.path == f"{world.elsewhere.path}{moved.pk}/"
    assert fresh(community).path == f"{moved.path}{community.pk}/"
    assert fresh(committee).area_path == fresh(community).path
    assert_paths_tell_the_tree()
    stranger = actor_for(world["stranger"].user, DAY)  # type: ignore[arg-type]
    office = actor_for(world["office"].user, DAY)  # type: ignore[arg-type]
    assert [one.name for one in compounds_seen_by(stranger)] == ["向阳新村"]
    assert not compounds_seen_by(office)
    assert compounds_seen_by(actor_for(world["subdistrict"].user, DAY)).count() == 1  # type: ignore[arg-type]
    event = Event.objects.get(kind="accounts.organisation.moved")
    assert (event.reason, event.body["on"], event.body["from_id"]) == (WHY, "2020-07-02", world.district.pk)


def test_a_bureau_that_moves_answers_for_its_new_area(world: World) -> None:
    finance = world["finance"].post.organisation  # type: ignore[union-attr]
    move_organisation(actor=console(), now=NOW, organisation=finance, to_parent=world.elsewhere, on=DAY, reason=WHY)
    assert fresh(finance).area_path == world.elsewhere.path
    assert_paths_tell_the_tree()


def test_nothing_is_moved_below_itself_to_where_it_is_or_from_the_top(world: World) -> None:
    community = made("长塘社区", "neighbourhood", world.xiangshan)
    for what, where in (
        (world.xiangshan, community),
        (world.xiangshan, world.xiangshan),
        (world.xiangshan, world.district),
        (world.district, world.elsewhere),
    ):
        with pytest.raises(RefusalError):
            move_organisation(actor=console(), now=NOW, organisation=what, to_parent=where, on=DAY, reason=WHY)
    assert_paths_tell_the_tree()


def test_a_move_needs_rights_at_both_ends_and_a_reason(world: World) -> None:
    admin = world["administrator"]
    with pytest.raises(NotPermittedError):
        move_organisation(
            actor=admin, now=NOW, organisation=world.xiangshan, to_parent=world.elsewhere, on=DAY, reason=WHY
        )
    made("长塘社区", "neighbourhood", world.xiangshan)
    community = Organisation.objects.get(name="长塘社区")
    with pytest.raises(RefusalError):
        move_organisation(actor=admin, now=NOW, organisation=community, to_parent=world.nanmen, on=DAY, reason=" ")
    move_organisation(actor=admin, now=NOW, organisation=community, to_parent=world.nanmen, on=DAY, reason=WHY)
    assert fresh(community).path.startswith(world.nanmen.path)


def test_a_move_onto_a_taken_name_is_refused_and_changes_nothing(world: World) -> None:
    first, second = (made("长塘社区", "neighbourhood", place) for place in (world.xiangshan, world.nanmen))
    with pytest.raises(ConflictError):
        move_organisation(actor=console(), now=NOW, organisation=first, to_parent=world.nanmen, on=DAY, reason=WHY)
    assert fresh(first).path.startswith(world.xiangshan.path)
    assert fresh(second).version == 1


def test_a_merged_subdistrict_is_closed_and_its_compounds_lie_in_the_other_ones_area(world: World) -> None:
    community = made("长塘社区", "neighbourhood", world.xiangshan)
    world.project("向阳新村")
    with pytest.raises(RefusalError, match="卸任"):
        merge_organisation(
            actor=console(), now=NOW, organisation=world.xiangshan, into=world.nanmen, on=DAY, reason=WHY
        )
    for held in world["subdistrict"].user.appointments.all():  # type: ignore[union-attr]
        end_appointment(actor=console(), now=NOW, appointment=held, held_until=DAY)
    merge_organisation(actor=console(), now=NOW, organisation=world.xiangshan, into=world.nanmen, on=DAY, reason=WHY)
    assert fresh(world.xiangshan).closed_on == DAY
    assert fresh(community).parent == world.nanmen
    other = actor_for(world["other_subdistrict"].user, DAY)  # type: ignore[arg-type]
    assert [one.name for one in compounds_seen_by(other)] == ["向阳新村"]
    assert [one.name for one in subdistricts_under(world.district)] == ["南门街道"]
    assert fresh(world.xiangshan) in organisations_seen_by(other), "it stays, for the history"
    assert_paths_tell_the_tree()


def test_a_body_is_closed_only_when_nothing_hangs_on_it(world: World) -> None:
    community = made("长塘社区", "neighbourhood", world.nanmen)
    with pytest.raises(RefusalError, match="长塘社区"):
        close_organisation(actor=console(), now=NOW, organisation=world.nanmen, on=DAY, reason=WHY)
    close_organisation(actor=console(), now=NOW, organisation=community, on=DAY, reason=WHY)
    with pytest.raises(RefusalError, match="经办"):
        close_organisation(actor=console(), now=NOW, organisation=world.nanmen, on=DAY, reason=WHY)
    with pytest.raises(RefusalError, match="撤销"):
        close_organisation(actor=console(), now=NOW, organisation=community, on=DAY, reason=WHY)
    assert made("长塘社区", "neighbourhood", world.nanmen).pk != community.pk, "the name is free again"


@pytest.mark.alters_the_record
def test_nobody_holds_a_post_of_a_closed_body(world: World) -> None:
    user = world["subdistrict"].user
    assert user is not None
    with past_the_record():
        Organisation.objects.filter(pk=world.xiangshan.pk).update(closed_on=DAY)
    assert actor_for(user, date(2020, 7, 1)).post is not None
    assert actor_for(user, DAY).post is None


def test_the_second_saver_is_told_and_loses_nothing(world: World) -> None:
    place = world.nanmen
    first = correct_organisation(
        actor=console(), now=NOW, organisation=place, version=1, changes={"name": "南门街道办事处"}, reason="全称"
    )
    assert first.version == 2
    with pytest.raises(ChangedMeanwhileError) as told:
        correct_organisation(
            actor=console(), now=NOW, organisation=place, version=1, changes={"policy_role": "street"}, reason="角色"
        )
    assert told.value.current.name == "南门街道办事处"
    body = Event.objects.get(kind="accounts.organisation.corrected").body
    assert body["before"] == {"name": "南门街道"}
    assert body["after"] == {"name": "南门街道办事处"}


def test_correcting_the_kind_corrects_the_area_of_all_below(world: World) -> None:
    wrong = made("西门街道", "bureau", world.district)
    below = made("西门物业", "property_company", wrong)
    assert fresh(below).area_path == world.district.path
    correct_organisation(
        actor=console(), now=NOW, organisation=wrong, version=1, changes={"kind": "subdistrict"}, reason="类别填错"
    )
    assert fresh(below).area_path == fresh(wrong).path
    assert_paths_tell_the_tree()


@pytest.mark.parametrize(
    ("code", "good"), [("91110000600037341L", True), ("91110000600037341M", False), ("9111", False)]
)
def test_a_credit_code_is_checked_by_its_last_digit(world: World, code: str, good: bool) -> None:
    if good:
        assert made("某水务公司", "utility", world.district, credit_code=code.lower()).credit_code == code
        with pytest.raises(ConflictError):
            made("另一家公司", "utility", world.district, credit_code=code)
    else:
        with pytest.raises(RefusalError):
            made("某水务公司", "utility", world.district, credit_code=code)


class AnyMoves(TestCase):
    """Whatever is moved where, in whatever order: the paths tell the tree, and nothing is lost."""

    @settings(max_examples=25)
    @given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=8))
    def test_paths_tell_the_tree_after_any_moves(self, moves: list[tuple[int, int]]) -> None:
        top = made("甲市", "city", None)
        bodies = [top]
        kinds = ["district", "subdistrict", "bureau", "neighbourhood", "company", "district", "subdistrict", "owners"]
        for number, kind in enumerate(kinds):
            bodies.append(made(f"机构{number}", kind, bodies[number // 2]))
        for what, where in moves:
            try:
                move_organisation(
                    actor=console(), now=NOW, organisation=bodies[what], to_parent=bodies[where], on=DAY, reason=WHY
                )
            except RefusalError:
                continue
        assert_paths_tell_the_tree()
        assert Organisation.objects.filter(path__startswith=fresh(top).path).count() == len(bodies)
