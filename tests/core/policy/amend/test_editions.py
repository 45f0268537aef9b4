"""A package that changes midway: which edition stands on which day, and what refuses to be changed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.policy import find, load
from linli.core.policy.amend import Days, Family, editions, snapshot
from tests.core.policy.amend.amended import AMENDMENT, ERRATUM, unamended, write_change

EVE, FIRST = date(2018, 5, 31), date(2018, 6, 1)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = unamended(tmp_path)
    write_change(folder, AMENDMENT)
    return folder


def refused(city: Path, on: date = FIRST) -> str:
    with pytest.raises(BadInput) as bad:
        snapshot(city, on)
    return str(bad.value)


def test_before_its_effective_day_an_amendment_changes_nothing_not_even_the_hash(tmp_path: Path) -> None:
    city = unamended(tmp_path)
    plain = load(city)
    write_change(city, AMENDMENT)
    assert snapshot(city, EVE) == plain
    assert snapshot(city, EVE).hash == plain.hash == load(city).hash
    assert snapshot(city, FIRST).hash != plain.hash


def test_from_its_effective_day_every_change_stands(city: Path) -> None:
    package = snapshot(city, FIRST)
    rule = package.rule_by_id["F-env-90"]
    assert rule.kind == "capped_subsidy"
    assert rule.cap == Fraction(17, 20)
    assert rule.cite == ("212.1", "demo:1")
    due = package.stage_by_id["S3.1"].due
    assert due is not None
    assert (due.by, due.cite) == ("day", ("demo:2",))
    assert "d09" not in [duty.id for duty in package.duties]
    assert next(source for source in package.sources if source.id == "demo").number == "演示文号"


def test_two_editions_with_their_days(city: Path) -> None:
    first, second = editions(city)
    assert (first.from_, first.until, first.amendments) == (None, EVE, ())
    assert (second.from_, second.until) == (FIRST, None)
    assert [one.id for one in second.amendments] == ["am-2018-demo"]


def test_each_change_asks_the_day_that_governs_it(city: Path) -> None:
    family, later = Family(city), date(2018, 9, 1)
    old_plan = family.package(family.holding(Days(later, plan_confirmed_on=EVE)))
    new_plan = family.package(family.holding(Days(later, plan_confirmed_on=FIRST)))
    assert old_plan.rule_by_id["F-env-90"].model_dump()["cap"] == "9/10"
    assert new_plan.rule_by_id["F-env-90"].model_dump()["cap"] == "17/20"
    assert old_plan.stage_by_id["S3.1"].due == new_plan.stage_by_id["S3.1"].due


def test_a_governing_day_after_the_question_is_not_known_yet(city: Path) -> None:
    family = Family(city)
    assert family.holding(Days(EVE, plan_confirmed_on=date(2019, 1, 1))) == family.holding(Days(EVE))


def test_what_was_not_recorded_yet_was_not_known(city: Path) -> None:
    assert snapshot(city, FIRST, recorded_by=date(2018, 5, 14)).hash == snapshot(city, EVE).hash
    assert snapshot(city, FIRST, recorded_by=date(2018, 5, 15)).hash == snapshot(city, FIRST).hash


def test_an_erratum_holds_from_the_first_day_once_it_is_recorded(city: Path) -> None:
    write_change(city, ERRATUM, "er-2018.yaml")
    corrected = snapshot(city, date(2018, 1, 1))
    assert corrected.stage_by_id["S2.3"].due.on == date(2018, 3, 10)  # type: ignore[union-attr]
    assert corrected.hash == load(city).hash
    before = snapshot(city, date(2018, 1, 1), recorded_by=date(2018, 5, 19))
    assert before.stage_by_id["S2.3"].due.on == date(2018, 3, 1)  # type: ignore[union-attr]


def test_an_amendment_may_still_mean_what_an_erratum_took_away(city: Path) -> None:
    write_change(city, ERRATUM, "er-2018.yaml")
    write_change(city, AMENDMENT.replace("am-2018-demo", "am-later").split("    - {op")[0] + (
        '    - {op: replace, target: "S2.3.due", was: 2018-03-01, now: 2018-04-01, cite: ["87.1"]}\n'
    ), "later.yaml")  # fmt: skip
    assert snapshot(city, FIRST).stage_by_id["S2.3"].due.on == date(2018, 4, 1)  # type: ignore[union-attr]


def test_what_stands_must_be_what_the_amendment_says(city: Path) -> None:
    write_change(city, AMENDMENT.replace("was: 90%", "was: 95%"))
    told = refused(city)
    assert "amendments/am-2018.yaml:9" in told
    assert "读到「95%」，应为 90%" in told
    assert "funding.yaml 第" in told


def test_a_share_may_be_written_either_way(city: Path) -> None:
    write_change(city, AMENDMENT.replace("was: 90%", "was: 9/10"))
    assert snapshot(city, FIRST).hash


def test_a_target_that_is_not_there_names_the_nearest(city: Path) -> None:
    write_change(city, AMENDMENT.replace("F-env-90.cap", "F-enw-90.cap"))
    assert "是不是「F-env-90」？" in refused(city)


def test_a_name_in_an_inserted_part_is_checked_at_its_place_in_the_amendment(city: Path) -> None:
    write_change(city, AMENDMENT.replace("{document: resident_satisfaction", "{document: resident_satisfied"))
    told = refused(city)
    assert "amendments/am-2018.yaml:13" in told
    assert "是不是「resident_satisfaction」？" in told


def test_an_unknown_word_in_a_file_of_changes_is_told_with_its_line(city: Path) -> None:
    write_change(city, AMENDMENT.replace("published:", "publised:"))
    with pytest.raises(BadInput, match=r"amendments/am-2018\.yaml:4.*是不是「published」？"):
        load(city)


def test_two_amendments_of_one_id_are_refused(city: Path) -> None:
    write_change(city, AMENDMENT, "again.yaml")
    with pytest.raises(BadInput, match="编号重复"):
        Family(city)


def test_a_settled_reading_is_printed_as_settled_and_sets_its_word(city: Path) -> None:
    before = load(city)
    (city / "readings.yaml").write_text(
        "decisions:\n  - {reading: I-02, chosen: 不含当日, value: exclusive, decided_by: 市住建局, "
        "decided_on: 2018-02-01, document: 复函1号}\n",
        encoding="utf-8",
    )
    after = load(city)
    reading = after.reading_by_id["I-02"]
    assert (reading.status, reading.chosen) == ("settled", "不含当日")
    assert reading.settled is not None
    assert reading.settled.document == "复函1号"
    assert before.deadline_defaults.before_day == "inclusive"
    setting = before.reading_by_id["I-02"].setting
    assert after.deadline_defaults.before_day == ("exclusive" if setting else "inclusive")
    assert after.hash != before.hash


def test_a_package_without_changes_has_one_edition() -> None:
    family = Family(find("liuzhou-2017-pilot"))
    assert family.is_plain
    assert family.on(date(2030, 1, 1)).hash == load(find("liuzhou-2017-pilot")).hash


CHANGES = (
    ("c0", 'target: "F-env-90.cap", was: 90%, now: 85%'),
    ("c1", 'target: "F-env-95.cap", was: 95%, now: 93%'),
    ("c2", 'target: "S3.1.due.on", was: 2018-11, now: 2018-10'),
)


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(3)))
def test_names_and_order_of_the_files_play_no_part(order: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    city = unamended(tmp_path_factory.mktemp("city"))
    for place, number in enumerate(order):
        name, change = CHANGES[number]
        head = AMENDMENT.split("    - {op")[0].replace("am-2018-demo", name)
        write_change(city, f'{head}    - {{op: replace, {change}, cite: ["demo:1"]}}\n', f"{place}.yaml")
    other = unamended(tmp_path_factory.mktemp("other"))
    for name, change in CHANGES[:3]:
        head = AMENDMENT.split("    - {op")[0].replace("am-2018-demo", name)
        write_change(other, f'{head}    - {{op: replace, {change}, cite: ["demo:1"]}}\n', f"{name}.yaml")
    assert snapshot(city, FIRST) == snapshot(other, FIRST)
