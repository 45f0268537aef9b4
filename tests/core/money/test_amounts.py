"""Amounts as people write them, read exactly or refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.money import (
    MAX_FEN,
    floor_share,
    format_wan,
    format_yuan,
    largest_remainder,
    parse_area,
    parse_factor,
    parse_fraction,
    parse_money,
)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0.19", 19), ("1,234,567.89", 123_456_789), ("１２３４.５７", 123_457), ("１，２３４．５", 123_450),
        ("50000", 5_000_000),
        ("946.33万元", 946_330_000), ("1.2亿元", 12_000_000_000), ("3亿", 30_000_000_000), ("¥12.30", 1_230),
        ("￥5", 500), ("7元", 700), (" 8 ", 800), ("-5", -500), ("0.30000000000000004", 30), ("1E3", 100_000),
    ],
)  # fmt: skip
def test_amounts_are_read_as_written(text: str, fen: int) -> None:
    assert parse_money(text) == fen


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1.005", "0.001", "12,34", "1,2345", "1 234", "nan", "inf", "5美元", "--1", "+", ".", "1.2.3",
     "90000000000001", "1e99", "5分", "（5）", "十元"],
)  # fmt: skip
def test_what_is_no_exact_amount_of_fen_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_money(text)


def test_the_largest_amount_is_accepted_and_one_fen_more_is_not() -> None:
    assert parse_money(format_yuan(MAX_FEN)) == MAX_FEN
    with pytest.raises(ValueError, match="上限"):
        parse_money(format_yuan(MAX_FEN + 1))


@given(st.integers(-MAX_FEN, MAX_FEN))
def test_writing_and_reading_an_amount_gives_it_back(fen: int) -> None:
    assert parse_money(format_yuan(fen)) == fen
    assert parse_money(format_wan(fen) + "万元") == fen


def test_areas_know_square_metres_and_ten_thousands_of_them() -> None:
    assert parse_area("5999.99") == 599_999
    assert parse_area("1.2万㎡") == parse_area("12,000 平方米") == 1_200_000
    with pytest.raises(ValueError, match=r"0\.01平方米"):
        parse_area("1.001")
    with pytest.raises(ValueError, match="上限"):
        parse_area("9" * 20)


@pytest.mark.parametrize(
    ("text", "share"), [("95%", Fraction(19, 20)), ("1.5%", Fraction(3, 200)), ("2/3", Fraction(2, 3))]
)
def test_shares_are_exact_fractions(text: str, share: Fraction) -> None:
    assert parse_fraction(text) == share


@pytest.mark.parametrize("text", ["0.95", "1/0", "", "-5%", "2/-3", "百分之五"])
def test_a_bare_decimal_is_no_share(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_fraction(text)


@pytest.mark.parametrize(
    ("text", "factor"), [("0.7", Fraction(7, 10)), ("0", 0), ("１.３", Fraction(13, 10)), ("70%", Fraction(7, 10))]
)
def test_coefficients_may_be_decimals(text: str, factor: Fraction) -> None:
    assert parse_factor(text) == factor


@pytest.mark.parametrize("text", ["-1", "x", "", "1e3", "1/0"])
def test_a_coefficient_is_never_negative_nor_anything_else(text: str) -> None:
    with pytest.raises(ValueError, match="系数"):
        parse_factor(text)


@given(st.integers(0, MAX_FEN), st.fractions(0, 1, max_denominator=1000))
def test_the_floor_never_exceeds_the_share_and_misses_it_by_less_than_a_fen(amount: int, share: Fraction) -> None:
    assert 0 <= amount * share - floor_share(amount, share) < 1


def test_negative_amounts_and_weights_are_not_divided() -> None:
    with pytest.raises(ValueError, match="负数"):
        floor_share(-1, Fraction(1, 2))
    with pytest.raises(ValueError, match=r"金额|面积|分|平方米|读"):
        largest_remainder(-1, [1])
    with pytest.raises(ValueError, match=r"金额|面积|分|平方米|读"):
        largest_remainder(1, [1, -1])
    with pytest.raises(ValueError, match="权重全为零"):
        largest_remainder(1, [0, 0])
    assert largest_remainder(0, [0, 0]) == [0, 0]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_a_division_adds_up_and_stays_within_a_fen(amount: int, weights: list[int]) -> None:
    shares = largest_remainder(amount, weights)
    assert sum(shares) == amount
    assert all(abs(s - Fraction(amount * w, sum(weights))) < 1 for s, w in zip(shares, weights, strict=True))


@given(st.integers(0, 10**13 - 1), st.integers(0, 99), st.booleans())
def test_plain_digits_read_as_what_they_write(whole: int, hundredths: int, zeros: bool) -> None:
    digits = f"{whole}.{hundredths:02d}" if zeros or hundredths else str(whole)
    for parse, unit in ((parse_money, "元"), (parse_area, "㎡")):
        assert parse(digits) == parse(digits + unit) == parse(f" {digits} {unit}") == whole * 100 + hundredths
    assert parse_money(f"{whole}.5") == whole * 100 + 50


@pytest.mark.parametrize(("parse", "text"), [(parse_money, "5㎡"), (parse_area, "5元"), (parse_money, "1.005")])
def test_a_unit_of_another_kind_and_half_a_fen_are_refused(parse: Callable[[str], int], text: str) -> None:
    with pytest.raises(ValueError, match=r"金额|面积|分|平方米|读"):
        parse(text)
