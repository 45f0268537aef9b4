"""One-time codes as RFC 6238 has them, and the drift that is allowed."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from linli.apps.signin.one_time_codes import STEP_SECONDS, address, code_at, fresh_key, matching_step, step_of

RFC_KEY = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
     (2000000000, "69279037"), (20000000000, "65353130")],
)  # fmt: skip
def test_the_vectors_of_the_standard(second: int, code: str) -> None:
    assert code_at(RFC_KEY, second // STEP_SECONDS) == code[-6:]


@pytest.mark.parametrize(("seconds_off", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_wrong_either_way(seconds_off: int, taken: bool) -> None:
    now = datetime(2020, 7, 1, tzinfo=UTC)
    shown = code_at(RFC_KEY, step_of(now + timedelta(seconds=seconds_off)))
    assert (matching_step(RFC_KEY, shown, now) is not None) is taken


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "000000\n"])
def test_what_is_no_code_matches_nothing_and_breaks_nothing(typed: str) -> None:
    assert matching_step(RFC_KEY, typed, datetime(2020, 7, 1, tzinfo=UTC)) is None


def test_keys_differ_and_the_picture_names_account_and_product() -> None:
    assert fresh_key() != fresh_key()
    told = address(RFC_KEY, account="office", issuer="邻里")
    assert told.startswith("otpauth://totp/%E9%82%BB%E9%87%8C%3Aoffice?secret=" + RFC_KEY)
