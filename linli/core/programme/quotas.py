"""Phases and their quotas: how many compounds each phase takes, how many it holds, which are in no phase yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from linli.core.policy.model import Package, Quotas
from linli.core.reasons import Reason
from linli.core.wording import say


@dataclass(frozen=True, slots=True)
class PhaseFilling:
    """One phase: its quota and the compounds in it, in the order given."""

    id: str
    name: str
    quota: int
    names: tuple[str, ...]

    @property
    def taken(self) -> int:
        return len(self.names)

    @property
    def left(self) -> int:
        """How many more fit; never below zero."""
        return max(self.quota - self.taken, 0)

    @property
    def excess(self) -> int:
        """How many are too many."""
        return max(self.taken - self.quota, 0)


@dataclass(frozen=True, slots=True)
class QuotaFinding:
    """How the phases are filled. unphased: compounds without a phase (the reserve); unknown: compounds under a phase
    that the policy does not name."""

    total: int
    phases: tuple[PhaseFilling, ...]
    unphased: tuple[str, ...]
    unknown: tuple[str, ...]
    reason: Reason

    @property
    def taken(self) -> int:
        return sum(phase.taken for phase in self.phases)

    @property
    def left(self) -> int:
        return sum(phase.left for phase in self.phases)

    @property
    def is_kept(self) -> bool:
        """No phase holds more than its quota."""
        return not any(phase.excess for phase in self.phases)

    @property
    def is_full(self) -> bool:
        return all(phase.taken == phase.quota for phase in self.phases)

    def phase(self, phase_id: str) -> PhaseFilling:
        """Raises KeyError for a phase the policy does not name."""
        return next((p for p in self.phases if p.id == phase_id), None) or _no_phase(phase_id)


def _no_phase(phase_id: str) -> PhaseFilling:
    raise KeyError(phase_id)


def phase_quota(package: Package, phase_by_compound: Mapping[str, str | None]) -> QuotaFinding:
    """How the phases are filled by these compounds (phase by id or name; None or empty: in no phase yet).

    Raises ValueError if the policy has no phases.
    """
    quotas = package.quotas
    if quotas is None:
        raise ValueError(say("fact.no_quotas"))
    ids = {word: phase.id for phase in quotas.phases for word in (phase.name, phase.id)}
    held: dict[str, list[str]] = {phase.id: [] for phase in quotas.phases}
    unphased, unknown = [], []
    for name, phase in phase_by_compound.items():
        if not phase:
            unphased.append(name)
        elif phase in ids:
            held[ids[phase]].append(name)
        else:
            unknown.append(name)
    phases = tuple(PhaseFilling(p.id, p.name, p.compounds, tuple(held[p.id])) for p in quotas.phases)
    reason = _reason(package, quotas, phases, len(unphased))
    return QuotaFinding(quotas.total, phases, tuple(unphased), tuple(unknown), reason)


def _reason(package: Package, quotas: Quotas, phases: tuple[PhaseFilling, ...], unphased: int) -> Reason:
    steps = [_phase_reason(phase) for phase in phases]
    if unphased:
        steps.append(Reason("programme.unphased", {"count": str(unphased)}))
    taken = sum(phase.taken for phase in phases)
    values = {
        "sum": " + ".join(str(phase.quota) for phase in phases),
        "phases": str(len(phases)),
        "total": str(quotas.total),
        "taken": str(taken),
    }
    return Reason("programme.quota", values, quotas.cite, package.notes(quotas.interpretations), tuple(steps))


def _phase_reason(phase: PhaseFilling) -> Reason:
    code = "full" if phase.taken == phase.quota else "over" if phase.excess else "room"
    values = {
        "phase": phase.name,
        "quota": str(phase.quota),
        "taken": str(phase.taken),
        "left": str(phase.left),
        "excess": str(phase.excess),
    }
    return Reason(f"programme.phase_{code}", values)
