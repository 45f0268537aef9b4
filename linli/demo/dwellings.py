"""A staircase of invented owners in one compound of each city, so that letters for doors can be tried."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from linli.apps.accounts.services import Actor
from linli.apps.residents.services import NewOwner, record_dwellings

if TYPE_CHECKING:
    from linli.apps.compounds.models import Compound

#: no real person's name: a surname and 某
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫"
FLOORS, DOORS = 6, 2


def owners_of(compound: Compound) -> list[NewOwner]:
    """Twelve flats of one staircase; telephones of a range that is given to nobody."""
    flats = [(floor, door) for floor in range(1, FLOORS + 1) for door in range(1, DOORS + 1)]
    return [
        NewOwner(compound, f"1栋1单元{floor}0{door}", f"{surname}某", f"1000000{number:04}", f"{number:03}X")
        for number, ((floor, door), surname) in enumerate(zip(flats, SURNAMES, strict=True), start=1)
    ]


def enter_dwellings(*, actor: Actor, now: datetime, compound: Compound) -> int:
    return record_dwellings(actor=actor, now=now, rows=owners_of(compound))
