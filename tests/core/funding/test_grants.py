"""Grants by formula, chains of payers, merged caps, decisions and clearings: both sides of every boundary."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from linli.core.faults import BadInput
from linli.core.funding import CostLine, Facts, agreement_in, check_lines, clear, split, split_line
from linli.core.money import MAX_FEN
from linli.core.policy.model import Package
from tests.core.funding.packages import package

DISTRICTS = {"by": "count", "of": "households", "rate": "2000元", "rates": (
    {"when": {"district": ("甲区", "乙区")}, "rate": "5000元"},
)}  # fmt: skip


def under(rule: dict[str, Any], *, kind: str = "grant", **more: Any) -> Package:
    """A package with this rule for items 1.1 and 1.2 of one category and 1.3 of another."""
    words = {"id": "F", "name": "规则", "kind": kind, "cite": ("1",), **rule}
    items = tuple(
        {"number": n, "category": c, "name": f"项{n}", "content": "", "standard": "", "rule": "F", "line": 2}
        for n, c in (("1.1", "一"), ("1.2", "一"), ("1.3", "二"))
    )
    return package(rules=(words,), items=items, **more)


def grant(amount: dict[str, Any], **more: Any) -> Package:
    return under({"payer": "fiscal", "amount": amount, "rest": "raised", **more})


def line(cost: int, approved: int | None = None, item: str = "1.1", row: int = 2, **more: Any) -> CostLine:
    own = {name: more.pop(name) for name in ("purpose", "override", "decision", "agreement") if name in more}
    return CostLine(row, "甲小区", item, None, cost, approved, Facts(**more), **own)


def paid(under: Package, one: CostLine) -> int | None:
    """What the treasury bears; None if the whole is undetermined."""
    done = split_line(under, one)
    assert sum(done.shares.values()) + done.undetermined_fen == one.cost_fen
    return None if done.undetermined_fen == one.cost_fen else done.shares["fiscal"]


@pytest.mark.parametrize(
    ("district", "each"), [("甲区", 500_000), ("乙区", 500_000), (" 乙区 ", 500_000), ("丙区", 200_000)]
)
def test_a_grant_per_household_takes_the_rate_of_the_district_or_the_rate_outside_the_table(
    district: str, each: int
) -> None:
    assert paid(grant(DISTRICTS), line(10**9, households=7, district=district)) == 7 * each


@pytest.mark.parametrize(("missing", "facts"), [
    ("户数", {"district": "甲区"}), ("区县", {"households": 7}),
])  # fmt: skip
def test_a_missing_fact_leaves_it_undetermined_and_is_named(missing: str, facts: dict[str, Any]) -> None:
    done = split_line(grant(DISTRICTS), line(100, **facts))
    assert (done.shares, done.undetermined_fen) == ({}, 100)
    assert f"没有填写{missing}" in done.reason.telling()
    assert "is not given" in done.reason.telling("en")


def test_a_case_for_which_the_table_states_no_rate_is_undetermined() -> None:
    table = {"by": "count", "of": "lifts", "rates": ({"when": {"floors": {"at_least": "6"}}, "rate": "20元"},)}
    assert paid(grant(table), line(5000, lifts=1, floors=6)) == 2000
    done = split_line(grant(table), line(5000, lifts=1, floors=5))
    assert done.undetermined_fen == 5000
    assert "没有写这种情形的标准" in done.reason.telling()


@pytest.mark.parametrize(("counted", "fact", "count", "fen"), [
    ("compound", "", 0, 1000), ("area", "area_centi", 333, 3330), ("buildings", "buildings", 3, 3000),
    ("entrances", "entrances", 4, 4000), ("lifts", "lifts", 2, 2000), ("floors", "floors", 6, 6000),
])  # fmt: skip
def test_so_much_for_each_of_something(counted: str, fact: str, count: int, fen: int) -> None:
    facts = {fact: count} if fact else {}
    assert paid(grant({"by": "count", "of": counted, "rate": "10元"}), line(10**6, **facts)) == fen


def test_an_amount_per_square_metre_is_rounded_down_to_the_fen() -> None:
    assert paid(grant({"by": "count", "of": "area", "rate": "0.33元"}), line(10**6, area_centi=199)) == 65


@pytest.mark.parametrize(("floors", "fen"), [(1, 1000), (4, 1000), (5, 1300), (7, 1900), (8, 2000), (30, 2000)])
def test_base_and_steps_by_floors_up_to_the_most(floors: int, fen: int) -> None:
    steps = {"by": "floor_steps", "from": "4", "base": "10元", "step": "3元", "per": "lifts", "most": "20元"}
    assert paid(grant(steps), line(10**6, floors=floors, lifts=1)) == fen
    assert paid(grant(steps), line(10**6, floors=floors, lifts=3)) == 3 * fen
    assert paid(grant(steps), line(10**6, floors=floors)) is None


@pytest.mark.parametrize(("year", "fen"), [("2021", None), ("2022", 1000), ("2023", 2000), ("2024", None)])
def test_a_rate_by_year(year: str, fen: int | None) -> None:
    rates = tuple({"when": {"year": y}, "rate": r} for y, r in (("2022", "10元"), ("2023", "20元")))
    table = {"by": "count", "of": "compound", "rates": rates}
    assert paid(grant(table), line(10**6, year=int(year))) == fen


COEFFICIENT = {"steps": ({"at_least": "0%", "factor": "0.8"}, {"at_least": "10%", "factor": "1.1"})}


@pytest.mark.parametrize(("share", "fen"), [("0", 4000), ("999/10000", 4000), ("1/10", 5500), ("1", 5500)])
def test_a_coefficient_rises_with_the_residents_share_and_its_step_includes_the_number(share: str, fen: int) -> None:
    rule = grant({"by": "share", "cap": "50%", "coefficient": COEFFICIENT})
    assert paid(rule, line(10_000, residents_share=Fraction(share))) == fen


def test_the_residents_share_is_that_of_the_compounds_whole_cost() -> None:
    rule = grant({"by": "share", "cap": "50%", "coefficient": COEFFICIENT}, base="item")
    assert paid(rule, line(10_000, residents_fen=1_000)) == 5500
    two = split(rule, [line(10_000, residents_fen=1_000), line(10_000, item="1.2", row=3, residents_fen=1_000)])
    assert two.totals["fiscal"] == 8000


def test_the_cost_counts_up_to_the_ceiling_per_square_metre() -> None:
    rule = grant({"by": "share", "cap": "50%", "ceiling": {"by": "count", "of": "area", "rate": "300元"}})
    assert [paid(rule, line(cost, area_centi=100)) for cost in (29_999, 30_000, 30_001)] == [14_999, 15_000, 15_000]


def test_at_most_takes_the_least_of_several_amounts() -> None:
    rule = grant({"by": "share", "cap": "50%"}, at_most=({"by": "count", "of": "area", "rate": "100元"},))
    assert [paid(rule, line(20_000, area_centi=area)) for area in (99, 100, 101)] == [9_900, 10_000, 10_000]


@pytest.mark.parametrize(("below", "shares"), [("no_subsidy", {"raised": 9_999}), ("undetermined", {})])
def test_a_minimum_spend_per_square_metre(below: str, shares: dict[str, int]) -> None:
    least = {"least": {"by": "count", "of": "area", "rate": "100元"}, "below": below}
    rule = grant({"by": "share", "cap": "50%"}, minimum=least)
    assert paid(rule, line(10_000, area_centi=100)) == 5_000
    short = split_line(rule, line(9_999, area_centi=100))
    assert short.shares == shares
    assert "少 0.01元" in short.reason.telling()
    assert paid(rule, line(10_000)) is None


def test_a_milestone_releases_the_grant_and_only_for_its_purpose() -> None:
    rule = grant({"by": "count", "of": "compound", "rate": "50元"}, purpose="管理维护",
                 released_by={"id": "self_run", "name": "自治组织成立"})  # fmt: skip
    reached = {"milestones": frozenset({"self_run"})}
    assert paid(rule, line(8_000, **reached)) == 5_000
    assert paid(rule, line(8_000, milestones=frozenset({"自治组织成立"}), purpose="管理维护")) == 5_000
    assert paid(rule, line(8_000, **reached, purpose="购车")) == 0
    assert paid(rule, line(8_000, milestones=frozenset())) == 0
    assert paid(rule, line(8_000)) is None


CHAIN = {
    "payments": (
        {"payer": "central", "amount": {"by": "share", "cap": "40%"}},
        {"payer": "fiscal", "amount": {"by": "share", "of": "left", "cap": "50%"},
         "at_most": ({"by": "count", "of": "households", "rate": "10元"},)},
    ),
    "rest": "residents",
}  # fmt: skip


def test_a_chain_pays_in_order_and_the_second_payer_counts_what_the_first_left() -> None:
    done = split_line(under(CHAIN, kind="chain"), line(10_000, households=100))
    assert done.shares == {"central": 4_000, "fiscal": 3_000, "residents": 3_000}
    capped = split_line(under(CHAIN, kind="chain"), line(10_000, households=2))
    assert capped.shares == {"central": 4_000, "fiscal": 2_000, "residents": 4_000}
    unknown = split_line(under(CHAIN, kind="chain"), line(10_000))
    assert (unknown.shares, unknown.undetermined_fen) == ({"central": 4_000}, 6_000)


def test_an_approval_limits_the_subsidies_of_a_chain_together() -> None:
    done = split_line(under(CHAIN, kind="chain"), line(10_000, 5_000, households=100))
    assert done.shares == {"central": 4_000, "fiscal": 1_000, "residents": 5_000}


def cap(base: str) -> Package:
    return under({"payer": "fiscal", "cap": "95%", "base": base, "rest": "raised"}, kind="capped_subsidy")


@pytest.mark.parametrize(("base", "fiscal"), [("item", 18 + 18 + 18), ("category", 36 + 18), ("group", 54)])
def test_a_cap_is_floored_once_for_what_it_is_measured_on(base: str, fiscal: int) -> None:
    lines = [line(19, row=2), line(19, item="1.2", row=3), line(19, item="1.3", row=4)]
    assert split(cap(base), lines).totals["fiscal"] == fiscal


def test_a_merged_cap_lets_one_item_exceed_its_own_share_and_never_its_cost() -> None:
    lines = [line(10_000, 10_000, row=2), line(10_000, 5_000, item="1.2", row=3)]
    done = split(cap("group"), lines)
    assert [one.shares["fiscal"] for one in done.lines] == [10_000, 5_000]
    assert split(cap("item"), lines).totals["fiscal"] == 14_500


def test_facts_told_differently_by_lines_of_one_pool_are_a_fault() -> None:
    lines = [line(10, households=5), line(10, item="1.2", row=3, households=6)]
    (fault,) = check_lines(grant(DISTRICTS), lines)
    assert (fault.line, fault.column) == (2, "户数")
    with pytest.raises(BadInput):
        split(grant(DISTRICTS), lines)


@pytest.mark.parametrize("facts", [{"households": -1}, {"area_centi": -1}, {"residents_share": Fraction(-1, 9)}])
def test_a_fact_below_zero_is_a_fault(facts: dict[str, Any]) -> None:
    (fault,) = check_lines(grant(DISTRICTS), [line(10, **facts)])
    assert fault.expected == "0 或正数"


def test_a_grant_for_the_compound_is_given_once_however_many_lines_there_are() -> None:
    rule = grant({"by": "count", "of": "compound", "rate": "100元"})
    lines = [line(9_000, row=2), line(9_000, item="1.2", row=3)]
    assert split(rule, lines).totals["fiscal"] == 10_000


ELEVATOR = under({"payer": "owners", "strength": "principle"}, kind="pays_all")


def test_a_recorded_decision_overrides_what_holds_in_principle() -> None:
    assert split_line(ELEVATOR, line(500)).shares == {"owners": 500}
    done = split_line(ELEVATOR, line(500, override="财政", decision="某纪要3号"))
    assert done.shares == {"fiscal": 500}
    assert "某纪要3号" in done.reason.telling()
    part = split_line(ELEVATOR, line(500, 200, override="fiscal", decision="某纪要3号"))
    assert part.shares == {"fiscal": 200, "owners": 300}


@pytest.mark.parametrize(("strength", "override", "decision", "column"), [
    ("principle", "某人", "3号", "改由"), ("principle", "财政", " ", "依据"), ("must", "财政", "3号", "改由"),
])  # fmt: skip
def test_a_decision_without_ground_is_refused(strength: str, override: str, decision: str, column: str) -> None:
    rule = under({"payer": "owners", "strength": strength}, kind="pays_all")
    (fault,) = check_lines(rule, [line(500, override=override, decision=decision)])
    assert fault.column == column


AMONG = ({"payer": "carriers"}, {"payer": "owners"}, {"payer": "central"})


def test_operators_share_by_agreement_and_as_a_group_while_there_is_none() -> None:
    rule = under({"payer": "raised", "among": AMONG}, kind="shared")
    assert split_line(rule, line(100)).shares == {"raised": 100}
    done = split_line(rule, line(100, agreement=agreement_in("运营商 1、业主=1、中央资金 1")))
    assert done.shares == {"carriers": 34, "owners": 33, "central": 33}
    weighted = split_line(rule, line(100, agreement=agreement_in("运营商 60%、业主 40%")))
    assert weighted.shares == {"carriers": 60, "owners": 40}


def test_a_key_given_by_the_text_needs_no_agreement() -> None:
    among = tuple({**one, "weight": weight} for one, weight in zip(AMONG, "321", strict=True))
    rule = under({"payer": "raised", "among": among, "key": "given"}, kind="shared")
    assert split_line(rule, line(100)).shares == {"carriers": 50, "owners": 33, "central": 17}


@pytest.mark.parametrize("text", ["财政 1", "运营商 1、运营商 2", "运营商 0"])
def test_an_agreement_with_strangers_doubles_or_nothing_is_refused(text: str) -> None:
    rule = under({"payer": "raised", "among": AMONG}, kind="shared")
    assert check_lines(rule, [line(100, agreement=agreement_in(text))])


POT = {"id": "pot1", "name": "补助", "parts": (), "total": "100元", "expires": "2022-12-31",
       "eligible": {"built": {"at_most": "2000"}}}  # fmt: skip


@pytest.mark.parametrize(("built", "on", "fen"), [
    (2000, date(2022, 12, 31), 100), (2001, date(2022, 12, 31), None), (2000, date(2023, 1, 1), None),
    (None, None, None), (2000, None, 100),
])  # fmt: skip
def test_a_pot_pays_until_it_expires_and_for_whom_it_is(built: int | None, on: date | None, fen: int | None) -> None:
    rule = under({"payer": "fiscal", "pot": "pot1"}, kind="from_pot", pots=(POT,))
    done = split_line(rule, line(100, built=built), on=on)
    assert done.shares.get("fiscal") == fen
    assert done.reason.telling()


def test_a_clearing_is_the_difference_of_two_splits_less_what_was_paid_ahead() -> None:
    rule = under({"payments": ({"payer": "fiscal", "advance": "70%", "amount": {"by": "share", "cap": "95%"}},),
                  "rest": "raised"}, kind="chain")  # fmt: skip
    found = clear(rule, [line(10_001)], [line(9_000)])
    assert {one.payer: (one.before_fen, one.advance_fen, one.after_fen, one.difference_fen) for one in found.lines} == {
        "fiscal": (9_500, 6_650, 8_550, 1_900), "raised": (501, 501, 450, -51),
    }  # fmt: skip
    assert found.totals == {"fiscal": 1_900, "raised": -51}
    assert all(one.reason(rule).sentence(language) for one in found.lines for language in ("zh", "en"))


def test_what_was_undetermined_and_is_not_any_more_is_told_by_itself() -> None:
    found = clear(grant(DISTRICTS), [line(100)], [line(100, households=1, district="甲区")])
    assert found.totals == {"fiscal": 100, "raised": 0, None: 0}
    assert [one.before_fen for one in found.lines if one.payer is None] == [100]


def test_a_product_that_leaves_sixty_four_bits_is_refused() -> None:
    with pytest.raises(BadInput, match="超出可处理的范围"):
        split_line(grant({"by": "count", "of": "households", "rate": "90000000000元"}),
                   line(MAX_FEN, households=999_999_999))  # fmt: skip
    with pytest.raises(BadInput, match="超出可处理的范围"):
        split_line(grant({"by": "share", "cap": "99999/100000"}), line(MAX_FEN))
