"""Invitations: good once, for a while, for one person; only their hash is kept."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from linli.apps.accounts.models import User
from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.accounts.services import appoint, close_user, console, create_post, create_user
from linli.apps.signin import invitations
from linli.apps.signin.invitations import Issued
from linli.apps.signin.models import Invitation
from linli.apps.signin.queries import entrants
from tests.world import PASSWORD, World

NOW = datetime(2020, 7, 1, 2, 0, tzinfo=UTC)
NEW = "four unrelated words"


@pytest.fixture
def newcomer(world: World) -> User:
    user = create_user(actor=console(), now=NOW, username="newcomer", password=None)
    post = create_post(actor=console(), now=NOW, organisation=world.nanmen, title="副经办", capability="subdistrict")
    appoint(actor=console(), now=NOW, user=user, post=post, held_from=NOW.date())
    return user


def invite(world: World, user: User, who: str = "administrator") -> Issued:
    return invitations.invite(actor=world[who], now=NOW, user=user)


def state(world: World, user: User, now: datetime = NOW) -> str:
    return next(one.state(now) for one in entrants(world["administrator"]) if one.user == user)


def test_it_sets_the_first_password_and_works_once(world: World, newcomer: User) -> None:
    assert state(world, newcomer) == "waiting"
    secret = invite(world, newcomer).secret
    assert state(world, newcomer) == "invited"
    assert invitations.accept(now=NOW, secret=secret, password=NEW) == newcomer
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)
    with pytest.raises(ConflictError):
        invitations.accept(now=NOW, secret=secret, password="another long password")


def test_a_weak_password_leaves_it_usable(world: World, newcomer: User) -> None:
    secret = invite(world, newcomer).secret
    with pytest.raises(ValidationError):
        invitations.accept(now=NOW, secret=secret, password="12345678")
    assert invitations.standing(now=NOW, secret=secret) is not None


def test_the_secret_is_not_kept(world: World, newcomer: User) -> None:
    secret = invite(world, newcomer).secret
    assert secret not in str(list(Invitation.objects.values()))


def test_it_is_good_until_its_last_second(world: World, newcomer: User) -> None:
    issued = invite(world, newcomer)
    end = issued.invitation.expires_at
    assert end == NOW + timedelta(days=14)
    assert invitations.standing(now=end - timedelta(seconds=1), secret=issued.secret) is not None
    assert invitations.standing(now=end, secret=issued.secret) is None
    assert state(world, newcomer, end) == "expired"


def test_a_new_one_voids_the_old_one(world: World, newcomer: User) -> None:
    old, new = invite(world, newcomer).secret, invite(world, newcomer).secret
    assert invitations.standing(now=NOW, secret=old) is None
    assert invitations.standing(now=NOW, secret=new) is not None


def test_a_revoked_one_opens_nothing(world: World, newcomer: User) -> None:
    secret = invite(world, newcomer).secret
    invitations.revoke(actor=world["administrator"], now=NOW, user=newcomer, reason="信寄错了")
    assert invitations.standing(now=NOW, secret=secret) is None


def test_a_closed_account_cannot_be_entered_or_invited(world: World, newcomer: User) -> None:
    secret = invite(world, newcomer).secret
    close_user(actor=console(), now=NOW, user=newcomer, organisation=None, reason="调离")
    assert invitations.standing(now=NOW, secret=secret) is None
    newcomer.refresh_from_db()
    with pytest.raises(RefusalError):
        invite(world, newcomer)


@pytest.mark.parametrize("who", ["leader", "office", "finance", "auditor", "subdistrict", "stranger"])
def test_only_the_administrator_of_the_area_invites(world: World, newcomer: User, who: str) -> None:
    with pytest.raises(NotPermittedError):
        invite(world, newcomer, who)


def test_nobody_whose_post_reaches_further_is_taken_over_by_a_local_administrator(world: World, newcomer: User) -> None:
    elsewhere = create_post(
        actor=console(), now=NOW, organisation=world.elsewhere, title="联络员", capability="subdistrict"
    )
    appoint(actor=console(), now=NOW, user=newcomer, post=elsewhere, held_from=NOW.date())
    with pytest.raises(NotPermittedError):
        invite(world, newcomer)
    assert not next(one for one in entrants(world["administrator"]) if one.user == newcomer).is_ours


def test_a_stranger_does_not_learn_who_works_here(world: World, newcomer: User) -> None:
    assert newcomer not in [one.user for one in entrants(world["stranger"])]


def test_who_forgot_gets_a_link_for_an_hour_and_only_with_a_mail_address(world: World) -> None:
    assert invitations.forgotten(now=NOW, username="office") is None
    assert invitations.forgotten(now=NOW, username="no-such-account") is None
    User.objects.filter(username="office").update(email="office@example.gov.cn")
    issued = invitations.forgotten(now=NOW, username=" office ")
    assert issued is not None
    assert invitations.standing(now=NOW + timedelta(minutes=59), secret=issued.secret) is not None
    assert invitations.standing(now=NOW + timedelta(minutes=60), secret=issued.secret) is None


def test_the_old_password_is_not_the_new_one(world: World) -> None:
    User.objects.filter(username="office").update(email="office@example.gov.cn")
    issued = invitations.forgotten(now=NOW, username="office")
    assert issued is not None
    with pytest.raises(ValidationError):
        invitations.accept(now=NOW, secret=issued.secret, password=PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_use_it_at_once_one_comes_in(world: World, newcomer: User) -> None:
    secret = invite(world, newcomer).secret
    outcomes: list[str] = []

    def use(number: int) -> None:
        try:
            invitations.accept(now=NOW, secret=secret, password=f"{NEW} {number}")
            outcomes.append("in")
        except ConflictError:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in"] + ["too late"] * 7
