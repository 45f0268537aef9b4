"""A formula or vote that could answer twice, never or wrongly is refused when the package is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linli.core.faults import BadInput
from linli.core.policy import load

CITIES = Path(__file__).parents[2] / "policies" / "packages"


def spoilt(tmp_path: Path, city: str, file: str, old: str, new: str) -> str:
    """The faults of a city's package with one passage changed."""
    package = tmp_path / city
    shutil.copytree(CITIES / city, package)
    path = package / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(package)
    return "\n".join(map(str, caught.value.faults))


@pytest.mark.parametrize(("old", "new", "told"), [
    ("kind: [完善类, 提升类]", "kind: [基础类, 提升类]", "两行可能同时成立"),
    ("{kind: [完善类, 提升类]}", "{}", "每一行都要写条件"),
    ("{at_least: 10%, factor", "{at_least: 4%, factor", "从小到大"),
    ('factor: "1.1"', 'factor: "1.0000001"', "分子或分母过大"),
    ("rate: 300元", "rate: -1元", "大于或等于零"),
    ("rate: 300元", "rate: 300", "请写单位"),
    ("cap: 50%", "cap: 101%", "0 与 100%"),
    ("advance: 70%", "advance: 170%", "0 与 100%"),
    ("pot: city_award", "pot: city_awards", "是不是「city_award」"),
    ("payer: residents", "payer: resident", "是不是「residents」"),
    ("rest: district", "rest: districts", "没有这个出资方"),
    ("by: share\n", "by: shares\n", "share"),
    ("base: group", "base: item\n    group: all", "不能又写 group"),
    ("factor: \"0.8\"", "factor: -1", "不是系数"),
    ("below: undetermined", "below: nothing", "no_subsidy"),
])  # fmt: skip
def test_a_formula_that_cannot_stand_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    faults = spoilt(tmp_path, "wenzhou", "funding.yaml", old, new)
    assert told in faults
    assert "funding.yaml:" in faults


@pytest.mark.parametrize(("old", "new", "told"), [
    ("among: [{payer: telecom}, {payer: mobile}]", "among: [{payer: telecom}, {payer: telecom}]", "同一家列了两次"),
    ("among: [{payer: telecom}", "among: [{payer: telecom, weight: 2}", "不能写 weight"),
    ("    among:", "    key: given\n    among:", "都要写 weight"),
    ("floors: {at_least: 6}", "floors: {at_least: 6, at_most: 5}", "没有一个数符合"),
    ("amount: {by: count, of: lifts, rate: 200000元,", "amount: {by: count, of: lifts,", "rate（标准）或 rates"),
])  # fmt: skip
def test_a_grant_or_key_that_cannot_stand_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in spoilt(tmp_path, "chengdu", "funding.yaml", old, new)


@pytest.mark.parametrize(("city", "old", "new", "told"), [
    ("chengdu", "until: 2020-12-31", "until: 2021-01-01", "两版的日期重叠"),
    ("chengdu", "id: since_2021", "id: before_2021", "编号重复"),
    ("shanghai-lift", "after: first_round", "after: first_rond", "是不是「first_round」"),
    ("shanghai-lift", "after: first_round", "after: second_round", "绕成了圈"),
    ("shanghai-lift", "within: building, at_least", "within: block, at_least", "不认识这个词"),
    ("henan-objection", "at_most: 1/3", "at_most: 1/1", "可能达到也可能达不到"),
    ("henan-objection", "count: against", "count: for", "只用于数反对者"),
    ("henan-objection", "at_most: 1/3", "at_most: 1/3, at_least: 1/2", "要写且只写一个"),
])  # fmt: skip
def test_a_vote_that_cannot_stand_is_refused(tmp_path: Path, city: str, old: str, new: str, told: str) -> None:
    assert told in spoilt(tmp_path, city, "process.yaml", old, new)
