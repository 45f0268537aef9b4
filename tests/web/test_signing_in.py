"""The door: two factors where the post asks for them, waits for those who guess, and nothing for those who pry."""

from __future__ import annotations

import logging
import re
import time
from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory

from linli.apps.accounts.models import User
from linli.apps.accounts.services import Actor, close_user, console
from linli.apps.records.models import Event
from linli.apps.signin import second_factor
from linli.apps.signin.brakes import LIMITS
from linli.apps.signin.models import Attempt, OpenSession
from linli.apps.signin.one_time_codes import code_at, step_of
from linli.web import clock
from linli.web.visitors import address_of
from tests.bypass import past_the_record
from tests.world import NOW, PASSWORD, World

FREE = LIMITS["account"].free
WRONG = "账号或密码不对"


def try_in(client: Client, who: str = "office", password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in/", {"username": who, "password": password}, **more)


def key_of(actor: Actor) -> tuple[str, list[str]]:
    """Set a second factor up a few minutes ago; the key and the recovery codes."""
    then = clock.now() - timedelta(minutes=5)
    key = second_factor.prepare(now=then, user=actor.user).key
    return key, second_factor.set_up(actor=actor, now=then, code=code_at(key, step_of(then)))


def code_now(key: str) -> str:
    return code_at(key, step_of(clock.now()))


def test_with_a_second_factor_the_password_alone_opens_nothing(world: World, client: Client) -> None:
    key, _codes = key_of(world["office"])
    answer = client.post("/sign-in/", {"username": "office", "password": PASSWORD, "next": "/policies/"})
    assert answer["Location"] == "/sign-in/code/"
    assert client.get("/policies/").status_code == 302
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    assert client.get("/policies/").status_code == 302
    assert client.post("/sign-in/code/", {"code": code_now(key)})["Location"] == "/policies/"
    assert client.get("/policies/").status_code == 200
    assert OpenSession.objects.get().strong


def test_the_code_page_is_for_those_who_gave_the_password(world: World, client: Client) -> None:
    key, _codes = key_of(world["office"])
    assert client.post("/sign-in/code/", {"code": code_now(key)})["Location"] == "/sign-in/"


def test_halfway_in_does_not_last(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    key_of(world["office"])
    try_in(client)
    real = clock.now()
    monkeypatch.setattr(clock, "now", lambda: real + timedelta(minutes=10, seconds=1))
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_guessing_codes_is_slowed_from_wherever_it_comes(world: World) -> None:
    key, _codes = key_of(world["office"])
    for number in range(LIMITS["factor"].free):
        somewhere = Client(REMOTE_ADDR=f"203.0.113.{number}")
        try_in(somewhere)
        assert somewhere.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    somewhere = Client(REMOTE_ADDR="203.0.113.200")
    try_in(somewhere)
    assert somewhere.post("/sign-in/code/", {"code": code_now(key)}).status_code == 429


@pytest.mark.parametrize("who", ["office", "finance", "administrator"])
def test_posts_with_power_ask_for_a_second_factor_before_anything_else(world: World, client: Client, who: str) -> None:
    try_in(client, who)
    assert client.get("/programmes/xiangshan/")["Location"] == "/security/second-factor/"
    page = client.get("/security/second-factor/").text
    assert '<svg role="img"' in page
    key = second_factor.prepare(now=clock.now(), user=world[who].user).key
    answer = client.post("/security/second-factor/", {"code": code_now(key)})
    codes = re.findall(r"<li>([0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4})</li>", answer.text)
    assert len(codes) == 10
    assert client.get("/programmes/xiangshan/").status_code == 200


@pytest.mark.parametrize("who", ["leader", "auditor", "subdistrict"])
def test_others_may_do_without(world: World, client: Client, who: str) -> None:
    try_in(client, who)
    assert client.get("/programmes/xiangshan/").status_code == 200


def test_a_session_of_before_the_second_factor_has_to_show_it(world: World, client: Client) -> None:
    try_in(client)
    key, _codes = key_of(world["office"])
    assert client.get("/programmes/xiangshan/")["Location"].startswith("/security/confirm/?next=")
    answer = client.post(
        "/security/confirm/", {"password": PASSWORD, "code": code_now(key), "next": "/programmes/xiangshan/"}
    )
    assert answer["Location"] == "/programmes/xiangshan/"
    assert client.get("/programmes/xiangshan/").status_code == 200


def test_training_signs_in_with_the_password_and_says_so(world: World, on_the_day: None, client: Client) -> None:
    assert "这里只用密码登录" in client.get("/sign-in/").text
    try_in(client)
    assert client.get("/programmes/xiangshan/").status_code == 200


def test_whoever_guesses_waits_and_the_owner_elsewhere_does_not(world: World) -> None:
    attacker, owner = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="10.0.0.7")
    for _ in range(FREE):
        assert WRONG in try_in(attacker, password="guess").text
    refused = try_in(attacker)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert try_in(owner).status_code == 302


def test_a_browser_that_was_in_before_is_not_slowed_by_its_neighbours(world: World) -> None:
    owner, neighbour = Client(REMOTE_ADDR="10.0.0.7"), Client(REMOTE_ADDR="10.0.0.7")
    try_in(owner)
    owner.post("/sign-out/")
    for number in range(LIMITS["address"].free + 10):
        try_in(neighbour, who=f"guess{number}", password="guess")
        try_in(neighbour, password="guess")
    assert try_in(neighbour).status_code == 429
    assert try_in(owner).status_code == 302


def test_a_stolen_browser_mark_opens_nothing_and_is_slowed_too(world: World) -> None:
    owner = Client()
    try_in(owner)
    thief = Client(REMOTE_ADDR="203.0.113.9")
    thief.cookies["linli_browser"] = owner.cookies["linli_browser"].value
    assert thief.get("/policies/").status_code == 302
    for _ in range(LIMITS["browser"].free):
        try_in(thief, password="guess")
    assert try_in(thief).status_code == 429


def test_one_address_that_tries_many_accounts_waits(world: World) -> None:
    attacker = Client(REMOTE_ADDR="203.0.113.9")
    answers = [try_in(attacker, who=f"user{number}", password="Spring2020!") for number in range(50)]
    assert [answer.status_code for answer in answers].index(429) == LIMITS["address"].free


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, "10.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.1"), (3, "10.0.0.1")]
)
def test_a_forged_header_does_not_make_one_somebody_else(settings: Any, proxies: int, seen: str) -> None:
    settings.LINLI_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9")
    assert address_of(request) == seen


