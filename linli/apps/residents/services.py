"""Acts on dwellings: record a list, issue the codes of their letters, revoke one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError
from linli.apps.compounds.models import Compound
from linli.apps.compounds.names import folded_name
from linli.apps.records.services import record_event
from linli.apps.residents.models import Dwelling, EntryCode, HomeSession, Owner
from linli.apps.residents.owners import fill
from linli.apps.residents.permissions import may_keep_dwellings
from linli.apps.signin.secrets import fresh_code, kept

BATCH = 500
CODE_LENGTH = 10
CODE_LASTS = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class NewOwner:
    """An owner as the roll has it. ``digits``: the last four of an identity paper; phone or digits may be empty, not
    both."""

    compound: Compound
    number: str
    name: str
    phone: str = ""
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A dwelling with the code of its letter, which is nowhere else."""

    dwelling: Dwelling
    code: str
    expires_at: datetime


@transaction.atomic
def record_dwellings(*, actor: Actor, now: datetime, rows: Sequence[NewOwner]) -> int:
    """Record dwellings with their owners, all or nothing; several rows of one number are joint owners. How many owners.
    Raises ConflictError where a dwelling stands already."""
    by_compound: dict[int, list[NewOwner]] = defaultdict(list)
    for row in rows:
        by_compound[row.compound.pk].append(row)
    for group in by_compound.values():
        _record_in_one(actor, now, group[0].compound, group)
    return len(rows)


def _record_in_one(actor: Actor, now: datetime, compound: Compound, rows: Sequence[NewOwner]) -> None:
    require(may_keep_dwellings, actor, compound)
    numbers = {folded_name(row.number): row.number.strip() for row in rows}
    try:
        with transaction.atomic():
            made = Dwelling.objects.bulk_create(
                [Dwelling(compound=compound, number=text, number_key=key) for key, text in numbers.items()],
                batch_size=BATCH,
            )
    except IntegrityError as exc:
        raise ConflictError(_("小区「%(name)s」有房号已经登记过，整批没有写入。") % {"name": compound.name}) from exc
    by_key = {dwelling.number_key: dwelling for dwelling in made}
    Owner.objects.bulk_create(
        [
            fill(Owner(dwelling=by_key[folded_name(row.number)]), name=row.name, phone=row.phone, digits=row.digits)
            for row in rows
        ],
        batch_size=BATCH,
    )
    record_event(
        actor=actor, now=now, kind="residents.dwellings.recorded", subject=compound,
        body={"compound": compound.name, "dwellings": len(made), "owners": len(rows)},
    )  # fmt: skip


def _revoke(now: datetime, dwelling_ids: Sequence[int]) -> int:
    """The codes no longer open, and whoever came in with them is out."""
    codes = EntryCode.objects.filter(dwelling_id__in=dwelling_ids, revoked_at__isnull=True)
    HomeSession.objects.filter(code__in=codes.values("pk"), ended_at__isnull=True).update(ended_at=now)
    return codes.update(revoked_at=now)


@transaction.atomic
def issue_codes(*, actor: Actor, now: datetime, compound: Compound, dwellings: Sequence[Dwelling]) -> list[Letter]:
    """New letters for these dwellings; their earlier codes are void. The codes are answered here and never again."""
    require(may_keep_dwellings, actor, compound)
    chosen = [dwelling for dwelling in dwellings if dwelling.compound_id == compound.pk]
    if not chosen:
        return []
    _revoke(now, [dwelling.pk for dwelling in chosen])
    letters = [Letter(dwelling, fresh_code(CODE_LENGTH), now + CODE_LASTS) for dwelling in chosen]
    EntryCode.objects.bulk_create(
        [
            EntryCode(
                dwelling=letter.dwelling, code_hash=kept("home-code", letter.code), issued_at=now,
                expires_at=letter.expires_at,
            )
            for letter in letters
        ],
        batch_size=BATCH,
    )  # fmt: skip
    record_event(
        actor=actor, now=now, kind="residents.codes.issued", subject=compound,
        body={"compound": compound.name, "count": len(letters)},
    )  # fmt: skip
    return letters


@transaction.atomic
def revoke_code(*, actor: Actor, now: datetime, dwelling: Dwelling, reason: str) -> None:
    """Void a dwelling's code and end what was opened with it. Raises ConflictError when there is none."""
    require(may_keep_dwellings, actor, dwelling.compound)
    if not _revoke(now, [dwelling.pk]):
        raise ConflictError(_("这一户没有有效的入户码。"))
    record_event(
        actor=actor, now=now, kind="residents.code.revoked", subject=dwelling.compound,
        body={"compound": dwelling.compound.name, "number": dwelling.number}, reason=reason,
    )  # fmt: skip
