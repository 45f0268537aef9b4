"""A sum among the dwellings of a building: exact, stable, and fair about the odd fen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.funding import Household, share
from tests.core.funding.packages import package

PACKAGE = package()


def home(dwelling: str, area: int = 8000, coefficient: str = "1", *, row: int | None = None) -> Household:
    return Household(
        row or 2 + int("".join(c for c in dwelling if c.isdigit()) or 0), dwelling, area, "", Fraction(coefficient)
    )


def paid(amount: int, *homes: Household) -> dict[str, int]:
    return {one.household.dwelling: one.share_fen for one in share(PACKAGE, amount, homes).households}


def test_equal_dwellings_differ_by_at_most_a_fen_and_the_lower_number_takes_it() -> None:
    assert paid(100, home("101"), home("102"), home("103")) == {"101": 34, "102": 33, "103": 33}


def test_the_odd_fen_does_not_depend_on_the_order_of_the_sheet() -> None:
    homes = [home("2-1001"), home("2-201"), home("2-301")]
    assert paid(100, *homes) == paid(100, *reversed(homes)) == {"2-1001": 33, "2-201": 34, "2-301": 33}


def test_households_are_answered_in_the_order_of_the_sheet() -> None:
    assert list(paid(7, home("302"), home("101"))) == ["302", "101"]


def test_coefficient_zero_pays_nothing() -> None:
    assert paid(1001, home("101", coefficient="0"), home("301", coefficient="0.7")) == {"101": 0, "301": 1001}


def test_weight_is_area_times_coefficient_exactly() -> None:
    assert paid(300, home("301", 10000, "0.7"), home("901", 10000, "1.3"), home("601", 10000, "1")) == {
        "301": 70, "901": 130, "601": 100,
    }  # fmt: skip


def test_equal_remainders_go_to_the_larger_weight_first() -> None:
    # 2 fen by weights 1:3 = 0.5 and 1.5: both remainders are a half
    assert paid(2, home("101", 100), home("102", 300)) == {"101": 0, "102": 2}


def test_a_package_may_leave_the_weight_out_of_the_tie_break() -> None:
    by_order = package(rounding={"tie": ("remainder", "order")})
    done = share(by_order, 2, [home("101", 100), home("102", 300)])
    assert [one.share_fen for one in done.households] == [1, 1]


def test_nothing_to_share_is_nothing_for_everyone() -> None:
    assert paid(0, home("101"), home("102", coefficient="0")) == {"101": 0, "102": 0}
    assert paid(0, home("101", coefficient="0")) == {"101": 0}


@pytest.mark.parametrize(
    ("amount", "homes", "word"),
    [
        (1, [home("101", coefficient="0")], "全为零"),
        (-1, [home("101")], "金额"),
        (1, [], "没有可以分摊的户"),
        (1, [home("101"), home("101", row=9)], "房号重复"),
        (1, [home("101", 0), home("102")], "面积要大于 0"),
        (1, [home("101", coefficient="-0.1"), home("102")], "系数不能为负"),
        (1, [home("", row=3)], "缺房号"),
    ],
)
def test_what_cannot_be_shared_is_refused(amount: int, homes: list[Household], word: str) -> None:
    with pytest.raises(BadInput) as caught:
        share(PACKAGE, amount, homes)
    assert any(word in fault.message for fault in caught.value.faults)


HOMES = st.lists(
    st.tuples(st.integers(1, 20_000), st.sampled_from(["0", "0.7", "1", "1.3", "1/3"])), min_size=1, max_size=30
)


@given(st.integers(0, 10**12), HOMES)
def test_shares_add_up_to_the_fen_and_stay_within_a_fen_of_the_exact_part(
    amount: int, homes: list[tuple[int, str]]
) -> None:
    households = [home(str(100 + i), area, c) for i, (area, c) in enumerate(homes)]
    total = sum(one.weight for one in households)
    if not total:
        return
    done = share(PACKAGE, amount, households).households
    assert sum(one.share_fen for one in done) == amount
    assert all(abs(one.share_fen - amount * one.household.weight / total) < 1 for one in done)


@given(st.integers(0, 10**9), HOMES, st.randoms())
def test_the_same_dwellings_pay_the_same_in_any_order(
    amount: int, homes: list[tuple[int, str]], chance: object
) -> None:
    households = [home(str(100 + i), area, c) for i, (area, c) in enumerate(homes)]
    if not any(one.weight for one in households):
        return
    shuffled = list(households)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert paid(amount, *households) == paid(amount, *shuffled)


def test_the_explanation_tells_the_exempt_and_the_odd_fen() -> None:
    told = share(PACKAGE, 100, [home("101", coefficient="0"), home("102"), home("103"), home("104")]).reason.telling()
    assert "余下 1 分" in told
    assert "1 户系数为 0" in told
