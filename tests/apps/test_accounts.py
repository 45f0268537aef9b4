"""Organisations, posts and people: who holds a post on a day, and how far its area reaches."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from linli.apps.accounts.queries import appointments_seen_by, organisations_seen_by, posts_seen_by, user_named
from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.accounts.services import (
    actor_for,
    appoint,
    close_user,
    console,
    create_organisation,
    create_post,
    create_user,
    end_appointment,
    posts_held,
)
from linli.apps.records.models import Event
from linli.integrations.pinyin import person_key, pinyin_key
from tests.world import NOW, World


def test_a_bureau_answers_for_the_area_it_stands_in(world: World) -> None:
    assert world["finance"].area_path == world.district.path
    assert world["finance"].covers(world.nanmen.path)


def test_a_subdistrict_answers_for_itself_alone(world: World) -> None:
    assert world["subdistrict"].covers(world.xiangshan.path)
    assert not world["subdistrict"].covers(world.nanmen.path)
    assert not world["subdistrict"].covers(world.district.path)


def test_nobody_without_a_post_has_an_area(world: World) -> None:
    user = create_user(actor=console(), now=NOW, username="nobody", password=None)
    actor = actor_for(user, date(2020, 7, 1))
    assert actor.post is None
    assert actor.area_path is None
    assert not actor.covers("/")
    assert not organisations_seen_by(actor).exists()


def test_a_post_is_held_from_its_first_day_until_the_day_it_ends(world: World) -> None:
    user = world["leader"].user
    assert user is not None
    appointment = user.appointments.get()
    end_appointment(actor=console(), now=NOW, appointment=appointment, held_until=date(2020, 8, 1))
    assert not posts_held(user, date(2019, 12, 31))
    assert posts_held(user, date(2020, 1, 1))
    assert posts_held(user, date(2020, 7, 31))
    assert not posts_held(user, date(2020, 8, 1))


def test_an_appointment_ends_once_and_after_it_began(world: World) -> None:
    user = world["leader"].user
    assert user is not None
    appointment = user.appointments.get()
    with pytest.raises(RefusalError):
        end_appointment(actor=console(), now=NOW, appointment=appointment, held_until=date(2020, 1, 1))
    end_appointment(actor=console(), now=NOW, appointment=appointment, held_until=date(2020, 1, 2))
    with pytest.raises(ConflictError):
        end_appointment(actor=console(), now=NOW, appointment=appointment, held_until=date(2020, 1, 3))


def test_a_person_with_two_posts_acts_in_the_one_chosen(world: World) -> None:
    user = world["leader"].user
    assert user is not None
    second = create_post(
        actor=console(), now=NOW, organisation=world.xiangshan, title="兼职经办", capability="subdistrict"
    )
    appoint(actor=console(), now=NOW, user=user, post=second, held_from=date(2020, 6, 1))
    assert actor_for(user, date(2020, 7, 1)).label == "象山区 组长"
    assert actor_for(user, date(2020, 7, 1), post_id=second.pk).label == "象山街道 兼职经办"
    assert actor_for(user, date(2020, 5, 1), post_id=second.pk).label == "象山区 组长"


def test_a_closed_account_acts_in_no_post(world: World) -> None:
    user = world["leader"].user
    assert user is not None
    close_user(actor=console(), now=NOW, user=user, organisation=None, reason="调离")
    assert actor_for(user, date(2020, 7, 1)).post is None


def test_an_administrator_keeps_accounts_of_the_own_area_only(world: World) -> None:
    admin = world["administrator"]
    post = create_post(actor=admin, now=NOW, organisation=world.nanmen, title="副经办", capability="subdistrict")
    user = create_user(actor=admin, now=NOW, username="new", password=None, organisation=world.nanmen)
    appoint(actor=admin, now=NOW, user=user, post=post, held_from=date(2020, 7, 1))
    for refused in (
        lambda: create_organisation(actor=admin, now=NOW, name="新的区", kind="district"),
        lambda: create_organisation(actor=admin, now=NOW, name="社区", kind="neighbourhood", parent=world.elsewhere),
        lambda: create_user(actor=world["office"], now=NOW, username="x", password=None, organisation=world.district),
        lambda: create_user(actor=admin, now=NOW, username="x", password=None),
    ):
        with pytest.raises(NotPermittedError):
            refused()


def test_names_are_taken_once(world: World) -> None:
    for twice in (
        lambda: create_organisation(
            actor=console(), now=NOW, name="象山街道", kind="subdistrict", parent=world.district
        ),
        lambda: create_organisation(actor=console(), now=NOW, name="象山区", kind="district"),
        lambda: create_post(actor=console(), now=NOW, organisation=world.district, title="组长", capability="leader"),
        lambda: create_user(actor=console(), now=NOW, username="office", password=None),
        lambda: appoint(
            actor=console(), now=NOW, user=world["leader"].user, post=world["leader"].post, held_from=date(2020, 7, 1)
        ),
    ):
        with pytest.raises(ConflictError):
            twice()


def test_a_weak_password_is_refused(world: World) -> None:
    with pytest.raises(ValidationError):
        create_user(actor=console(), now=NOW, username="weak", password="123456")
    assert user_named("weak") is None


def test_a_viewer_sees_the_bodies_posts_and_holders_of_the_own_area(world: World) -> None:
    seen = {organisation.name for organisation in organisations_seen_by(world["office"])}
    assert {"象山区", "象山街道", "南门街道", "改造办", "区财政局"} == seen
    assert {post.title for post in posts_seen_by(world["subdistrict"])} == {"经办"}
    assert {a.user.username for a in appointments_seen_by(world["stranger"])} == {"stranger"}


def test_no_event_of_an_account_holds_a_password_or_a_display_name(world: World) -> None:
    create_user(actor=console(), now=NOW, username="somebody", password="a quite long one", display_name="某某")
    body = Event.objects.filter(kind="accounts.user.created").latest("id").body
    assert body == {"username": "somebody"}


def test_a_sole_post_has_one_holder_at_a_time(world: World) -> None:
    post = create_post(
        actor=console(), now=NOW, organisation=world.district, title="办公室副主任", capability="member", sole=True
    )
    first, second = world["office"].user, world["finance"].user
    assert first is not None
    assert second is not None
    appoint(actor=console(), now=NOW, user=first, post=post, held_from=date(2020, 1, 1), held_until=date(2020, 3, 1))
    appoint(actor=console(), now=NOW, user=second, post=post, held_from=date(2020, 3, 1))
    for begin, end in ((date(2020, 2, 1), None), (date(2020, 2, 29), date(2020, 3, 1)), (date(2021, 1, 1), None)):
        with pytest.raises(ConflictError):
            appoint(actor=console(), now=NOW, user=world["auditor"].user, post=post, held_from=begin, held_until=end)


def test_one_person_never_holds_one_post_twice_at_a_time(world: World) -> None:
    post = create_post(actor=console(), now=NOW, organisation=world.district, title="成员", capability="member")
    user = world["office"].user
    assert user is not None
    appoint(actor=console(), now=NOW, user=user, post=post, held_from=date(2020, 1, 1), held_until=date(2020, 3, 1))
    with pytest.raises(ConflictError):
        appoint(actor=console(), now=NOW, user=user, post=post, held_from=date(2020, 2, 29))
    appoint(actor=console(), now=NOW, user=user, post=post, held_from=date(2020, 3, 1))


def test_an_administrator_neither_appoints_nor_dismisses_nor_closes_themselves(world: World) -> None:
    admin = world["administrator"]
    assert admin.user is not None
    post = create_post(actor=admin, now=NOW, organisation=world.district, title="科员", capability="office")
    with pytest.raises(RefusalError):
        appoint(actor=admin, now=NOW, user=admin.user, post=post, held_from=NOW.date())
    with pytest.raises(RefusalError):
        end_appointment(actor=admin, now=NOW, appointment=admin.user.appointments.get(), held_until=date(2020, 8, 1))
    with pytest.raises(RefusalError):
        close_user(actor=admin, now=NOW, user=admin.user, organisation=world.district, reason="离任")


def test_an_administrator_closes_nobody_of_another_area(world: World) -> None:
    stranger = world["stranger"].user
    assert stranger is not None
    with pytest.raises(RefusalError):
        close_user(actor=world["administrator"], now=NOW, user=stranger, organisation=world.district, reason="不该成功")
    stranger.refresh_from_db()
    assert stranger.is_active


def test_family_names_sort_as_family_names() -> None:
    assert person_key("单明月") == "shanmingyue smy"
    assert person_key("尉迟小山").startswith("yuchi")
    assert person_key("") == pinyin_key("")
