"""What is told of a project because a funding formula asks for it: told, corrected, taken back. Nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.funding.models import Particular
from linli.apps.funding.permissions import may_tell_particulars
from linli.apps.programme.models import Programme, Project
from linli.apps.records.services import record_event
from linli.core.faults import BadInput, Fault
from linli.core.funding import HEADERS, read_fact, told_fact

BATCH = 500
#: before the id of a measure: what selection and scoring ask
MEASURE = "measure:"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class NewParticular:
    """A fact to tell of a project. ``name``: of `core.funding.HEADERS`, or `MEASURE` and the id of a measure of the
    policy; ``label``: what people call such a measure; ``text``: as a person writes it; ``document``: what it rests on.
    """

    project: Project
    name: str
    text: str
    document: str
    row: int = 0
    label: str = ""

    @property
    def header(self) -> str:
        return self.label or HEADERS.get(self.name, self.name)


@transaction.atomic
def tell_particulars(
    *, actor: Actor, now: datetime, programme: Programme, rows: Sequence[NewParticular]
) -> list[Particular]:
    """Put facts of projects on record, all or nothing, one event; another value supersedes the one that stands, the
    same one changes nothing. Returns what was newly written. Raises BadInput with every value that cannot be read."""
    for project in {row.project.pk: row.project for row in rows}.values():
        require(may_tell_particulars, actor, project)
        if project.programme_id != programme.pk:
            raise RefusalError(_("这个小区不在本项目里。"))
    fresh = _read(actor, now, rows)
    list(Project.objects.select_for_update().filter(pk__in={one.project_id for one in fresh}).order_by("pk"))
    standing = {
        (one.project_id, one.name): one
        for one in Particular.objects.filter(project__programme=programme, superseded_at__isnull=True)
    }
    changed = [one for one in fresh if not _same(standing.get((one.project_id, one.name)), one)]
    before = [standing[key] for one in changed if (key := (one.project_id, one.name)) in standing]
    for start in range(0, len(before), BATCH):
        ids = [one.pk for one in before[start : start + BATCH]]
        Particular.objects.filter(pk__in=ids).update(superseded_at=now)
    written = Particular.objects.bulk_create(changed, batch_size=BATCH)
    if written:
        labels = {row.name: row.header for row in rows}
        _record(actor, now, programme, written, {(one.project_id, one.name): one.value for one in before}, labels)
    return written


def _read(actor: Actor, now: datetime, rows: Sequence[NewParticular]) -> list[Particular]:
    faults: list[Fault] = []
    read: dict[tuple[int, str], Particular] = {}
    for row in rows:
        header = row.header
        try:
            value = _value(row)
        except KeyError:
            faults.append(Fault(str(_("没有这一项情况")), line=row.row or None, column=header, found=row.name))
            continue
        except ValueError as exc:
            faults.append(Fault(str(exc), line=row.row or None, column=header, found=row.text))
            continue
        if not row.document.strip():
            faults.append(Fault(str(_("要写明依据哪份文件或记录")), line=row.row or None, column="依据"))
        read[row.project.pk, row.name] = Particular(
            project=row.project, name=row.name, value=value, document=row.document.strip(), recorded_by=actor.user,
            recorded_at=now,
        )  # fmt: skip
    if faults:
        raise BadInput(faults)
    return list(read.values())


def _value(row: NewParticular) -> str:
    """As it is kept. Raises KeyError for an unknown fact, ValueError with the reason for a value."""
    if not row.name.startswith(MEASURE):
        return told_fact(row.name, read_fact(row.name, row.text))
    text = row.text.strip()
    if not text or len(text) > _LONGEST:
        raise ValueError(_("请填写，最多 %(most)d 个字。") % {"most": _LONGEST})
    return text


def _same(standing: Particular | None, one: Particular) -> bool:
    return standing is not None and (standing.value, standing.document) == (one.value, one.document)


def _record(
    actor: Actor,
    now: datetime,
    programme: Programme,
    written: Sequence[Particular],
    before: dict[tuple[int, str], str],
    labels: dict[str, str],
) -> None:
    one = written[0]
    if len(written) == 1:
        body = {
            "name": one.project.name, "fact": one.name, "fact_name": labels[one.name], "value": one.value,
            "before": before.get((one.project_id, one.name), ""), "document": one.document, "particular_id": one.pk,
        }  # fmt: skip
        record_event(actor=actor, now=now, kind="funding.particular.told", subject=one.project,
                     programme_id=programme.pk, body=body)  # fmt: skip
        return
    projects = len({other.project_id for other in written})
    ids = [other.pk for other in written]
    record_event(actor=actor, now=now, kind="funding.particulars.told", subject=programme, programme_id=programme.pk,
                 body={"count": len(written), "projects": projects, "ids": ids})  # fmt: skip


@transaction.atomic
def withdraw_particular(*, actor: Actor, now: datetime, particular: Particular, reason: str) -> Particular:
    """It no longer counts; it stays on record. Raises ConflictError when superseded or withdrawn already."""
    require(may_tell_particulars, actor, particular.project)
    if not reason.strip():
        raise RefusalError(_("撤回要写理由。"))
    if not Particular.objects.filter(pk=particular.pk, superseded_at__isnull=True).update(superseded_at=now):
        raise ConflictError(_("这一项已经更正或撤回。"))
    particular.refresh_from_db()
    record_event(
        actor=actor,
        now=now,
        kind="funding.particular.withdrawn",
        subject=particular.project,
        programme_id=particular.project.programme_id,
        body={
            "name": particular.project.name, "fact": particular.name,
            "fact_name": HEADERS.get(particular.name, particular.name.removeprefix(MEASURE)),
            "value": particular.value, "particular_id": particular.pk,
        },
        reason=reason.strip(),
    )  # fmt: skip
    return particular
