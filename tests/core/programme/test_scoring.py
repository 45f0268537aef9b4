"""Scoring tables: exact, bounded, and honest about what is not on record."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.policy import load
from linli.core.policy.model import Package
from linli.core.programme import plain_number, score

PACKAGE = load(Path(__file__).parents[2] / "policies/packages/marks-and-meetings")
FULL = {"satisfaction": "100%", "works_mark": "100", "accidents": "0", "on_time": "100%", "management": "是"}
NOTHING = {"satisfaction": "0%", "works_mark": "0", "accidents": "1", "on_time": "0%", "management": "否"}

told = st.fixed_dictionaries({
    "satisfaction": st.one_of(st.just(""), st.integers(0, 100).map("{}%".format)),
    "works_mark": st.one_of(st.just(""), st.integers(0, 100).map(str)),
    "accidents": st.sampled_from(("", "0", "1")),
    "on_time": st.one_of(st.just(""), st.integers(0, 100).map("{}%".format)),
    "management": st.sampled_from(("", "是", "否")),
})  # fmt: skip


def test_everything_at_its_best_is_the_total() -> None:
    found = score(PACKAGE, "year_end", FULL)
    assert (found.total, found.grade, found.passed) == (Fraction(100), "优秀", True)


@given(told)
def test_points_stay_within_bounds_and_unknowns_leave_a_range(values: dict[str, str]) -> None:
    found = score(PACKAGE, "year_end", values)
    assert 0 <= found.least <= found.most <= 100
    assert all(one.points is None or 0 <= one.points <= one.item.points * one.item.weight for one in found.items)
    assert (found.total is None) == bool(found.unknown)
    assert found.reason.telling()
    assert found.reason.telling("en")


@given(told)
def test_what_is_sure_before_everything_is_known_stays_so(values: dict[str, str]) -> None:
    found = score(PACKAGE, "year_end", values)
    for rest in (
        FULL,
        {"satisfaction": "0%", "works_mark": "0", "accidents": "1", "on_time": "0%", "management": "否"},
    ):
        whole = score(PACKAGE, "year_end", {key: text or rest[key] for key, text in values.items()})
        assert found.passed in (None, whole.passed)
        assert found.grade in (None, whole.grade)
        assert whole.total is not None
        assert found.least <= whole.total <= found.most


@pytest.mark.parametrize("values", [{"works_mark": "100.01"}, {"works_mark": "-1"}, {"on_time": "很好"}])
def test_marks_out_of_bounds_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"之间|不是数"):
        score(PACKAGE, "year_end", values)


def test_an_unknown_table_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        score(PACKAGE, "other", {})


@pytest.mark.parametrize(
    ("number", "text"), [(Fraction(37, 3), "37/3"), (Fraction(25, 2), "12.5"), (Fraction(10), "10")]
)
def test_points_are_written_exactly(number: Fraction, text: str) -> None:
    assert plain_number(number) == text


def table(**changes: Any) -> dict[str, Any]:
    item = {"id": "a", "name": "甲", "measure": "m", "points": "10", "by": "given", "cite": ("1",)}
    return {"id": "t", "name": "表", "total": "10", "items": (item,), "cite": ("1",), **changes}


def test_a_table_that_does_not_add_up_is_refused_on_loading(tmp_path: Path) -> None:
    text = (
        'format: "0.1"\nid: t\nname: 甲\njurisdiction: 某市\nsources: [{id: a, title: 文件}]\nevaluation:\n'
        '  - {id: t, name: 表, total: "99", cite: ["1"], pass_mark: "100", grades: [{name: 低, at_least: "1"}, '
        '{name: 高, at_least: "2"}],\n     items: [{id: a, name: 甲, measure: m, points: "10", by: steps,\n'
        '             cite: ["1"], steps: [{at_least: "2", points: "5"}, {at_least: "1", points: "11"}]}]}\n'
    )
    (tmp_path / "package.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(tmp_path)
    told_ = "".join(map(str, caught.value.faults))
    for words in ("之和是 10", "合格线高于总分", "从高到低", "从小到大", "超过这一项的满分"):
        assert words in told_


@pytest.mark.parametrize("by", ["met", "steps", "ratio"])
def test_an_item_needs_what_its_kind_asks_for(by: str) -> None:
    item = {"id": "a", "name": "甲", "measure": "m", "points": "10", "by": by}
    with pytest.raises(ValueError, match=f"by: {by}"):
        Package.model_validate({"format": "0.1", "id": "t", "name": "甲", "jurisdiction": "某市", "sources": (),
                                "evaluation": (table(items=(item,)),)})  # fmt: skip
