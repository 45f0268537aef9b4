"""Words that follow a reading: found wherever they stand, written as people write them, changed place by place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from linli.core.faults import BadInput
from linli.core.policy import shipped
from linli.core.policy.amend import Family
from linli.core.policy.amend.following import FollowingWord, following_words, obstacle, sets_of, written
from linli.core.policy.model import Package


def directory(name: str) -> Path:
    return next(one for one in shipped() if one.name == name)


def decided(tmp_path: Path, name: str, reading: str, given: dict[int, str]) -> Package:
    """The package with these places of a reading decided."""
    place = tmp_path / name
    copytree(directory(name), place)
    package = Family(place).original()
    sets = sets_of(following_words(package, package.reading_by_id[reading]), given)
    entry = {
        "reading": reading, "chosen": "另一种读法", "sets": list(sets), "decided_by": "市办公室",
        "decided_on": "2018-02-01", "document": "复函",
    }  # fmt: skip
    (place / "readings.yaml").write_text(f"decisions: {json.dumps([entry], ensure_ascii=False)}\n", encoding="utf-8")
    return Family(place).on(date(2026, 1, 1))


def words(name: str, reading: str) -> tuple[FollowingWord, ...]:
    package = Family(directory(name)).original()
    return following_words(package, package.reading_by_id[reading])


def test_one_side_of_a_vote_becomes_strict_and_the_other_stays(tmp_path: Path) -> None:
    tests = decided(tmp_path, "liuzhou-2017-pilot", "I-05", {0: "more_than"}).votes[0].tests
    assert [(one.bound, str(one.threshold)) for one in tests] == [("more_than", "2/3"), ("at_least", "2/3")]


def test_a_share_is_changed_with_or_without_its_bound(tmp_path: Path) -> None:
    both = decided(tmp_path / "a", "liuzhou-2017-pilot", "I-05", {0: "more_than", 1: "50%", 3: "3/4"}).votes[0].tests
    assert [(one.bound, str(one.threshold)) for one in both] == [("more_than", "1/2"), ("at_least", "3/4")]


def test_what_a_setting_tells_beside_the_word_goes_along(tmp_path: Path) -> None:
    package = decided(tmp_path, "liuzhou-2017-pilot", "I-06", {0: "heads"})
    assert [one.measure for one in package.votes[0].tests] == ["area", "heads"]
    assert package.reading_by_id["I-06"].setting == "measure heads"
    assert [one.now for one in following_words(package, package.reading_by_id["I-06"])] == ["heads"]


def test_a_small_table_is_changed_entry_by_entry_and_must_still_add_up(tmp_path: Path) -> None:
    quotas = decided(tmp_path / "a", "xiangshan-2020", "J-03", {1: "16", 2: "17"}).quotas
    assert quotas is not None
    assert [one.compounds for one in quotas.phases] == [16, 17, 27, 27]
    with pytest.raises(BadInput) as refused:
        decided(tmp_path / "b", "xiangshan-2020", "J-03", {1: "16"})
    assert "87" in str(refused.value)


def test_only_the_parts_that_say_so_follow_a_strength(tmp_path: Path) -> None:
    assert [one.at for one in words("xiangshan-2020", "J-16")] == [("meetings", "monthly"), ("duties", "u28")]
    package = decided(tmp_path, "xiangshan-2020", "J-16", {1: "must"})
    assert next(one for one in package.duties if one.id == "u28").strength == "must"
    assert package.meetings[0].strength == "principle"


def test_a_setting_may_name_its_part_by_id(tmp_path: Path) -> None:
    package = decided(tmp_path, "liuzhou-2017-pilot", "I-13", {0: "street"})
    assert package.role_by_id["owners_org"].fallback == "street"
    with pytest.raises(BadInput):
        decided(tmp_path / "b", "liuzhou-2017-pilot", "I-13", {0: "nobody"})


@pytest.mark.parametrize(("reading", "why"), [("I-12", "no-setting"), ("I-01", "one-word"), ("I-07", "kind")])
def test_where_nothing_can_be_changed_the_reason_is_known(reading: str, why: str) -> None:
    package = Family(directory("liuzhou-2017-pilot")).original()
    assert obstacle(package, package.reading_by_id[reading]) == why


def test_every_place_told_unchanged_writes_nothing() -> None:
    for package in (Family(one).original() for one in shipped()):
        for reading in package.interpretations:
            found = following_words(package, reading)
            assert sets_of(found, {number: one.now for number, one in enumerate(found) if one.now}) == ()


@pytest.mark.parametrize(("kind", "text", "value"), [
    ("share", "66%", "33/50"), ("share", "2/3", "2/3"), ("share", "100%", "1/1"), ("fen", "1,234.5", "1234.50元"),
    ("fen", "2万元", "20000.00元"), ("day", "2018-3-1", "2018-03-01"), ("count", "015", "15"),
    ("list", "a\n\nb ", ["a", "b"]),
])  # fmt: skip
def test_values_are_written_in_the_words_of_the_format(kind: str, text: str, value: object) -> None:
    word = FollowingWord(("rules", "F"), "cap", kind, "", (), (), ())  # type: ignore[arg-type]
    assert written(word, text) == value


@pytest.mark.parametrize(("kind", "text"), [
    ("share", "0.95"), ("share", "101%"), ("share", "三分之二强"), ("fen", "1.001"), ("day", "明天"), ("count", "-1"),
    ("count", "1.5"), ("choice", "maybe"), ("text", "a\x1bb"), ("text", "字" * 201),
])  # fmt: skip
def test_what_is_no_such_value_is_refused(kind: str, text: str) -> None:
    word = FollowingWord(("rules", "F"), "cap", kind, "", ("yes",) if kind == "choice" else (), (), ())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"\S"):
        written(word, text)
