"""My security, and the administrator's help: sessions, passwords, invitations, forgotten passwords."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from linli.apps.accounts.models import User
from linli.apps.accounts.services import appoint, console, create_post, create_user
from linli.apps.signin.models import Invitation, OpenSession
from linli.web import clock
from tests.web.conftest import SignIn
from tests.web.test_signing_in import code_now, key_of, try_in
from tests.world import NOW, PASSWORD, World

NEW = "four unrelated words"


@pytest.fixture
def newcomer(world: World) -> User:
    user = create_user(actor=console(), now=NOW, username="newcomer", password=None, display_name="新同事")
    post = create_post(actor=console(), now=NOW, organisation=world.nanmen, title="副经办", capability="subdistrict")
    appoint(actor=console(), now=NOW, user=user, post=post, held_from=NOW.date())
    return user


def link_in(page: str) -> str:
    found = re.search(r"http://testserver(/invitation/[^/<]+/)", page)
    assert found, page
    return found.group(1)


def test_one_sees_and_ends_ones_other_sessions(world: World, on_the_day: None) -> None:
    here = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/128.0"})
    there = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537"})
    try_in(here)
    try_in(there)
    page = here.get("/security/").text
    assert "Firefox · Linux" in page
    assert "Chrome · Windows" in page
    other = OpenSession.objects.get(browser="Chrome · Windows")
    here.post("/security/sessions/end/", {"session": other.pk})
    assert there.get("/policies/").status_code == 302
    assert here.get("/policies/").status_code == 200


def test_somebody_elses_session_cannot_be_ended(world: World, on_the_day: None) -> None:
    mine, other = Client(), Client()
    try_in(mine)
    try_in(other, "finance")
    mine.post("/security/sessions/end/", {"session": OpenSession.objects.get(user=world["finance"].user).pk})
    assert other.get("/policies/").status_code == 200


def test_changing_the_password_ends_the_other_sessions(world: World, on_the_day: None) -> None:
    here, there = Client(), Client()
    try_in(here)
    try_in(there)
    sent = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert "原密码不对" in here.post("/security/password/", {**sent, "old": "wrong"}).text
    assert "两遍不一样" in here.post("/security/password/", {**sent, "again": "other"}).text
    assert here.post("/security/password/", {**sent, "new": "1234567890", "again": "1234567890"}).status_code == 200
    assert there.get("/policies/").status_code == 200
    assert here.post("/security/password/", sent)["Location"] == "/security/"
    assert here.get("/policies/").status_code == 200
    assert there.get("/policies/").status_code == 302
    assert try_in(Client(), password=NEW).status_code == 302


def test_a_password_that_is_too_old_is_changed_first(world: World, on_the_day: None, settings: Any) -> None:
    settings.LINLI_PASSWORD_DAYS = 90
    client = Client()
    try_in(client)
    assert client.get("/policies/")["Location"] == "/security/password/"
    client.post("/security/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert client.get("/policies/").status_code == 200


def test_the_administrator_invites_and_the_letter_opens_the_account(
    sign_in: SignIn, newcomer: User, client: Client
) -> None:
    administrator = sign_in("administrator")
    assert "newcomer" in administrator.get("/entrants/?state=waiting").text
    letters = administrator.post("/entrants/invite/", {"person": newcomer.pk}).text
    assert "<svg role" in letters
    path = link_in(letters)
    assert client.get(path).status_code == 200
    assert client.get(path).status_code == 200, "looking does not use it up"
    answer = client.post(path, {"password": NEW, "again": NEW})
    assert answer.status_code == 302
    assert client.get("/policies/").status_code == 200
    gone = Client().get(path)
    assert gone.status_code == 410
    assert "请向本单位的系统管理员再要一个" in gone.text
    assert path not in administrator.get("/entrants/").text


def test_the_door_of_invitations_is_the_administrators(sign_in: SignIn, newcomer: User) -> None:
    for who in ("leader", "office", "finance", "auditor", "subdistrict"):
        client = sign_in(who)
        assert client.get("/entrants/").status_code == 403
        assert client.post("/entrants/invite/", {"person": newcomer.pk}).status_code == 403
    assert not Invitation.objects.exists()


def test_another_districts_people_do_not_exist(sign_in: SignIn, world: World) -> None:
    administrator, stranger = sign_in("administrator"), world["stranger"].user
    assert administrator.get(f"/entrants/{stranger.pk}/").status_code == 404
    assert "stranger" not in administrator.get("/entrants/").text
    administrator.post("/entrants/invite/", {"person": stranger.pk})
    assert not Invitation.objects.exists()


def test_a_reset_needs_a_reason_and_is_read_by_everybody(sign_in: SignIn, world: World) -> None:
    key_of(world["office"])
    administrator, office = sign_in("administrator"), world["office"].user
    address = f"/entrants/{office.pk}/help/"
    assert administrator.post(address, {"act": "reset", "reason": ""}).status_code == 422
    assert administrator.post(address, {"act": "reset", "reason": "手机遗失"}).status_code == 302
    page = sign_in("auditor").get("/security/record/").text
    assert "手机遗失" in page
    assert "手机遗失" not in sign_in("stranger").get("/security/record/").text


def test_sensitive_pages_ask_again_after_a_while(
    world: World, on_the_day: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    try_in(client)
    assert client.get("/security/second-factor/").status_code == 200
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    asked = client.get("/security/second-factor/")
    assert asked["Location"] == "/security/confirm/?next=%2Fsecurity%2Fsecond-factor%2F"
    wrong = client.post("/security/confirm/", {"password": "wrong", "next": "/security/second-factor/"})
    assert "密码或动态码不对" in wrong.text
    client.post("/security/confirm/", {"password": PASSWORD, "next": "/security/second-factor/"})
    assert client.get("/security/second-factor/").status_code == 200


def test_confirming_never_leads_to_another_site(world: World, on_the_day: None) -> None:
    client = Client()
    try_in(client)
    answer = client.post("/security/confirm/", {"password": PASSWORD, "next": "//elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.LINLI_SENDS_MAIL = True


def sent_after(client: Client, username: str) -> Any:
    answer = client.post("/sign-in/forgotten/", {"username": username}, follow=True)
    for thread in threading.enumerate():
        if thread.daemon and thread is not threading.current_thread() and "send_mail" in str(thread.name):
            thread.join(5)
    return answer


def test_a_forgotten_password_is_answered_alike_for_everybody(world: World, with_mail: None, client: Client) -> None:
    User.objects.filter(username="auditor").update(email="auditor@example.gov.cn")
    known, unknown = sent_after(client, "auditor"), sent_after(Client(), "nobody")
    words = "如果有这个账号，而且登记了邮箱，链接已经发出"
    assert words in known.text
    assert words in unknown.text
    assert [message.to for message in mail.outbox] == [["auditor@example.gov.cn"]]
    path = link_in(str(mail.outbox[0].body))
    fresh = Client()
    assert fresh.post(path, {"password": NEW, "again": NEW}).status_code == 302
    assert fresh.get("/policies/").status_code == 200


def test_a_link_from_a_mailbox_does_not_replace_the_second_factor(
    world: World, with_mail: None, client: Client
) -> None:
    key, _codes = key_of(world["auditor"])
    User.objects.filter(username="auditor").update(email="auditor@example.gov.cn")
    sent_after(client, "auditor")
    path, sent = link_in(str(mail.outbox[0].body)), {"password": NEW, "again": NEW}
    thief = Client()
    assert "动态码不对" in thief.post(path, sent).text
    assert thief.get("/policies/").status_code == 302
    assert thief.post(path, {**sent, "code": code_now(key)}).status_code == 302
    assert thief.get("/policies/").status_code == 200


def test_nobody_is_flooded_with_mail(world: World, with_mail: None) -> None:
    User.objects.filter(username="auditor").update(email="auditor@example.gov.cn")
    for number in range(10):
        sent_after(Client(REMOTE_ADDR=f"203.0.113.{number}"), "auditor")
    assert len(mail.outbox) == 3


def test_without_mail_the_way_leads_to_the_administrator(world: World, client: Client) -> None:
    page = client.get("/sign-in/forgotten/").text
    assert "请找本单位的系统管理员" in page
    assert "<form" not in page.split("plain-foot")[0].split("<h1>")[1]


def test_four_kinds_of_characters_are_asked_by_the_stricter_profile_alone() -> None:
    from django.contrib.auth.password_validation import get_password_validators, validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from linli.config.signing_in import password_validators  # noqa: PLC0415

    plain, strict = (get_password_validators(password_validators(name)) for name in ("standard", "dengbao3"))
    validate_password(NEW, password_validators=plain)
    validate_password("Four-Unrelated 7 words", password_validators=strict)
    for weak in (NEW, "Four Unrelated Words", "four-unrelated 7 words"):
        with pytest.raises(ValidationError):
            validate_password(weak, password_validators=strict)
