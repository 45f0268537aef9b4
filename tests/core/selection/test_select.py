"""Choosing compounds: quotas and money are kept, nobody is passed over without a reason, rows have no order."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.policy import find, load
from linli.core.policy.model import Package
from linli.core.selection import Candidate, SelectionFinding, check_candidates, rank, select

XIANGSHAN = load(find("xiangshan-2020"))
GRADES = ("高", "中", "低")


def package(order: str = "unordered", **more: Any) -> Package:
    return Package.model_validate({
        "format": "0.1", "id": "t", "name": "测试", "jurisdiction": "某市", "sources": ({"id": "t", "title": "文件"},),
        "quotas": {"total": "5", "phases": ({"id": "a", "name": "甲期", "compounds": "2"},
                                            {"id": "b", "name": "乙期", "compounds": "3"})},
        "priorities": (
            {"id": "p1", "measure": "m1", "name": "意愿", "better": "high", "kind": "judged"},
            {"id": "p2", "measure": "m2", "name": "远近", "better": "low", "kind": "number"},
        ),
        "pots": ({"id": "pot", "name": "补助", "parts": (), "total": 10_000,
                  "limit": {"sum_over": "all-compounds", "at_most": "total"}},),
        "selection": {"priority_order": order, **more},
    })  # fmt: skip


def one(name: str, *, fen: int = 1, day: str = "2020-01-01", row: int = 1, **values: str) -> Candidate:
    return Candidate(row, name, fen, date.fromisoformat(day), values=values)


@st.composite
def compounds(draw: st.DrawFn) -> list[Candidate]:
    return [
        one(
            f"小区{number}",
            fen=draw(st.integers(0, 6_000)),
            day=(date(2020, 1, 1) + timedelta(days=draw(st.integers(0, 3)))).isoformat(),
            row=number,
            m1=draw(st.sampled_from(("", *GRADES))),
            m2=draw(st.sampled_from(("", "1", "2", "3"))),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


def level(candidate: Candidate) -> tuple[Fraction, Fraction]:
    told = {"": 0, "低": 1, "中": 2, "高": 3}[candidate.values["m1"]]
    near = -Fraction(candidate.values["m2"]) if candidate.values["m2"] else Fraction(-99)
    return Fraction(told), near


def dominates(better: Candidate, worse: Candidate) -> bool:
    mine, theirs = level(better), level(worse)
    return mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))


orders = st.sampled_from(("ordered", "unordered"))
ways = st.sampled_from(("skip", "stop"))


@given(compounds(), orders, ways)
def test_neither_quotas_nor_money_are_ever_exceeded(given_: list[Candidate], order: str, way: str) -> None:
    found = select(package(order, when_short=way), given_)
    assert len(found.phases["a"]) <= 2
    assert len(found.phases["b"]) <= 3
    placed = [place for place in found.places.values() if place.outcome == "placed"]
    assert sum(place.candidate.estimate_fen or 0 for place in placed) == found.used_fen <= 10_000
    assert found.left_fen == 10_000 - found.used_fen
    assert len(placed) + len(found.reserve) + len(found.carried_over) == len(given_)


@given(compounds(), orders, ways)
def test_nobody_is_placed_before_somebody_better_unless_money_explains_it(
    given_: list[Candidate], order: str, way: str
) -> None:
    found = select(package(order, when_short=way), given_)
    places = list(found.places.values())
    for winner in (place for place in places if place.outcome == "placed"):
        for loser in (place for place in places if dominates(place.candidate, winner.candidate)):
            assert loser.rank < winner.rank
            if loser.outcome == "placed":
                assert loser.phase <= winner.phase
            else:
                assert (loser.candidate.estimate_fen or 0) > (loser.left_before_fen or 0)
                assert any(step.code == "selection.does_not_fit" for _, step in loser.reason.walk())


@given(compounds(), orders, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(given_: list[Candidate], order: str, shuffle: random.Random) -> None:
    shuffled = list(given_)
    shuffle.shuffle(shuffled)
    of = package(order)
    first, second = select(of, given_), select(of, shuffled)
    assert (first.order, first.phases, first.reserve) == (second.order, second.phases, second.reserve)
    assert {n: p.reason for n, p in first.places.items()} == {n: p.reason for n, p in second.places.items()}


@given(compounds())
def test_without_an_order_the_ranking_is_the_plain_one(given_: list[Candidate]) -> None:
    """Again and again the first, by day and name, of those whom nobody left dominates."""
    left, expected = list(given_), []
    while left:
        free = [c for c in left if not any(dominates(other, c) for other in left)]
        chosen = min(free, key=lambda c: (c.applied or date.max, c.name))
        expected.append(chosen.name)
        left.remove(chosen)
    assert [c.name for c in rank(package(), given_).order] == expected


@given(compounds())
def test_every_reason_has_a_sentence_in_both_languages(given_: list[Candidate]) -> None:
    for place in select(package(), given_).places.values():
        assert place.name in place.reason.telling()
        assert place.reason.telling("en")


def outcome(found: SelectionFinding, name: str) -> str:
    return found.places[name].outcome


def test_the_reasons_say_what_was_needed_and_what_was_left() -> None:
    found = select(package(), [one("甲", fen=9_600), one("乙", fen=412 * 100 - 1, day="2020-01-02")])
    told = found.places["乙"].reason.telling()
    assert "要 411.99元，只剩 4.00元，差 407.99元" in told
    assert outcome(found, "乙") == "reserve"  # this policy does not carry over


@pytest.mark.parametrize(("words", "fault"), [(("高", "特高"), "看不懂这个等次"), (("高", "5"), "又写等次又写数字")])
def test_grades_that_cannot_be_compared_are_refused(words: tuple[str, str], fault: str) -> None:
    rows = [one(f"小区{n}", row=n + 2, m1=word) for n, word in enumerate(words)]
    assert [fault in one.message for one in check_candidates(package(), rows)] == [True]


def test_doubled_names_and_missing_estimates_are_refused_with_their_rows() -> None:
    rows = [one("甲", row=2), one("甲", row=3), Candidate(4, "乙", None), one("丙", row=5, m2="很远")]
    faults = check_candidates(package(), rows)
    assert [(fault.line, fault.column) for fault in faults] == [(3, "小区"), (4, "估算(元)"), (5, "远近")]


def test_a_condition_that_is_not_known_leaves_the_compound_undecided() -> None:
    rule = {"id": "e", "name": "老", "need": "built_year<=2000", "unless": "m1=高"}
    of = package(eligibility=(rule,))
    rows = [
        one("甲"),
        one("乙", m1="高"),
        Candidate(1, "丙", 1, built_year=2000),
        Candidate(1, "丁", 1, built_year=2001),
    ]
    found = select(of, rows)
    assert [outcome(found, name) for name in "甲乙丙丁"] == ["undecided", "placed", "placed", "undecided"]
    told = select(of, [Candidate(1, "丁", 1, built_year=2001, values={"m1": "低"})])
    assert told.excluded == ("丁",)
    assert "建成年份 2001，不满足 <= 2000" in told.places["丁"].reason.telling()


def test_money_given_takes_the_place_of_the_pots() -> None:
    rows = [one("甲", fen=20_000)]
    assert select(package(), rows).reserve == ("甲",)
    assert select(package(), rows, available_fen=20_000).phases["a"] == ("甲",)


def test_eighty_seven_compounds_fill_the_four_phases_of_xiangshan() -> None:
    rows = [one(f"小区{n:03}", day=f"2020-02-{n % 28 + 1:02}") for n in range(90)]
    found = select(XIANGSHAN, rows)
    assert [len(names) for names in found.phases.values()] == [15, 18, 27, 27]
    assert len(found.reserve) == 3
    assert {note.id for note in found.readings} >= {"J-05", "J-20", "J-21"}


def test_a_whole_province_is_ranked_in_seconds() -> None:
    dice = random.Random(7)
    rows = [
        one(f"小区{n:05}", row=n, m1=dice.choice(GRADES), m2=str(dice.randint(1, 5_000))) for n in range(3_000)
    ]  # fmt: skip
    began = time.process_time()
    assert len(rank(package(), rows).order) == 3_000
    assert time.process_time() - began < 8
