"""A project's money: cost lines with the payer of each, totals by payer, allocations and what is still short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.funding import LineSplit
from linli.core.money import format_wan, largest_remainder
from linli.core.policy.model import Package
from linli.stages.standing import ProjectStanding
from linli.stages.standing.particulars import missing_in
from linli.web.components import charts

EMPTY: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Payer:
    """What one party bears. ``look``: its colour; ``und`` for what the document gives to nobody."""

    id: str
    name: str
    fen: int
    look: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One cost line with its split."""

    id: int
    name: str
    segment: str
    cost_fen: int
    approved_fen: int | None
    split: LineSplit
    payers: tuple[Payer, ...]

    @property
    def has_pending(self) -> bool:
        """Whether the answer rests on a reading that nobody has decided yet."""
        return any(note.is_pending for note in self.split.readings)


@dataclass(frozen=True, slots=True)
class PotUse:
    """Money of one pot in this project: what its costs ask for, what is allocated, what is short."""

    name: str
    needed_fen: int
    allocated_fen: int

    @property
    def short_fen(self) -> int:
        return max(self.needed_fen - self.allocated_fen, 0)


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    cost_fen: int
    undetermined_fen: int
    lines: tuple[MoneyLine, ...]
    payers: tuple[Payer, ...]
    bar: SafeString
    pots: tuple[PotUse, ...]
    allocations: tuple[Any, ...]
    problems: tuple[str, ...]
    missing: tuple[str, ...] = ()
    lacking: int = 0


def payer_looks(package: Package) -> dict[str, str]:
    """The colour of each payer, the same on every page of the programme."""
    return {payer.id: f"p{position % 9 + 1}" for position, payer in enumerate(package.payers)}


def payers_of(package: Package, shares: Mapping[str, int], undetermined_fen: int) -> tuple[Payer, ...]:
    """Shares in the package's order, what is undetermined last; nobody who bears nothing."""
    looks = payer_looks(package)
    found = [
        Payer(payer.id, payer.name, shares[payer.id], looks[payer.id])
        for payer in package.payers
        if shares.get(payer.id)
    ]
    if undetermined_fen:
        found.append(Payer("", _("未定"), undetermined_fen, "und"))
    tenths = largest_remainder(1000, [payer.fen for payer in found]) if any(payer.fen for payer in found) else []
    told = [f"{part // 10}.{part % 10}%" for part in tenths] or [""] * len(found)
    return tuple(replace(payer, share=share) for payer, share in zip(found, told, strict=True))


def payer_bar(payers: Sequence[Payer]) -> SafeString:
    parts = [charts.Portion(f"{payer.name} {format_wan(payer.fen)} 万元", payer.fen, payer.look) for payer in payers]
    label = "；".join(part.label for part in parts) or _("没有费用")
    return charts.stacked_bar(parts, label=label, figures=False)


def project_money(
    project: ProjectStanding, package: Package, allocations: Sequence[Any] = (), parts: Mapping[int, str] = EMPTY
) -> ProjectMoney:
    """``allocations``: the records behind them, revoked ones too, for the list on the page; ``parts``: line -> which of
    several alike it is."""
    order = {item.number: place for place, item in enumerate(package.items)}
    lines = [_line(package, split, parts.get(split.line.row, "")) for split in project.money.lines]
    lines.sort(key=lambda line: (order.get(line.split.item.number, len(order)), line.segment))
    missing, lacking = missing_in(package, project.money)
    payers = payers_of(package, project.money.shares, project.money.undetermined_fen)
    return ProjectMoney(
        cost_fen=project.money.cost_fen,
        undetermined_fen=project.money.undetermined_fen,
        lines=tuple(lines),
        payers=payers,
        bar=payer_bar(payers),
        pots=tuple(
            PotUse(pot.name, project.money.from_pots.get(pot.id, 0), project.allocated.get(pot.id, 0))
            for pot in package.pots
        ),
        allocations=tuple(allocations),
        problems=tuple(fault.told(get_language() or "zh").message for fault in project.money.faults),
        missing=missing,
        lacking=lacking,
    )


def _line(package: Package, split: LineSplit, part: str) -> MoneyLine:
    segment = split.answer.segment.name if split.answer.segment else ""
    return MoneyLine(
        id=split.line.row, name=f"{split.item.number} {split.item.name}",
        segment=" · ".join(word for word in (segment, part) if word),
        cost_fen=split.line.cost_fen, approved_fen=split.line.approved_fen, split=split,
        payers=payers_of(package, split.shares, split.undetermined_fen),
    )  # fmt: skip
