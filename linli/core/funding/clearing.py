"""Advance and clearing, cut and revision: the difference of two splits of cumulative amounts, payer by payer.

Never the split of a difference: that would round another way. What was paid ahead is the advance share of what the
first split gave, rounded down; the clearing is what the last split gives, less that. A negative difference goes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from linli.core.funding.lines import CostLine, LineSplit, Split
from linli.core.funding.split import split
from linli.core.money import floor_share, format_yuan
from linli.core.policy.model import Package
from linli.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Cleared:
    """One payer (None: nobody yet) in one compound, in fen. advance_fen: already paid on the earlier split."""

    compound: str
    payer: str | None
    before_fen: int
    advance_fen: int
    after_fen: int

    @property
    def difference_fen(self) -> int:
        """Still to pay; negative: to be paid back."""
        return self.after_fen - self.advance_fen

    def reason(self, package: Package) -> Reason:
        """The arithmetic in one sentence."""
        name = package.payer_by_id[self.payer].name if self.payer in package.payer_by_id else self.payer
        code = "cleared" if self.payer else "cleared_nobody"
        values = {"before": self.before_fen, "advance": self.advance_fen, "after": self.after_fen}
        texts = {key: format_yuan(fen) for key, fen in values.items()}
        payer = {"payer": name} if name else {}
        return Reason(f"funding.{code}", {**texts, **payer, "difference": format_yuan(self.difference_fen)})


@dataclass(frozen=True, slots=True)
class Clearing:
    """Both splits and what lies between them: ``sum(difference) == last cost − advances``, for every compound."""

    before: Split
    after: Split
    lines: tuple[Cleared, ...]

    @property
    def totals(self) -> Mapping[str | None, int]:
        """Payer -> fen still to pay (negative: to be paid back); None for what is undetermined."""
        sums: dict[str | None, int] = {}
        for one in self.lines:
            sums[one.payer] = sums.get(one.payer, 0) + one.difference_fen
        return sums


def _advances(done: Iterable[LineSplit]) -> dict[tuple[str, str], int]:
    """Compound and payer -> what is paid ahead of what this split gives: all of it where no advance share is stated."""
    paid: dict[tuple[str, str, Fraction], int] = {}
    for one in done:
        ahead = _by_advance(one)
        for payer, fen in one.shares.items():
            whole = fen - sum(part for (name, _), part in ahead.items() if name == payer)
            for share, part in ((Fraction(1), whole), *((s, p) for (name, s), p in ahead.items() if name == payer)):
                key = (one.line.compound, payer, share)
                paid[key] = paid.get(key, 0) + part
    sums: dict[tuple[str, str], int] = {}
    for (compound, payer, share), fen in paid.items():
        sums[compound, payer] = sums.get((compound, payer), 0) + floor_share(fen, share)
    return sums


def _by_advance(done: LineSplit) -> dict[tuple[str, Fraction], int]:
    """Payer and advance share -> what payments with that share give to the line."""
    parts: dict[tuple[str, Fraction], int] = {}
    for paid in done.division.payments if done.division else ():
        if paid.payment.advance is not None:
            key = (paid.payment.payer, paid.payment.advance)
            parts[key] = parts.get(key, 0) + paid.parts[done.place]
    return parts


def clear(
    package: Package, before: Iterable[CostLine], after: Iterable[CostLine], *, on: date | None = None
) -> Clearing:
    """What each payer still pays, or gets back, when the amounts ``before`` become those ``after``.

    Both are cumulative: all lines of the compound, not only the changed ones. Raises BadInput with every fault.
    """
    return between(split(package, before, on=on), split(package, after, on=on))


def between(first: Split, last: Split) -> Clearing:
    """What lies between two splits, each already answered under the rules that govern it."""
    advances = _advances(first.lines)
    lines = []
    for compound in dict.fromkeys((*first.by_compound, *last.by_compound)):
        early, late = first.by_compound.get(compound), last.by_compound.get(compound)
        was, now = (early.shares if early else {}), (late.shares if late else {})
        for payer in dict.fromkeys((*was, *now)):
            ahead = advances.get((compound, payer), 0)
            lines.append(Cleared(compound, payer, was.get(payer, 0), ahead, now.get(payer, 0)))
        open_before, open_after = (early.undetermined_fen if early else 0), (late.undetermined_fen if late else 0)
        if open_before or open_after:
            lines.append(Cleared(compound, None, open_before, 0, open_after))
    return Clearing(first, last, tuple(lines))