def test_unknown_wrong_closed_and_uninvited_are_answered_alike(world: World, client: Client) -> None:
    close_user(actor=console(), now=NOW, user=world["leader"].user, organisation=None, reason="调离")
    with past_the_record():
        User.objects.create_user("uninvited")
    pages = {who: try_in(client, who, "wrong").text for who in ("office", "leader", "uninvited", "nobody")}
    alike = {re.sub(rf'value="{who}"|name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"', "", page)
             for who, page in pages.items()}  # fmt: skip
    assert len(alike) == 1
    assert WRONG in alike.pop()


def test_an_unknown_account_takes_as_long_as_a_known_one(world: World, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    user = world["office"].user
    user.set_password(PASSWORD)
    with past_the_record():
        user.save()
    took: dict[str, list[float]] = {"office": [], "nobody": []}
    for number in range(4):
        for who, times in took.items():
            begun = time.perf_counter()
            try_in(Client(REMOTE_ADDR=f"10.0.{number}.{len(times)}"), who, "wrong")
            times.append(time.perf_counter() - begun)
    known, unknown = median(took["office"]), median(took["nobody"])
    assert 0.5 < known / unknown < 2


def test_no_secret_stands_in_logs_events_or_tables(
    world: World, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    key, codes = key_of(world["office"])
    planted = [PASSWORD, "planted-wrong-password", "typed-into-the-name-field", key, codes[0]]
    with caplog.at_level(logging.DEBUG):
        try_in(client, "typed-into-the-name-field", "planted-wrong-password")
        try_in(client, password="planted-wrong-password")
        try_in(client)
        client.post("/sign-in/code/", {"code": codes[0]})
        client.get("/invitation/planted-secret-of-a-link/")
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    told = "\n".join(lines) + str(list(Event.objects.values())) + str(list(Attempt.objects.values()))
    assert not [secret for secret in [*planted, "planted-secret-of-a-link"] if secret in told]


def test_signing_in_changes_the_session_key_and_drops_what_was_there(world: World, client: Client) -> None:
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies[django_settings.SESSION_COOKIE_NAME] = planted
    try_in(client, "auditor")
    assert client.session.session_key != planted
    old = Client(headers={"cookie": f"{django_settings.SESSION_COOKIE_NAME}={planted}"})
    assert old.get("/policies/").status_code == 302


def test_changing_the_hat_changes_the_session_key(world: World, on_the_day: None, client: Client) -> None:
    try_in(client)
    before = client.session.session_key
    client.post("/preferences/post/", {"post": world["office"].post.pk})
    assert client.session.session_key != before
    assert client.get("/policies/").status_code == 200


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: World, client: Client) -> None:
    try_in(client)
    for name in (django_settings.SESSION_COOKIE_NAME, "linli_browser"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_a_form_from_elsewhere_is_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert try_in(strict).status_code == 403
    assert not OpenSession.objects.exists()


def test_signing_out_ends_the_session_for_whoever_copied_the_cookie(world: World, client: Client) -> None:
    try_in(client, "auditor")
    copied = Client()
    copied.cookies[django_settings.SESSION_COOKIE_NAME] = client.session.session_key
    assert copied.get("/policies/").status_code == 200
    client.post("/sign-out/")
    assert copied.get("/policies/").status_code == 302


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/forgotten/", "/sign-in/code/", "/invitation/x/"])
def test_pages_of_the_door_are_kept_by_no_cache(world: World, client: Client, path: str) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]


def test_the_address_of_a_link_is_told_to_nobody(world: World, client: Client) -> None:
    assert client.get("/invitation/x/")["Referrer-Policy"] == "strict-origin"
