"""A project's money: its cost lines split among the payers, what pots should give, what they have given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from linli.core.faults import BadInput, Fault
from linli.core.funding import CostLine, LineSplit, check_lines, split
from linli.core.policy.model import FromPot, Package


@dataclass(frozen=True)
class ProjectMoney:
    """``cost_fen == sum(shares.values()) + undetermined_fen``, always.

    shares: payer id -> fen, in the policy's order; faults: lines that the policy in force cannot place, whose cost is
    undetermined until they are corrected.
    """

    cost_fen: int = 0
    shares: Mapping[str, int] = field(default_factory=dict)
    undetermined_fen: int = 0
    lines: tuple[LineSplit, ...] = ()
    faults: tuple[Fault, ...] = ()

    @cached_property
    def from_pots(self) -> Mapping[str, int]:
        """What each pot is to give: pot id -> fen."""
        asked: Counter[str] = Counter()
        for line in self.lines:
            rule = line.answer.rule
            if isinstance(rule, FromPot):
                asked[rule.pot] += line.shares.get(rule.payer, 0)
            for paid in line.division.payments if line.division else ():
                if paid.payment.pot:
                    asked[paid.payment.pot] += paid.parts[line.place]
        return dict(asked)


NOTHING = ProjectMoney()


def split_project(package: Package, lines: Sequence[CostLine]) -> ProjectMoney:
    """The lines of one project divided and added up; a line that cannot be placed is told, not fatal."""
    faults: list[Fault] = []
    sound: list[CostLine] = []
    for line in lines:
        found = check_lines(package, [line])
        faults.extend(found)
        if not found:
            sound.append(line)
    try:
        done = split(package, sound).lines
    except BadInput as refused:  # lines that are divided together and do not agree
        faults.extend(refused.faults)
        done = ()
    lost = sum(line.cost_fen for line in lines) - sum(one.line.cost_fen for one in done)
    return ProjectMoney(
        cost_fen=sum(line.cost_fen for line in lines),
        shares=added_up(package, (one.shares for one in done)),
        undetermined_fen=sum(one.undetermined_fen for one in done) + lost,
        lines=done,
        faults=tuple(faults),
    )


def added_up(package: Package, parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Sums per payer, in the order in which the policy names the payers."""
    sums: dict[str, int] = {}
    for shares in parts:
        for payer, fen in shares.items():
            sums[payer] = sums.get(payer, 0) + fen
    ordered = {payer.id: sums[payer.id] for payer in package.payers if payer.id in sums}
    return {**ordered, **sums}
