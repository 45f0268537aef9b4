"""Acts on compounds: record one, record a list at once, correct one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Organisation
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.compounds.models import Compound
from linli.apps.compounds.names import pinyin_key, plain_name
from linli.apps.compounds.permissions import may_record_compounds
from linli.apps.records.services import record_event

BATCH = 500
#: what the table itself holds to
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class NewCompound:
    """A compound to record. Area in 0.01 m²; coordinates WGS-84 or None; entrances, lifts, floors None if not known."""

    subdistrict: Organisation
    name: str
    households: int
    buildings: int
    floor_area_centi: int
    built_in: int
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    entrances: int | None = None
    lifts: int | None = None
    floors: int | None = None


def _row(new: NewCompound) -> Compound:
    name = plain_name(new.name)
    if not name:
        raise RefusalError(_("小区要有名称。"))
    if min(new.households, new.buildings, new.floor_area_centi) < 1:
        raise RefusalError(_("户数、楼栋数和建筑面积都要大于 0。"))
    if new.entrances == 0 or new.floors == 0 or (new.lifts or 0) < 0:
        raise RefusalError(_("单元数和层数要大于 0，不知道就留空。"))
    if not EARLIEST_YEAR <= new.built_in <= LATEST_YEAR:
        raise RefusalError(_("建成年份不对，请核对。"))
    return Compound(
        subdistrict=new.subdistrict,
        name=name,
        name_key=pinyin_key(name),
        address=new.address.strip(),
        households=new.households,
        buildings=new.buildings,
        floor_area_centi=new.floor_area_centi,
        built_in=new.built_in,
        latitude=new.latitude,
        longitude=new.longitude,
        entrances=new.entrances,
        lifts=new.lifts,
        floors=new.floors,
    )


@transaction.atomic
def record_compound(*, actor: Actor, now: datetime, new: NewCompound) -> Compound:
    """Record one compound. Raises ConflictError when its sub-district has one of that name."""
    require(may_record_compounds, actor, new.subdistrict)
    compound = _row(new)
    try:
        with transaction.atomic():
            compound.save()
    except IntegrityError as exc:
        raise ConflictError(_("该街道已有小区「%(name)s」。") % {"name": compound.name}) from exc
    record_event(
        actor=actor,
        now=now,
        kind="compounds.compound.recorded",
        subject=compound,
        body={"name": compound.name, "households": compound.households, "floor_area_centi": compound.floor_area_centi},
    )
    return compound


@transaction.atomic
def record_compounds(*, actor: Actor, now: datetime, rows: Sequence[NewCompound]) -> list[Compound]:
    """Record a list at once, all or nothing, one event. Raises ConflictError when any name is taken."""
    for subdistrict in {row.subdistrict.pk: row.subdistrict for row in rows}.values():
        require(may_record_compounds, actor, subdistrict)
    try:
        with transaction.atomic():
            recorded = Compound.objects.bulk_create([_row(row) for row in rows], batch_size=BATCH)
    except IntegrityError as exc:
        raise ConflictError(_("名单里有小区已经登记过，整批没有写入。")) from exc
    if recorded:
        record_event(
            actor=actor,
            now=now,
            kind="compounds.compounds.recorded",
            subject=recorded[0],
            body={"count": len(recorded), "ids": [compound.pk for compound in recorded]},
        )
    return recorded


@transaction.atomic
def correct_compound(*, actor: Actor, now: datetime, compound: Compound, new: NewCompound, reason: str) -> Compound:
    """Correct what is recorded of a compound; the event keeps before and after. RefusalError without a reason."""
    require(may_record_compounds, actor, compound.subdistrict)
    require(may_record_compounds, actor, new.subdistrict)
    if not reason.strip():
        raise RefusalError(_("更正要写理由。"))
    standing = Compound.objects.select_for_update().get(pk=compound.pk)
    before, fresh = _facts(standing), _row(new)
    fresh.pk = standing.pk
    try:
        with transaction.atomic():
            fresh.save(force_update=True)
    except IntegrityError as exc:
        raise ConflictError(_("该街道已有小区「%(name)s」。") % {"name": fresh.name}) from exc
    record_event(
        actor=actor,
        now=now,
        kind="compounds.compound.corrected",
        subject=fresh,
        body={"name": fresh.name, "before": before, "after": _facts(fresh)},
        reason=reason.strip(),
    )
    return fresh


_FACTS = (
    "name", "households", "buildings", "floor_area_centi", "built_in", "address", "latitude", "longitude", "entrances",
    "lifts", "floors",
)  # fmt: skip


def _facts(compound: Compound) -> dict[str, object]:
    """What an event keeps of a compound: plain values only."""
    values = {name: getattr(compound, name) for name in _FACTS}
    plain = {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    return {**plain, "subdistrict_id": compound.subdistrict_id}
