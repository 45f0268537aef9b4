"""Any rule the format can say, any lines: sums exact, limits kept, nobody pays less for a dearer line."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linli.core.funding import CostLine, Facts, clear, split
from linli.core.funding.formulas import Situation, least
from linli.core.policy.model import Package
from tests.core.funding.packages import package

PAYERS = ("fiscal", "central", "raised", "residents")
YUAN = st.integers(0, 3_000).map(lambda n: f"{n // 100}.{n % 100:02d}元")
SHARE = st.fractions(0, 1, max_denominator=60).map(lambda f: f"{f.numerator}/{f.denominator}")
COUNTED = st.sampled_from(["compound", "households", "area", "buildings", "entrances", "lifts", "floors"])
TABLE = st.lists(YUAN, max_size=2).map(
    lambda rates: tuple({"when": {"district": (d,)}, "rate": r} for d, r in zip("甲乙", rates, strict=False))
)
PER_COUNT = st.builds(
    lambda of, rate, rates: {"by": "count", "of": of, "rate": rate, "rates": rates}, COUNTED, YUAN, TABLE
)
STEPS = st.builds(
    lambda start, base, step, per, most: {"by": "floor_steps", "from": str(start), "base": base, "step": step,
                                          "per": per, **({"most": most} if most else {})},
    st.integers(0, 9), YUAN, YUAN, st.sampled_from(["compound", "lifts", "buildings"]), st.none() | YUAN,
)  # fmt: skip
COEFFICIENT = st.lists(st.fractions(0, 2, max_denominator=20).map(str), min_size=1, max_size=4).map(
    lambda factors: {"steps": tuple({"at_least": f"{10 * n}%", "factor": f} for n, f in enumerate(factors))}
)
OF_COST = st.builds(
    lambda cap, of, ceiling, coefficient: {
        "by": "share", "cap": cap, "of": of, **({"ceiling": ceiling} if ceiling else {}),
        **({"coefficient": coefficient} if coefficient else {}),
    },
    SHARE, st.sampled_from(["cost", "left"]), st.none() | PER_COUNT, st.none() | COEFFICIENT,
)  # fmt: skip
AMOUNT = PER_COUNT | STEPS | OF_COST
PAYMENT = st.builds(
    lambda payer, amount, most, only, purpose, milestone: {
        "payer": payer, "amount": amount, "at_most": most, "purpose": purpose,
        **({"only_if": {"floors": {"at_least": "3"}}} if only else {}),
        **({"released_by": {"id": "done", "name": "办成"}} if milestone else {}),
    },
    st.sampled_from(PAYERS), AMOUNT, st.lists(AMOUNT, max_size=1).map(tuple), st.booleans(),
    st.sampled_from(["", "", "修"]), st.sampled_from([False, False, True]),
)  # fmt: skip
RULE = st.builds(
    lambda payments, base, rest, minimum: {
        "kind": "chain", "payments": payments, "base": base, "rest": rest,
        **({"minimum": {"least": {"by": "count", "of": "area", "rate": "0.5元"}, "below": minimum}} if minimum else {}),
    },
    st.lists(PAYMENT, min_size=1, max_size=3).map(tuple), st.sampled_from(["item", "group", "category"]),
    st.sampled_from([*PAYERS, "undetermined"]), st.sampled_from([None, None, "no_subsidy", "undetermined"]),
)  # fmt: skip


def maybe(known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Known four times in five."""
    return st.integers(0, 4).flatmap(lambda n: known if n else st.none())


FACTS = st.builds(
    Facts, households=maybe(st.integers(0, 500)), area_centi=maybe(st.integers(0, 10**6)),
    buildings=maybe(st.integers(0, 9)), entrances=maybe(st.integers(0, 20)), lifts=maybe(st.integers(0, 4)),
    floors=maybe(st.integers(1, 9)), district=maybe(st.sampled_from("甲乙丙")),
    residents_share=maybe(st.fractions(0, 1, max_denominator=40)),
    milestones=maybe(st.sampled_from([frozenset(), frozenset({"done"})])),
)  # fmt: skip
COSTS = st.lists(
    st.tuples(st.sampled_from(["1.1", "1.2", "1.3"]), st.one_of(st.integers(0, 50), st.integers(0, 10**9)),
              st.none() | st.integers(0, 10**9), st.sampled_from("山水"), st.sampled_from(["", "修", "养"])),
    min_size=1, max_size=6,
)  # fmt: skip


