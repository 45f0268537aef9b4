"""Allocating a pot's money. The running total stands in one row, and the database refuses the fen too many."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.funding.models import Allocation, PotBalance
from linli.apps.funding.permissions import may_allocate
from linli.apps.programme.models import Programme, Project
from linli.apps.records.services import record_event
from linli.core.calendar import EARLIEST_DAY
from linli.core.money import format_yuan
from linli.core.policy.model import Package, Pot


def pot_of(package: Package, pot_id: str) -> Pot:
    """Raises RefusalError when the policy has no such pot."""
    for pot in package.pots:
        if pot.id == pot_id:
            return pot
    raise RefusalError(_("政策里没有资金「%(pot)s」。") % {"pot": pot_id})


@transaction.atomic
def allocate(
    *,
    actor: Actor,
    now: datetime,
    project: Project,
    package: Package,
    pot_id: str,
    amount_fen: int,
    allocated_on: date,
    request_key: str = "",
) -> Allocation:
    """Allocate money of a pot to a project. ``request_key``: a retry with the same key returns the first allocation.

    Raises RefusalError when the amount is not positive or the pot does not reach (saying what is left);
    ConflictError when the key was used for another allocation.
    """
    programme = project.programme
    require(may_allocate, actor, programme)
    pot = pot_of(package, pot_id)
    if amount_fen <= 0:
        raise RefusalError(_("金额要大于 0。"))
    if allocated_on < EARLIEST_DAY:
        raise RefusalError(_("日期 %(day)s 太早了，请核对年份。") % {"day": allocated_on.isoformat()})
    balance = _locked_balance(programme, pot)
    if standing := _made_before(programme, request_key):
        if (standing.project_id, standing.pot, standing.amount_fen) != (project.pk, pot_id, amount_fen):
            raise ConflictError(_("这个请求编号已用于另一笔资金。"))
        return standing
    _take(balance, pot, amount_fen)
    allocation = Allocation.objects.create(
        programme=programme,
        pot=pot.id,
        project=project,
        amount_fen=amount_fen,
        allocated_on=allocated_on,
        request_key=request_key,
        recorded_by=actor.user,
        recorded_at=now,
    )
    _record(actor, now, "funding.allocation.made", allocation, pot, "")
    return allocation


@transaction.atomic
def revoke_allocation(
    *, actor: Actor, now: datetime, allocation: Allocation, package: Package, reason: str
) -> Allocation:
    """Take an allocation back into the pot, with a reason. Raises ConflictError when revoked already."""
    require(may_allocate, actor, allocation.programme)
    if not reason.strip():
        raise RefusalError(_("撤销要写理由。"))
    pot = pot_of(package, allocation.pot)
    balance = _locked_balance(allocation.programme, pot)
    done = Allocation.objects.filter(pk=allocation.pk, revoked_at__isnull=True).update(
        revoked_at=now, revocation_reason=reason.strip()
    )
    if not done:
        raise ConflictError(_("这一笔已经撤销。"))
    PotBalance.objects.filter(pk=balance.pk).update(allocated_fen=F("allocated_fen") - allocation.amount_fen)
    allocation.refresh_from_db()
    _record(actor, now, "funding.allocation.revoked", allocation, pot, reason.strip())
    return allocation


def _locked_balance(programme: Programme, pot: Pot) -> PotBalance:
    """The pot's row, held until the transaction ends (SQLite: the whole database is)."""
    balance, _made = PotBalance.objects.get_or_create(
        programme=programme, pot=pot.id, defaults={"total_fen": pot.total}
    )
    balance = PotBalance.objects.select_for_update().get(pk=balance.pk)
    if balance.total_fen != pot.total and balance.allocated_fen <= pot.total:
        balance.total_fen = pot.total
        balance.save(update_fields=["total_fen"])
    return balance


def _made_before(programme: Programme, request_key: str) -> Allocation | None:
    if not request_key:
        return None
    return Allocation.objects.filter(programme=programme, request_key=request_key).first()


def _take(balance: PotBalance, pot: Pot, amount_fen: int) -> None:
    left = min(balance.total_fen, pot.total) - balance.allocated_fen
    refusal = RefusalError(
        _("「%(pot)s」只剩 %(left)s 元，不够 %(amount)s 元。")
        % {"pot": pot.name, "left": format_yuan(left), "amount": format_yuan(amount_fen)}
    )
    if amount_fen > left:
        raise refusal
    try:
        with transaction.atomic():
            PotBalance.objects.filter(pk=balance.pk).update(allocated_fen=F("allocated_fen") + amount_fen)
    except IntegrityError as exc:
        raise refusal from exc


def _record(actor: Actor, now: datetime, kind: str, allocation: Allocation, pot: Pot, reason: str) -> None:
    record_event(
        actor=actor,
        now=now,
        kind=kind,
        subject=allocation.project,
        programme_id=allocation.programme_id,
        body={
            "allocation_id": allocation.pk,
            "pot": pot.id,
            "pot_name": pot.name,
            "name": allocation.project.name,
            "amount_fen": allocation.amount_fen,
            "amount": format_yuan(allocation.amount_fen),
            "allocated_on": allocation.allocated_on.isoformat(),
        },
        reason=reason,
    )
