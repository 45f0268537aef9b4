"""Amounts by formula: a share of the cost, so much for each of something, base and steps by floors. Exact, floored.

Every answer is either an amount with its arithmetic, or the facts that are missing for one. Nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.funding.facts import Facts
from linli.core.money import floor_share, format_area
from linli.core.policy.model import Coefficient, FloorSteps, Package, PerCount, ShareOfCost, Span, When
from linli.core.policy.model.part import CitedPart
from linli.core.reasons import Reason
from linli.core.wording import say

#: products stay below this, so that a table of 64-bit integers computes the same answer
WIDEST = 2**63
#: areas are counted in 0.01 m²
_CENTI = 100


@dataclass(frozen=True, slots=True)
class Worked:
    """What a formula answers. fen: None if it cannot be known; steps: the arithmetic, or what is missing."""

    fen: int | None
    steps: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What formulas are worked on: facts, and fen of cost: of the pool, still unpaid of it, of the whole compound."""

    package: Package
    facts: Facts
    cost_fen: int
    left_fen: int
    compound_cost_fen: int
    row: int = 0

    def say(self, code: str, part: CitedPart | None = None, /, **values: str | int) -> Reason:
        """A reason with the clause and readings of the part it rests on; integer values are fen."""
        if part is None:
            return Reason(f"funding.{code}", values)
        return Reason(f"funding.{code}", values, part.cite, self.package.notes(part.interpretations))

    def product(self, *factors: int) -> int:
        """The product, refused when it leaves 64 bits."""
        result = 1
        for factor in factors:
            result *= factor
        if result >= WIDEST:
            found = " × ".join(map(str, factors))
            hint = say("formula.units_hint")
            raise BadInput([Fault(say("formula.product"), line=self.row or None, found=found, hint=hint)])
        return result


def missing(*facts: str) -> tuple[Reason, ...]:
    """That these facts are not known."""
    return tuple(Reason(f"funding.missing.{fact}") for fact in dict.fromkeys(facts))


# --- conditions ---


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _listed(allowed: tuple[str, ...], value: str) -> bool:
    return _plain(value) in {_plain(one) for one in allowed}


def holds(when: When, facts: Facts) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the condition holds, or None with the facts it would take to know. One that fails settles it."""
    unknown: list[str] = []
    for name in ("district", "kind", "year", "built", "floors", "households", "buildings"):
        asked = getattr(when, name)
        if not asked:
            continue
        value = getattr(facts, name)
        if value is None:
            unknown.append(name)
        elif not (asked.holds(value) if isinstance(asked, Span) else _listed(asked, value)):
            return False, (name,)
    return (None, tuple(unknown)) if unknown else (True, ())


# --- amounts ---


def _rate(amount: PerCount, at: Situation) -> tuple[int | None, tuple[Reason, ...]]:
    """The rate of the table's one row that holds, or the rate outside it."""
    unknown: list[str] = []
    for row in amount.rates:
        held, names = holds(row.when, at.facts)
        if held:
            return row.rate, (at.say("rate_row", row, rate=row.rate, when=told(row.when)),)
        if held is None:
            unknown.extend(names)
    if unknown:
        return None, missing(*unknown)
    if amount.rate is None:
        return None, (at.say("no_rate", amount),)
    return amount.rate, ()


def told(when: When) -> str:
    """A condition as it stands on record: values only, so that it reads alike in both languages."""
    words = [*when.district, *when.kind]
    spans = (when.year, when.built, when.floors, when.households, when.buildings)
    return "、".join([*words, *(str(span) for span in spans if span)])


def _per_count(amount: PerCount, at: Situation) -> Worked:
    rate, found = _rate(amount, at)
    count = at.facts.number(amount.of)
    if rate is None or count is None:
        return Worked(None, (*(found if rate is None else ()), *(missing(amount.of) if count is None else ())))
    product = at.product(rate, count)
    is_area = amount.of == "area"
    fen = product // _CENTI if is_area else product
    number = format_area(count) if is_area else f"{count:,}"
    step = at.say(f"per.{amount.of}", amount, rate=rate, count=number, amount=fen)
    return Worked(fen, (*found, step))


