"""The first way in: a new instance gets its administrator from the command line, once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from linli.apps.accounts.queries import user_named
from linli.apps.accounts.services import actor_for
from linli.cli.main import main
from linli.web import clock


def invited(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["invite", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.django_db
def test_a_new_instance_gets_its_first_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    answer = invited(capsys, "admin", "--area", "新的区")
    user = user_named("admin")
    assert user is not None
    actor = actor_for(user, clock.real_today())
    assert actor.label == "新的区 系统管理员"
    client, words = Client(), "four unrelated words"
    path = answer["link"].removeprefix("http://127.0.0.1:8000")
    assert client.post(path, {"password": words, "again": words}).status_code == 302
    assert client.get("/entrants/")["Location"] == "/security/second-factor/"


@pytest.mark.django_db
def test_asked_again_it_makes_nothing_twice_and_voids_the_old_link(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = (invited(capsys, "admin", "--area", "新的区")["link"] for _ in range(2))
    assert Client().get(old.removeprefix("http://127.0.0.1:8000")).status_code == 410
    assert Client().get(new.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.django_db
def test_an_unknown_account_without_an_area_is_told_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "nobody"]) == 2
    assert "--area" in capsys.readouterr().err
    assert user_named("nobody") is None


@pytest.mark.django_db
def test_resetting_a_second_factor_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    invited(capsys, "admin", "--area", "新的区")
    assert main(["invite", "admin", "--reset-second-factor", "手机遗失"]) == 2
    assert "没有启用动态码" in capsys.readouterr().err
