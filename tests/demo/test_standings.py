"""On the day of the demo compounds stand in every stage, and for each reason that the product can tell."""

from __future__ import annotations

from collections import defaultdict

import pytest

from linli.core.lifecycle import CompoundStanding, Fact, check_facts, compile_process, derive
from linli.core.policy import find, load
from linli.demo import liuzhou, xiangshan
from linli.demo.cities import cities
from linli.demo.histories import evidence_of
from linli.demo.plan import CityPlan, CompoundPlan


def _facts(plan: CityPlan, compound: CompoundPlan) -> list[Fact]:
    parents = {body.key: body.parent for body in plan.bodies}
    areas, body = set(), compound.body
    while body:
        areas.add(body)
        body = parents[body]
    told = [*compound.facts, *(fact for fact in plan.area_facts if fact.body in areas)]
    return [Fact(compound.name, fact.on, fact.stage, fact.key, fact.value, row) for row, fact in enumerate(told)]


def test_every_story_speaks_of_evidence_that_the_package_asks_for() -> None:
    for package_id, stories in (
        ("xiangshan-2020", xiangshan.STORIES.values()),
        ("liuzhou-2017-pilot", [part.story for part in liuzhou.PARTS]),
    ):
        package = load(find(package_id))
        asked = {
            (stage.id, evidence.fact)
            for stage in package.stages
            for branch in ("vote", "hearing")
            for evidence in evidence_of(stage.gate, branch)
        }
        for story in stories:
            named = {*story.withheld, *story.refused, *story.ahead, *story.notes, *story.second_try}
            assert {(stage, fact.partition("=")[0]) for stage, fact in named} <= asked, story.id


@pytest.fixture(scope="module")
def stood() -> dict[str, dict[str, list[CompoundStanding]]]:
    """city -> story -> standings."""
    result: dict[str, dict[str, list[CompoundStanding]]] = {}
    for plan in cities():
        process = compile_process(load(find(plan.package_id)))
        stories = result[plan.slug] = defaultdict(list)
        for compound in plan.compounds:
            facts = _facts(plan, compound)
            assert check_facts(process, facts) == []
            stories[compound.story].append(derive(process, facts, plan.day, compound.phase or None))
    return result


def _all(stood: dict[str, dict[str, list[CompoundStanding]]], city: str) -> list[CompoundStanding]:
    return [standing for story in stood[city].values() for standing in story]


def test_xiangshan_has_compounds_at_work_in_every_stage(stood) -> None:
    standings = _all(stood, "xiangshan")
    open_in = {stage.stage for one in standings for stage in one.stages.values() if stage.state == "open"}
    assert open_in == {"X1", "X2", "X3", "X4", "X5", "X6"}
    assert any(all(stage.state == "done" for stage in one.stages.values()) for one in standings)


def test_every_state_occurs_in_both_cities(stood) -> None:
    for city in stood:
        states = {stage.state for one in _all(stood, city) for stage in one.stages.values()}
        assert states == {"locked", "open", "early", "done"}


def test_some_are_late_of_themselves_and_some_because_of_an_earlier_stage(stood) -> None:
    for city in stood:
        late = [stage for one in _all(stood, city) for stage in one.stages.values() if stage.overdue_days]
        assert any(stage.blocked_by is None for stage in late)
        assert any(stage.blocked_by for stage in late)


def test_a_deadline_before_the_document_was_signed_is_not_held_against_anyone(stood) -> None:
    for one in stood["xiangshan"]["survey-missing"]:
        assert (one.stages["X1"].state, one.stages["X1"].overdue_days) == ("open", 0)


def test_an_open_rectification_keeps_the_acceptance_open(stood) -> None:
    for one in stood["xiangshan"]["rectification-pits"]:
        assert one.stages["X6"].state == "open"
        assert [part.fact for part in one.stages["X6"].missing] == ["rectification:closed"]


def test_an_acceptance_without_the_finance_bureau_names_it(stood) -> None:
    for one in stood["xiangshan"]["acceptance-without-finance"]:
        assert ("finance",) in [part.parties for part in one.stages["X6"].missing]


def test_the_exact_two_thirds_carried_the_plan(stood) -> None:
    (one,) = stood["liuzhou"]["exactly-two-thirds"]
    assert (one.stages["S2.1"].state, one.stages["S2.3"].state) == ("done", "done")


def test_a_hearing_or_the_committee_in_place_of_the_owners_opens_the_same_gates(stood) -> None:
    for story in ("hearing", "community-signs"):
        (one,) = stood["liuzhou"][story]
        assert one.stages["S2.3"].state == "done"


def test_a_second_vote_counts_from_its_own_day(stood) -> None:
    (one,) = stood["liuzhou"]["second-vote"]
    assert one.stages["S2.3"].state == "done"
    assert one.stages["S2.3"].overdue_days > 0


def test_money_not_raised_in_full_says_how_much_is_lacking(stood) -> None:
    (one,) = stood["liuzhou"]["money-short"]
    (missing,) = one.stages["S2.6"].missing
    assert missing.short_fen is not None
    assert missing.short_fen > 0


def test_an_untrained_district_holds_up_its_compounds(stood) -> None:
    (one,) = stood["liuzhou"]["district-late"]
    assert one.stages["S1.1"].state == "open"
    assert one.stages["S1.2"].blocked_by == "S1.1"
