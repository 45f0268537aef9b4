"""What the wiring promises: a sound database, readiness told truly, logs without persons, headers on every answer."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import formats
from django.utils.translation import override

from linli.apps.records.request_ids import begin_request, current_request_id, end_request
from linli.config import settings as product
from linli.config.durability import refuse_unsound_connection
from linli.config.health import readiness
from linli.config.logs import JsonLines
from linli.config.middleware import request_id


class _Cursor:
    def __init__(self, answers: dict[str, object]) -> None:
        self._answers = answers
        self._found: object = None

    def execute(self, statement: str) -> _Cursor:
        self._found = self._answers[statement.removeprefix("PRAGMA ")]
        return self

    def fetchone(self) -> tuple[object]:
        return (self._found,)


class _Connection:
    vendor = "sqlite"

    def __init__(self, *, transaction_mode: str = "IMMEDIATE", **answers: object) -> None:
        self._answers = answers
        self.transaction_mode = transaction_mode

    @contextmanager
    def cursor(self) -> Iterator[_Cursor]:
        yield _Cursor(self._answers)


SOUND: dict[str, Any] = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}


def test_a_sound_connection_is_taken() -> None:
    refuse_unsound_connection(None, _Connection(**SOUND))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"journal_mode": "delete"}, {"synchronous": 1}, {"foreign_keys": 0}, {"busy_timeout": 0},
        {"transaction_mode": "DEFERRED"},
    ],
)  # fmt: skip
def test_a_connection_that_breaks_a_promise_is_refused(spoilt: dict[str, Any]) -> None:
    with pytest.raises(ImproperlyConfigured):
        refuse_unsound_connection(None, _Connection(**{**SOUND, **spoilt}))


@pytest.mark.django_db
def test_the_tests_own_database_keeps_the_promises() -> None:
    refuse_unsound_connection(None, connection)


@pytest.mark.django_db
def test_ready_means_database_migrations_storage_and_keys() -> None:
    found = readiness()
    assert [condition.name for condition in found] == ["database", "migrations", "storage", "keys", "durability"]
    assert all(condition.holds for condition in found)


def test_a_request_keeps_a_well_formed_id_and_gets_a_new_one_otherwise() -> None:
    seen: list[str] = []

    def view(_request: object) -> HttpResponse:
        seen.append(current_request_id())
        return HttpResponse()

    answer = request_id(view)
    given = answer(RequestFactory().get("/", headers={"x-request-id": "abcd-1234"}))
    forged = answer(RequestFactory().get("/", headers={"x-request-id": "<script>"}))
    assert given["X-Request-ID"] == seen[0] == "abcd-1234"
    assert forged["X-Request-ID"] == seen[1] != "<script>"
    assert current_request_id() == ""


def test_a_log_line_is_json_and_carries_the_request_but_no_person() -> None:
    record = logging.LogRecord("linli", logging.INFO, __file__, 1, "事实已记录", None, None)
    record.user_id, record.username = 7, "somebody"
    token = begin_request("abcd-1234")
    try:
        line = json.loads(JsonLines().format(record))
    finally:
        end_request(token)
    assert (line["message"], line["user_id"], line["request_id"]) == ("事实已记录", 7, "abcd-1234")
    assert "somebody" not in json.dumps(line)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_money_is_grouped_by_thousands_in_both_languages(language: str) -> None:
    with override(language):
        assert formats.number_format("1234567.89", 2, use_l10n=True, force_grouping=True) == "1,234,567.89"


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client: Client) -> None:
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_passwords_are_kept_with_argon2_and_sign_in_is_required_by_default() -> None:
    assert product.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_a_request_is_logged_by_its_pattern_and_by_no_name(caplog: pytest.LogCaptureFixture) -> None:
    answer = request_id(lambda _request: HttpResponse(status=404))
    with caplog.at_level(logging.INFO, logger="linli.requests"):
        answer(RequestFactory().get("/somebody/450102199001011234/"))
    (record,) = caplog.records
    assert (record.status, record.method) == (404, "GET")
    assert "450102199001011234" not in JsonLines().format(record)
