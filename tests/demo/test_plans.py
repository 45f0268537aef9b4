"""The invented cities are the same every time, as large as the documents say, and believable to the fen."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby

import pytest

from linli.core.funding import CostLine, check_lines, split
from linli.core.policy import find, load
from linli.core.policy.model import Package
from linli.demo.allocations import needs_of
from linli.demo.cities import cities
from linli.demo.histories import is_working_day
from linli.demo.plan import CityPlan


@pytest.fixture(scope="module")
def plans() -> dict[str, CityPlan]:
    return {plan.package_id: plan for plan in cities()}


@pytest.fixture(scope="module")
def xiangshan(plans: dict[str, CityPlan]) -> CityPlan:
    return plans["xiangshan-2020"]


@pytest.fixture(scope="module")
def liuzhou(plans: dict[str, CityPlan]) -> CityPlan:
    return plans["liuzhou-2017-pilot"]


def _package(plan: CityPlan) -> Package:
    return load(find(plan.package_id))


def test_the_same_seed_gives_the_same_city_and_another_seed_another(plans: dict[str, CityPlan]) -> None:
    again = {plan.package_id: plan.digest() for plan in cities()}
    other = {plan.package_id: plan.digest() for plan in cities(seed="another")}
    for package_id, plan in plans.items():
        assert plan.digest() == again[package_id]
        assert plan.digest() != other[package_id]


def test_every_phase_of_xiangshan_is_filled_to_its_quota(xiangshan: CityPlan) -> None:
    quotas = _package(xiangshan).quotas
    assert quotas is not None
    assert Counter(c.phase for c in xiangshan.compounds) == {phase.id: phase.compounds for phase in quotas.phases}
    assert len(xiangshan.compounds) == quotas.total


def test_xiangshan_uses_all_four_places_the_document_names(xiangshan: CityPlan) -> None:
    scope = _package(xiangshan).scope
    names = {body.key: body.name for body in xiangshan.bodies}
    assert scope is not None
    assert {names[c.body] for c in xiangshan.compounds} == set(scope.where)


def test_the_pilot_of_liuzhou_reaches_all_five_districts(liuzhou: CityPlan) -> None:
    scope = _package(liuzhou).scope
    bodies = {body.key: body for body in liuzhou.bodies}
    assert scope is not None
    assert {bodies[bodies[c.body].parent].name for c in liuzhou.compounds} == set(scope.where)
    assert len(liuzhou.compounds) == 12


@pytest.mark.parametrize("package_id", ["xiangshan-2020", "liuzhou-2017-pilot"])
def test_sizes_are_those_of_real_compounds(plans: dict[str, CityPlan], package_id: str) -> None:
    for compound in plans[package_id].compounds:
        assert 20 <= compound.households <= 1500
        assert 1 <= compound.buildings <= 30
        assert 50_00 * compound.households <= compound.floor_area_centi <= 135_00 * compound.households
        assert 1972 <= compound.built_in <= 2004
        cost = sum(line.cost_fen for line in compound.costs)
        # fen over 0.01 m² is yuan over m²
        assert 70 * compound.floor_area_centi <= cost <= 450 * compound.floor_area_centi


@pytest.mark.parametrize("package_id", ["xiangshan-2020", "liuzhou-2017-pilot"])
def test_names_are_told_apart(plans: dict[str, CityPlan], package_id: str) -> None:
    names = [compound.name for compound in plans[package_id].compounds]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("package_id", ["xiangshan-2020", "liuzhou-2017-pilot"])
def test_every_cost_line_has_exactly_one_rule_in_the_package(plans: dict[str, CityPlan], package_id: str) -> None:
    plan = plans[package_id]
    lines = [
        CostLine(row, compound.name, cost.item, cost.segment or None, cost.cost_fen, cost.approved_fen)
        for compound in plan.compounds
        for row, cost in enumerate(compound.costs, start=1)
    ]
    package = _package(plan)
    assert check_lines(package, lines) == []
    divided = split(package, lines)
    assert sum(divided.totals.values()) + divided.undetermined_fen == sum(line.cost_fen for line in lines)
    assert divided.undetermined_fen > 0
    for compound in plan.compounds:
        keys = [(cost.item, cost.segment) for cost in compound.costs]
        assert len(set(keys)) == len(keys)


def test_every_item_of_both_catalogues_occurs_somewhere(plans: dict[str, CityPlan]) -> None:
    for plan in plans.values():
        met = {cost.item for compound in plan.compounds for cost in compound.costs}
        assert met == {item.number for item in _package(plan).items}


def test_the_central_pot_covers_most_of_xiangshan_but_not_all(xiangshan: CityPlan) -> None:
    package = _package(xiangshan)
    pot = package.pots[0]
    needs = needs_of(package, xiangshan.compounds, "central")
    given = Counter({a.compound: a.amount_fen for a in xiangshan.allocations})
    assert given.total() <= pot.total < sum(needs.values())
    short = [name for name, need in needs.items() if given[name] < need]
    assert 5 <= len(short) <= 15
    assert any(0 < given[name] < needs[name] for name in short)
    assert {c.phase for c in xiangshan.compounds if c.name in short} == {"ph4"}


@pytest.mark.parametrize("package_id", ["xiangshan-2020", "liuzhou-2017-pilot"])
def test_nothing_has_happened_after_the_day_of_the_demo(plans: dict[str, CityPlan], package_id: str) -> None:
    plan = plans[package_id]
    days = [fact.on for compound in plan.compounds for fact in compound.facts]
    days += [fact.on for fact in plan.area_facts] + [a.on for a in plan.allocations]
    assert max(days) <= plan.day
    assert all(is_working_day(on) for on in days)


def test_going_back_in_time_takes_away_and_never_adds(xiangshan: CityPlan) -> None:
    earlier = {plan.package_id: plan for plan in cities(day=date(2020, 9, 1))}["xiangshan-2020"]
    for before, now in zip(earlier.compounds, xiangshan.compounds, strict=True):
        assert (before.name, before.costs) == (now.name, now.costs)
        assert set(before.facts) <= set(now.facts)
    assert set(earlier.allocations) < set(xiangshan.allocations)


def test_approvals_lie_below_at_and_above_the_caps(liuzhou: CityPlan) -> None:
    package = _package(liuzhou)
    kinds: set[str] = set()
    for compound in liuzhou.compounds:
        for cost in compound.costs:
            rule = package.rule_by_id[package.item_by_key[cost.item].rule]
            if rule.kind != "capped_subsidy":
                continue
            limit = cost.cost_fen * rule.cap.numerator // rule.cap.denominator
            approved = cost.approved_fen
            kinds.add("none" if approved is None else "above" if approved > limit else "within")
    assert kinds == {"none", "above", "within"}


def test_one_compound_votes_exactly_two_thirds(liuzhou: CityPlan) -> None:
    compound = next(c for c in liuzhou.compounds if c.story == "exactly-two-thirds")
    notes = [fact.note for fact in compound.facts if fact.key.startswith("vote:")]
    assert (compound.households, compound.floor_area_centi) == (90, 900_000)
    assert notes == ["同意面积 6,000.00 / 9,000.00 平方米，同意 60 / 90 户"] * 2


def test_accounts_are_called_by_their_posts(plans: dict[str, CityPlan]) -> None:
    accounts = [account for plan in plans.values() for account in plan.accounts]
    assert len({account.username for account in accounts}) == len(accounts)
    roles = {key: len(list(group)) for key, group in groupby(sorted(a.role for a in accounts))}
    assert roles == {
        "administrator": 2, "auditor": 2, "district": 1, "finance": 1, "leader": 1, "office": 2, "subdistrict": 2,
    }  # fmt: skip
    for plan in plans.values():
        assert {a.body for a in plan.accounts} <= {b.key for b in plan.bodies}
