"""Conditions and measurable standards of catalogue items: does a value meet ``hydrant_radius_m<=150``?"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from linli.core.money import parse_fraction
from linli.core.policy.model import CatalogueItem, Requirement
from linli.core.reasons import Reason
from linli.core.wording import say

_OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_YES = frozenset({"yes", "是", "有", "true", "1", "已"})
_NO = frozenset({"no", "否", "无", "没有", "false", "0", "未"})

Value = str | int | Fraction | bool


@dataclass(frozen=True, slots=True)
class RequirementFinding:
    """One requirement held against a value; met is None where the value is not known."""

    requirement: Requirement
    value: Value | None
    met: bool | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class RequirementsFinding:
    """Several requirements together. met: all are; None while none fails but a value is not known."""

    findings: tuple[RequirementFinding, ...]

    @property
    def met(self) -> bool | None:
        results = {finding.met for finding in self.findings}
        return False if False in results else None if None in results else True

    @property
    def unknown(self) -> tuple[str, ...]:
        """The measures whose values are not known."""
        return tuple(finding.requirement.measure for finding in self.findings if finding.met is None)


def meets(requirement: Requirement, value: Value) -> bool:
    """Whether the value meets the requirement, exactly. Raises ValueError where a number is needed and none given.

    >>> meets(Requirement(measure="hydrant_radius_m", op="<=", value=Fraction(150)), "150")
    True
    >>> meets(Requirement(measure="share_60plus", op=">=", value=Fraction(1, 4)), "24.99%")
    False
    """
    wanted = requirement.value
    if isinstance(wanted, Fraction):
        return _OPERATORS[requirement.op](_number(value), wanted)
    if requirement.op != "=":
        raise ValueError(say("requirement.no_order", wanted=wanted))
    return _word(value) == _word(wanted)


def judge(requirement: Requirement, value: Value | None, *, cite: tuple[str, ...] = ()) -> RequirementFinding:
    """As `meets`, with the reason; None for a value nobody has told. Raises ValueError like `meets`."""
    values = {"measure": requirement.measure, "op": requirement.op, "wanted": _shown(requirement.value)}
    if value is None or value == "":
        return RequirementFinding(requirement, None, None, Reason("programme.requirement_unknown", values, cite))
    met = meets(requirement, value)
    code = "programme.requirement_met" if met else "programme.requirement_unmet"
    return RequirementFinding(requirement, value, met, Reason(code, {**values, "value": _shown(value)}, cite))


def judge_conditions(item: CatalogueItem, values: Mapping[str, Value]) -> RequirementsFinding:
    """Whether an item may be done at all, given the values of its measures (``share_60plus`` …)."""
    found = (judge(one, values.get(one.measure), cite=item.content_cite) for one in item.conditions)
    return RequirementsFinding(tuple(found))


def judge_standards(item: CatalogueItem, values: Mapping[str, Value]) -> RequirementsFinding:
    """Whether the work of an item is up to its measurable standards."""
    found = (judge(one, values.get(one.measure), cite=item.standard_cite) for one in item.standards)
    return RequirementsFinding(tuple(found))


def _number(value: Value) -> Fraction:
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    text = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", str(value)))
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return Fraction(text)
    try:
        return parse_fraction(text)
    except ValueError as exc:
        raise ValueError(say("requirement.not_number", value=value)) from exc


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = unicodedata.normalize("NFKC", str(value)).strip().casefold()
    return "yes" if text in _YES else "no" if text in _NO else text


def _shown(value: Value) -> str:
    return str(value)
