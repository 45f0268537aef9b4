"""Settling a reading of a programme's policy: the programme goes on under the edition in which it is settled."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.programme.models import PolicyAdoption, Programme
from linli.apps.programme.permissions import may_settle_reading
from linli.apps.programme.queries import adoption_on
from linli.apps.records.services import record_event
from linli.core.policy.model import Package, Reading


@transaction.atomic
def settle_reading(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    before: Package,
    after: Package,
    reading_id: str,
    adopted_on: date,
) -> PolicyAdoption:
    """From ``adopted_on`` the programme runs under ``after``, in which the reading is settled as its text says.

    ConflictError when the programme no longer runs under ``before``; RefusalError when ``after`` settles nothing.
    """
    require(may_settle_reading, actor, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    standing = adoption_on(programme.pk, adopted_on)
    if standing is None or standing.package_hash != before.hash:
        raise ConflictError(_("这份政策刚刚有了新的认定，请重新打开再看一遍。"))
    reading = after.reading_by_id.get(reading_id)
    if reading is None or reading.settled is None or after.id != before.id or after.hash == before.hash:
        raise RefusalError(_("没有可认定的改变。"))
    adoption, made = PolicyAdoption.objects.get_or_create(
        programme=programme, package_id=after.id, package_hash=after.hash, adopted_on=adopted_on,
        defaults={
            "document": reading.settled.document[:200], "reason": f"{reading.id} {reading.about}"[:300],
            "governing": standing.governing, "recorded_by": actor.label[:200],
        },
    )  # fmt: skip
    if not made:
        raise ConflictError(_("这一天已经这样认定过，又改了回去；请改日再认定。"))
    record_event(
        actor=actor,
        now=now,
        kind="programme.reading.settled",
        subject=programme,
        programme_id=programme.pk,
        body=_body(reading, before, after, adopted_on),
    )
    return adoption


def _body(reading: Reading, before: Package, after: Package, adopted_on: date) -> dict[str, str]:
    earlier = before.reading_by_id.get(reading.id)
    settled = reading.settled
    return {
        "reading": reading.id,
        "about": reading.about,
        "chosen": reading.chosen,
        "before": earlier.chosen if earlier else "",
        "decided_by": settled.by if settled else "",
        "decided_on": settled.on.isoformat() if settled else "",
        "document": settled.document if settled else "",
        "package": after.id,
        "hash_before": before.hash,
        "hash": after.hash,
        "adopted_on": adopted_on.isoformat(),
    }
