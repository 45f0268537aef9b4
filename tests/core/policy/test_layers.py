"""A district over its city: it inherits, overrides by id, may narrow; widening is told with both clauses."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from linli.core.faults import BadInput
from linli.core.policy import find, load
from linli.core.policy.check import check
from linli.core.policy.starter import start
from tests.core.policy.amend.amended import AMENDMENT, unamended, write_change

HEAD = """\
format: "0.1"
id: yufeng-2018
name: 鱼峰区老旧小区改造
jurisdiction: 鱼峰区
extends: {parent}
sources:
  - {{id: yf, title: 鱼峰区实施细则, signed: 2018-02-01}}
"""

VOTE = """\
votes:
  - id: double_two_thirds
    tests: [{{measure: area, of: total, {}}}, {{measure: households, of: total, {}}}]
"""


def district(folder: Path, parent: str = "liuzhou-2017-pilot", **files: str) -> Path:
    """A package over ``parent`` with these further files."""
    own = folder / "yufeng"
    own.mkdir()
    (own / "package.yaml").write_text(HEAD.format(parent=parent), encoding="utf-8")
    for name, text in files.items():
        (own / f"{name}.yaml").write_text(text, encoding="utf-8")
    return own


def test_what_a_district_does_not_say_it_inherits(tmp_path: Path) -> None:
    city, own = load(find("liuzhou-2017-pilot")), load(district(tmp_path))
    assert (own.id, own.jurisdiction) == ("yufeng-2018", "鱼峰区")
    assert [stage.id for stage in own.stages] == [stage.id for stage in city.stages]
    assert own.rules[0].cite == tuple(f"lz:{anchor}" for anchor in city.rules[0].cite)
    assert own.hash != city.hash


def test_a_district_writes_only_the_words_it_changes(tmp_path: Path) -> None:
    own = load(district(tmp_path, funding='rules:\n  - {id: F-env-90, cap: 85%, cite: ["3.1"]}\n'))
    rule = own.rule_by_id["F-env-90"]
    assert rule.kind == "capped_subsidy"
    assert (rule.cap, rule.payer, rule.cite) == (Fraction(17, 20), "fiscal", ("3.1",))


def test_a_rule_of_another_kind_stands_alone(tmp_path: Path) -> None:
    text = 'rules:\n  - {id: F-env-90, name: 财政全出, kind: pays_all, payer: fiscal, cite: ["3.1"]}\n'
    assert load(district(tmp_path, funding=text)).rule_by_id["F-env-90"].kind == "pays_all"


def test_a_new_id_is_added_and_a_repealed_one_gone(tmp_path: Path) -> None:
    text = 'duties:\n  - {id: y01, who: street, must: 每月报送, check: evidenced, cite: ["4.1"]}\n'
    text += '  - {id: d09, repeal: "yes"}\n'
    ids = [duty.id for duty in load(district(tmp_path, process=text)).duties]
    assert "y01" in ids
    assert "d09" not in ids


def test_a_fault_stands_in_the_file_of_the_layer_that_made_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^funding\.yaml:2:.*是不是「fiscal」？"):
        load(district(tmp_path, funding="rules:\n  - {id: F-env-90, payer: fiscl}\n"))


def test_a_change_above_reaches_the_hash_below_and_an_edition_can_be_named(tmp_path: Path) -> None:
    city = unamended(tmp_path)
    own = district(tmp_path, parent="liuzhou")
    before = load(own)
    write_change(city, AMENDMENT)
    assert load(own).hash == before.hash, "an amendment above is not taken over silently"
    head = HEAD.format(parent="{package: liuzhou, as_of: 2018-06-01}")
    (own / "package.yaml").write_text(head, encoding="utf-8")
    after = load(own)
    assert after.hash != before.hash
    rule = after.rule_by_id["F-env-90"]
    assert rule.kind == "capped_subsidy"
    assert rule.cap == Fraction(17, 20)


@pytest.mark.parametrize("parent", ["nowhere-2018", "yufeng", "../..", "{package: liuzhou-2017-pilot, as_of: gestern}"])
def test_an_upper_package_that_cannot_be_had_is_a_fault(tmp_path: Path, parent: str) -> None:
    with pytest.raises(BadInput, match=r"package\.yaml:5"):
        load(district(tmp_path, parent=parent))


def test_layers_in_a_circle_are_refused(tmp_path: Path) -> None:
    own = district(tmp_path, parent="other")
    other = tmp_path / "other"
    other.mkdir()
    (other / "package.yaml").write_text(HEAD.format(parent=own.name), encoding="utf-8")
    with pytest.raises(BadInput, match="绕成了圈"):
        load(own)


@pytest.mark.parametrize(
    ("file", "narrower", "wider"),
    [
        (
            "funding",
            'rules:\n  - {id: F-env-90, cap: 90%, cite: ["3.1"]}\n',
            'rules:\n  - {id: F-env-90, cap: 91%, cite: ["3.1"]}\n',
        ),
        (
            "process",
            'stages:\n  - {id: S2.3, due: {by: day, on: 2018-03-10, cite: ["3.1"]}}\n',
            'stages:\n  - {id: S2.3, due: {by: day, on: 2018-03-11, cite: ["3.1"]}}\n',
        ),
        (
            "process",
            VOTE.format("at_least: 2/3", "at_least: 3/4"),
            VOTE.format("more_than: 1/2", "at_least: 2/3"),
        ),
    ],
)
def test_narrowing_is_free_and_widening_a_conflict_with_both_clauses(
    tmp_path: Path, file: str, narrower: str, wider: str
) -> None:
    own = district(tmp_path, **{file: narrower})
    assert not [fault for fault in check(own).warnings if "冲突" in fault.message]
    (own / f"{file}.yaml").write_text(wider, encoding="utf-8")
    report = check(own)
    (conflict,) = [fault for fault in report.warnings if "冲突" in fault.message]
    assert "附件" in conflict.hint
    assert conflict.file == f"{file}.yaml"
    assert not report.errors


def test_dropping_what_must_be_done_is_an_error(tmp_path: Path) -> None:
    report = check(district(tmp_path, process='duties:\n  - {id: d01, repeal: "yes"}\n'))
    assert [fault.message for fault in report.errors] == ["与上级政策冲突：上级要求必须做的 d01 被删去"]


def test_a_starter_loads_at_once_and_says_the_same(tmp_path: Path) -> None:
    own = start("yufeng-2018", find("liuzhou-2017-pilot"), tmp_path / "yufeng", jurisdiction="鱼峰区")
    city = load(find("liuzhou-2017-pilot"))
    assert [rule.id for rule in own.rules] == [rule.id for rule in city.rules]
    assert check(tmp_path / "yufeng").ok


def test_a_starter_overwrites_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="已经存在"):
        start("yufeng-2018", find("liuzhou-2017-pilot"), tmp_path)
