"""The few kinds of text a package may hold, each read strictly: share, money, day, month, yes/no, count, clause anchor.

A package is text only. YAML's own guesses (``no`` → False, ``81.10`` → 81.1, ``0.95`` → a float) never happen: every
scalar arrives here as the text that stands in the file, and says what it expected when it is not that.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator

from linli.core.calendar import parse_day, parse_month
from linli.core.money import parse_fraction, parse_money
from linli.core.wording import say

#: a line, sentence(s) of a line or a range of lines, in the package's own source or in a named one
ANCHOR = re.compile(r"(?:[A-Za-z][\w-]*:)?[1-9]\d{0,5}(?:\.[1-9]\d{0,3}(?:-[1-9]\d{0,3})?|-[1-9]\d{0,5})?")
IDENTIFIER = re.compile(r"[A-Za-z][\w.-]*")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(say("scalar.text"))  # noqa: TRY004 - pydantic turns only ValueError into a fault
    return value.strip()


def _share(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    return parse_fraction(_text(value))


def _fen(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _text(value)
    if not re.search(r"(元)$", text):
        raise ValueError(say("scalar.money"))
    return parse_money(text)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = _text(value)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(say("scalar.day"))
    return parse_day(text)


def _maybe_day(value: Any) -> date | None:
    return None if value is None or _text(value) == "unknown" else _day(value)


def _month(value: Any) -> tuple[int, int]:
    return value if isinstance(value, tuple) else parse_month(_text(value))


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value)
    if text not in ("yes", "no"):
        raise ValueError(say("scalar.yes_no"))
    return text == "yes"


def _count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _text(value)
    if not re.fullmatch(r"\d{1,9}", text):
        raise ValueError(say("scalar.whole"))
    return int(text)


def _anchor(value: Any) -> str:
    text = _text(value)
    if not (ANCHOR.fullmatch(text) or IDENTIFIER.fullmatch(text)):
        raise ValueError(say("scalar.anchor"))
    first, dash, last = re.sub(r".*[:.]", "", text).partition("-")
    if dash and ANCHOR.fullmatch(text) and int(first) > int(last):
        raise ValueError(say("scalar.anchor_backwards"))
    return text


def anchor_source(anchor: str) -> tuple[str, str]:
    """The source id that an anchor names (empty: the package's first own source) and the place in it.

    >>> anchor_source("83.2"), anchor_source("lz:33-50"), anchor_source("mfd278")
    (('', '83.2'), ('lz', '33-50'), ('mfd278', ''))
    """
    source, colon, place = anchor.rpartition(":")
    if colon:
        return source, place
    return ("", anchor) if anchor[:1].isdigit() else (anchor, "")


def _identifier(value: Any) -> str:
    text = _text(value)
    if not IDENTIFIER.fullmatch(text):
        raise ValueError(say("scalar.identifier"))
    return text


def names_source(anchor: str) -> bool:
    """Whether a cite names a whole external source (``mfd278``) instead of a line of a delivered text."""
    return ANCHOR.fullmatch(anchor) is None


Share = Annotated[Fraction, BeforeValidator(_share)]
Fen = Annotated[int, BeforeValidator(_fen)]
Day = Annotated[date, BeforeValidator(_day)]
MaybeDay = Annotated[date | None, BeforeValidator(_maybe_day)]
Month = Annotated[tuple[int, int], BeforeValidator(_month)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Count = Annotated[int, BeforeValidator(_count)]
Anchor = Annotated[str, BeforeValidator(_anchor)]
Id = Annotated[str, BeforeValidator(_identifier)]
Cites = tuple[Anchor, ...]
