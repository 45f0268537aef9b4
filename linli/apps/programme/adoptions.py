"""A running programme goes over to another edition of its policy: on a document, for a reason, in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.programme.models import PolicyAdoption, Programme
from linli.apps.programme.permissions import may_adopt_policy
from linli.apps.programme.queries import adoption_on
from linli.apps.records.services import record_event
from linli.core.policy.model import Package

MOST_REASON = 300
MOST_DOCUMENT = 200


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the change of edition rests on. ``governing``: see `PolicyAdoption`; ``changes``: ids of the amendments and
    errata that come into force with it, in words for the record."""

    document: str
    reason: str
    governing: Mapping[str, str]
    changes: Sequence[str] = ()


@transaction.atomic
def adopt_edition(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    before: Package,
    after: Package,
    adopted_on: date,
    grounds: Grounds,
) -> PolicyAdoption:
    """From ``adopted_on`` the programme runs under ``after``: another edition of its package, or one built upon it.

    ConflictError when it no longer runs under ``before``, or when it left this very edition on the same day;
    RefusalError without document or reason, and where nothing differs.
    """
    require(may_adopt_policy, actor, programme)
    if not grounds.document.strip() or not grounds.reason.strip():
        raise RefusalError(_("采用新的一版要写明依据的文件和理由。"))
    if after.hash == before.hash:
        raise RefusalError(_("这一版和正在用的没有不同，不用采用。"))
    Programme.objects.select_for_update().get(pk=programme.pk)
    standing = adoption_on(programme.pk, adopted_on)
    if standing is None or standing.package_hash != before.hash:
        raise ConflictError(_("这个项目刚刚换了政策版本，请重新打开再看一遍。"))
    adoption, made = PolicyAdoption.objects.get_or_create(
        programme=programme,
        package_id=after.id,
        package_hash=after.hash,
        adopted_on=adopted_on,
        defaults={
            "document": grounds.document.strip()[:MOST_DOCUMENT],
            "reason": grounds.reason.strip()[:MOST_REASON],
            "governing": dict(grounds.governing),
            "recorded_by": actor.label[:MOST_DOCUMENT],
        },
    )
    if not made:
        raise ConflictError(_("这一天已经采用过这一版，又换了下来；请改日再采用。"))
    record_event(
        actor=actor,
        now=now,
        kind="programme.policy.amended",
        subject=programme,
        programme_id=programme.pk,
        body={
            "package": after.id,
            "package_name": after.name,
            "hash_before": before.hash,
            "hash": after.hash,
            "adopted_on": adopted_on.isoformat(),
            "changes": "、".join(grounds.changes),
            "document": adoption.document,
            "governing": dict(grounds.governing),
        },
        reason=adoption.reason,
    )
    return adoption