def under(*rules: dict[str, Any]) -> Package:
    """A package with these rules, given to three items in turn."""
    words = tuple({"id": f"F{n}", "name": "规则", "cite": ("1",), **rule} for n, rule in enumerate(rules))
    blank = {"content": "", "standard": "", "line": 2}
    items = tuple(
        {"number": n, "category": c, "name": f"项{n}", "rule": words[r % len(words)]["id"], **blank}
        for r, (n, c) in enumerate((("1.1", "一"), ("1.2", "一"), ("1.3", "二")))
    )
    return package(rules=words, items=items)


def lines(costs: list[tuple[str, int, int | None, str, str]], facts: Facts) -> list[CostLine]:
    return [
        CostLine(row, compound, item, None, cost, approved, facts, purpose)
        for row, (item, cost, approved, compound, purpose) in enumerate(costs, 2)
    ]


@given(st.lists(RULE, min_size=1, max_size=2), COSTS, FACTS)
def test_every_line_closes_whatever_the_rule_and_nobody_pays_less_than_nothing(
    rules: list[dict[str, Any]], costs: list[Any], facts: Facts
) -> None:
    done = split(under(*rules), lines(costs, facts))
    for one in done.lines:
        assert sum(one.shares.values()) + one.undetermined_fen == one.line.cost_fen
        assert one.undetermined_fen >= 0
        assert all(fen >= 0 for fen in one.shares.values())
    assert sum(done.totals.values()) + done.undetermined_fen == done.cost_fen
    for language in ("zh", "en"):
        assert all(one.reason.telling(language) for one in done.lines)


@given(RULE, COSTS, FACTS)
def test_no_payment_exceeds_its_formula_and_no_line_gets_more_than_its_cost_or_approval(
    rule: dict[str, Any], costs: list[Any], facts: Facts
) -> None:
    done = split(under(rule), lines(costs, facts))
    for one in done.lines:
        if one.division is None:
            continue
        subsidies = sum(paid.parts[one.place] for paid in one.division.payments)
        assert subsidies <= one.line.cost_fen
        assert one.line.approved_fen is None or subsidies <= one.line.approved_fen
        left = one.division.cost_fen
        for paid in one.division.payments:
            assert sum(paid.parts) == paid.paid_fen <= (paid.limit_fen or 0)
            compound = done.by_compound[one.line.compound].cost_fen
            at = Situation(one.package, facts, one.division.cost_fen, left, compound)
            if paid.paid_fen:
                assert paid.limit_fen == least(paid.payment.amounts, at).fen
            left -= paid.paid_fen


@given(st.fractions(0, 1, max_denominator=1000), st.integers(0, 10**12))
def test_a_share_of_the_cost_is_its_floor(cap: Fraction, cost: int) -> None:
    text = f"{cap.numerator}/{cap.denominator}"
    rule = {
        "kind": "chain",
        "payments": ({"payer": "fiscal", "amount": {"by": "share", "cap": text}},),
        "rest": "raised",
    }
    (one,) = split(under(rule), [CostLine(2, "山", "1.1", None, cost)]).lines
    assert one.shares.get("fiscal", 0) <= cap * cost < one.shares.get("fiscal", 0) + 1


@given(RULE, COSTS, FACTS, st.integers(0, 5), st.integers(1, 1000))
def test_a_dearer_line_costs_no_payer_of_the_compound_less(
    rule: dict[str, Any], costs: list[Any], facts: Facts, which: int, more: int
) -> None:
    """While the facts stay the same and everything is known: above the minimum, without approvals."""
    rule = {**rule, "minimum": None}
    cheap = [replace(one, approved_fen=None) for one in lines(costs, facts)]
    which %= len(cheap)
    dear = [replace(one, cost_fen=one.cost_fen + more) if n == which else one for n, one in enumerate(cheap)]
    first, last = split(under(rule), cheap), split(under(rule), dear)
    name = cheap[which].compound
    before, after = first.by_compound[name], last.by_compound[name]
    if any(payment["purpose"] for payment in rule["payments"]):
        return
    assert all(after.shares.get(payer, 0) >= fen for payer, fen in before.shares.items())
    assert after.undetermined_fen >= before.undetermined_fen


@given(RULE, COSTS, COSTS, FACTS)
def test_a_clearing_adds_up_to_the_difference_of_the_costs(
    rule: dict[str, Any], before: list[Any], after: list[Any], facts: Facts
) -> None:
    found = clear(under(rule), lines(before, facts), lines(after, facts))
    paid = sum(one.advance_fen for one in found.lines)
    assert sum(one.after_fen for one in found.lines) == found.after.cost_fen
    assert sum(found.totals.values()) == found.after.cost_fen - paid
    assert paid + found.before.undetermined_fen == found.before.cost_fen
