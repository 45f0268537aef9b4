"""Sealing again what an earlier key sealed, and destroying a key so that what it sealed is gone for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Organisation
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import RefusalError
from linli.apps.personal.fields import SealedField, opened, seal_into, sealed_fields
from linli.apps.personal.holdings import HOLDINGS, Holding
from linli.apps.personal.permissions import may_reseal
from linli.apps.records.services import record_event
from linli.integrations.crypto import CryptoError, keys, sealed_with

AT_ONCE = 500


def reseal(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Bring every sealed value and index to the current keys; table → how many. May be stopped and run again: each
    part of a few hundred rows is one act."""
    require(may_reseal, actor)
    return {holding.label: _reseal_table(actor, now, holding) for holding in HOLDINGS.values()}


def _reseal_table(actor: Actor, now: datetime, holding: Holding) -> int:
    done, last = 0, 0
    while True:
        with transaction.atomic():
            rows = list(holding.model._base_manager.filter(pk__gt=last).order_by("pk")[:AT_ONCE])  # noqa: SLF001
            changed = [row for row in rows if _reseal_row(row)]
            if changed:
                body = {"table": holding.label, "count": len(changed)}
                record_event(actor=actor, now=now, kind="personal.data.resealed", subject=changed[0], body=body)
        if not rows:
            return done
        done, last = done + len(changed), rows[-1].pk


def _reseal_row(row: Model) -> bool:
    """Whether a column of this row was sealed or indexed with a key that is no longer current."""
    fields = sealed_fields(type(row))
    old = {field.attname: opened(row, field.attname) for field in fields if _is_old(row, field)}
    if old:
        row.save(update_fields=seal_into(row, **old))
    return bool(old)


def _is_old(row: Model, field: SealedField) -> bool:
    sealed, index = getattr(row, field.attname), getattr(row, f"{field.attname}_index", "")
    if not sealed:
        return False
    stale_index = bool(index) and index.split(":")[1] != keys().current(f"index:{field.kind}").id
    if sealed_with(sealed) == keys().current(f"seal:{field.purpose}").id:
        return stale_index
    try:
        keys().with_id(sealed_with(sealed))
    except CryptoError:
        return False  # its key was destroyed: gone, as intended
    return True


@transaction.atomic
def destroy_key(*, actor: Actor, now: datetime, key_id: str, reason: str) -> int:
    """Crypto-erase: what the key sealed can never be read again; returns how many values that are.

    Raises CryptoError for a key that is unknown or in use, RefusalError without a reason or without an organisation.
    """
    require(may_reseal, actor)
    if not reason.strip():
        raise RefusalError(_("销毁密钥要写理由。"))
    organisation = Organisation.objects.order_by("pk").first()
    if organisation is None:
        raise RefusalError(_("这个数据库里还没有机构。"))
    lost = rows_sealed_with(key_id)
    key = keys().with_id(key_id)
    body = {"key": key_id, "purpose": key.purpose, "count": lost}
    record_event(
        actor=actor, now=now, kind="personal.key.destroyed", subject=organisation, body=body, reason=reason.strip()
    )  # fmt: skip
    keys().destroy(key_id, destroyed=now.isoformat(timespec="seconds"))
    return lost


def rows_sealed_with(key_id: str) -> int:
    """How many values still need this key."""
    return sum(
        holding.model._base_manager.filter(**{f"{field.attname}__contains": f"${key_id}$"}).count()  # noqa: SLF001
        for holding in HOLDINGS.values()
        for field in sealed_fields(holding.model)
    )
