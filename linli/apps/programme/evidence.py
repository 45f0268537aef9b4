"""What a fact proves under a policy: which evidence of which stage, by whom, and under which name it is kept."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings

from linli.core.calendar import DayMark, WorkingCalendar
from linli.core.faults import BadInput
from linli.core.lifecycle import ProcessPlan, compile_process
from linli.core.lifecycle.plan import Slot
from linli.core.policy.holidays import calendar_of, read_calendar
from linli.core.policy.model import Package, Role

_log = logging.getLogger(__name__)
#: the office's own table of days off and days worked, in the data folder
OFFICE_CALENDAR = "calendar.csv"


def plan_of(package: Package) -> ProcessPlan:
    """The package's process, compiled once, with the office's own days off beside the national ones."""
    if "process_plan" not in package.memo:
        package.memo["process_plan"] = compile_process(package, calendar_for(package))
    plan: ProcessPlan = package.memo["process_plan"]
    return plan


def calendar_for(package: Package) -> WorkingCalendar:
    """The days off that hold for a programme under this package, the office's own included."""
    return calendar_of(package, _office_days())


def _office_days() -> list[DayMark]:
    """The days of ``calendar.csv`` in the data folder, where the office keeps one. A table that cannot be read is told
    in the log and left out: pages that need no working day must not fail with it."""
    path = Path(settings.DATA_DIR) / OFFICE_CALENDAR
    if not path.is_file():
        return []
    try:
        return read_calendar(path)
    except BadInput as bad:
        _log.error("放假安排读不了，没有采用：%s", bad)
        return []


def evidence_proved_by(package: Package, stage: str, key: str) -> Slot | None:
    """The evidence that a fact proves, told in people's words; None when the stage asks for no such thing."""
    plan = plan_of(package)
    found = plan.find(stage or None, key)
    return plan.slots[found[0]] if found and not isinstance(found, str) else None


def canonical_fact(package: Package, stage: str, key: str) -> tuple[str, str]:
    """Stage id and ``kind:ref`` of a fact told in people's words; what nobody knows is returned as it came."""
    slot = evidence_proved_by(package, stage, key)
    return (slot.stage, slot.evidence.fact) if slot else (stage, key)


def responsible_roles(package: Package, stage: str, key: str) -> tuple[Role, ...]:
    """Who gives this evidence: its signers, or the author of the paper; empty where the text names nobody."""
    slot = evidence_proved_by(package, stage, key)
    named = dict.fromkeys([*slot.who, *sorted(slot.signers)]) if slot else {}
    return tuple(package.role_by_id[role] for role in named if role in package.role_by_id)


def fact_name(package: Package, stage: str, key: str) -> str:
    """The fact in the reader's words; its key where the policy no longer knows it."""
    slot = evidence_proved_by(package, stage, key)
    return slot.name if slot else key
