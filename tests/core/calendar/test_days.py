"""Days as documents and sheets write them."""

from __future__ import annotations

from datetime import date

import pytest

from linli.core.calendar import format_day, last_day_of_month, parse_day, parse_month


@pytest.mark.parametrize(
    "text", ["2020-03-20", "2020.3.20", "2020/3/20", "2020年3月20日", "２０２０年３月２０日", " 2020 - 3 - 20 "]
)
def test_one_day_in_its_many_writings(text: str) -> None:
    assert parse_day(text) == date(2020, 3, 20)


@pytest.mark.parametrize("text", ["", "2020", "2020-3", "20-3-20", "2020-13-01", "2020-02-30", "2019-02-29", "3月20日"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"日期|不存在"):
        parse_day(text)


def test_a_year_that_only_a_slip_of_the_pen_writes_is_refused() -> None:
    assert parse_day("1900-01-01") == date(1900, 1, 1)
    with pytest.raises(ValueError, match="核对年份"):
        parse_day("0202-03-20")


def test_the_last_day_of_a_month_knows_leap_years() -> None:
    assert [last_day_of_month(year, 2).day for year in (2018, 2020, 2100)] == [28, 29, 28]


def test_months_and_writing() -> None:
    assert parse_month("2017-12") == (2017, 12)
    with pytest.raises(ValueError, match="月份"):
        parse_month("2017-13")
    assert format_day(date(2020, 3, 2)) == "2020-03-02"
