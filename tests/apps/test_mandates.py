"""Acting for somebody: in writing, with dates, never for oneself, never more than the principal holds."""

from __future__ import annotations

from datetime import date

import pytest

from linli.apps.accounts.actors import Actor, actor_for, hats_of, persons_behind
from linli.apps.accounts.models import Mandate, User
from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.accounts.services import (
    appoint,
    close_user,
    console,
    create_post,
    create_user,
    end_appointment,
    grant_mandate,
    revoke_mandate,
)
from linli.apps.records.models import Event
from tests.world import NOW, World

FROM, UNTIL = date(2020, 7, 1), date(2020, 8, 1)


def user_of(world: World, who: str) -> User:
    user = world[who].user
    assert user is not None
    return user


def mandate(world: World, *, by: Actor | None = None, post_of: str = "leader", deputy: str = "office") -> Mandate:
    post = world[post_of].post
    assert post is not None
    return grant_mandate(
        actor=by or world[post_of],
        now=NOW,
        post=post,
        principal=user_of(world, post_of),
        deputy=user_of(world, deputy),
        valid_from=FROM,
        valid_until=UNTIL,
        document="委托书〔2020〕3号",
    )


@pytest.mark.parametrize(
    ("on", "counts"),
    [(date(2020, 6, 30), False), (date(2020, 7, 1), True), (date(2020, 7, 31), True), (date(2020, 8, 1), False)],
)
def test_a_mandate_counts_from_its_first_day_until_the_day_it_ends(world: World, on: date, counts: bool) -> None:
    given = mandate(world)
    actor = actor_for(user_of(world, "office"), on, mandate_id=given.pk)
    assert (actor.mandate == given) is counts
    assert (actor.label == "代 象山区 组长") is counts


def test_both_persons_stand_behind_the_act(world: World) -> None:
    given = mandate(world)
    actor = actor_for(user_of(world, "office"), FROM, mandate_id=given.pk)
    both = {user_of(world, "office").pk, user_of(world, "leader").pk}
    assert actor.persons == both
    assert persons_behind([user_of(world, "office").pk], [given.pk]) == both
    assert world["finance"].persons == {user_of(world, "finance").pk}
    assert console().persons == frozenset()


def test_what_is_done_by_mandate_says_so_in_the_record(world: World) -> None:
    given = mandate(world, post_of="office", deputy="finance")
    world.actors["deputy"] = actor_for(user_of(world, "finance"), FROM, mandate_id=given.pk)
    world.fact(world.project(), "X1", "document:application", by="deputy")
    event = Event.objects.get(kind="programme.fact.recorded")
    assert event.actor == user_of(world, "finance")
    assert event.post_label == "代 改造办 主任"


def test_a_mandate_ends_with_the_principals_post_and_with_either_account(world: World) -> None:
    given = mandate(world)
    office = user_of(world, "office")
    end_appointment(
        actor=console(), now=NOW, appointment=user_of(world, "leader").appointments.get(), held_until=date(2020, 7, 10)
    )
    assert actor_for(office, date(2020, 7, 9), mandate_id=given.pk).mandate == given
    assert actor_for(office, date(2020, 7, 10), mandate_id=given.pk).mandate is None
    close_user(actor=console(), now=NOW, user=user_of(world, "leader"), organisation=world.district, reason="离任")
    assert actor_for(office, date(2020, 7, 9), mandate_id=given.pk).mandate is None


def test_somebody_elses_mandate_is_no_hat(world: World) -> None:
    given = mandate(world)
    assert actor_for(user_of(world, "finance"), FROM, mandate_id=given.pk).mandate is None
    assert [hat.value for hat in hats_of(user_of(world, "office"), FROM)][1:] == [f"mandate-{given.pk}"]
    assert len(hats_of(user_of(world, "finance"), FROM)) == 1


def test_nobody_mandates_themselves_and_nobody_passes_a_mandate_on(world: World) -> None:
    with pytest.raises(RefusalError):
        mandate(world, by=world["administrator"], post_of="leader", deputy="administrator")
    with pytest.raises(RefusalError):
        mandate(world, deputy="leader")
    given = mandate(world, post_of="administrator", deputy="office")
    deputy = actor_for(user_of(world, "office"), FROM, mandate_id=given.pk)
    with pytest.raises(NotPermittedError):
        mandate(world, by=deputy, post_of="administrator", deputy="finance")
    with pytest.raises(NotPermittedError):
        mandate(world, by=deputy, post_of="leader", deputy="finance")


def test_a_deputy_of_the_administrator_cannot_give_either_of_both_a_post(world: World) -> None:
    given = mandate(world, post_of="administrator", deputy="office")
    deputy = actor_for(user_of(world, "office"), FROM, mandate_id=given.pk)
    post = create_post(actor=deputy, now=NOW, organisation=world.nanmen, title="副主任", capability="finance")
    for who in ("office", "administrator"):
        with pytest.raises(RefusalError, match="自己"):
            appoint(actor=deputy, now=NOW, user=user_of(world, who), post=post, held_from=FROM)
    assert appoint(actor=deputy, now=NOW, user=user_of(world, "auditor"), post=post, held_from=FROM).pk


@pytest.mark.parametrize("by", ["office", "finance", "other_subdistrict", "stranger"])
def test_only_the_holder_or_the_administrator_grants(world: World, by: str) -> None:
    with pytest.raises(NotPermittedError):
        mandate(world, by=world[by], post_of="leader", deputy="auditor")


def test_a_mandate_needs_paper_days_and_a_principal_in_office(world: World) -> None:
    post, leader, office = world["leader"].post, user_of(world, "leader"), user_of(world, "office")
    assert post is not None
    good = {"post": post, "principal": leader, "deputy": office, "valid_from": FROM, "valid_until": UNTIL}
    for change in (
        {"document": " "},
        {"valid_until": FROM},
        {"valid_from": date(2019, 12, 31)},
        {"principal": user_of(world, "finance")},
    ):
        with pytest.raises(RefusalError):
            grant_mandate(**{"actor": console(), "now": NOW, "document": "委托书", **good, **change})
    mandate(world)
    with pytest.raises(ConflictError):
        mandate(world)


def test_a_revoked_mandate_stops_on_the_day_and_keeps_its_reason(world: World) -> None:
    given = mandate(world)
    with pytest.raises(RefusalError):
        revoke_mandate(actor=world["leader"], now=NOW, mandate=given, on=date(2020, 7, 5), reason="")
    revoke_mandate(actor=world["leader"], now=NOW, mandate=given, on=date(2020, 7, 5), reason="已销假")
    office = user_of(world, "office")
    assert actor_for(office, date(2020, 7, 4), mandate_id=given.pk).mandate == given
    assert actor_for(office, date(2020, 7, 5), mandate_id=given.pk).mandate is None
    assert Event.objects.get(kind="accounts.mandate.revoked").reason == "已销假"
    with pytest.raises(ConflictError):
        revoke_mandate(actor=world["leader"], now=NOW, mandate=given, on=date(2020, 7, 6), reason="再撤")


def test_no_event_of_a_mandate_names_a_person(world: World) -> None:
    create_user(
        actor=console(), now=NOW, username="u1", password=None, display_name="某甲", organisation=world.district
    )
    mandate(world)
    assert "某甲" not in str(list(Event.objects.values_list("body", flat=True)))
