"""The document's leading group held against who sits in it: empty seats, missing liaisons, unborne duties."""

from __future__ import annotations

import pytest

from linli.core.policy import find, load
from linli.core.programme.leading_group import Body, Seat, group_role, leading_group, office_role, seat_roles
from linli.core.roster import split_post

XIANGSHAN, LIUZHOU = load(find("xiangshan-2020")), load(find("liuzhou-2017-pilot"))


def full_seats(package_posts: tuple[str, ...]) -> list[Seat]:
    return [Seat("member", post.split("（第")[0], split_post(post)[0], held=True) for post in package_posts]


def test_the_roles_that_are_seats_are_found_by_their_names() -> None:
    assert {rank: role.id for rank, role in seat_roles(XIANGSHAN).items()} == {
        "lead": "group_lead",
        "deputy": "group_deputy",
        "member": "group_member",
        "office_lead": "office_lead",
    }
    assert set(seat_roles(LIUZHOU)) == {
        "lead", "deputy", "member", "office_lead", "office_deputy", "office_member", "liaison",
    }  # fmt: skip
    assert [role.id for role in (group_role(LIUZHOU), office_role(LIUZHOU)) if role] == ["city_group", "city_office"]


def test_an_empty_city_lists_every_seat_as_missing_and_every_duty_as_unborne() -> None:
    found = leading_group(LIUZHOU, [], [])
    assert len(found.empty_seats) == 30 + 4
    assert all(one.state == "missing" for one in found.empty_seats)
    assert len(found.missing_liaisons) == 29, "two deputy secretaries-general share one body"
    assert {one.duty.id for one in found.unborne} >= {"d01", "d19", "d21", "d28"}
    assert all(one.duty.cite for one in found.unborne)


def test_a_full_list_leaves_nothing_empty() -> None:
    role = seat_roles(XIANGSHAN)["member"]
    seats = [
        Seat("lead", "区委常委、常务副区长", held=True),
        Seat("deputy", "区政府二级调研员", held=True),
        *full_seats(role.members),
        Seat("office_lead", "区住房和城乡建设局局长", held=True),
    ]
    found = leading_group(XIANGSHAN, seats, [])
    assert not found.empty_seats
    assert all(not group.extra for group in found.seats)
    assert not found.liaisons, "this document asks for no liaisons"


def test_a_seat_without_holder_is_vacant_and_one_more_than_listed_is_extra() -> None:
    seats = [Seat("member", "区城管大队大队长"), Seat("member", "区民政局局长", held=True)]
    members = next(group for group in leading_group(XIANGSHAN, seats, []).seats if group.rank == "member")
    assert [one.post for one in members.expected if one.state == "vacant"] == ["区城管大队大队长"]
    assert [seat.post for seat in members.extra] == ["区民政局局长"]


def test_another_title_of_the_same_body_fills_the_seat() -> None:
    seats = [Seat("member", "市财政局党组书记", "市财政局", held=True)]
    members = next(group for group in leading_group(LIUZHOU, seats, []).seats if group.rank == "member")
    assert [one.post for one in members.expected if one.state == "held"] == ["市财政局局长"]


@pytest.mark.parametrize(("held", "missing"), [(True, 28), (False, 29)])
def test_a_liaison_counts_only_while_somebody_holds_the_seat(held: bool, missing: int) -> None:
    seats = [Seat("liaison", "市财政局预算科科长", "市财政局", held=held)]
    assert len(leading_group(LIUZHOU, seats, []).missing_liaisons) == missing


@pytest.mark.parametrize("held", [True, False])
def test_a_duty_is_borne_when_somebody_is_there_for_its_role(held: bool) -> None:
    found = leading_group(XIANGSHAN, [], [Body("finance", "区财政局", held)])
    by_id = {one.duty.id: one for one in found.duties}
    assert by_id["u10"].borne is held
    assert by_id["u10"].bodies == ("区财政局",)


def test_bodies_named_for_each_project_are_not_missed_here() -> None:
    found = {one.duty.id: one for one in leading_group(LIUZHOU, [], []).duties}
    assert found["d15"].for_each_project
    assert found["d15"] not in leading_group(LIUZHOU, [], []).unborne


def test_a_member_body_without_a_duty_of_its_own_is_named() -> None:
    seats = [
        Seat("member", "区财政局局长", "区财政局", "finance", held=True),
        Seat("member", "区低收入核对中心主任", "区低收入核对中心", "", held=True),
    ]
    assert leading_group(XIANGSHAN, seats, []).without_duty == ("区低收入核对中心",)
