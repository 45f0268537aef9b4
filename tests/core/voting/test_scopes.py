"""Votes beyond the plain ballot: scopes, inverse tests, vetoes, rounds, alternatives, editions, proxies, co-owners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.policy.model import Package
from linli.core.voting import BallotPaper, RollEntry, TallyFinding, tally
from tests.core.voting.packages import DAY, entry, homes, package, votes

HALF = {"measure": "households", "of": "total", "at_least": "1/2"}


def scoped(scope: str, *tests: dict[str, Any], **rule: Any) -> Package:
    """A package whose matter ``ask`` has this scope."""
    words = package(*tests, **rule)
    return words.model_copy(update={"matters": (words.matters[0].model_copy(update={"scope": scope}),)})


def in_building(dwelling: str, building: str = "1", entrance: str = "", **more: Any) -> RollEntry:
    return replace(entry(dwelling), building=building, entrance=entrance, **more)


def held(under: Package, roll: Sequence[RollEntry], papers: Sequence[BallotPaper], **more: Any) -> TallyFinding:
    found = tally(under, "ask", more.pop("on", DAY), roll, papers, **more)
    assert found.reason.telling()
    assert found.reason.telling("en")
    return found


TWO = [
    in_building("1"),
    in_building("2"),
    in_building("3", "2"),
    in_building("4", "2", "甲"),
    in_building("5", "2", "乙"),
]


def test_only_the_buildings_owners_are_asked_and_others_are_told_so() -> None:
    found = held(scoped("building", HALF), TWO, votes("同意", "", "同意"), building="1")
    assert (found.passed, found.total.dwellings, found.ground.building) == (True, 2, "1")
    assert [one.reason.sentence() for one in found.rejected] == ["「3」不在本次表决范围内"]


def test_an_entrance_is_one_of_its_building() -> None:
    found = held(scoped("entrance", HALF), TWO, votes("", "", "", "同意", "同意"), building="2", entrance="乙")
    assert (found.total.dwellings, found.for_.dwellings, found.passed) == (1, 1, True)


@pytest.mark.parametrize(("building", "word"), [("", "1、2"), ("3", "1、2")])
def test_which_building_must_be_said_where_the_roll_has_several(building: str, word: str) -> None:
    with pytest.raises(BadInput, match="楼栋") as caught:
        held(scoped("building", HALF), TWO, [], building=building)
    assert caught.value.faults[0].expected == word


def test_a_roll_that_tells_no_buildings_is_that_of_the_vote() -> None:
    found = held(scoped("building", HALF), homes(2), votes("同意"))
    assert (found.passed, found.total.dwellings) == (True, 2)
    assert "整份名册视为本次表决范围" in found.reason.telling()


ALL_PAYERS = {"measure": "heads", "of": "total", "within": "payers", "at_least": "1/1"}


@pytest.mark.parametrize(("pays", "choices", "met"), [
    ([True, True, False], ["同意", "同意"], True), ([True, True, False], ["同意", "反对"], False),
    ([True, True, False], ["同意"], False), ([False, False, False], [], True),
    ([None, None, None], ["同意"] * 3, False), ([None, True, None], ["", "同意"], True),
])  # fmt: skip
def test_unanimity_of_those_who_pay(pays: list[bool | None], choices: list[str], met: bool) -> None:
    roll = [replace(one, pays=tick) for one, tick in zip(homes(3), pays, strict=True)]
    assert held(package(ALL_PAYERS), roll, votes(*choices)).conditions[0].met is met


def test_a_matter_of_the_payers_asks_only_them_and_refuses_a_roll_that_does_not_say_who_they_are() -> None:
    roll = [replace(one, pays=one.dwelling == "1") for one in homes(3)]
    found = held(scoped("payers", HALF), roll, votes("同意", "反对"))
    assert (found.total.dwellings, found.passed, len(found.rejected)) == (1, True, 1)
    with pytest.raises(BadInput, match="出资"):
        held(scoped("payers", HALF), homes(3), [])


def test_a_test_of_the_whole_compound_may_stand_in_a_vote_of_the_building() -> None:
    both = ({**HALF, "at_least": "1/1"}, {**HALF, "within": "compound"})
    found = held(scoped("building", *both), TWO, votes("同意", "同意", "同意"), building="1")
    assert [one.value for one in found.conditions] == [(2, 2), (3, 5)]
    assert (found.passed, found.total.dwellings, found.rejected) == (True, 2, ())


@pytest.mark.parametrize(("bound", "objections", "met"), [
    ("at_most", 3, True), ("at_most", 4, False), ("less_than", 2, True), ("less_than", 3, False),
])  # fmt: skip
def test_an_inverse_vote_passes_unless_too_many_object(bound: str, objections: int, met: bool) -> None:
    under = package({"measure": "heads", "count": "against", "of": "total", bound: "1/3"})
    found = held(under, homes(9), votes(*["反对"] * objections))
    assert found.passed is met
    assert found.conditions[0].needed == (3 if bound == "at_most" else 2)


def test_silence_is_no_objection_but_nobody_at_all_is_no_majority_of_participants() -> None:
    inverse = {"measure": "heads", "count": "against", "at_most": "1/3"}
    assert held(package({**inverse, "of": "total"}), homes(9), []).passed
    assert not held(package({**inverse, "of": "participants"}), homes(9), []).passed


def test_how_many_must_join_so_that_the_objections_are_few_enough_among_participants() -> None:
    under = package({"measure": "heads", "count": "against", "of": "participants", "at_most": "1/3"})
    found = held(under, homes(9), votes("反对", "反对", "同意"))
    assert found.conditions[0].lacking == 3
    assert held(under, homes(9), votes("反对", "反对", *["同意"] * 4)).passed


def objecting(papers: list[BallotPaper], *rows: int) -> list[BallotPaper]:
    return [replace(one, objection=one.row in rows) for one in papers]


def test_one_objection_on_record_stops_what_a_vote_against_does_not() -> None:
    under = package(HALF, vetoes=({"id": "v", "name": "无异议"},))
    papers = votes("同意", "同意", "反对")
    assert held(under, homes(3), papers).passed
    found = held(under, homes(3), objecting(papers, 4))
    assert (found.passed, found.tests_met, found.vetoes[0].rows) == (False, True, (4,))


def test_a_veto_of_the_building_in_a_vote_of_the_compound_counts_only_there() -> None:
    under = package(HALF, vetoes=({"id": "v", "name": "本幢异议", "within": "building"},))
    assert held(under, TWO, objecting(votes("同意", "同意", "同意"), 4), building="1").passed
    assert not held(under, TWO, objecting(votes("同意", "同意", "同意"), 4), building="2").passed


def test_an_objection_put_on_record_later_is_no_mere_repetition() -> None:
    under = package(HALF, vetoes=({"id": "v", "name": "无异议"},))
    papers = [*votes("同意", "反对"), BallotPaper(9, "2", "反对", DAY, objection=True)]
    found = held(under, homes(2), papers)
    assert (found.vetoes[0].rows, [one.row for one in found.rejected]) == ((9,), [3])


def test_a_veto_by_a_vote_against_belongs_to_those_it_names() -> None:
    under = package(HALF, vetoes=({"id": "v", "name": "受影响者", "by": "against", "within": "affected"},))
    roll = [replace(one, affected=one.dwelling == "3") for one in homes(3)]
    assert held(under, roll, votes("同意", "反对", "同意")).passed
    assert not held(under, roll, votes("同意", "同意", "反对")).passed
    assert not held(under, homes(3), votes("同意", "同意")).passed


def test_a_rule_of_vetoes_alone_passes_when_nobody_objects() -> None:
    silent = package(HALF, vetoes=({"id": "v", "name": "无异议"},))
    rule = silent.votes[0].model_copy(update={"tests": ()})
    under = silent.model_copy(update={"votes": (rule,)})
    assert held(under, homes(3), []).passed
    assert not held(under, homes(3), objecting(votes("反对"), 2)).passed


@pytest.mark.parametrize(("passed", "met"), [
    ({}, False), ({"first": DAY}, True), ({"首轮": date(2018, 1, 1)}, True), ({"first": date(2018, 2, 2)}, False),
])  # fmt: skip
def test_a_later_round_needs_the_earlier_one_to_have_passed_by_then(passed: dict[str, date], met: bool) -> None:
    words = package(HALF)
    ask = words.matters[0]
    first = ask.model_copy(update={"id": "first", "name": "首轮"})
    under = words.model_copy(update={"matters": (first, ask.model_copy(update={"after": "first"}))})
    assert held(under, homes(2), votes("同意"), passed_rounds=passed).passed is met


@pytest.mark.parametrize(
    ("choices", "met"), [(["同意"], True), (["反对"] * 2, False), ([], True), (["反对"] * 3 + ["同意"] * 6, True)]
)
def test_one_alternative_is_enough_and_its_tests_go_together(choices: list[str], met: bool) -> None:
    ways = (
        {"id": "quiet", "name": "无人反对", "tests": ({"measure": "heads", "count": "against", "at_most": "1/10"},)},
        {"id": "loud", "name": "多数", "tests": (
            {"measure": "heads", "count": "participated", "at_least": "2/3"},
            {"measure": "heads", "of": "participants", "more_than": "1/2"},
        )},
    )  # fmt: skip
    words = package(HALF, alternatives=ways)
    under = words.model_copy(update={"votes": (words.votes[0].model_copy(update={"tests": ()}),)})
    found = held(under, homes(9), votes(*choices))
    assert found.passed is met
    assert {one.alternative for one in found.conditions} == {"quiet", "loud"}


EDITIONS = (
    {"id": "old", "until": "2020-12-31", "tests": ({"measure": "heads", "of": "total", "at_least": "2/3"},)},
    {"id": "new", "from": "2021-01-01", "tests": ({"measure": "heads", "of": "participants", "more_than": "1/2"},)},
)


@pytest.mark.parametrize(
    ("on", "edition", "met"), [(date(2020, 12, 31), "old", False), (date(2021, 1, 1), "new", True)]
)
def test_the_rule_reads_as_it_did_on_the_day_of_the_vote(on: date, edition: str, met: bool) -> None:
    found = held(package(HALF, editions=EDITIONS), homes(9), votes("同意"), on=on)
    assert (found.edition, found.passed) == (edition, met)


def test_a_day_for_which_the_rule_says_nothing_is_refused() -> None:
    words = package(HALF, editions=EDITIONS[1:])
    under = words.model_copy(update={"votes": (words.votes[0].model_copy(update={"tests": ()}),)})
    with pytest.raises(BadInput, match="没有写这一天"):
        held(under, homes(1), [], on=date(2020, 12, 31))


def by_proxy(papers: list[BallotPaper], proxy: str) -> list[BallotPaper]:
    return [replace(one, proxy=proxy) for one in papers]


@pytest.mark.parametrize(("limit", "counted"), [("0", 0), ("2", 2), ("3", 3)])
def test_a_proxy_beyond_the_limit_is_refused_with_the_reason(limit: str, counted: int) -> None:
    found = held(package(electorate={"proxy_limit": limit}), homes(3), by_proxy(votes(*["同意"] * 3), "代甲"))
    assert (found.for_.dwellings, len(found.rejected)) == (counted, 3 - counted)
    assert all("代甲" in one.reason.sentence() for one in found.rejected)


def test_the_owner_voting_and_several_dwellings_of_one_owner_take_no_more_of_the_limit() -> None:
    roll = [entry("1", "张三"), entry("2", "张三"), entry("3", "李四")]
    under = package(electorate={"proxy_limit": "1"})
    assert held(under, roll, by_proxy(votes("同意", "同意"), "代甲")).for_.dwellings == 2
    assert held(under, roll, by_proxy(votes("同意", "同意", "同意"), "张三")).for_.dwellings == 3


def test_a_refused_proxy_does_not_replace_the_owners_own_ballot() -> None:
    own = votes("同意")
    late = [BallotPaper(9, "1", "反对", DAY, proxy="代甲")]
    found = held(package(electorate={"proxy_limit": "0"}), homes(1), [*own, *late])
    assert (found.for_.dwellings, [one.row for one in found.rejected]) == (1, [9])


@pytest.mark.parametrize(
    ("representative", "voter", "counts"), [("甲", "甲", 1), ("甲", "乙", 0), ("", "甲", 0), ("甲", "", 1)]
)
def test_of_co_owners_the_representative_votes(representative: str, voter: str, counts: int) -> None:
    roll = [replace(entry("1", "甲、乙"), representative=representative)]
    papers = [replace(one, voter=voter) for one in votes("同意")]
    assert held(package(electorate={"co_owners": "representative"}), roll, papers).for_.dwellings == counts
    assert held(package(), roll, papers).for_.dwellings == 1


def test_unsold_stock_may_be_left_out() -> None:
    roll = [*homes(2), RollEntry(9, "9", "", 100, "开发商未售")]
    found = held(package(electorate={"unsold": "excluded"}), roll, [*votes("同意"), BallotPaper(9, "9", "同意", DAY)])
    assert (found.total.dwellings, [one.reason.sentence() for one in found.rejected]) == (
        2, ["「9」是开发商未售部分，不计入表决"],
    )  # fmt: skip


# --- against a recount that knows nothing of the code above ---

BOUNDS = ("at_least", "more_than", "at_most", "less_than")
TEST = st.builds(
    lambda measure, count, of, bound, share, within: {
        "measure": measure, "count": "against" if bound in BOUNDS[2:] else count, "of": of, bound: share,
        "within": within,
    },
    st.sampled_from(["area", "households", "heads"]), st.sampled_from(["for", "participated", "against"]),
    st.sampled_from(["total", "participants"]), st.sampled_from(BOUNDS), st.sampled_from(["1/2", "2/3", "3/4", "1/3"]),
    st.sampled_from([None, None, "compound", "building", "payers", "affected"]),
)  # fmt: skip
ROLL = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 400), st.sampled_from("12"), st.booleans(), st.booleans()),
    min_size=1, max_size=8,
)  # fmt: skip
PAPERS = st.lists(
    st.tuples(st.integers(1, 8), st.sampled_from(["同意", "反对", "弃权"]), st.sampled_from(["", "", "代甲", "代乙"]),
              st.booleans()), max_size=14,
)  # fmt: skip


def slow(roll: list[Any], said: dict[int, str], test: dict[str, Any], scope: str) -> bool:
    """One test, counted the slow way; ``roll``: owner, area, building, pays, affected; ``said``: place -> choice."""
    within = test["within"] or scope
    places = [n for n in range(len(roll)) if scope != "building" or roll[n][2] == "1"]
    if within in ("compound", "building"):
        places = [n for n in range(len(roll)) if within == "compound" or roll[n][2] == "1"]
    elif within in ("payers", "affected"):
        places = [n for n in places if roll[n][3 if within == "payers" else 4]]
    if test["within"] and not places:
        return True

    def amount(chosen: list[int], words: set[str] | None) -> int:
        if test["measure"] == "area":
            return sum(roll[n][1] for n in chosen)
        if test["measure"] == "households":
            return len(chosen)
        owners = {roll[n][0] for n in chosen}
        if words is None:
            return len(owners)
        return sum({said[n] for n in places if n in said and roll[n][0] == one} <= words for one in owners)

    took_part = [n for n in places if n in said]
    counted = amount(took_part, None)
    if test["count"] != "participated":
        word = "同意" if test["count"] == "for" else "反对"
        counted = amount([n for n in took_part if said[n] == word], {word})
    base = amount(places, None) if test["of"] == "total" else amount(took_part, None)
    bound = next(one for one in BOUNDS if one in test)
    share = Fraction(test[bound]) * base
    compare = {
        "at_least": counted >= share,
        "more_than": counted > share,
        "at_most": counted <= share,
        "less_than": counted < share,
    }
    return base > 0 and compare[bound]


@given(ROLL, PAPERS, st.lists(TEST, min_size=1, max_size=3), st.sampled_from(["compound", "building"]),
       st.none() | st.integers(0, 2), st.booleans())  # fmt: skip
def test_the_tally_of_any_scope_equals_a_brute_force_recount(
    roll: list[Any], papers: list[Any], tests: list[dict[str, Any]], scope: str, limit: int | None, veto: bool
) -> None:
    if not any(fields[2] == "1" for fields in roll):
        return
    words = {"electorate": {"proxy_limit": str(limit)}} if limit is not None else {}
    vetoes = ({"id": "v", "name": "异议", "within": "building"},) if veto else ()
    under = scoped(scope, *tests, vetoes=vetoes, **words)
    entries = [
        RollEntry(n, str(n), owner, area, "住宅", building, "", pays, affected)
        for n, (owner, area, building, pays, affected) in enumerate(roll, 1)
    ]
    cast = [
        BallotPaper(row, str(n), choice, DAY, "", proxy, "", objects)
        for row, (n, choice, proxy, objects) in enumerate(papers, 2)
    ]
    found = held(under, entries, cast, building="1")
    asks_all = scope == "compound" or any(test["within"] == "compound" for test in tests)
    said: dict[int, str] = {}
    objections: dict[int, bool] = {}
    served: dict[str, list[str]] = {"代甲": [], "代乙": []}
    for n, choice, proxy, objects in papers:
        place = n - 1
        if place >= len(roll) or not (asks_all or roll[place][2] == "1"):
            continue
        if proxy and limit is not None and roll[place][0] not in served[proxy]:
            if len(served[proxy]) >= limit:
                continue
            served[proxy].append(roll[place][0])
        said[place], objections[place] = choice, objects
    expected = [slow(roll, said, test, scope) for test in tests]
    assert [one.met for one in found.conditions] == expected
    stopped = veto and any(objects and roll[place][2] == "1" for place, objects in objections.items())
    assert found.passed is (all(expected) and not stopped)
    assert len(found.counted) + len(found.rejected) == len(cast)
