"""Money that the lower layer promises: formula by formula, number by number; what has another shape is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from linli.core.policy.model import CappedSubsidy, Chain, FloorSteps, Grant, Package, Payment, PerCount, ShareOfCost
from linli.core.policy.model.funding import PlainRule
from linli.core.policy.model.grants import Coefficient, Minimum
from linli.core.policy.narrowing.conflict import Conflict, said
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import plain_rules
from linli.core.wording import say

#: one number against another: the way to it, the upper and the lower one, and whether more is more generous
_Number = tuple[str, Fraction | int | None, Fraction | int | None, bool]


def rule_conflicts(above: Package, below: Package) -> Iterator[Conflict]:
    """Every rule that gives more than the upper one, or gives it otherwise."""
    own = {(rule, segment): (path, one) for path, rule, segment, one in plain_rules(below)}
    for _, rule, segment, upper in plain_rules(above):
        path, lower = own.get((rule, segment), (("rules",), None))
        name = f"{rule} {segment}" if segment else rule
        if lower is None:
            yield Conflict.look(path, say("layer.rule_gone", rule=name), upper.kind, say("layer.none"), upper.cite, ())
        elif said(upper) != said(lower):
            yield from _rule(path, name, upper, lower)


def _rule(path: Keys, name: str, upper: PlainRule, lower: PlainRule) -> Iterator[Conflict]:
    if isinstance(upper, CappedSubsidy) and isinstance(lower, CappedSubsidy):
        if lower.cap > upper.cap:
            yield Conflict((*path, "cap"), say("layer.cap_higher", rule=name), str(upper.cap), str(lower.cap),
                           upper.cite, lower.cite)  # fmt: skip
        if said(upper, "cap") != said(lower, "cap"):
            yield _otherwise(path, name, upper, lower)
    elif isinstance(upper, (Grant, Chain)) and isinstance(lower, (Grant, Chain)) and upper.kind == lower.kind:
        yield from _grants(path, name, upper, lower)
    else:
        yield _otherwise(path, name, upper, lower)


def _otherwise(path: Keys, name: str, upper: PlainRule, lower: PlainRule) -> Conflict:
    return Conflict.look(path, say("layer.rule_otherwise", rule=name), upper.kind, lower.kind, upper.cite, lower.cite)


def _grants(path: Keys, name: str, upper: Grant | Chain, lower: Grant | Chain) -> Iterator[Conflict]:
    numbers = _paired_numbers(upper, lower)
    if numbers is None:
        yield _otherwise(path, name, upper, lower)
        return
    for way, old, new, more_is_wider in numbers:
        if _is_wider(old, new, more_is_wider=more_is_wider):
            yield Conflict(path, say("layer.amount_higher", rule=name, where=way), _told(old), _told(new), upper.cite,
                           lower.cite)  # fmt: skip


def _told(number: Fraction | int | None) -> str:
    return say("layer.none") if number is None else str(number)


def _is_wider(old: Fraction | int | None, new: Fraction | int | None, *, more_is_wider: bool) -> bool:
    """A limit dropped is wider, a limit added narrower."""
    if old == new or old is None:
        return False
    return new is None or (new > old) is more_is_wider


def _paired_numbers(upper: Grant | Chain, lower: Grant | Chain) -> list[_Number] | None:
    """Every number of both, paired; None where the rules have another shape, so that numbers alone decide nothing."""
    same = ("base", "group", "rest")
    if any(getattr(upper, word) != getattr(lower, word) for word in same) or len(upper.payments) != len(lower.payments):
        return None
    found: list[_Number] = []
    for place, (one, other) in enumerate(zip(upper.payments, lower.payments, strict=True)):
        numbers = _payment(f"payments.{place}", one, other)
        if numbers is None:
            return None
        found += numbers
    least = _minimum(upper.minimum, lower.minimum)
    return None if least is None else [*found, *least]


def _minimum(upper: Minimum | None, lower: Minimum | None) -> list[_Number] | None:
    if upper is None or lower is None:
        return [("minimum", 1 if upper else None, 1 if lower else None, False)]
    if upper.below != lower.below:
        return None
    return _amount("minimum.least", upper.least, lower.least, more_is_wider=False)


def _payment(way: str, upper: Payment, lower: Payment) -> list[_Number] | None:
    own = ("payer", "only_if", "released_by", "purpose", "pot", "advance")
    if any(said(getattr(upper, word)) != said(getattr(lower, word)) for word in own):
        return None
    numbers = _amount(f"{way}.amount", upper.amount, lower.amount)
    if numbers is None or len(lower.at_most) < len(upper.at_most):
        return None
    for place, (one, other) in enumerate(zip(upper.at_most, lower.at_most, strict=False)):
        more = _amount(f"{way}.at_most.{place}", one, other)
        if more is None:
            return None
        numbers += more
    return numbers


def _amount(way: str, upper: Any, lower: Any, *, more_is_wider: bool = True) -> list[_Number] | None:
    if isinstance(upper, PerCount) and isinstance(lower, PerCount):
        return _per_count(way, upper, lower, more_is_wider=more_is_wider)
    if isinstance(upper, ShareOfCost) and isinstance(lower, ShareOfCost):
        return _share(way, upper, lower)
    if isinstance(upper, FloorSteps) and isinstance(lower, FloorSteps) and upper.per == lower.per:
        return [
            (f"{way}.base", upper.base, lower.base, True), (f"{way}.step", upper.step, lower.step, True),
            (f"{way}.from", upper.from_, lower.from_, False), (f"{way}.most", upper.most, lower.most, True),
        ]  # fmt: skip
    return None


def _per_count(way: str, upper: PerCount, lower: PerCount, *, more_is_wider: bool) -> list[_Number] | None:
    if upper.of != lower.of or [said(one.when) for one in upper.rates] != [said(one.when) for one in lower.rates]:
        return None
    if (upper.rate is None) != (lower.rate is None):
        return None
    rows = zip(upper.rates, lower.rates, strict=True)
    table: list[_Number] = [
        (f"{way}.rates.{place}", one.rate, other.rate, more_is_wider) for place, (one, other) in enumerate(rows)
    ]
    return [(f"{way}.rate", upper.rate, lower.rate, more_is_wider), *table]


def _share(way: str, upper: ShareOfCost, lower: ShareOfCost) -> list[_Number] | None:
    factors = _coefficient(way, upper.coefficient, lower.coefficient)
    if upper.of != lower.of or factors is None:
        return None
    found: list[_Number] = [(f"{way}.cap", upper.cap, lower.cap, True), *factors]
    if upper.ceiling and lower.ceiling:
        more = _per_count(f"{way}.ceiling", upper.ceiling, lower.ceiling, more_is_wider=True)
        return None if more is None else [*found, *more]
    return [*found, (f"{way}.ceiling", 1 if upper.ceiling else None, 1 if lower.ceiling else None, True)]


def _coefficient(way: str, upper: Coefficient | None, lower: Coefficient | None) -> Sequence[_Number] | None:
    if upper is None or lower is None:
        return [] if upper is lower else None
    if [one.at_least for one in upper.steps] != [one.at_least for one in lower.steps]:
        return None
    rows = zip(upper.steps, lower.steps, strict=True)
    return [(f"{way}.coefficient.{place}", one.factor, other.factor, True) for place, (one, other) in enumerate(rows)]
