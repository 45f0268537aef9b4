"""Putting files in, replacing them by a new version, withdrawing them. Nothing is ever removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Manager, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Organisation
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.evidence import shelves
from linli.apps.evidence.alike import look_quarters, others_alike
from linli.apps.evidence.models import Content, Evidence, Moment, Retention
from linli.apps.evidence.permissions import may_add_evidence, may_withdraw_evidence
from linli.apps.evidence.shelves import Examined
from linli.apps.records.services import record_event
from linli.core.faults import BadInput, Fault
from linli.core.wording import say
from linli.integrations.files.kinds import SUFFIXES

LONGEST_NAME = 120
DIGEST_SHOWN = 19
#: letters that steer a terminal or turn the direction of writing, so that ``.exe`` reads as ``.pdf``
CONTROL_CLASSES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as it comes: its name as the uploader's computer tells it, its content piece by piece."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class About:
    """What the files are evidence of. ``subject``: the official object; ``place``: where it lies; ``stage``, ``key``:
    the policy's evidence they show (empty: none in particular); ``title``: empty takes the file's own name."""

    subject: Model
    place: Organisation
    programme_id: int | None = None
    stage: str = ""
    key: str = ""
    title: str = ""
    moment: str = ""
    source: str = ""
    retention: str = Retention.THIRTY
    is_personal: bool = False


def clean_name(name: str) -> str:
    """The last part of the name without path, steering letters and doubled spaces; never empty."""
    flat = unicodedata.normalize("NFC", name).replace("\\", "/")
    last = PurePosixPath(flat).name
    plain = "".join(letter for letter in last if unicodedata.category(letter) not in CONTROL_CLASSES)
    plain = re.sub(r'[<>:"|?*\s]+', " ", plain).strip(" .")
    return plain[-LONGEST_NAME:] or str(say("file.uploaded"))


def download_name(evidence: Evidence) -> str:
    """The name under which it is handed out: the suffix follows the content, not what the uploader called it."""
    suffix = SUFFIXES[evidence.content.kind][0]
    known = {end for end, _type in SUFFIXES.values()} | {".jpeg", ".csv"}
    path = PurePosixPath(evidence.filename)
    if path.suffix.lower() == ".csv" and evidence.content.kind == "text":
        return evidence.filename
    return (path.stem if path.suffix.lower() in known else path.name.replace(".", "_")) + suffix


def add_evidence(*, actor: Actor, now: datetime, about: About, files: Sequence[Offered]) -> list[Evidence]:
    """Put all files in, or none. Raises BadInput with the faults of every file."""
    require(may_add_evidence, actor, about.place)
    if not files:
        raise BadInput([Fault(message=say("evidence.nothing"), hint=say("evidence.nothing_hint"))])
    examined = _examined(files)
    with transaction.atomic():
        return [_added(actor, now, about, one) for one in examined]


def replace_evidence(*, actor: Actor, now: datetime, evidence: Evidence, file: Offered, reason: str) -> Evidence:
    """A new version takes the place of this one, which stays on record. Raises BadInput, ConflictError."""
    require(may_withdraw_evidence, actor, evidence)
    require(may_add_evidence, actor, evidence.organisation)
    if not reason.strip():
        raise RefusalError(_("换版要写理由。"))
    if evidence.withdrawn_at is not None:
        raise ConflictError(_("这份材料已经撤回。"))
    (examined,) = _examined([file])
    try:
        with transaction.atomic():
            newer = _row(actor, now, _about(evidence), examined)
            newer.title, newer.supersedes, newer.reason = evidence.title, evidence, reason.strip()
            newer.save()
            _record(actor, now, newer, "evidence.file.superseded")
            return newer
    except IntegrityError as exc:
        raise ConflictError(_("这份材料刚刚已有新版，请重新打开再看一遍。")) from exc


@transaction.atomic
def withdraw_evidence(*, actor: Actor, now: datetime, evidence: Evidence, reason: str) -> Evidence:
    """It no longer counts; file and record stay. ConflictError when it was withdrawn already."""
    require(may_withdraw_evidence, actor, evidence)
    if not reason.strip():
        raise RefusalError(_("撤回要写理由。"))
    done = Evidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_by=actor.user, withdrawal_reason=reason.strip()
    )
    if not done:
        raise ConflictError(_("这份材料已经撤回。"))
    evidence.refresh_from_db()
    _record(actor, now, evidence, "evidence.file.withdrawn")
    return evidence


def _examined(files: Sequence[Offered]) -> list[Examined]:
    """Every file received and looked into. Raises BadInput with all faults; then nothing is kept."""
    store = shelves.store()
    good: list[Examined] = []
    faults: list[Fault] = []
    for file in files:
        name = clean_name(file.name)
        try:
            waiting = store.receive(file.pieces, name=name, most_bytes=settings.LINLI_UPLOAD_BYTES)
        except BadInput as refused:
            faults.extend(refused.faults)
            continue
        try:
            good.append(shelves.examine(name, waiting))
        except BadInput as refused:
            store.drop(waiting)
            faults.extend(refused.faults)
    if faults:
        for one in good:
            store.drop(one.waiting)
        raise BadInput(faults)
    return good


def _added(actor: Actor, now: datetime, about: About, examined: Examined) -> Evidence:
    row = _row(actor, now, about, examined)
    row.save()
    _record(actor, now, row, "evidence.file.added")
    return row


def _row(actor: Actor, now: datetime, about: About, examined: Examined) -> Evidence:
    content = _content(examined)
    row = Evidence(
        content=content,
        subject_type=about.subject._meta.label_lower,  # noqa: SLF001 -- Django's documented API
        subject_id=about.subject.pk,
        programme_id=about.programme_id,
        organisation=about.place,
        stage=about.stage,
        key=about.key,
        title=(about.title.strip() or PurePosixPath(examined.name).stem)[:LONGEST_NAME],
        filename=examined.name,
        moment=about.moment if about.moment in Moment.values else "",
        source=about.source.strip(),
        retention=about.retention if about.retention in Retention.values else Retention.THIRTY,
        is_personal=about.is_personal,
        uploaded_by=actor.user,
        post_label=actor.label[:200],
        uploaded_at=now,
    )
    row.looks_reused = bool(others_alike(row))
    return row


def _content(examined: Examined) -> Content:
    """The row of this content; the file is in its place before the row is written."""
    kept = shelves.store().keep(examined.waiting)
    seen = examined.seen
    taken = timezone.make_aware(seen.taken_at) if seen.taken_at else None
    content, _new = Content.objects.get_or_create(
        digest=kept.digest,
        defaults={
            "size": kept.size, "kind": seen.kind, "width": seen.width, "height": seen.height, "pages": seen.pages,
            "taken_at": taken, "latitude": seen.latitude, "longitude": seen.longitude, **look_quarters(seen.look),
        },
    )  # fmt: skip
    return content


def _about(evidence: Evidence) -> About:
    return About(
        subject=_subject(evidence), place=evidence.organisation, programme_id=evidence.programme_id,
        stage=evidence.stage, key=evidence.key, title=evidence.title, moment=evidence.moment, source=evidence.source,
        retention=evidence.retention, is_personal=evidence.is_personal,
    )  # fmt: skip


def _subject(evidence: Evidence) -> Model:
    """The official object, whose app may stand above this one."""
    rows: Manager[Model] = apps.get_model(evidence.subject_type)._default_manager  # noqa: SLF001
    return rows.get(pk=evidence.subject_id)


def _record(actor: Actor, now: datetime, evidence: Evidence, kind: str) -> None:
    """The act stands in the record of the object that the file is about."""
    record_event(
        actor=actor,
        now=now,
        kind=kind,
        subject=_subject(evidence),
        programme_id=evidence.programme_id,
        body={
            "evidence_id": evidence.pk, "title": evidence.title, "filename": evidence.filename,
            "digest": evidence.content.digest, "digest_short": evidence.content.digest[:DIGEST_SHOWN],
            "size": evidence.content.size, "stage": evidence.stage, "key": evidence.key,
            "supersedes": evidence.supersedes_id or 0,
        },
        reason=evidence.withdrawal_reason or evidence.reason,
    )  # fmt: skip