def _floor_steps(amount: FloorSteps, at: Situation) -> Worked:
    floors, count = at.facts.floors, at.facts.number(amount.per)
    if floors is None or count is None:
        unknown = [name for name, value in (("floors", floors), (amount.per, count)) if value is None]
        return Worked(None, missing(*unknown))
    above = max(floors - amount.from_, 0)
    one = amount.base + at.product(amount.step, above)
    values = {"floors": str(floors), "from": str(amount.from_), "above": str(above)}
    steps = [at.say("floor_steps", amount, base=amount.base, step=amount.step, amount=one, **values)]
    if amount.most is not None and one > amount.most:
        one = amount.most
        steps.append(at.say("floor_steps_most", most=one))
    fen = at.product(one, count)
    if amount.per != "compound":
        steps.append(at.say(f"per.{amount.per}", rate=one, count=f"{count:,}", amount=fen))
    return Worked(fen, tuple(steps))


def residents_share(at: Situation) -> Fraction | None:
    """The share of the compound's cost that residents have paid: as told, or from the sum they paid."""
    if at.facts.residents_share is not None:
        return at.facts.residents_share
    if at.facts.residents_fen is None or not at.compound_cost_fen:
        return None
    return Fraction(at.facts.residents_fen, at.compound_cost_fen)


def _factor(coefficient: Coefficient, at: Situation) -> tuple[Fraction | None, Reason]:
    share = residents_share(at)
    if share is None:
        return None, missing("residents_share")[0]
    reached = [step.factor for step in coefficient.steps if step.at_least <= share]
    if not reached:
        return None, at.say("no_factor", coefficient, share=str(share))
    return reached[-1], at.say("factor", coefficient, share=str(share), factor=str(reached[-1]))


def _share_of_cost(amount: ShareOfCost, at: Situation) -> Worked:
    base = at.left_fen if amount.of == "left" else at.cost_fen
    steps: list[Reason] = []
    if amount.ceiling:
        most = _per_count(amount.ceiling, at)
        steps.extend(most.steps)
        if most.fen is None:
            return Worked(None, most.steps)
        steps.append(at.say("ceiling_met" if base > most.fen else "ceiling_kept", cost=base, ceiling=most.fen))
        base = min(base, most.fen)
    share = amount.cap
    if amount.coefficient:
        factor, step = _factor(amount.coefficient, at)
        steps.append(step)
        if factor is None:
            return Worked(None, tuple(steps))
        share *= factor
    at.product(base, share.numerator)
    fen = floor_share(base, share)
    steps.append(at.say("share_of" if share == amount.cap else "share_times", amount, base=base, amount=fen,
                        share=str(amount.cap), product=str(share)))  # fmt: skip
    return Worked(fen, tuple(steps))


_WORK: Mapping[type, Callable[[Any, Situation], Worked]] = {
    ShareOfCost: _share_of_cost,
    PerCount: _per_count,
    FloorSteps: _floor_steps,
}


def work(amount: ShareOfCost | PerCount | FloorSteps, at: Situation) -> Worked:
    """The amount in fen, rounded down, or what is missing for it."""
    return _WORK[type(amount)](amount, at)


def least(amounts: Iterable[ShareOfCost | PerCount | FloorSteps], at: Situation) -> Worked:
    """The least of several amounts; unknown while one of them is."""
    found = [work(amount, at) for amount in amounts]
    if any(one.fen is None for one in found):
        return Worked(None, tuple(step for one in found if one.fen is None for step in one.steps))
    fen = min(one.fen for one in found if one.fen is not None)
    steps = [step for one in found for step in one.steps]
    if len(found) > 1:
        steps.append(at.say("least", amount=fen))
    return Worked(fen, tuple(steps))
