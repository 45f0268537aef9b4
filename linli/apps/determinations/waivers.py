"""Waivers (容缺): asked for, granted or refused by whom the policy names, withdrawn; and which of them count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor, persons_behind
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, NotFoundError, RefusalError
from linli.apps.determinations.models import Waiver, WaiverDecision
from linli.apps.determinations.permissions import may_ask_waiver, may_decide_waiver, may_withdraw_waiver
from linli.apps.programme.evidence import evidence_proved_by
from linli.apps.programme.models import Programme, Project
from linli.apps.records.services import record_event
from linli.core.policy.model import Package

_SEPARATORS = " ；;，,、。.\t\r\n"


@dataclass(frozen=True, slots=True)
class NewWaiver:
    """What is asked for. ``stage``, ``key``: the evidence; ``until``: the last day on which it shall count."""

    stage: str
    key: str
    reason: str
    document: str
    until: date


def waiving_roles(package: Package, stage: str, key: str) -> tuple[str, ...]:
    """Ids of the roles that may let the gate pass without this evidence; every role where the text names none; empty
    where the text allows no waiver."""
    slot = evidence_proved_by(package, stage, key)
    if slot is None or slot.stage != stage or slot.evidence.waivable is None:
        return ()
    return slot.evidence.waivable.by or tuple(role.id for role in package.roles)


@transaction.atomic
def request_waiver(
    *, actor: Actor, now: datetime, project: Project, package: Package, new: NewWaiver, today: date
) -> Waiver:
    """Ask for a waiver. RefusalError where the policy allows none, without reason or document, or for a past day;
    ConflictError while the same one waits for an answer."""
    require(may_ask_waiver, actor, project)
    slot = evidence_proved_by(package, new.stage, new.key)
    if slot is None or not waiving_roles(package, new.stage, new.key):
        raise RefusalError(_("文件没有写明这一项可以容缺。"))
    if not new.reason.strip(_SEPARATORS) or not new.document.strip():
        raise RefusalError(_("请写明理由和依据的文件。"))
    if new.until < today:
        raise RefusalError(_("有效期 %(day)s 已经过去，请核对。") % {"day": new.until.isoformat()})
    Project.objects.select_for_update().get(pk=project.pk)
    key = slot.evidence.fact
    same = Waiver.objects.filter(project=project, stage=new.stage, key=key, withdrawn_at__isnull=True)
    if same.filter(decision__isnull=True).exists():
        raise ConflictError(_("这一项的容缺已经申请，正在等待批准。"))
    waiver = Waiver.objects.create(
        programme_id=project.programme_id, project=project, stage=new.stage, key=key, name=slot.name[:200],
        reason=new.reason.strip(), document=new.document.strip(), until=new.until, requested_on=today,
        requested_by=actor.user, requested_mandate=actor.mandate, requested_post=actor.label[:200], requested_at=now,
    )  # fmt: skip
    _record(actor, now, "determinations.waiver.requested", waiver, waiver.reason)
    return waiver


def persons_asking(waiver: Waiver) -> frozenset[int]:
    """Ids of everybody behind the request: who asked, and for whom."""
    users = [waiver.requested_by_id] if waiver.requested_by_id else []
    mandates = [waiver.requested_mandate_id] if waiver.requested_mandate_id else []
    return persons_behind(users, mandates)


@transaction.atomic
def decide_waiver(
    *, actor: Actor, now: datetime, waiver: Waiver, package: Package, granted: bool, note: str, today: date
) -> WaiverDecision:
    """Grant or refuse, once. RefusalError without a note or when its day is over; ConflictError when it was decided or
    withdrawn meanwhile; NotPermittedError for anybody the policy does not name, and for whoever asked."""
    roles = waiving_roles(package, waiver.stage, waiver.key)
    require(may_decide_waiver, actor, waiver, roles, persons_asking(waiver))
    if not note.strip():
        raise RefusalError(_("请写明批准或不批准的理由。"))
    if granted and waiver.until < today:
        raise RefusalError(_("有效期 %(day)s 已经过去，请核对。") % {"day": waiver.until.isoformat()})
    locked = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if locked.withdrawn_at is not None or WaiverDecision.objects.filter(waiver=locked).exists():
        raise ConflictError(_("这项申请已经有了结果，请刷新页面。"))
    assert actor.post is not None  # noqa: S101 -- whoever may decide has a post
    try:
        with transaction.atomic():
            decision = WaiverDecision.objects.create(
                waiver=locked, granted=granted, role=actor.post.organisation.policy_role, note=note.strip(),
                decided_on=today, decided_by=actor.user, decided_post=actor.label[:200], decided_at=now,
            )  # fmt: skip
    except IntegrityError as exc:
        raise ConflictError(_("这项申请已经有了结果，请刷新页面。")) from exc
    kind = "determinations.waiver.granted" if granted else "determinations.waiver.refused"
    _record(actor, now, kind, locked, decision.note)
    return decision


@transaction.atomic
def withdraw_waiver(*, actor: Actor, now: datetime, waiver: Waiver, reason: str) -> Waiver:
    """It no longer counts, nor waits; it stays on record. ConflictError when refused or withdrawn already."""
    locked = (
        Waiver.objects.select_for_update().select_related("project__subdistrict", "programme__area").get(pk=waiver.pk)
    )
    decision = WaiverDecision.objects.filter(waiver=locked).first()
    require(may_withdraw_waiver, actor, locked, decision.role if decision else "")
    if not reason.strip():
        raise RefusalError(_("撤回要写理由。"))
    if locked.withdrawn_at is not None or (decision and not decision.granted):
        raise ConflictError(_("这项申请已经撤回，或者没有获准。"))
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawal_reason = now, actor.user, reason.strip()
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    _record(actor, now, "determinations.waiver.withdrawn", locked, reason.strip())
    return locked


def _record(actor: Actor, now: datetime, kind: str, waiver: Waiver, reason: str) -> None:
    record_event(
        actor=actor, now=now, kind=kind, subject=waiver.project, programme_id=waiver.programme_id,
        body={"waiver_id": waiver.pk, "stage": waiver.stage, "key": waiver.key, "name": waiver.name,
              "until": waiver.until.isoformat(), "document": waiver.document},
        reason=reason,
    )  # fmt: skip


_WITH = ("project__subdistrict", "project__programme__area", "programme__area", "decision", "requested_by")


def waivers_seen_by(actor: Actor, programme: Programme) -> QuerySet[Waiver]:
    """Those of projects in the viewer's area, newest first, each with its answer. One query."""
    found = Waiver.objects.filter(programme=programme).select_related(*_WITH).order_by("-id")
    return (
        found.none()
        if actor.area_path is None
        else found.filter(project__subdistrict__path__startswith=actor.area_path)
    )


def waiver_seen_by(actor: Actor, programme: Programme, waiver_id: int) -> Waiver:
    """Raises NotFoundError when there is none for this viewer."""
    found = (
        waivers_seen_by(actor, programme)
        .select_related(*_WITH, "decision__decided_by", "withdrawn_by")
        .filter(pk=waiver_id)
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def granted_waivers(programme: Programme) -> QuerySet[Waiver]:
    """Those granted and not withdrawn, in the order of their days; whether one has run out is for the rules to say."""
    return Waiver.objects.filter(programme=programme, withdrawn_at__isnull=True, decision__granted=True).order_by(
        "decision__decided_on", "id"
    )


def state_of(waiver: Waiver, today: date) -> str:
    """``waiting``, ``granted``, ``over`` (its last day has passed, granted or not), ``refused``, ``withdrawn``."""
    if waiver.withdrawn_at is not None:
        return "withdrawn"
    decision = getattr(waiver, "decision", None)
    if decision is not None and not decision.granted:
        return "refused"
    if waiver.until < today:
        return "over"
    return "granted" if decision else "waiting"
