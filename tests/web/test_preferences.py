"""Doors, preferences, the simulated day."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from linli.apps.signin.brakes import LIMITS
from tests.web.conftest import SignIn
from tests.world import PASSWORD, World


def test_the_right_password_opens_the_page_that_was_asked_for(world: World, client: Client) -> None:
    answer = client.post("/sign-in/", {"username": "office", "password": PASSWORD, "next": "/policies/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/policies/"


def test_a_wrong_password_says_so_kindly_and_keeps_the_name(world: World, client: Client) -> None:
    answer = client.post("/sign-in/", {"username": "office", "password": "wrong"})
    assert answer.status_code == 200
    assert "账号或密码不对" in answer.text
    assert 'value="office"' in answer.text


def test_an_unknown_account_gets_the_same_answer_as_a_wrong_password(world: World, client: Client) -> None:
    assert "账号或密码不对" in client.post("/sign-in/", {"username": "nobody", "password": "x"}).text


def test_after_several_wrong_passwords_there_is_a_pause_even_for_the_right_one(world: World, client: Client) -> None:
    for _attempt in range(LIMITS["account"].free):
        client.post("/sign-in/", {"username": "office", "password": "wrong"})
    answer = client.post("/sign-in/", {"username": "office", "password": PASSWORD})
    assert answer.status_code == 429
    assert "秒再试" in answer.text
    assert 0 < int(answer["Retry-After"]) <= LIMITS["account"].first


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "%2F%2Felsewhere",
        "http.elsewhere/x",
    ],
)
def test_the_door_never_leads_to_another_site(world: World, client: Client, elsewhere: str) -> None:
    answer = client.post("/sign-in/", {"username": "office", "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/"


def test_signing_out_needs_the_button_not_a_link(sign_in: SignIn) -> None:
    client = sign_in("office")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/").status_code == 302


def test_a_form_without_its_token_is_refused_with_a_page(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"username": "office", "password": PASSWORD})
    assert answer.status_code == 403
    assert "这张表放得太久了" in answer.text


def test_the_theme_is_kept_in_a_cookie_and_can_be_given_back_to_the_system(db: None, client: Client) -> None:
    client.post("/preferences/theme/", {"theme": "dark", "next": "/sign-in/"})
    assert 'data-theme="dark"' in client.get("/sign-in/").text
    client.post("/preferences/theme/", {"theme": "", "next": "/sign-in/"})
    assert "data-theme" not in client.get("/sign-in/").text


def test_a_theme_that_does_not_exist_is_not_written_into_the_page(db: None, client: Client) -> None:
    client.cookies["linli_theme"] = '"><script>'
    assert "<script>" not in client.get("/sign-in/").text


def test_the_language_is_kept(db: None, client: Client) -> None:
    client.post("/preferences/language/", {"language": "en", "next": "/sign-in/"})
    answer = client.get("/sign-in/")
    assert "Sign in" in answer.text
    assert '<html lang="en"' in answer.text


def test_a_simulated_day_is_always_shown_and_can_be_changed(sign_in: SignIn) -> None:
    client = sign_in("office")
    assert "2020-07-01" in client.get("/programmes/xiangshan/").text
    client.post("/training/day/", {"day": "2020-12-24", "programme": "xiangshan", "next": "/"})
    page = client.get("/programmes/xiangshan/").text
    assert "模拟的“今天”是" in page
    assert "2020-12-24" in page
    client.post("/training/day/", {"reset": "1", "programme": "xiangshan", "next": "/"})
    assert "2020-12-24" not in client.get("/programmes/xiangshan/").text


def test_a_day_nobody_understands_changes_nothing(sign_in: SignIn) -> None:
    client = sign_in("office")
    client.post("/training/day/", {"day": "someday", "programme": "xiangshan", "next": "/"})
    page = client.get("/programmes/xiangshan/").text
    assert "日期没有看懂" in page
    assert "2020-07-01" in page


def test_outside_training_there_is_no_simulated_day(world: World, settings: Any) -> None:
    settings.LINLI_TRAINING = False
    settings.LINLI_TODAY = None
    client = Client()
    client.force_login(world["auditor"].user)
    assert client.post("/training/day/", {"day": "2020-12-24"}).status_code == 404
    assert client.get("/gallery/").status_code == 404
    assert "模拟" not in client.get("/programmes/xiangshan/").text


def test_every_page_forbids_inline_styles_and_other_sites(db: None, client: Client) -> None:
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_health_is_public_and_says_what_is_ready(db: None, client: Client) -> None:
    assert client.get("/healthz").json() == {"ok": True}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == {"database", "durability", "keys", "migrations", "storage"}


def test_a_page_that_does_not_exist_is_a_designed_page(db: None, client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到" in answer.text
