"""Measurable conditions and standards, at their bound and just beyond."""

from __future__ import annotations

from fractions import Fraction

import pytest

from linli.core.policy.model import CatalogueItem, Requirement
from linli.core.programme import judge_conditions, judge_standards, meets


def ask(op: str, value: Fraction | str) -> Requirement:
    return Requirement.model_validate({"measure": "m", "op": op, "value": value})


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [
        ("<=", True, True, False),
        ("<", True, False, False),
        (">=", False, True, True),
        (">", False, False, True),
        ("=", False, True, False),
    ],
)
def test_each_comparison_on_both_sides_of_its_bound(op: str, below: bool, at: bool, above: bool) -> None:
    requirement = ask(op, Fraction(1, 4))
    assert [meets(requirement, value) for value in ("24.99%", "25%", "25.01%")] == [below, at, above]
    assert meets(requirement, "1/4") == meets(requirement, Fraction(1, 4)) == meets(requirement, "０.25") == at


@pytest.mark.parametrize(
    ("wanted", "value", "met"),
    [
        ("yes", "是", True),
        ("yes", True, True),
        ("yes", "否", False),
        ("no", "没有", True),
        ("permeable", "Permeable", True),
        ("permeable", "asphalt", False),
    ],
)
def test_words_are_compared_as_words(wanted: str, value: str | bool, met: bool) -> None:
    assert meets(ask("=", wanted), value) is met


@pytest.mark.parametrize("value", ["很多", "", True])
def test_a_number_is_asked_for_where_a_number_is_needed(value: str | bool) -> None:
    with pytest.raises(ValueError, match="不是数"):
        meets(ask(">=", Fraction(1)), value)


ITEM = CatalogueItem(
    number="1",
    category="",
    name="适老设施",
    content="",
    standard="",
    rule="r",
    line=1,
    content_cite=("272",),
    conditions=(
        Requirement(measure="share_60plus", op=">=", value=Fraction(1, 4)),
        Requirement(measure="wanted", op="=", value="yes"),
    ),
    standards=(Requirement(measure="leaks", op="=", value=Fraction(0)),),
)


def test_several_conditions_hold_together_and_an_unknown_value_leaves_the_answer_open() -> None:
    assert judge_conditions(ITEM, {"share_60plus": "25%", "wanted": "是"}).met is True
    assert judge_conditions(ITEM, {"share_60plus": "24%"}).met is False
    unknown = judge_conditions(ITEM, {"share_60plus": "25%"})
    assert (unknown.met, unknown.unknown) == (None, ("wanted",))


def test_standards_and_conditions_say_why_with_their_clause() -> None:
    assert judge_standards(ITEM, {"leaks": 1}).met is False
    for finding in judge_conditions(ITEM, {"share_60plus": "24%"}).findings:
        assert finding.reason.sentence("zh")
        assert finding.reason.sentence("en")
        assert finding.reason.cite == ("272",)
