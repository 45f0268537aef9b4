"""What goes into a funding split and what comes out of it. Money is integer fen throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from linli.core.funding.explain import explain_line
from linli.core.funding.pools import PoolDivision
from linli.core.funding.resolve import Answer, CostLine
from linli.core.money import floor_share
from linli.core.policy.model import CatalogueItem, Package
from linli.core.reasons import ReadingNote, Reason

__all__ = ["CostLine", "LineSplit", "Split", "Subtotal"]


class LineSplit(NamedTuple):
    """One cost line divided: ``sum(shares.values()) + undetermined_fen == line.cost_fen``, always.

    shares: payer id -> fen, for every payer the rule names (a payer may bear 0); empty for a cost of zero.
    undetermined_fen: what the text gives to nobody until somebody decides.
    limit_fen: the most that the rule's one capped payer may pay on this line; None where there is no such limit.
    division / place: the pool that the line was divided with and its place in it, for grants and merged caps.
    The reason is built when asked for, so that totals over thousands of lines stay cheap.
    """

    package: Package
    line: CostLine
    answer: Answer
    shares: Mapping[str, int]
    undetermined_fen: int
    limit_fen: int | None = None
    division: PoolDivision | None = None
    place: int = 0
    on: date | None = None

    @property
    def item(self) -> CatalogueItem:
        return self.answer.item

    @property
    def segment(self) -> str | None:
        """The id of the segment that answered; None where the item has none."""
        return self.answer.segment.id if self.answer.segment else None

    @property
    def rule(self) -> str:
        """The id of the funding rule that answered."""
        return self.answer.rule_id

    @property
    def cite(self) -> tuple[str, ...]:
        return self.answer.cite

    @property
    def readings(self) -> tuple[ReadingNote, ...]:
        return self.package.notes(self.answer.reading_ids)

    @property
    def advance_fen(self) -> int:
        """What is paid ahead on this line, of the payments for which the text states an advance; rounded down."""
        payments = self.division.payments if self.division else ()
        return sum(
            floor_share(p.parts[self.place], p.payment.advance) for p in payments if p.payment.advance is not None
        )

    @property
    def reason(self) -> Reason:
        """Why each payer bears what it bears: rule, arithmetic, clause, readings."""
        return explain_line(self)


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The lines of one compound added up: ``sum(shares.values()) + undetermined_fen == cost_fen``."""

    cost_fen: int
    shares: Mapping[str, int]
    undetermined_fen: int


@dataclass(frozen=True, slots=True)
class Split:
    """All lines divided; totals in the package's order of payers, compounds in the order of their first line."""

    lines: tuple[LineSplit, ...]
    totals: Mapping[str, int]
    undetermined_fen: int
    by_compound: Mapping[str, Subtotal]

    @property
    def cost_fen(self) -> int:
        return sum(one.line.cost_fen for one in self.lines)
