"""What somebody decided about one compound: a paper waived, another deadline for a stage. Who, why, until when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linli.core.calendar import parse_day
from linli.core.lifecycle.facts import Fact, normal, read_answer
from linli.core.lifecycle.plan import ProcessPlan
from linli.core.wording import listed, say

_UNTIL = re.compile(r"^(?:有效期至|有效期|延至|延期至|截至|至|到|until|by)[:：]?", re.IGNORECASE)
_WHY = re.compile(r"^(?:理由|原因|因|reason)[:：=]?", re.IGNORECASE)
_WHO = re.compile(r"^(?:批准人|批准|由|approved by|by)[:：]?|(?:批准|同意|决定)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decision:
    """A waiver until ``until``, or a deadline on that day. by: role id; withdrawn: it takes an earlier one back."""

    on: date
    until: date | None = None
    by: str = ""
    why: str = ""
    withdrawn: bool = False
    row: int = 0


def read_decision(plan: ProcessPlan, fact: Fact) -> Decision:
    """What the value says, its parts in any order: ``区财政局；理由：无资料；至 2020-12-31``; 否, 撤销: taken back."""
    if fact.value.strip() and read_answer(fact.value) is False:
        return Decision(fact.on, withdrawn=True, row=fact.row)
    until, by, why = None, "", []
    for part in re.split(r"[;；,，、\n]", fact.value):
        text = unicodedata.normalize("NFKC", part).strip()
        day, role = _day(_UNTIL.sub("", text).strip()), plan.roles.get(normal(_WHO.sub("", text)))
        if day and until is None:
            until = day
        elif role and not by:
            by = role
        elif text:
            why.append(_WHY.sub("", text).strip())
    return Decision(fact.on, until, by, "；".join(word for word in why if word), row=fact.row)


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None


def waiver_problems(plan: ProcessPlan, index: int, decision: Decision) -> Iterator[str]:
    """Why a waiver cannot count, whatever the day."""
    slot = plan.slots[index]
    allowed = slot.evidence.waivable
    if allowed is None:
        yield say("decision.not_waivable", evidence=slot.name)
        return
    if decision.withdrawn:
        return
    if not decision.by:
        yield say("decision.no_approver")
    elif allowed.by and decision.by not in allowed.by:
        yield say("decision.other_approver", roles=_named(plan, allowed.by))
    if not decision.why:
        yield say("decision.no_reason")
    if decision.until is None:
        yield say("decision.no_until")
    elif decision.until < decision.on:
        yield say("decision.until_early")


def due_problems(plan: ProcessPlan, stage: str, decision: Decision) -> Iterator[str]:
    """Why a deadline set for one compound cannot count."""
    allowed = plan.stages[stage].stage.due_set_by
    if decision.withdrawn:
        return
    if decision.until is None:
        yield say("decision.no_due")
    if not decision.by:
        yield say("decision.no_setter")
    elif allowed and decision.by not in allowed:
        yield say("decision.other_setter", roles=_named(plan, allowed))


def _named(plan: ProcessPlan, roles: tuple[str, ...]) -> str:
    known = plan.package.role_by_id
    return listed(known[role].name if role in known else role for role in roles)
