"""Coming in through the city's identity system: only into accounts that stand here, with no more rights than before."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from linli.apps.accounts.models import User
from linli.apps.accounts.services import close_user, console
from linli.apps.signin.models import Attempt, OpenSession
from linli.web import clock
from tests.integrations.identity import fakes
from tests.integrations.identity.fakes import CLIENT, SECRET, Fake
from tests.web.test_signing_in import code_now, key_of
from tests.world import NOW, World

REFUSED = "身份系统没有认出您在这里的账号"


@pytest.fixture
def fake(settings: Any, world: World) -> Iterator[Fake]:
    with fakes.serving() as fake:
        settings.LINLI_OIDC_ISSUER, settings.LINLI_OIDC_CLIENT_ID = fake.address, CLIENT
        settings.LINLI_OIDC_CLIENT_SECRET, settings.LINLI_OIDC_CLAIM = SECRET, "preferred_username"
        settings.LINLI_OIDC_TITLE, settings.LINLI_OIDC_STRONG = "市统一身份", True
        yield fake


def go(client: Client, fake: Fake, next_page: str = "/policies/") -> Any:
    """There and back again."""
    sent = client.get("/sign-in/with/oidc/", {"next": next_page})
    return client.get("/sign-in/with/oidc/back/", fake.authorize(sent["Location"]))


def test_it_opens_the_account_of_that_name_and_the_page_asked_for(fake: Fake, client: Client) -> None:
    assert "市统一身份" in client.get("/sign-in/").text
    answer = go(client, fake)
    assert answer["Location"] == "/policies/"
    assert client.get("/policies/").status_code == 200
    assert Attempt.objects.get().way == "oidc"
    assert OpenSession.objects.get().strong


def test_without_settings_there_is_no_such_door(world: World, client: Client) -> None:
    assert client.get("/sign-in/with/oidc/").status_code == 404
    assert client.get("/sign-in/with/wecom/back/").status_code == 404
    assert "/sign-in/with/" not in client.get("/sign-in/").text


@pytest.mark.parametrize("name", ["nobody", "AUDITOR ", "auditor\x00", "管理员"])
def test_nobody_is_made_who_does_not_stand_here(fake: Fake, client: Client, name: str) -> None:
    before = User.objects.count()
    fake.claims = {"preferred_username": name}
    assert go(client, fake)["Location"] == "/sign-in/"
    assert REFUSED in client.get("/sign-in/").text
    assert User.objects.count() == before
    assert client.get("/policies/").status_code == 302


def test_a_closed_account_stays_closed(fake: Fake, client: Client, world: World) -> None:
    close_user(actor=console(), now=NOW, user=world["auditor"].user, organisation=None, reason="调离")
    assert go(client, fake)["Location"] == "/sign-in/"
    assert client.get("/policies/").status_code == 302


def test_claims_give_no_rights(fake: Fake, client: Client, world: World) -> None:
    fake.claims = {"groups": ["administrator"], "roles": ["finance"], "is_superuser": True}
    go(client, fake)
    assert client.get("/programmes/xiangshan/money/allocate/").status_code == 403
    assert client.get("/entrants/").status_code == 403


@pytest.mark.parametrize("change", [{"state": "another"}, {"state": ""}, {"code": ""}, {"code": "x" * 5000}])
def test_coming_back_with_something_else_opens_nothing(fake: Fake, client: Client, change: dict[str, str]) -> None:
    sent = client.get("/sign-in/with/oidc/")
    answer = client.get("/sign-in/with/oidc/back/", fake.authorize(sent["Location"]) | change)
    assert answer["Location"] == "/sign-in/"
    assert client.get("/policies/").status_code == 302


def test_one_cannot_be_signed_in_by_somebody_elses_link(fake: Fake, client: Client) -> None:
    attacker = Client()
    brought = fake.authorize(attacker.get("/sign-in/with/oidc/")["Location"])
    assert client.get("/sign-in/with/oidc/back/", brought)["Location"] == "/sign-in/"
    assert client.get("/policies/").status_code == 302


def test_coming_back_twice_or_too_late_opens_nothing(
    fake: Fake, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = fake.authorize(client.get("/sign-in/with/oidc/")["Location"])
    real = clock.now()
    monkeypatch.setattr(clock, "now", lambda: real + timedelta(minutes=10, seconds=1))
    assert client.get("/sign-in/with/oidc/back/", brought)["Location"] == "/sign-in/"
    monkeypatch.setattr(clock, "now", lambda: real)
    assert client.get("/sign-in/with/oidc/back/", brought)["Location"] == "/sign-in/"
    assert client.get("/policies/").status_code == 302


def test_it_never_leads_to_another_site(fake: Fake, client: Client) -> None:
    assert go(client, fake, "//elsewhere.example/")["Location"] == "/"


def test_the_session_key_changes_on_the_way_in(fake: Fake, client: Client) -> None:
    client.get("/sign-in/with/oidc/")
    before = client.session.session_key
    go(client, fake)
    assert client.session.session_key != before


def test_where_it_is_not_trusted_for_it_the_own_second_factor_is_asked(
    fake: Fake, client: Client, world: World, settings: Any
) -> None:
    settings.LINLI_OIDC_STRONG = False
    key, _codes = key_of(world["auditor"])
    assert go(client, fake)["Location"] == "/sign-in/code/"
    assert client.get("/policies/").status_code == 302
    assert client.post("/sign-in/code/", {"code": code_now(key)})["Location"] == "/policies/"
    assert OpenSession.objects.get().way == "oidc"


def test_codes_tokens_and_names_stay_out_of_the_log(
    fake: Fake, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    fake.claims = {"preferred_username": "planted-name", "nonce": "planted-nonce"}
    with caplog.at_level(logging.DEBUG):
        go(client, fake)
        fake.claims = {"preferred_username": "planted-name"}
        go(client, fake)
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "identity refused" in told
    assert not [planted for planted in ("planted", "code-0", "eyJ", SECRET) if planted in told]
