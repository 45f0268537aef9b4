"""A pot pays in date order to the last fen; what no longer fits goes to next year's plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.policy.model import Package
from linli.core.programme import PotFinding, pot_balance

POT = {
    "id": "central", "name": "中央补助", "total": "100.00元",
    "limit": {"sum_over": "all-compounds", "at_most": "total"},
    "parts": ({"amount": "40.00元", "from": "a"}, {"amount": "60.00元", "from": "b"}), "cite": ("103.1",),
    "shortfall": {"then": "carry-to-next-year-plan", "cite": ("103.2",)},
}  # fmt: skip
SOURCES = ({"id": "a", "title": "甲文", "number": "某财〔2019〕1号"}, {"id": "b", "title": "乙文"})
PACKAGE = Package.model_validate(
    {"format": "0.1", "id": "t", "name": "测试", "jurisdiction": "某市", "sources": SOURCES, "pots": (POT,)}
)
DAY = date(2020, 7, 1)


def balance(*allocations: tuple[str, int, int], on: int = 30):
    dated = [(name, fen, DAY + timedelta(days=day)) for name, fen, day in allocations]
    return pot_balance(PACKAGE, "central", dated, DAY + timedelta(days=on))


def test_the_last_fen_fits_and_one_fen_more_does_not() -> None:
    assert balance(("甲", 6000, 0), ("乙", 4000, 1)).left_fen == 0
    over = balance(("甲", 6000, 0), ("乙", 4001, 1))
    assert (over.left_fen, over.carried_over) == (4000, ("乙",))
    assert over.refused[0].short_fen == 1


def test_money_goes_by_date_and_on_one_day_by_the_order_given() -> None:
    assert balance(("甲", 6000, 5), ("乙", 6000, 1)).carried_over == ("甲",)
    assert balance(("甲", 6000, 1), ("乙", 6000, 1)).carried_over == ("乙",)


def test_what_does_not_fit_takes_nothing_and_a_smaller_one_after_it_may_fit() -> None:
    found = balance(("甲", 9000, 0), ("乙", 2000, 1), ("丙", 1000, 2))
    assert [(entry.name, entry.fits, entry.left_fen) for entry in found.entries] == [
        ("甲", True, 1000), ("乙", False, 1000), ("丙", True, 0),
    ]  # fmt: skip
    assert (found.used_fen, found.short_fen) == (10000, 2000)


def test_allocations_of_later_days_are_not_there_yet_and_returned_money_is() -> None:
    assert balance(("甲", 6000, 0), ("乙", 6000, 9), on=8).carried_over == ()
    assert balance(("甲", 9000, 0), ("甲", -5000, 1), ("乙", 6000, 2)).left_fen == 0


def test_the_explanation_names_the_grants_the_arithmetic_and_the_clause_for_next_year() -> None:
    reason = balance(("甲", 6000, 0), ("乙", 4001, 1)).reason
    said = "\n".join(step.sentence() for _, step in reason.walk())
    for part in ("100.00元", "60.00元", "结余 40.00元", "某财〔2019〕1号", "差 0.01元", "下一年度"):
        assert part in said
    assert reason.all_cites() == ("103.1", "103.2")
    assert all(step.sentence("en") for _, step in reason.walk())


def test_an_unknown_pot_is_an_error() -> None:
    with pytest.raises(KeyError):
        pot_balance(PACKAGE, "none", [], DAY)


entries = st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 8000), st.integers(0, 20)), max_size=12)


@given(entries)
def test_the_pot_is_never_overdrawn_and_every_fen_is_accounted_for(given_: list[tuple[str, int, int]]) -> None:
    found = balance(*given_)
    assert found.left_fen >= 0
    assert found.left_fen + sum(entry.amount_fen for entry in found.entries if entry.fits) == 10000
    assert all(entry.amount_fen > entry.left_before_fen for entry in found.refused)


def kept(
    *given_: tuple[str, int, int], on: int = 10, aside: tuple[tuple[str, int, int], ...] = (), **pot: object
) -> PotFinding:
    """A pot of 100 yuan with what is put aside, on the n-th day of the month."""
    (words,) = PACKAGE.pots
    under = PACKAGE.model_copy(update={"pots": (words.model_copy(update=pot),)})

    def days(several: tuple[tuple[str, int, int], ...]) -> list[tuple[str, int, date]]:
        return [(name, fen, date(2022, 1, day)) for name, fen, day in several]

    return pot_balance(under, words.id, days(given_), date(2022, 1, on), reservations=days(aside))


def test_what_is_put_aside_for_one_is_not_there_for_another() -> None:
    found = kept(("乙", 4001, 2), ("乙", 4000, 3), aside=(("甲", 6000, 1),))
    assert [entry.fits for entry in found.entries] == [False, True]
    assert (found.left_fen, found.reserved_fen, found.free_fen, found.entries[0].short_fen) == (6000, 6000, 0, 1)
    assert "已预留 60.00元" in found.reason.telling()


def test_drawing_uses_up_what_was_put_aside_and_before_its_day_nothing_is() -> None:
    found = kept(("甲", 5000, 2), ("乙", 4000, 3), aside=(("甲", 6000, 1),))
    assert (found.left_fen, found.reserved_fen) == (1000, 1000)
    assert kept(("乙", 10000, 2), aside=(("甲", 6000, 3),)).left_fen == 0


@pytest.mark.parametrize(("carry_over", "lapsed", "forward"), [(True, 0, 9000), (False, 9000, 0), (None, 9000, 0)])
def test_after_its_last_day_a_pot_gives_nothing_and_what_is_left_lapses_or_goes_on(
    carry_over: bool | None, lapsed: int, forward: int
) -> None:
    pot = {"expires": date(2022, 1, 5), "carry_over": carry_over}
    found = kept(("甲", 1000, 5), ("乙", 1000, 6), **pot)
    assert [entry.fits for entry in found.entries] == [True, False]
    assert (found.lapsed_fen, found.forward_fen) == (lapsed, forward)
    assert kept(("甲", 1000, 5), on=5, **pot).lapsed_fen == 0
    assert found.reason.telling()
    assert found.reason.telling("en")
