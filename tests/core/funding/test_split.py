"""Who bears how much of a cost line, on both sides of every boundary."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.funding import CostLine, check_lines, split, split_line
from linli.core.money import MAX_FEN
from tests.core.funding.packages import ITEMS, RULES, package

PACKAGE = package()


def line(item: str, cost: int, approved: int | None = None, segment: str | None = None, *, row: int = 2) -> CostLine:
    return CostLine(row, "甲小区", item, segment, cost, approved)


@pytest.mark.parametrize(
    ("cost", "fiscal", "raised"),
    [(10_000_000, 9_500_000, 500_000), (19, 18, 1), (20, 19, 1), (1, 0, 1), (123_456_789, 117_283_949, 6_172_840)],
)
def test_a_capped_payer_takes_the_floor_and_the_rest_absorbs_the_remainder(cost: int, fiscal: int, raised: int) -> None:
    assert split_line(PACKAGE, line("1.1", cost)).shares == {"fiscal": fiscal, "raised": raised}


@pytest.mark.parametrize(
    ("approved", "fiscal"), [(0, 0), (9_499, 9_499), (9_500, 9_500), (9_501, 9_500), (99_999, 9_500)]
)
def test_an_approval_is_paid_up_to_the_cap_and_not_a_fen_above(approved: int, fiscal: int) -> None:
    done = split_line(PACKAGE, line("1.1", 10_000, approved))
    assert done.shares == {"fiscal": fiscal, "raised": 10_000 - fiscal}


def test_an_approval_above_the_cap_says_that_it_was_cut() -> None:
    told = split_line(PACKAGE, line("1.1", 20_000_000, 19_500_000)).reason.telling()
    assert "批复 195,000.00元 高于上限 190,000.00元，超出的 5,000.00元" in told


def test_an_approval_at_the_cap_is_not_told_as_cut() -> None:
    codes = {step.code for _, step in split_line(PACKAGE, line("1.1", 10_000, 9_500)).reason.walk()}
    assert "funding.approval_taken" in codes
    assert "funding.approval_cut" not in codes


def test_a_payer_without_a_cap_bears_the_whole_whatever_was_approved() -> None:
    done = split_line(PACKAGE, line("2.1", 450_000, 1))
    assert done.shares == {"residents": 450_000}
    assert "未采用" in done.reason.telling()


def test_a_subsidy_without_a_rate_is_undetermined_until_something_is_approved() -> None:
    assert split_line(PACKAGE, line("2.2", 10_000)).undetermined_fen == 10_000
    done = split_line(PACKAGE, line("2.2", 10_000, 6_000))
    assert (done.shares, done.undetermined_fen) == ({"fiscal": 6_000}, 4_000)


@pytest.mark.parametrize(("approved", "paid"), [(9_999, 9_999), (10_000, 10_000), (10_001, 10_000)])
def test_a_subsidy_without_a_rate_never_exceeds_the_cost(approved: int, paid: int) -> None:
    assert split_line(PACKAGE, line("2.2", 10_000, approved)).shares == {"fiscal": paid}


def test_a_subsidy_without_a_rate_leaves_the_rest_to_the_payer_the_rule_names() -> None:
    done = split_line(PACKAGE, line("2.3", 10_000, 6_000))
    assert (done.shares, done.undetermined_fen) == ({"fiscal": 6_000, "raised": 4_000}, 0)


def test_parties_that_share_by_agreement_are_answered_for_as_a_group() -> None:
    assert split_line(PACKAGE, line("3.1", 30_000)).shares == {"carriers": 30_000}


def test_a_regulated_price_names_the_authority_that_sets_it() -> None:
    done = split_line(PACKAGE, line("3.2", 1_200))
    assert done.shares == {"owners": 1_200}
    assert "物价部门" in done.reason.telling()


def test_a_pot_pays_the_cost_until_an_amount_is_granted_and_then_no_more_than_that() -> None:
    assert split_line(PACKAGE, line("4.1", 1_000)).shares == {"central": 1_000}
    granted = split_line(PACKAGE, line("4.1", 1_000, 600))
    assert (granted.shares, granted.undetermined_fen) == ({"central": 600}, 400)
    assert split_line(PACKAGE, line("4.1", 1_000, 1_001)).shares == {"central": 1_000}


def test_what_the_text_gives_to_nobody_stays_undetermined_and_says_why() -> None:
    done = split_line(PACKAGE, line("5.1", 100))
    assert (done.shares, done.undetermined_fen) == ({}, 100)
    assert "没有写钱从哪来" in done.reason.telling()


def test_a_cost_of_zero_has_no_payer() -> None:
    done = split_line(PACKAGE, line("1.1", 0, 100))
    assert (done.shares, done.undetermined_fen) == ({}, 0)


def test_the_segment_decides_and_its_own_clause_is_cited() -> None:
    inside = split_line(PACKAGE, line("6.1", 500, segment="inside"))
    assert (inside.shares, inside.segment, inside.cite) == ({"residents": 500}, "inside", ("2.1",))
    outside = split_line(PACKAGE, line("6.1", 500, segment="表前"))
    assert (outside.undetermined_fen, outside.segment, outside.cite) == (500, "outside", ("1.1",))


def test_readings_of_the_rule_and_of_the_segment_are_printed_but_only_pending_ones_as_unconfirmed() -> None:
    done = split_line(PACKAGE, line("6.1", 500, segment="outside"))
    assert [note.id for note in done.readings] == ["R-1", "R-2"]
    assert "R-1 舍入：向下取整" in done.reason.telling()
    assert "R-2 没有比例" not in done.reason.telling()


def test_items_are_known_by_number_and_by_name_in_full_width_too() -> None:
    for text in ("1.1", "路面", " 路面 ", "１．１"):
        assert split_line(PACKAGE, line(text, 100)).item.number == "1.1"


def test_the_explanation_carries_the_arithmetic_in_both_languages() -> None:
    reason = split_line(PACKAGE, line("1.1", 123_456_789)).reason
    assert "1,234,567.89元 × 19/20 向下取整 = 1,172,839.49元" in reason.telling()
    assert "1,234,567.89 yuan × 19/20, rounded down = 1,172,839.49 yuan" in reason.telling("en")


@pytest.mark.parametrize(
    ("bad", "column", "word"),
    [
        (line("9.9", 100), "项目", "没有这个项目"),
        (line("6.1", 100), "分段", "要写明分段"),
        (line("6.1", 100, segment="insid"), "分段", "没有这个分段"),
        (line("6.2", 100, segment="outside"), "分段", "没有这个分段"),
        (line("1.1", 100, segment="inside"), "分段", "不分段"),
        (line("1.1", -1), "费用(元)", "不能为负"),
        (line("1.1", 100, -1), "批复(元)", "不能为负"),
        (line("1.1", MAX_FEN + 1), "费用(元)", "上限"),
    ],
)
def test_a_line_that_cannot_be_read_names_its_row_and_column(bad: CostLine, column: str, word: str) -> None:
    (fault,) = check_lines(PACKAGE, [bad])
    assert (fault.line, fault.column) == (2, column)
    assert word in fault.message
    with pytest.raises(BadInput):
        split_line(PACKAGE, bad)


def test_an_unknown_segment_lists_the_allowed_ones_and_the_nearest() -> None:
    (fault,) = check_lines(PACKAGE, [line("6.1", 100, segment="insid")])
    assert fault.expected == "inside（表后）、outside（表前）"
    assert "inside" in fault.hint


def test_a_mistyped_item_is_met_with_the_nearest_name() -> None:
    (fault,) = check_lines(PACKAGE, [line("只有表后供水", 100)])
    assert "只有表后的供水" in fault.hint


def test_all_faults_of_all_lines_come_at_once() -> None:
    lines = [line("9.9", -1, row=2), line("1.1", 5, row=3), line("6.1", 5, row=4)]
    with pytest.raises(BadInput) as caught:
        split(PACKAGE, lines)
    assert [fault.line for fault in caught.value.faults] == [2, 2, 4]


def test_a_product_that_leaves_sixty_four_bits_is_refused_before_it_can_go_wrong() -> None:
    rules = ({**RULES[0], "cap": "1000001/1000003"}, *RULES[1:])
    wide = package(rules=rules)
    most = (2**63 - 1) // 1_000_001
    assert not check_lines(wide, [line("1.1", min(most, MAX_FEN))])
    (fault,) = check_lines(package(rules=({**RULES[0], "cap": "10001/10003"}, *RULES[1:])), [line("1.1", MAX_FEN)])
    assert "超出可处理的范围" in fault.message


def test_totals_are_in_the_packages_order_of_payers_and_compounds_in_order_of_their_first_line() -> None:
    lines = [
        CostLine(2, "乙", "2.1", None, 10, None), CostLine(3, "甲", "1.1", None, 100, None),
        CostLine(4, "乙", "5.1", None, 7, None),
    ]  # fmt: skip
    done = split(PACKAGE, lines)
    assert list(done.totals.items()) == [("fiscal", 95), ("raised", 5), ("residents", 10)]
    assert (done.undetermined_fen, done.cost_fen) == (7, 117)
    assert list(done.by_compound) == ["乙", "甲"]
    assert (done.by_compound["乙"].cost_fen, done.by_compound["乙"].undetermined_fen) == (17, 7)


ANY_ITEM = st.sampled_from([(item["number"], None) for item in ITEMS if not item["number"].startswith("6")]
                           + [("6.1", "inside"), ("6.1", "outside"), ("6.2", "inside")])  # fmt: skip
ANY_COST = st.one_of(st.integers(0, 200), st.integers(0, MAX_FEN))


@st.composite
def any_line(draw: st.DrawFn) -> CostLine:
    item, segment = draw(ANY_ITEM)
    approved = draw(st.one_of(st.none(), ANY_COST))
    return CostLine(2, draw(st.sampled_from("甲乙丙")), item, segment, draw(ANY_COST), approved)


@given(any_line())
def test_every_line_closes_to_the_fen_and_nobody_pays_less_than_nothing(any_one: CostLine) -> None:
    done = split_line(PACKAGE, any_one)
    assert sum(done.shares.values()) + done.undetermined_fen == any_one.cost_fen
    assert done.undetermined_fen >= 0
    assert all(fen >= 0 for fen in done.shares.values())


@given(ANY_COST, st.one_of(st.none(), ANY_COST), st.fractions(Fraction(1, 100), 1, max_denominator=100))
def test_a_cap_is_never_exceeded_and_an_unapproved_line_is_within_a_fen_of_it(
    cost: int, approved: int | None, cap: Fraction
) -> None:
    text = f"{cap.numerator}/{cap.denominator}"
    done = split_line(package(rules=({**RULES[0], "cap": text}, *RULES[1:])), line("1.1", cost, approved))
    paid = done.shares.get("fiscal", 0)
    assert paid <= cost * cap
    assert approved is not None or cost * cap - paid < 1


@given(st.integers(0, MAX_FEN - 1), st.sampled_from(["1.1", "1.2"]))
def test_a_dearer_line_never_costs_anybody_less(cost: int, item: str) -> None:
    less, more = split_line(PACKAGE, line(item, cost)), split_line(PACKAGE, line(item, cost + 1))
    assert all(more.shares.get(payer, 0) >= fen for payer, fen in less.shares.items())


@given(st.lists(any_line(), max_size=12))
def test_totals_are_the_sum_of_the_lines_and_of_the_compounds(lines: list[CostLine]) -> None:
    done = split(PACKAGE, lines)
    assert sum(done.totals.values()) + done.undetermined_fen == sum(one.cost_fen for one in lines) == done.cost_fen
    for payer, fen in done.totals.items():
        assert fen == sum(one.shares.get(payer, 0) for one in done.lines)
        assert fen == sum(sub.shares.get(payer, 0) for sub in done.by_compound.values())


@given(any_line(), st.sampled_from(["zh", "en"]))
def test_every_line_can_be_explained(any_one: CostLine, language: str) -> None:
    assert split_line(PACKAGE, any_one).reason.telling(language)
