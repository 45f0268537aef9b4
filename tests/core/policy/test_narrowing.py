"""What a lower layer may not do silently: give more, ask less of a vote; and what only a person can compare."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.core.policy import find, load, shipped
from linli.core.policy.check import check
from linli.core.policy.narrowing import conflicts
from tests.core.policy.test_layers import district

#: parent, file, what the lower layer writes, the words of the finding ("": none)
CASES = [
    # a grant by formula, number by number
    ("chengdu-14-5", "funding", "{id: F-lift, amount: {by: count, of: lifts, rate: 200000元}}", ""),
    ("chengdu-14-5", "funding", "{id: F-lift, amount: {by: count, of: lifts, rate: 199999.99元}}", ""),
    ("chengdu-14-5", "funding", "{id: F-lift, amount: {by: count, of: lifts, rate: 200000.01元}}", "给得更多"),
    ("chengdu-14-5", "funding", "{id: F-lift, amount: {by: count, of: households, rate: 1元}}", "人工核对"),
    ("chengdu-14-5", "funding", "{id: F-lift, at_most: [{by: share, cap: 50%}]}", ""),
    ("chengdu-14-5", "funding", "{id: F-lift, rest: undetermined}", "人工核对"),
    ("chengdu-14-5", "funding", "{id: F-lift, minimum: {least: {by: count, of: area, rate: 1元}}}", ""),
    ("chengdu-14-5", "funding", "{id: F-lift, only_if: {floors: {at_least: 4}}}", "人工核对"),
    # a share of cost that is no longer of the same base or payer
    ("liuzhou-2017-pilot", "funding", "{id: F-env-90, base: group}", "人工核对"),
    ("liuzhou-2017-pilot", "funding", "{id: F-env-90, cap: 80%, base: group}", "人工核对"),
    # votes
    ("shanghai-lift-2014", "votes", "{id: consultation, electorate: {proxy_limit: '1', co_owners: representative}}",
     ""),
    ("shanghai-lift-2014", "votes", "{id: consultation, electorate: {proxy_limit: '3', co_owners: representative}}",
     "代理更多"),
    ("shanghai-lift-2014", "votes", "{id: consultation, electorate: {co_owners: representative}}", "代理更多"),
    ("shanghai-lift-2014", "votes", "{id: consultation, electorate: {proxy_limit: '2', co_owners: any}}", "门槛更低"),
    ("shanghai-lift-2014", "votes",
     "{id: consultation, electorate: {proxy_limit: '2', co_owners: representative, parking: included}}", "人工核对"),
    ("shanghai-lift-2014", "votes", "{id: agreement, vetoes: []}", ""),
    ("shanghai-lift-2014", "votes", "{id: agreement, vetoes: [{id: other, name: 另一种}]}", "少了一项否决"),
    ("shanghai-lift-2014", "votes", "{id: agreement, vetoes: [{id: strong, name: 任何反对, by: against}]}", ""),
    ("shanghai-lift-2014", "votes", "{id: agreement, vetoes: [{id: strong, name: 反对, within: payers}]}", "人工核对"),
    ("shanghai-lift-2014", "votes",
     "{id: agreement, alternatives: [{id: a, name: 甲, tests: [{measure: area, at_least: 1/2}]}]}", ""),
    ("chengdu-14-5", "votes", "{id: lift_consent, name: 别名}", ""),
    ("shanghai-lift-2014", "votes", "{id: agreement, editions: [{id: x, tests: [{measure: area, at_least: 1/2}]}]}",
     "人工核对"),
    ("shanghai-lift-2014", "matters", "{id: second_round, scope: compound}", "人工核对"),
]  # fmt: skip


def findings(folder: Path, parent: str, table: str, written: str) -> list[str]:
    file = "funding" if table == "funding" else "process"
    own = district(folder, parent=parent, **{file: f"{'rules' if table == 'funding' else table}:\n  - {written}\n"})
    report = check(own)
    assert not report.errors
    return [fault.message for fault in report.warnings if "上级政策" in fault.message]


@pytest.mark.parametrize(("parent", "table", "written", "told"), CASES)
def test_narrower_is_silent_wider_is_a_conflict_and_the_rest_is_for_a_person(
    tmp_path: Path, parent: str, table: str, written: str, told: str
) -> None:
    found = findings(tmp_path, parent, table, written)
    if told:
        assert len(found) == 1
        assert told in found[0]
    else:
        assert found == []


def test_another_way_to_pass_is_wider_and_the_only_way_dropped_too(tmp_path: Path) -> None:
    """A city that asks for one of two ways; its district asks for one of three, or for none."""
    city = tmp_path / "city"
    city.mkdir()
    way = "{{id: {}, name: {}, tests: [{{measure: area, at_least: 2/3}}]}}"
    two = ", ".join(way.format(name, name) for name in "ab")
    three = ", ".join(way.format(name, name) for name in "abc")
    (city / "package.yaml").write_text(
        'format: "0.1"\nid: city\nname: 市\njurisdiction: 市\nsources: [{id: c, title: 市文件}]\n', encoding="utf-8"
    )
    (city / "process.yaml").write_text(
        f"votes:\n  - {{id: v, name: 表决, alternatives: [{two}], cite: ['1']}}\n", "utf-8"
    )
    for written, told in (
        (f"{{id: v, alternatives: [{two}]}}", []),
        (f"{{id: v, alternatives: [{way.format('a', 'a')}]}}", []),
        (f"{{id: v, alternatives: [{three}]}}", ["多了一种通过的方式"]),
        (f"{{id: v, alternatives: [{two.replace('2/3', '1/2')}]}}", ["门槛更低", "门槛更低"]),
    ):
        place = tmp_path / f"d{len(list(tmp_path.iterdir()))}"
        place.mkdir()
        own = district(place, parent="city", process=f"votes:\n  - {written}\n")
        own = own.rename(tmp_path / f"own{place.name}")
        found = [fault.message for fault in check(own).warnings if "上级政策" in fault.message]
        assert len(found) == len(told)
        assert all(word in message for word, message in zip(told, found, strict=True))


def test_a_rule_taken_away_is_for_a_person_to_look_at() -> None:
    above = load(find("chengdu-14-5"))
    below = above.model_copy(update={"rules": above.rules[1:]})
    (found,) = conflicts(above, below)
    assert found.unclear
    assert found.upper_cite == above.rules[0].cite


@pytest.mark.parametrize("package_id", [path.name for path in shipped()])
def test_what_is_inherited_word_for_word_is_never_reported(package_id: str) -> None:
    package = load(find(package_id))
    assert list(conflicts(package, package)) == []
