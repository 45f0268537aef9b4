"""Showing and exporting sealed values: only with a reason, only on record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import RefusalError
from linli.apps.personal.fields import opened
from linli.apps.personal.holdings import Holding
from linli.apps.personal.models import Disclosure
from linli.apps.records.services import record_event

SHORTEST_REASON = 2
LONGEST_REASON = 300


@transaction.atomic
def reveal(
    *, actor: Actor, now: datetime, holding: Holding, thing: Model, columns: Sequence[str], reason: str
) -> dict[str, str]:
    """The values of these columns in full, for this reason; who asked is on record before they are shown.

    Raises NotPermittedError, RefusalError without a reason, NotFoundError for what is no sealed column.
    """
    require(holding.may_reveal, actor, thing)
    values = {name: opened(thing, name) for name in columns if holding.column_words(name)}
    _disclose(actor, now, holding, [thing], columns, "shown", reason)
    record_event(
        actor=actor,
        now=now,
        kind="personal.data.shown",
        subject=thing,
        body={"whose": holding.called(thing), "columns": _named(holding, columns)},
        reason=reason.strip(),
    )
    return values


@transaction.atomic
def export_values(
    *, actor: Actor, now: datetime, holding: Holding, things: Collection[Model], columns: Sequence[str],
    subject: Model, reason: str,
) -> list[dict[str, str]]:  # fmt: skip
    """The values in full for a file (a bank's payment list), one row for each thing; each person's row is on record.

    ``subject``: what the file is for. Raises NotPermittedError when one of the things may not be revealed.
    """
    for thing in things:
        require(holding.may_reveal, actor, thing)
    rows = [{name: opened(thing, name) for name in columns} for thing in things]
    _disclose(actor, now, holding, things, columns, "exported", reason)
    record_event(
        actor=actor,
        now=now,
        kind="personal.data.exported",
        subject=subject,
        body={"count": len(rows), "columns": _named(holding, columns), "table": holding.label},
        reason=reason.strip(),
    )
    return rows


def _disclose(
    actor: Actor, now: datetime, holding: Holding, things: Collection[Model], columns: Sequence[str], way: str,
    reason: str,
) -> None:  # fmt: skip
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise RefusalError(_("查看个人信息要写明理由（2 至 300 字）。"))
    Disclosure.objects.bulk_create(
        Disclosure(
            by=actor.user,
            post_label=actor.label[:200],
            subject_type=holding.label,
            subject_id=thing.pk,
            columns=",".join(columns),
            way=way,
            reason=reason.strip(),
            disclosed_at=now,
        )
        for thing in things
    )


def _named(holding: Holding, columns: Sequence[str]) -> str:
    return "、".join(str(holding.column_words(name)) for name in columns)
