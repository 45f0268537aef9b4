"""A pot of money under the allocations made from it: what is left after each, and who no longer fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linli.core.calendar import format_day
from linli.core.money import format_wan, format_yuan
from linli.core.policy.model import Package, Pot
from linli.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class PotEntry:
    """One allocation in its turn. left_before_fen: what the pot then held; fits: it was taken from the pot.

    aside_fen: of that, put aside for others; late: the pot's last day had passed.
    """

    name: str
    amount_fen: int
    on: date
    left_before_fen: int
    fits: bool
    aside_fen: int = 0
    late: bool = False

    @property
    def free_before_fen(self) -> int:
        """What it could have taken."""
        return max(self.left_before_fen - self.aside_fen, 0)

    @property
    def left_fen(self) -> int:
        """What the pot holds after it."""
        return self.left_before_fen - self.amount_fen if self.fits else self.left_before_fen

    @property
    def short_fen(self) -> int:
        """By how much it did not fit."""
        return 0 if self.fits else max(self.amount_fen - self.free_before_fen, 0)


@dataclass(frozen=True, slots=True)
class PotFinding:
    """The pot on a day: allocations in date order, those of one day in the order given. carried_over: names, each once,
    that did not fit and go to the plan of the next year where the text says so (``carries``).

    reserved_fen: put aside for names that have not drawn all of it yet. lapsed_fen: what is left after the last day,
    where it cannot be carried into the next year; forward_fen: where it can.
    """

    pot: str
    name: str
    on: date
    total_fen: int
    entries: tuple[PotEntry, ...]
    carries: bool
    reason: Reason
    reserved_fen: int = 0
    lapsed_fen: int = 0
    forward_fen: int = 0

    @property
    def free_fen(self) -> int:
        """What is left and not put aside for anybody."""
        return max(self.left_fen - self.reserved_fen, 0)

    @property
    def used_fen(self) -> int:
        return self.total_fen - self.left_fen

    @property
    def left_fen(self) -> int:
        return self.entries[-1].left_fen if self.entries else self.total_fen

    @property
    def refused(self) -> tuple[PotEntry, ...]:
        """The allocations that did not fit."""
        return tuple(entry for entry in self.entries if not entry.fits)

    @property
    def short_fen(self) -> int:
        """How much more money those that did not fit would need, given what is left."""
        return max(sum(entry.amount_fen for entry in self.refused) - self.left_fen, 0) if self.refused else 0

    @property
    def carried_over(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.name for entry in self.refused))


def pot_balance(
    package: Package,
    pot_id: str,
    allocations: Sequence[tuple[str, int, date]],
    on: date,
    *,
    reservations: Sequence[tuple[str, int, date]] = (),
) -> PotFinding:
    """What the pot holds on the day, each allocation ``(name, amount in fen, day)`` taken in date order.

    An allocation that is a fen more than what is left does not fit, whole; a later, smaller one may still fit. Money
    that comes back is a negative amount. Allocations after ``on`` do not exist yet. Raises KeyError for an unknown pot.

    reservations: put aside for a name from a day on; an allocation to somebody else cannot take it, one to that name
    uses it up. After the pot's last day nothing more fits: what is left lapses, or goes into the next year where the
    text says so.
    """
    pot = next((pot for pot in package.pots if pot.id == pot_id), None)
    if pot is None:
        raise KeyError(pot_id)
    left, entries, drawn = pot.total, list[PotEntry](), dict[str, int]()
    for name, amount, day in sorted((one for one in allocations if one[2] <= on), key=lambda one: one[2]):
        aside = _aside(reservations, drawn, day, but=name)
        late = pot.expires is not None and day > pot.expires
        fits = _fits(pot, amount, left - aside) and not (late and amount > 0)
        entry = PotEntry(name, amount, day, left, fits, aside, late)
        entries.append(entry)
        if entry.fits:
            left -= amount
            drawn[name] = drawn.get(name, 0) + amount
    over = pot.expires is not None and on > pot.expires
    rest = max(left, 0)
    reserved = 0 if over else min(_aside(reservations, drawn, on), rest)
    return PotFinding(
        pot.id, pot.name, on, pot.total, tuple(entries), pot.shortfall is not None,
        _reason(package, pot, entries, on, reserved=reserved, left=left), reserved,
        rest if over and not pot.carry_over else 0, rest if over and pot.carry_over else 0,
    )  # fmt: skip


def _fits(pot: Pot, amount: int, free: int) -> bool:
    return pot.limit is None or amount <= max(free, 0)


def _aside(
    reservations: Sequence[tuple[str, int, date]], drawn: Mapping[str, int], on: date, *, but: str | None = None
) -> int:
    """What is put aside on the day for names (other than ``but``) and not drawn by them yet."""
    wanted: dict[str, int] = {}
    for name, amount, day in reservations:
        if day <= on and name != but:
            wanted[name] = wanted.get(name, 0) + amount
    return sum(max(amount - drawn.get(name, 0), 0) for name, amount in wanted.items())


def _reason(
    package: Package, pot: Pot, entries: list[PotEntry], on: date, *, reserved: int = 0, left: int = 0
) -> Reason:
    used = sum(entry.amount_fen for entry in entries if entry.fits)
    values = {
        "pot": pot.name,
        "total": format_yuan(pot.total),
        "used": format_yuan(used),
        "left": format_yuan(pot.total - used),
        "count": str(sum(entry.fits for entry in entries)),
        "on": format_day(on),
    }
    steps = [_parts(package, pot)] if pot.parts else []
    steps += [_refusal(entry) for entry in entries if not entry.fits]
    if pot.shortfall and any(not entry.fits for entry in entries):
        notes = package.notes(pot.shortfall.interpretations)
        steps.append(Reason("programme.carried_over", cite=pot.shortfall.cite, readings=notes))
    if reserved:
        free = format_yuan(max(left - reserved, 0))
        steps.append(Reason("programme.pot_reserved", {"reserved": format_yuan(reserved), "free": free}))
    if pot.expires is not None and on > pot.expires and left > 0:
        code = "programme.pot_forward" if pot.carry_over else "programme.pot_lapsed"
        steps.append(Reason(code, {"expires": format_day(pot.expires), "left": format_yuan(left)}))
    if pot.limit is None:
        steps.append(Reason("programme.no_limit"))
    return Reason("programme.pot", values, pot.cite, package.notes(pot.interpretations), tuple(steps))


def _parts(package: Package, pot: Pot) -> Reason:
    titles = {source.id: source.number or source.title for source in package.sources}
    parts = " + ".join(f"{format_wan(part.amount)}（{titles.get(part.from_, part.from_)}）" for part in pot.parts)
    return Reason("programme.pot_parts", {"parts": parts, "total": format_wan(pot.total)})


def _refusal(entry: PotEntry) -> Reason:
    if entry.late:
        values = {"name": entry.name, "on": format_day(entry.on), "amount": format_yuan(entry.amount_fen)}
        return Reason("programme.pot_late", values)
    values = {
        "name": entry.name,
        "on": format_day(entry.on),
        "amount": format_yuan(entry.amount_fen),
        "left": format_yuan(entry.free_before_fen),
        "short": format_yuan(entry.short_fen),
    }
    return Reason("programme.does_not_fit", values)
