"""The ledger of dated facts: put one or many on record, withdraw one with a reason. Nothing is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.programme.evidence import canonical_fact, evidence_proved_by, fact_name, plan_of
from linli.apps.programme.facts import NewFact
from linli.apps.programme.models import Programme, Project, StageFact
from linli.apps.programme.permissions import may_record_fact, may_withdraw_fact
from linli.apps.records.services import record_event
from linli.core.calendar import EARLIEST_DAY
from linli.core.faults import BadInput
from linli.core.lifecycle import check_facts
from linli.core.policy.model import Package

BATCH = 500


@transaction.atomic
def record_fact(
    *, actor: Actor, now: datetime, programme: Programme, package: Package, new: NewFact, today: date | None = None
) -> StageFact:
    """Put one fact on record. ``today``: the day that nothing may be later than; the day of ``now`` if not given.

    Raises NotPermittedError; BadInput when the policy knows no such stage, fact or value; RefusalError for a day to
    come; ConflictError when the same fact stands already (naming who recorded it, so that a double click is no error
    twice).
    """
    new = _canonical(package, new)
    require(may_record_fact, actor, programme, new.place, package=package, stage=new.stage, key=new.key)
    _check(package, programme, [new], today or timezone.localdate(now))
    try:
        with transaction.atomic():
            fact = _row(programme, new, actor, now)
            fact.save()
    except IntegrityError as exc:
        standing = _standing(programme, new)
        who = standing.recorded_by if standing else None
        raise ConflictError(_("这一条已经记录过（%(who)s）。") % {"who": who or "–"}) from exc
    record_event(
        actor=actor,
        now=now,
        kind="programme.fact.recorded",
        subject=new.place,
        programme_id=programme.pk,
        body=_body(package, fact),
    )
    return fact


@transaction.atomic
def record_facts(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    package: Package,
    rows: Sequence[NewFact],
    today: date | None = None,
) -> list[StageFact]:
    """Put many facts on record at once, all or nothing, one event. Errors as in `record_fact`, all rows checked."""
    if not rows:
        return []
    rows = [_canonical(package, row) for row in rows]
    for example in {(row.place.pk, type(row.place), row.stage, row.key): row for row in rows}.values():
        require(may_record_fact, actor, programme, example.place, package=package, stage=example.stage, key=example.key)
    _check(package, programme, rows, today or timezone.localdate(now))
    try:
        with transaction.atomic():
            facts = StageFact.objects.bulk_create([_row(programme, row, actor, now) for row in rows], batch_size=BATCH)
    except IntegrityError as exc:
        raise ConflictError(_("有事实已经记录过，整批没有写入。")) from exc
    record_event(
        actor=actor,
        now=now,
        kind="programme.facts.recorded",
        subject=programme,
        programme_id=programme.pk,
        body={"count": len(facts), "first_id": facts[0].pk, "last_id": facts[-1].pk},
    )
    return facts


@transaction.atomic
def withdraw_fact(*, actor: Actor, now: datetime, fact: StageFact, package: Package, reason: str) -> StageFact:
    """The fact no longer counts; it stays in the ledger with the reason. ConflictError when withdrawn already."""
    require(may_withdraw_fact, actor, fact)
    if not reason.strip():
        raise RefusalError(_("撤回要写理由。"))
    done = StageFact.objects.filter(pk=fact.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_by=actor.user, withdrawal_reason=reason.strip()
    )
    if not done:
        raise ConflictError(_("这一条已经撤回。"))
    fact.refresh_from_db()
    record_event(
        actor=actor,
        now=now,
        kind="programme.fact.withdrawn",
        subject=fact.project or fact.area or fact.programme,
        programme_id=fact.programme_id,
        body=_body(package, fact),
        reason=reason.strip(),
    )
    return fact


def _canonical(package: Package, new: NewFact) -> NewFact:
    stage, key = canonical_fact(package, new.stage, new.key)
    return new if (stage, key) == (new.stage, new.key) else replace(new, stage=stage, key=key)


def _check(package: Package, programme: Programme, rows: Sequence[NewFact], today: date) -> None:
    for row in rows:
        if isinstance(row.place, Project) and row.place.programme_id != programme.pk:
            raise RefusalError(_("这个小区不在本项目里。"))
        if row.happened_on < EARLIEST_DAY:
            raise RefusalError(_("日期 %(day)s 太早了，请核对年份。") % {"day": row.happened_on.isoformat()})
        if row.happened_on > today:
            raise RefusalError(_("日期 %(day)s 还没有到。") % {"day": row.happened_on.isoformat()})
    if faults := check_facts(plan_of(package), [row.as_core() for row in rows]):
        raise BadInput(faults)
    if any(evidence_proved_by(package, row.stage, row.key) is None for row in rows):
        raise RefusalError(_("分期和辖区不在事实里记录，请在小区项目里更改。"))


def _standing(programme: Programme, new: NewFact) -> StageFact | None:
    return (
        StageFact.objects.filter(
            programme=programme,
            project=new.project,
            area=new.area,
            stage=new.stage,
            key=new.key,
            value=new.value.strip(),
            happened_on=new.happened_on,
            withdrawn_at__isnull=True,
        )
        .select_related("recorded_by")
        .first()
    )


def _row(programme: Programme, new: NewFact, actor: Actor, now: datetime) -> StageFact:
    return StageFact(
        programme=programme,
        project=new.project,
        area=new.area,
        stage=new.stage,
        key=new.key,
        value=new.value.strip(),
        happened_on=new.happened_on,
        note=new.note.strip(),
        recorded_by=actor.user,
        recorded_at=now,
    )


def _body(package: Package, fact: StageFact) -> dict[str, object]:
    stage = package.stage_by_id.get(fact.stage)
    return {
        "fact_id": fact.pk,
        "stage": fact.stage,
        "stage_name": stage.name if stage else fact.stage,
        "key": fact.key,
        "fact_name": fact_name(package, fact.stage, fact.key),
        "value": fact.value,
        "happened_on": fact.happened_on.isoformat(),
    }
