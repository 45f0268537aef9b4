"""Taking a determination, superseding one, annulling one. What was decided is never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.determinations.models import Determination
from linli.apps.determinations.permissions import may_annul, may_decide
from linli.apps.determinations.queries import standing_determination
from linli.apps.programme.models import Programme, Project
from linli.apps.records.services import record_event
from linli.core.calendar import EARLIEST_DAY
from linli.core.determinations import Determination as Record


@dataclass(frozen=True, slots=True)
class NewDetermination:
    """A decision to put on record. ``record``: what the rules answered, sealed; ``package_hash``: the edition adopted;
    ``about``: what tells two of one kind apart (pot, table); ``reason``: needed where an earlier one stands."""

    record: Record
    package_hash: str
    title: str
    decided_on: date
    document: str
    reason: str = ""
    about: str = ""
    project: Project | None = None


@transaction.atomic
def take_determination(*, actor: Actor, now: datetime, programme: Programme, new: NewDetermination) -> Determination:
    """Put a decision on record; one of its kind that stands is superseded by it.

    RefusalError without a document, or without a reason where one is superseded; ConflictError for the same again.
    """
    kind = str(new.record.body["kind"])
    require(may_decide, actor, programme, kind)
    if not new.document.strip():
        raise RefusalError(_("请写明依据哪份文件。"))
    if new.decided_on < EARLIEST_DAY:
        raise RefusalError(_("日期 %(day)s 太早了，请核对年份。") % {"day": new.decided_on.isoformat()})
    if new.project is not None and new.project.programme_id != programme.pk:
        raise RefusalError(_("这个小区不在本项目里。"))
    Programme.objects.select_for_update().get(pk=programme.pk)
    before = standing_determination(programme, kind, new.about, new.project)
    if before is not None and before.seal == new.record.seal:
        raise ConflictError(_("同样的决定已经作出过。"))
    if before is not None and not new.reason.strip():
        raise RefusalError(_("已有一份有效的决定；要用新的取代它，请写明理由。"))
    try:
        with transaction.atomic():
            taken = _row(actor, now, programme, new, before)
            taken.save()
    except IntegrityError as exc:
        raise ConflictError(_("这份决定刚刚被取代，请重新打开再看一遍。")) from exc
    record_event(
        actor=actor,
        now=now,
        kind="determinations.determination.superseded" if before else "determinations.determination.taken",
        subject=taken,
        programme_id=programme.pk,
        body={
            "title": taken.title, "kind": kind, "seal": taken.seal, "document": taken.document,
            "decided_on": taken.decided_on.isoformat(), "before": before.title if before else "",
            "before_id": before.pk if before else 0, "project_id": taken.project_id or 0,
        },
        reason=taken.reason,
    )  # fmt: skip
    return taken


def _row(
    actor: Actor, now: datetime, programme: Programme, new: NewDetermination, before: Determination | None
) -> Determination:
    return Determination(
        programme=programme,
        project=new.project,
        kind=str(new.record.body["kind"]),
        about=new.about,
        title=new.title.strip(),
        package_id=new.record.package_id,
        package_hash=new.package_hash,
        seal=new.record.seal,
        content=new.record.text.decode(),
        decided_on=new.decided_on,
        document=new.document.strip(),
        reason=new.reason.strip(),
        supersedes=before,
        recorded_by=actor.user,
        post_label=actor.label[:200],
        recorded_at=now,
    )


@transaction.atomic
def annul_determination(*, actor: Actor, now: datetime, determination: Determination, reason: str) -> Determination:
    """The decision no longer stands; it stays on record. ConflictError when annulled or superseded already."""
    require(may_annul, actor, determination)
    if not reason.strip():
        raise RefusalError(_("撤销要写理由。"))
    done = Determination.objects.filter(
        pk=determination.pk, annulled_at__isnull=True, superseded_by__isnull=True
    ).update(annulled_at=now, annulled_by=actor.user, annulment_reason=reason.strip())
    if not done:
        raise ConflictError(_("这份决定已经撤销，或已被取代。"))
    determination.refresh_from_db()
    record_event(
        actor=actor,
        now=now,
        kind="determinations.determination.annulled",
        subject=determination,
        programme_id=determination.programme_id,
        body={"title": determination.title, "kind": determination.kind, "seal": determination.seal},
        reason=reason.strip(),
    )
    return determination
