"""Owners' votes: the thresholds on both sides, who is a head, which ballots count, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.policy.model import Package
from linli.core.voting import BallotPaper, RollEntry, TallyFinding, check_roll, tally
from tests.core.voting.packages import DAY, ballot, entry, homes, package, unsold, votes

PACKAGE = package()


def held(
    roll: Sequence[RollEntry], papers: Sequence[BallotPaper], under: Package = PACKAGE, on: date = DAY
) -> TallyFinding:
    return tally(under, "ask", on, roll, papers)


def reasons(finding: TallyFinding) -> dict[int, str]:
    return {one.row: one.reason.sentence() for one in finding.rejected}


def test_exactly_two_thirds_passes_and_one_hundredth_of_a_square_metre_less_does_not() -> None:
    just = [entry("1", area=400_000), entry("2", area=200_000), entry("3", area=300_000)]
    assert held(just, votes("同意", "同意")).passed
    short = [entry("1", area=400_000), entry("2", area=199_999), entry("3", area=300_001)]
    finding = held(short, votes("同意", "同意"))
    assert not finding.passed
    assert [c.met for c in finding.conditions] == [False, True]
    assert (finding.conditions[0].value, finding.conditions[0].lacking) == ((599_999, 900_000), 1)


def test_one_household_less_than_two_thirds_does_not_pass() -> None:
    assert held(homes(90), votes(*["同意"] * 60)).passed
    finding = held(homes(90), votes(*["同意"] * 59))
    assert not finding.passed
    assert finding.conditions[1].lacking == 1


@pytest.mark.parametrize(("word", "counts"), [
    ("同意", (1, 0, 0)), ("赞成", (1, 0, 0)), ("赞同", (1, 0, 0)), (" 同 意", (1, 0, 0)),
    ("反对", (0, 1, 0)), ("不同意", (0, 1, 0)), ("不赞成", (0, 1, 0)), ("弃权", (0, 0, 1)), ("√", (0, 0, 0)),
])  # fmt: skip
def test_plain_synonyms_are_read_and_anything_else_is_refused(word: str, counts: tuple[int, int, int]) -> None:
    found = held(homes(3), votes(word))
    assert (found.for_.dwellings, found.against.dwellings, found.abstained.dwellings) == counts
    assert len(found.rejected) == 1 - sum(counts)


@pytest.mark.parametrize(("in_favour", "passed"), [(49, False), (50, False), (51, True)])
def test_more_than_half_excludes_the_half(in_favour: int, passed: bool) -> None:
    under = package({"measure": "heads", "of": "total", "more_than": "1/2"})
    assert held(homes(100), votes(*["同意"] * in_favour), under).passed is passed


@pytest.mark.parametrize(("taking_part", "in_favour", "met"), [
    (65, 65, [False, True]), (66, 66, [True, True]), (66, 50, [True, True]), (66, 49, [True, False]),
])  # fmt: skip
def test_participation_is_measured_on_all_and_assent_on_those_who_took_part(
    taking_part: int, in_favour: int, met: list[bool]
) -> None:
    under = package(
        {"measure": "heads", "count": "participated", "of": "total", "at_least": "2/3"},
        {"measure": "heads", "of": "participants", "at_least": "3/4"},
    )
    choices = ["同意"] * in_favour + ["反对"] * (taking_part - in_favour)
    assert [c.met for c in held(homes(99), votes(*choices), under).conditions] == met


def test_nobody_taking_part_meets_nothing_measured_on_participants() -> None:
    finding = held(homes(3), [], package({"measure": "area", "of": "participants", "more_than": "1/2"}))
    assert (finding.passed, finding.conditions[0].value, finding.conditions[0].lacking) == (False, (0, 0), 1)
    assert "没有人参与" in finding.reason.telling()


def test_a_rule_without_tests_passes_nothing() -> None:
    empty = PACKAGE.model_copy(update={"votes": (PACKAGE.votes[0].model_copy(update={"tests": ()}),)})
    assert not held(homes(1), votes("同意"), empty).passed


def test_abstaining_takes_part_without_assenting() -> None:
    finding = held(homes(3), votes("同意", "弃权", "反对"))
    assert (finding.participated.dwellings, finding.for_.dwellings) == (3, 1)
    assert (finding.against.dwellings, finding.abstained.dwellings) == (1, 1)


def test_an_owner_of_many_dwellings_is_one_head_with_all_their_area() -> None:
    roll = [entry("1", "张三", 300), entry("2", "张 三", 300), entry("3", "李四", 100)]
    finding = held(roll, votes("同意", "同意"))
    assert (finding.total.heads, finding.total.households, finding.total.dwellings) == (2, 3, 3)
    assert (finding.for_.heads, finding.for_.area_centi) == (1, 600)


def test_a_head_has_taken_part_once_one_of_its_dwellings_has() -> None:
    roll = [entry("1", "张三", 300), entry("2", "张三", 300)]
    finding = held(roll, votes("同意"))
    assert (finding.for_.heads, finding.for_.area_centi, finding.participated.heads) == (1, 300, 1)


def test_an_owner_whose_dwellings_differ_takes_part_but_stands_for_neither() -> None:
    roll = [entry("1", "张三", 300), entry("2", "张三", 200), entry("3", "李四", 100)]
    finding = held(roll, votes("同意", "反对", "同意"))
    assert (finding.participated.heads, finding.for_.heads, finding.against.heads, finding.abstained.heads) == (
        2,
        1,
        0,
        1,
    )
    assert (finding.for_.area_centi, finding.against.area_centi, finding.standing.divided_heads) == (400, 200, 1)
    assert "1 位业主名下各套意见不一" in finding.reason.telling()


def test_the_developers_unsold_dwellings_are_one_head_also_with_its_own() -> None:
    roll = [unsold("1"), unsold("2", owner="某开发公司"), entry("3", "某开发公司"), entry("4", "李四")]
    assert held(roll, []).total.heads == 2


def test_co_owners_are_one_head_in_any_order_but_not_one_with_each_alone() -> None:
    roll = [entry("1", "张三、李四"), entry("2", "李四，张三"), entry("3", "张三")]
    assert held(roll, []).total.heads == 2


def test_a_package_may_count_every_dwelling_as_a_head() -> None:
    under = package(electorate={"heads": "per-dwelling"})
    assert held([entry("1", "张三"), entry("2", "张三")], [], under).total.heads == 2


def test_parking_carries_neither_area_nor_vote_unless_the_package_says_so() -> None:
    roll = [*homes(2), entry("车1", "业主1", 12, "地下车位"), entry("库1", "业主9", 20, "车库")]
    papers = [*votes("同意", "同意"), ballot(9, "车1")]
    without = held(roll, papers)
    assert (without.total.dwellings, without.total.area_centi, without.total.heads) == (2, 200, 2)
    assert reasons(without) == {9: "「车1」是车位，不计入表决"}
    within = held(roll, papers, package(electorate={"parking": "included"}))
    assert (within.total.dwellings, within.total.area_centi, within.total.heads) == (4, 232, 3)
    assert (within.total.households, within.rejected) == (2, ())


def test_a_ballot_of_no_dwelling_on_the_roll_or_without_a_readable_choice_is_refused() -> None:
    papers = [ballot(2, "9"), ballot(3, "1", "随便"), ballot(4, "2", ""), ballot(5, "3", " 同意 ")]
    finding = held(homes(3), papers)
    assert reasons(finding) == {2: "名册里没有「9」", 3: "「随便」不是同意、反对或弃权", 4: "没有填写选择"}
    assert finding.participated.dwellings == 1


def test_dwellings_match_in_full_width_and_with_blanks() -> None:
    roll = [entry("1-101")]
    assert held(roll, [ballot(2, "１－ １０１")]).for_.dwellings == 1


def test_the_day_of_the_vote_counts_and_the_day_after_is_late() -> None:
    papers = [
        ballot(2, "1", at="2018-02-01T23:59:59"),
        ballot(3, "2", at="2018-02-02T00:00:00"),
        ballot(4, "3", at=None),
    ]
    finding = held(homes(3), papers)
    assert finding.for_.dwellings == 2
    assert reasons(finding) == {3: "投票日 2018-02-02 晚于表决截止日 2018-02-01"}


def test_the_last_ballot_in_time_counts_and_the_earlier_is_replaced() -> None:
    finding = held(homes(1), [ballot(2, "1", "同意", "2018-01-11T09:00"), ballot(3, "1", "反对", "2018-01-10T09:00")])
    assert (finding.for_.dwellings, reasons(finding)) == (1, {3: "被第2行取代"})


def test_of_equal_times_the_lower_row_counts() -> None:
    finding = held(homes(1), [ballot(2, "1", "同意"), ballot(3, "1", "反对")])
    assert (finding.against.dwellings, reasons(finding)) == (1, {2: "被第3行取代"})


def test_a_late_change_does_not_replace_a_vote_in_time() -> None:
    finding = held(homes(1), [ballot(2, "1", "同意"), ballot(3, "1", "反对", "2018-02-02T08:00")])
    assert (finding.for_.dwellings, list(reasons(finding))) == (1, [3])


def test_a_repetition_is_refused_as_such_and_counted_once() -> None:
    finding = held(homes(1), [ballot(2, "1"), ballot(3, "1", at="2018-01-11T09:00")])
    assert (finding.for_.dwellings, reasons(finding)) == (1, {3: "与第2行重复"})


def test_a_repetition_after_a_change_refuses_both_others() -> None:
    papers = [ballot(2, "1", "反对", "2018-01-08T09:00"), ballot(3, "1", at="2018-01-09T09:00"), ballot(4, "1")]
    finding = held(homes(1), papers)
    assert reasons(finding) == {2: "被第3行取代", 4: "与第3行重复"}
    assert [one.paper.row for one in finding.counted] == [3]


@pytest.mark.parametrize(
    ("roll", "column", "word"),
    [
        ([entry("1"), entry(" １", row=3)], "房号", "已在第2行"),
        ([RollEntry(2, "", "甲", 100, "")], "房号", "缺房号"),
        ([RollEntry(2, "1", " 、", 100, "")], "业主", "缺业主"),
        ([entry("1", area=0)], "专有面积", "大于 0"),
        ([], "", "没有一户"),
    ],
)
def test_a_bad_roll_is_refused(roll: list[RollEntry], column: str, word: str) -> None:
    (fault,) = check_roll(roll)
    assert fault.column == column
    assert word in fault.message
    with pytest.raises(BadInput):
        held(roll, [])


def test_a_roll_of_nothing_but_parking_is_refused() -> None:
    with pytest.raises(BadInput, match="车位"):
        held([entry("车1", kind="车位")], [])


def test_an_unknown_matter_is_met_with_the_nearest_and_a_vote_rule_may_be_asked_by_itself() -> None:
    with pytest.raises(BadInput, match="是不是「ask」"):
        tally(PACKAGE, "aks", DAY, homes(1), [])
    assert tally(PACKAGE, "rule", DAY, homes(1), []).matter_id == "rule"
    assert tally(PACKAGE, "是否同意", DAY, homes(1), []).matter_id == "ask"


@pytest.mark.parametrize(
    ("on", "law"),
    [(date(2007, 9, 30), None), (date(2007, 10, 1), "old"), (date(2020, 12, 31), "old"), (date(2021, 1, 1), "new")],
)
@pytest.mark.parametrize("rule", [{"law": ("old", "new")}, {"interpretations": ("R-1",)}])
def test_the_law_in_force_on_the_day_is_named(rule: dict[str, Any], on: date, law: str | None) -> None:
    found = held(homes(1), [], package(**rule), on).law
    assert (found.id if found else None) == law


def test_a_rule_taken_from_a_law_not_yet_in_force_says_so() -> None:
    under = package(cite=("new",), law=("old", "new"))
    assert "不在其施行期内" in held(homes(1), [], under, date(2020, 12, 31)).reason.telling()
    assert "不在其施行期内" not in held(homes(1), [], under, date(2021, 1, 1)).reason.telling()


def test_clauses_and_readings_of_matter_rule_electorate_and_tests_are_told() -> None:
    under = package(
        {"measure": "area", "at_least": "1/2", "cite": ("3.1",)},
        electorate={"cite": ("4.1",)},
        interpretations=("R-1",),
    )
    finding = held(homes(1), [], under)
    assert finding.cite == ("2.1", "1.1", "4.1", "3.1")
    assert [note.id for note in finding.readings] == ["R-2", "R-1"]
    assert "not yet confirmed" in finding.reason.telling("en")


def test_what_is_lacking_counts_those_who_join_on_both_sides_of_the_fraction() -> None:
    under = package({"measure": "heads", "of": "participants", "at_least": "3/4"})
    finding = held(homes(10), votes("同意", "同意", "反对"), under)
    assert finding.conditions[0].lacking == 1
    again = held(homes(10), votes("同意", "同意", "反对", "同意"), under)
    assert again.passed
    hopeless = held(homes(4), votes("同意", "反对", "反对"), under)
    assert hopeless.conditions[0].lacking is None
    assert "须有已投票的改变" in hopeless.reason.telling()


# --- against a recount that knows nothing of the code above ---

THRESHOLDS = st.sampled_from(["1/2", "2/3", "3/4", "1/1", "1/3"])
TESTS = st.lists(
    st.builds(
        lambda measure, count, of, bound, share: {"measure": measure, "count": count, "of": of, bound: share},
        st.sampled_from(["area", "households", "heads"]), st.sampled_from(["for", "participated", "against"]),
        st.sampled_from(["total", "participants"]), st.sampled_from(["at_least", "more_than"]), THRESHOLDS,
    ),
    min_size=1, max_size=4,
)  # fmt: skip
OWNERS = st.sampled_from(["甲", "乙", "丙", "丁"])
ROLL = st.lists(
    st.tuples(OWNERS, st.integers(1, 500), st.sampled_from(["住宅", "商铺", "车位"])), min_size=1, max_size=9
)
PAPERS = st.lists(
    st.tuples(st.integers(1, 10), st.sampled_from(["同意", "反对", "弃权", "？"]), st.integers(1, 5)), max_size=20
)


def recount(
    roll: list[tuple[str, int, str]], papers: list[tuple[int, str, int]], *, parking: bool, per_owner: bool
) -> dict[str, dict[str, int]]:
    """Total, participated, for, against in area, households and heads, counted the slow way."""
    ids = [n for n, (_, _, kind) in enumerate(roll, 1) if parking or kind != "车位"]
    last: dict[int, str] = {}
    for hour in range(1, 6):
        last |= {n: choice for n, choice, at in papers if at == hour and n in ids and choice != "？"}
    head = {n: roll[n - 1][0] if per_owner else str(n) for n in ids}
    said = {h: {last[n] for n in ids if head[n] == h and n in last} for h in set(head.values())}
    groups = {
        "total": (ids, set(said)),
        "participated": (list(last), {h for h in said if said[h]}),
        "for": ([n for n in last if last[n] == "同意"], {h for h in said if said[h] == {"同意"}}),
        "against": ([n for n in last if last[n] == "反对"], {h for h in said if said[h] == {"反对"}}),
    }
    return {
        name: {
            "area": sum(roll[n - 1][1] for n in numbers),
            "households": sum(roll[n - 1][2] != "车位" for n in numbers),
            "heads": len(heads),
        }
        for name, (numbers, heads) in groups.items()
    }


@given(ROLL, PAPERS, TESTS, st.booleans(), st.booleans())
def test_the_tally_equals_a_brute_force_recount(
    roll: list[tuple[str, int, str]],
    papers: list[tuple[int, str, int]],
    tests: list[dict[str, Any]],
    parking: bool,
    per_owner: bool,
) -> None:
    if not parking and all(kind == "车位" for _, _, kind in roll):
        return
    words = {
        "parking": "included" if parking else "excluded",
        "heads": "per-owner" if per_owner else "per-dwelling",
    }
    entries = [RollEntry(n + 1, str(n), *fields) for n, fields in enumerate(roll, 1)]
    ballots = [ballot(row, str(n), choice, f"2018-01-01T0{at}:00") for row, (n, choice, at) in enumerate(papers, 2)]
    finding = held(entries, ballots, package(*tests, electorate=words))
    slow = recount(roll, papers, parking=parking, per_owner=per_owner)
    expected = []
    for test in tests:
        counted = slow[test["count"]][test["measure"]]
        base = slow["total" if test["of"] == "total" else "participated"][test["measure"]]
        share = Fraction(test.get("at_least") or test["more_than"])
        reached = counted >= share * base if "at_least" in test else counted > share * base
        expected.append((counted, base, bool(base) and reached))
    assert [(*c.value, c.met) for c in finding.conditions] == expected
    assert finding.passed is all(met for _, _, met in expected)
    assert len(finding.counted) + len(finding.rejected) == len(papers)
    standing = finding.standing
    for measure in ("area", "households", "heads"):
        parts = (standing.for_, standing.against, standing.abstained)
        assert sum(part.of(measure) for part in parts) == standing.participated.of(measure)


@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 30), TESTS)
def test_what_is_said_to_be_lacking_is_the_least_that_meets_the_condition(
    size: int, in_favour: int, against: int, tests: list[dict[str, Any]]
) -> None:
    in_favour = min(in_favour, size)
    against = min(against, size - in_favour)
    under = package(*[{**test, "measure": "heads"} for test in tests])
    choices = ["同意"] * in_favour + ["反对"] * against

    def met(more: int) -> list[bool]:
        return [c.met for c in held(homes(size), votes(*choices, *["同意"] * more), under).conditions]

    for i, condition in enumerate(held(homes(size), votes(*choices), under).conditions):
        if condition.met or condition.test.count == "against":
            continue
        if condition.test.count == "participated" and condition.test.of == "participants" and condition.lacking is None:
            continue
        least = next((more for more in range(1, size - in_favour - against + 1) if met(more)[i]), None)
        assert condition.lacking == least


@given(ROLL, PAPERS, st.sampled_from(["zh", "en"]))
def test_every_tally_can_be_explained(
    roll: list[tuple[str, int, str]], papers: list[tuple[int, str, int]], language: str
) -> None:
    entries = [RollEntry(n + 1, str(n), *fields) for n, fields in enumerate(roll, 1)]
    ballots = [ballot(row, str(n), choice, None) for row, (n, choice, _) in enumerate(papers, 2)]
    finding = held(entries, ballots, package(electorate={"parking": "included"}))
    assert finding.reason.telling(language)
    assert all(one.reason.sentence(language) for one in finding.rejected)
