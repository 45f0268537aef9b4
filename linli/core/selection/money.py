"""The money that a choice may use: the policy's pots, in their order, less what was taken before."""

from __future__ import annotations

from dataclasses import dataclass, field

from linli.core.funding.facts import Facts
from linli.core.funding.formulas import holds
from linli.core.money import format_yuan
from linli.core.policy.model import Package, Pot
from linli.core.reasons import ReadingNote, Reason
from linli.core.selection.candidates import Candidate


@dataclass(slots=True)
class _Fund:
    """One pot, or the sum given instead of the pots (``pot`` is None)."""

    pot: Pot | None
    left_fen: int

    def serves(self, one: Candidate) -> bool:
        """Whether the pot may go to this compound; what is not known about it is no."""
        if self.pot is None or self.pot.eligible is None:
            return True
        facts = Facts(households=one.households, area_centi=one.area_centi, buildings=one.buildings,
                      district=one.street or None, built=one.built_year)  # fmt: skip
        return holds(self.pot.eligible, facts)[0] is True


@dataclass(slots=True)
class Purse:
    """available_fen: None where nothing limits the money; carries: what does not fit goes to the next year."""

    funds: list[_Fund]
    available_fen: int | None
    carries: bool
    stops: bool
    cite: tuple[str, ...] = ()
    notes: tuple[ReadingNote, ...] = ()
    carry: Reason | None = None
    is_over: bool = False
    used_fen: int = field(default=0)

    @classmethod
    def of(cls, package: Package, available_fen: int | None = None) -> Purse:
        """The purse of a policy. ``available_fen``: a sum in place of its pots."""
        selection = package.selection
        named = selection.pots if selection else ()
        pots = [pot for pot in package.pots if (pot.id in named if named else pot.limit is not None)]
        stops = selection is not None and selection.when_short == "stop"
        short = next((pot.shortfall for pot in pots if pot.shortfall), None)
        carry = (
            Reason("programme.carried_over", {}, short.cite, package.notes(short.interpretations)) if short else None
        )
        total = sum(pot.total for pot in pots) if pots else None
        funds = [_Fund(pot, pot.total) for pot in pots]
        if available_fen is not None:
            total, funds = available_fen, [_Fund(None, available_fen)]
        return cls(
            funds, total, carry is not None, stops,
            tuple(dict.fromkeys(anchor for pot in pots for anchor in pot.cite)),
            package.notes([reading for pot in pots for reading in pot.interpretations]), carry,
        )  # fmt: skip

    def left_for(self, one: Candidate) -> int | None:
        """What is left that may go to this compound."""
        if self.available_fen is None:
            return None
        return sum(fund.left_fen for fund in self.funds if fund.serves(one))

    def pays(self, one: Candidate) -> bool:
        """Whether the whole estimate fits into what is left."""
        left = self.left_for(one)
        return not self.is_over and (left is None or (one.estimate_fen or 0) <= left)

    def pay(self, one: Candidate) -> None:
        """Takes the estimate, from the first pot that serves the compound, then the next."""
        due = one.estimate_fen or 0
        self.used_fen += due
        for fund in self.funds:
            if fund.serves(one):
                taken = min(due, fund.left_fen)
                fund.left_fen -= taken
                due -= taken

    def payment(self, one: Candidate) -> Reason:
        """What it takes and what stays, before it is taken."""
        left, need = self.left_for(one), one.estimate_fen or 0
        if left is None:
            return Reason("selection.no_limit", {"need": format_yuan(need)})
        values = {"need": format_yuan(need), "left": format_yuan(left), "after": format_yuan(left - need)}
        return Reason("selection.fits", values, self.cite, self.notes)

    def refusal(self, one: Candidate) -> Reason:
        """Needs so much, so much left; and what becomes of those behind it."""
        left, need = self.left_for(one) or 0, one.estimate_fen or 0
        if self.is_over:
            code, values = "behind", {"need": format_yuan(need), "left": format_yuan(left)}
        else:
            code = "does_not_fit"
            values = {"need": format_yuan(need), "left": format_yuan(left), "short": format_yuan(need - left)}
        self.is_over = self.is_over or self.stops
        steps = (self.carry,) if self.carry else ()
        return Reason(f"selection.{code}", values, self.cite, self.notes, steps)
