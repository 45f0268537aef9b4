"""Putting on record that a duty or meeting of the policy was seen to, and taking that back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.determinations.models import DutyDone
from linli.apps.determinations.permissions import may_record_duty, may_withdraw_duty
from linli.apps.programme.models import Programme
from linli.apps.records.services import record_event
from linli.core.calendar import EARLIEST_DAY
from linli.core.policy.model import Duty, Meeting, Package


def duty_of(package: Package, duty_id: str) -> Duty | Meeting:
    """The duty or meeting of this id. Raises RefusalError when the policy has none."""
    entries: tuple[Duty | Meeting, ...] = (*package.duties, *package.meetings)
    for one in entries:
        if one.id == duty_id:
            return one
    raise RefusalError(_("政策里没有这项职责或会议。"))


def roles_of(one: Duty | Meeting) -> tuple[str, ...]:
    """Whom the policy names for it."""
    return (one.who, *(one.with_ if isinstance(one, Duty) else ()))


def duty_name(one: Duty | Meeting) -> str:
    return one.name if isinstance(one, Meeting) else one.must or one.may


@transaction.atomic
def record_duty(
    *, actor: Actor, now: datetime, programme: Programme, package: Package, duty_id: str, happened_on: date, note: str,
    today: date,
) -> DutyDone:  # fmt: skip
    """It was seen to on that day. RefusalError for a day to come or without a note; ConflictError for the same."""
    one = duty_of(package, duty_id)
    require(may_record_duty, actor, programme, roles_of(one))
    if not note.strip():
        raise RefusalError(_("请写明凭据，例如纪要文号、议题、结果。"))
    if not EARLIEST_DAY <= happened_on <= today:
        raise RefusalError(_("日期 %(day)s 不对，请核对。") % {"day": happened_on.isoformat()})
    try:
        with transaction.atomic():
            done = DutyDone.objects.create(
                programme=programme, duty=duty_id, happened_on=happened_on, note=note.strip(), recorded_by=actor.user,
                recorded_at=now,
            )  # fmt: skip
    except IntegrityError as exc:
        raise ConflictError(_("这一条已经记录过。")) from exc
    _record(actor, now, "determinations.duty.done", done, duty_name(one), "")
    return done


@transaction.atomic
def withdraw_duty(*, actor: Actor, now: datetime, done: DutyDone, name: str, reason: str) -> DutyDone:
    """It no longer counts; it stays on record. ConflictError when withdrawn already."""
    require(may_withdraw_duty, actor, done)
    if not reason.strip():
        raise RefusalError(_("撤回要写理由。"))
    found = DutyDone.objects.filter(pk=done.pk, withdrawn_at__isnull=True)
    if not found.update(withdrawn_at=now, withdrawal_reason=reason.strip()):
        raise ConflictError(_("这一条已经撤回。"))
    done.refresh_from_db()
    _record(actor, now, "determinations.duty.withdrawn", done, name, reason.strip())
    return done


def _record(actor: Actor, now: datetime, kind: str, done: DutyDone, name: str, reason: str) -> None:
    record_event(
        actor=actor, now=now, kind=kind, subject=done.programme, programme_id=done.programme_id,
        body={"duty": done.duty, "name": name, "happened_on": done.happened_on.isoformat(), "note": done.note,
              "done_id": done.pk},
        reason=reason,
    )  # fmt: skip
