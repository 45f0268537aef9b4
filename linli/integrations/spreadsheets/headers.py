"""Finding the header row and matching its titles to the expected columns."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from linli.core.faults import Fault
from linli.core.wording import say
from linli.integrations.spreadsheets import cells
from linli.integrations.spreadsheets.columns import Column
from linli.integrations.spreadsheets.grid import Raw, letter

_SEARCHED_ROWS = 30
_SQUARE_METRES = ("㎡", "m2", "m²", "平方米", "平米")
_UNITS = {
    "money": {"元": "元", "人民币元": "元", "万元": "万元", "亿元": "亿元"},
    "area": {
        **dict.fromkeys(_SQUARE_METRES, "平方米"),
        **dict.fromkeys((f"万{name}" for name in _SQUARE_METRES), "万平方米"),
    },
}
_UNITS_BY_KIND = {
    kind: {unicodedata.normalize("NFKC", unit): meaning for unit, meaning in units.items()}
    for kind, units in _UNITS.items()
}


@dataclass(frozen=True, slots=True)
class Header:
    """places: canonical header -> index from 0; units: the unit a header names; width: columns up to the last title."""

    row: int
    places: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    width: int = 0
    faults: tuple[Fault, ...] = ()


def normal(title: str) -> str:
    """A title for comparison: half-width, without spaces, marks of obligation and case."""
    text = unicodedata.normalize("NFKC", cells.clean(title)).casefold()
    return re.sub(r"[\s*:]+", "", text)


def _split(title: str) -> tuple[str, str]:
    """``费用(万元)`` -> (费用, 万元)."""
    match = re.fullmatch(r"(.+?)[(\[](.+?)[)\]]", title)
    return (match[1], match[2]) if match else (title, "")


def _names(columns: Mapping[str, Column]) -> dict[str, str]:
    """Every accepted title -> canonical header; exact titles win over those without their bracket."""
    names: dict[str, str] = {}
    for cut in (False, True):
        for key, column in columns.items():
            for title in (key, *column.aliases):
                text = normal(title)
                names.setdefault(_split(text)[0] if cut else text, key)
    return names


def _match(title: str, names: Mapping[str, str], columns: Mapping[str, Column]) -> tuple[str, str] | None:
    """(canonical header, unit) of a title, or None. A bracket that is no unit of the kind makes another column."""
    text = normal(title)
    base, bracket = _split(text)
    key = names.get(text) or names.get(base)
    if key is None:
        return None
    units = _UNITS_BY_KIND.get(columns[key].kind, {})
    if bracket in units:
        return key, units[bracket]
    if names.get(text) == key or not units:
        return key, ""
    return None


def fit(rows: list[list[Raw]], columns: Mapping[str, Column]) -> int:
    """How many expected columns the best header row of these rows names."""
    names = _names(columns)
    return max((len(_matches(row, names, columns)) for row in rows[:_SEARCHED_ROWS]), default=0)


def _matches(row: list[Raw], names: Mapping[str, str], columns: Mapping[str, Column]) -> set[str]:
    found = (_match(cells.show(raw), names, columns) for raw in row if isinstance(raw, str))
    return {match[0] for match in found if match}


def find(rows: list[list[Raw]], columns: Mapping[str, Column]) -> Header:
    """The row that names most of the expected columns, with its faults: doubled titles, missing columns."""
    names = _names(columns)
    counts = [len(_matches(row, names, columns)) for row in rows[:_SEARCHED_ROWS]]
    best = max(counts, default=0)
    index = counts.index(best) if best else next((i for i, row in enumerate(rows) if any(map(_filled, row))), 0)
    titles = [cells.show(raw) for raw in rows[index]] if rows else []
    return _read(index + 1, titles, names, columns)


def _filled(raw: Raw) -> bool:
    return not cells.is_empty(raw)


def _read(number: int, titles: list[str], names: Mapping[str, str], columns: Mapping[str, Column]) -> Header:
    places: dict[str, int] = {}
    units: dict[str, str] = {}
    unknown: list[str] = []
    faults: list[Fault] = []
    for index, title in enumerate(titles):
        match = _match(title, names, columns) if title else None
        if match is None:
            unknown += [title] if title else []
        elif match[0] in places:
            faults.append(
                Fault(
                    message=say(
                        "header.twice", title=match[0], first=letter(places[match[0]] + 1), second=letter(index + 1)
                    ),
                    line=number,
                    column=title,
                    hint=say("header.twice_hint"),
                )
            )
        else:
            places[match[0]], units[match[0]] = index, match[1]
    missing = [key for key, column in columns.items() if column.must_be_present and key not in places]
    faults += [_missing(number, key, unknown) for key in missing]
    width = max((i + 1 for i, title in enumerate(titles) if title), default=0)
    return Header(number, places, units, tuple(unknown), width, tuple(faults))


def _missing(number: int, key: str, unknown: list[str]) -> Fault:
    bases = {_split(normal(title))[0]: title for title in unknown}
    near = [bases[base] for base in difflib.get_close_matches(_split(normal(key))[0], bases, n=1, cutoff=0.4)]
    return Fault(
        message=say("header.missing", column=key),
        line=number,
        column=key,
        found="、".join(unknown) if unknown else "",
        expected=key,
        hint=say("header.near", near=near[0], column=key) if near else say("header.missing_hint"),
    )
