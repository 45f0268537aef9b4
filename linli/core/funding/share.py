"""A sum shared among the dwellings of a building: area × coefficient, largest remainder, exact to the fen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from linli.core.faults import BadInput, Fault
from linli.core.money import MAX_FEN, format_area, format_yuan, largest_remainder
from linli.core.policy.model import Package
from linli.core.reasons import Reason
from linli.core.wording import say


@dataclass(frozen=True, slots=True)
class Household:
    """One dwelling that may have to pay. area_centi: 0.01 m²; coefficient: of its floor, 0 exempts it."""

    row: int
    dwelling: str
    area_centi: int
    floor: str
    coefficient: Fraction

    @property
    def weight(self) -> Fraction:
        return self.area_centi * self.coefficient


@dataclass(frozen=True, slots=True)
class HouseholdShare:
    """What one dwelling pays, in fen, and its part of the total weight."""

    household: Household
    share_fen: int
    total_weight: Fraction

    @property
    def reason(self) -> Reason:
        one = self.household
        return Reason("funding.household", {
            "dwelling": one.dwelling, "area": format_area(one.area_centi), "coefficient": str(one.coefficient),
            "weight": str(one.weight / 100), "total": str(self.total_weight / 100),
            "amount": format_yuan(self.share_fen),
        })  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sharing:
    """The whole sum shared: ``sum(share_fen) == amount_fen``, households in the order they were given."""

    amount_fen: int
    households: tuple[HouseholdShare, ...]
    reason: Reason


def _dwelling_order(dwelling: str) -> tuple[tuple[int, int, str], ...]:
    """``2-1001`` after ``2-201``: numbers in a dwelling's name compare as numbers."""
    parts = re.findall(r"\d+|\D+", unicodedata.normalize("NFKC", dwelling))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def check_households(amount_fen: int, households: Iterable[Household]) -> list[Fault]:
    """Everything wrong with the sum and the dwellings: doubled, unnamed, areas and coefficients out of range."""
    faults, rows, someone_pays = [], dict[str, int](), False
    if not 0 <= amount_fen <= MAX_FEN:
        faults.append(Fault(say("share.sum"), path="amount", found=format_yuan(amount_fen)))
    for one in households:
        someone_pays = someone_pays or one.weight > 0
        name = unicodedata.normalize("NFKC", one.dwelling).strip()
        if not name:
            faults.append(Fault(say("share.no_dwelling"), line=one.row, column="房号", found=say("line.nothing")))
        elif name in rows:
            faults.append(
                Fault(say("share.dwelling_twice", row=rows[name]), line=one.row, column="房号", found=one.dwelling)
            )
        rows.setdefault(name, one.row)
        if one.area_centi <= 0:
            found = format_area(one.area_centi)
            faults.append(
                Fault(say("share.area"), line=one.row, column="面积", found=found, hint=say("share.exempt_hint"))
            )
        if one.coefficient < 0:
            faults.append(
                Fault(
                    say("share.coefficient"),
                    line=one.row,
                    column="系数",
                    found=str(one.coefficient),
                    expected=say("line.zero_or_more"),
                )
            )
    if not rows:
        faults.append(Fault(say("share.nobody")))
    elif amount_fen and not someone_pays:
        faults.append(Fault(say("share.no_weight"), column="系数", hint=say("share.weight_hint")))
    return faults


def share(package: Package, amount_fen: int, households: Sequence[Household]) -> Sharing:
    """What each dwelling pays of the sum. Raises BadInput with every fault.

    Odd fen go to the largest remainder, then (where the package's ``rounding.tie`` says so) the larger weight, then the
    order of dwelling numbers; so the same dwellings pay the same whatever the order of the sheet.
    """
    faults = check_households(amount_fen, households)
    if faults:
        raise BadInput(faults)
    ordered = sorted(households, key=lambda one: _dwelling_order(one.dwelling))
    by_weight = "weight" in package.rounding.tie
    fens = largest_remainder(amount_fen, [one.weight for one in ordered], heavier_first=by_weight)
    paid = {one.row: fen for one, fen in zip(ordered, fens, strict=True)}
    total = sum((one.weight for one in households), Fraction(0))
    shares = tuple(HouseholdShare(one, paid[one.row], total) for one in households)
    return Sharing(amount_fen, shares, _explain(package, amount_fen, shares, total))


def _explain(package: Package, amount_fen: int, shares: Sequence[HouseholdShare], total: Fraction) -> Reason:
    floors = sum(int(amount_fen * one.household.weight / total) for one in shares) if total else 0
    by_weight = "weight" in package.rounding.tie
    steps = [
        Reason("funding.sharing_total", {"weight": str(total / 100)}),
        Reason("funding.sharing_floor", {"floor": format_yuan(floors), "left": str(amount_fen - floors)}),
        Reason("funding.sharing_tie" if by_weight else "funding.sharing_tie_order"),
    ]
    if exempt := sum(1 for one in shares if not one.household.weight):
        steps.append(Reason("funding.sharing_exempt", {"count": str(exempt)}))
    values = {"amount": format_yuan(amount_fen), "count": str(len(shares))}
    rounding = package.rounding
    notes = package.notes(rounding.interpretations)
    return Reason("funding.sharing", values, cite=rounding.cite, readings=notes, steps=tuple(steps))
