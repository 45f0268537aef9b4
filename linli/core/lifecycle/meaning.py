"""What a fact's value says to the evidence it stands under; remembered per plan: offices write few values."""

from __future__ import annotations

from linli.core.lifecycle.facts import (
    ANSWERED,
    HUNG,
    OBJECTION,
    RESULT,
    Meaning,
    No,
    Notice,
    Yes,
    normal,
    read_amount,
    read_answer,
    read_signatures,
)
from linli.core.lifecycle.plan import REMEMBERED, ProcessPlan, Slot
from linli.core.wording import listed, say

Says = Meaning


class NotUnderstoodError(ValueError):
    """The value says nothing that this evidence can take; the message says what it could take."""


def understand(plan: ProcessPlan, index: int, value: str) -> tuple[Says, ...]:
    """The answers in a value; empty when it says nothing understood."""
    key = (index, value)
    says = plan.meanings.get(key)
    if says is None:
        if len(plan.meanings) > REMEMBERED:
            plan.meanings.clear()
        try:
            says = read(plan, plan.slots[index], value)
        except ValueError:
            says = ()
        plan.meanings[key] = says
    return says


def read(plan: ProcessPlan, slot: Slot, value: str) -> tuple[Says, ...]:
    """As `understand`, but raises ValueError with the reason."""
    if slot.evidence.kind == "amount":
        return (read_amount(value),)
    if slot.hangs:
        return (_notice(plan, value),)
    answer = read_answer(value)
    if answer is True:
        return (Yes(),)
    if answer is False:
        return (_no(slot, value),)
    signatures = read_signatures(value, plan.roles)
    if signatures is None:
        raise NotUnderstoodError(_expected(plan, slot))
    if slot.parties:
        return tuple(_party(plan, slot, role, yes=yes) for role, yes in signatures)
    return tuple(_signed(slot, role, yes=yes) for role, yes in signatures)


def _no(slot: Slot, value: str) -> Says:
    """An objection undoes a notice only where the text asks for a notice without objection."""
    if slot.evidence.kind == "publicity" and normal(value) in OBJECTION:
        return No(objection=True) if slot.evidence.result == "no-objection" else Yes()
    return No()


def _notice(plan: ProcessPlan, value: str) -> Notice:
    """An empty cell says that it was put up; who put it up may be named."""
    word = normal(value)
    if word in OBJECTION:
        return Notice("objection")
    if word in RESULT:
        return Notice("result")
    if word in ANSWERED:
        return Notice("answered")
    answer = True if word in HUNG else read_answer(value)
    if answer is None and read_signatures(value, plan.roles) is None:
        raise NotUnderstoodError(say("value.notice"))
    return Notice("taken_down") if answer is False else Notice("hung")


def _party(plan: ProcessPlan, slot: Slot, role: str, *, yes: bool) -> Says:
    """A party signs for itself; who acts in the place of a party that does not exist signs for that party."""
    if role not in slot.parties:
        stands_for = [party for party in slot.parties if plan.package.role_by_id[party].fallback == role]
        if not stands_for:
            raise NotUnderstoodError(_expected(plan, slot))
        role = stands_for[0]
    return Yes(role) if yes else No(role)


def _signed(slot: Slot, role: str, *, yes: bool) -> Says:
    if not yes:
        return No()
    if slot.signers and role not in slot.signers:
        return No(wrong_signer=role)
    return Yes(role)


def _expected(plan: ProcessPlan, slot: Slot) -> str:
    roles = plan.package.role_by_id
    names = [roles[role].name for role in (slot.parties or sorted(slot.signers)) if role in roles]
    negative = say("value.objection") if slot.evidence.kind == "publicity" else say("value.no")
    return listed([say("value.done"), say("value.yes"), negative, *names])
