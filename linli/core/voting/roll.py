"""The roll: which dwellings carry a vote, and which of them make one head.

Decisions of this module, where the sheet can mean two things:

- *One owner of several dwellings is one head*; so is the developer with all unsold or undelivered dwellings together
  (``electorate.heads: per-owner``; Supreme People's Court's interpretation on 建筑物区分所有权, art. 9).
- *Co-owners of one dwelling* (``张三、李四``) are one head together. The same people in another order are the same
  head; 张三 alone elsewhere is a different head than 张三、李四.
- *Owners are told apart by the text in 业主*, blanks inside it aside. Two people of one name must be told apart in the
  roll (``张伟（1）``), or they are counted as one.
- *A household is a dwelling that is no parking space*; every dwelling on the roll is one, sold or not.
- *Parking* carries neither area nor vote while ``electorate.parking`` is ``excluded``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from linli.core.faults import Fault
from linli.core.money import format_area
from linli.core.policy.model import Electorate
from linli.core.wording import say

#: a head: the developer, a set of owners' names, or the dwelling itself
Head = tuple[str, ...]
_DEVELOPER: Head = ("developer",)
_PARKING_WORDS = ("车位", "车库")
#: how many kinds of dwellings are remembered
_KINDS_KNOWN = 1_000
_BLANK = re.compile(r"\s")
_SEPARATORS = re.compile(r"[、,;/]")
_UNSOLD_WORDS = ("未售", "未出售", "未交付")


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One line of the roll. area_centi: exclusive area, 0.01 m²; kind: 住宅, 商铺, 车位, 开发商未售 … or empty.

    pays / affected: whether the owner pays for the works, whether they use the owner's private part; None: not told.
    representative: of the co-owners, where they have named one.
    """

    row: int
    dwelling: str
    owner: str
    area_centi: int
    kind: str = ""
    building: str = ""
    entrance: str = ""
    pays: bool | None = None
    affected: bool | None = None
    representative: str = ""

    @property
    def is_parking(self) -> bool:
        return _names_one_of(self.kind, _PARKING_WORDS)

    @property
    def is_unsold(self) -> bool:
        return _names_one_of(self.kind, _UNSOLD_WORDS)


@dataclass(frozen=True, slots=True)
class Electors:
    """Who counts, by plain dwelling name. heads: the head of each entry; barred: parking spaces and unsold dwellings
    left out; outside: dwellings of the roll that are not asked in this matter."""

    entries: Mapping[str, RollEntry]
    heads: Mapping[str, Head]
    barred: Mapping[str, RollEntry]
    outside: Mapping[str, RollEntry] = field(default_factory=dict)


@lru_cache(maxsize=_KINDS_KNOWN)
def _names_one_of(kind: str, words: tuple[str, ...]) -> bool:
    """Whether the kind of a dwelling holds one of the words; a roll has thousands of dwellings of a few kinds."""
    told = plain(kind)
    return any(word in told for word in words)


def plain(text: str) -> str:
    """Text as it is compared: full-width forms folded, all blanks removed."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    if unicodedata.is_normalized("NFKC", text) and not _BLANK.search(text):
        return text
    return "".join(unicodedata.normalize("NFKC", text).split())


def owners_of(text: str) -> Head:
    """The owners named in one cell, each once, in a fixed order."""
    name = plain(text)
    if not _SEPARATORS.search(name):
        return (name,) if name else ()
    return tuple(sorted({one for one in _SEPARATORS.split(name) if one}))


def check_roll(roll: Iterable[RollEntry]) -> list[Fault]:
    """Everything wrong with the roll: no entries, a dwelling twice, no owner, an area that is not positive."""
    faults, rows = [], dict[str, int]()
    for entry in roll:
        name = plain(entry.dwelling)
        if not name:
            faults.append(Fault(say("roll.no_dwelling"), line=entry.row, column="房号", found=say("line.nothing")))
        elif name in rows:
            faults.append(Fault(
                say("roll.dwelling_twice", row=rows[name]), line=entry.row, column="房号", found=entry.dwelling,
                hint=say("roll.co_owners_hint"),
            ))  # fmt: skip
        rows.setdefault(name, entry.row)
        if not entry.owner[:1].isalnum() and not owners_of(entry.owner) and not entry.is_unsold:
            faults.append(
                Fault(
                    say("roll.no_owner"),
                    line=entry.row,
                    column="业主",
                    found=say("line.nothing"),
                    hint=say("roll.unsold_hint"),
                )
            )
        if entry.area_centi <= 0:
            found = format_area(entry.area_centi)
            faults.append(Fault(say("roll.area"), line=entry.row, column="专有面积", found=found))
    return faults or ([] if rows else [Fault(say("roll.empty"))])


def electors_of(
    electorate: Electorate, roll: Sequence[RollEntry], is_asked: Callable[[RollEntry], bool] | None = None
) -> Electors:
    """The electors of a roll that `check_roll` found sound. is_asked: whether the matter asks this dwelling at all."""
    counted, barred, outside = dict[str, RollEntry](), dict[str, RollEntry](), dict[str, RollEntry]()
    for entry in roll:
        left_out = (electorate.parking == "excluded" and entry.is_parking) or (
            electorate.unsold == "excluded" and entry.is_unsold
        )
        asked = is_asked is None or is_asked(entry)
        (barred if left_out else counted if asked else outside)[plain(entry.dwelling)] = entry
    return Electors(counted, _heads(electorate.heads, counted), barred, outside)


def _heads(by: Literal["per-owner", "per-dwelling"], entries: Mapping[str, RollEntry]) -> dict[str, Head]:
    if by == "per-dwelling":
        return {name: (name,) for name in entries}
    developers = {owners_of(entry.owner) for entry in entries.values() if entry.is_unsold} - {()}
    heads = {}
    for name, entry in entries.items():
        owners = owners_of(entry.owner)
        heads[name] = _DEVELOPER if entry.is_unsold or owners in developers else ("owner", *owners)
    return heads
