"""One cell to one value: strict, and kind about the ways in which Excel spoils what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from typing import Any

from linli.core.calendar import parse_day
from linli.core.money import format_yuan, parse_area, parse_fraction, parse_money
from linli.core.wording import listed, say
from linli.integrations.spreadsheets.columns import EMPTY, Column, Kind
from linli.integrations.spreadsheets.grid import Raw

#: Excel keeps fifteen digits; a longer number has lost its tail
_EXACT_FLOAT = 10**15
_TEXT_LENGTH = 500
#: beyond these a cell is refused before any pattern is tried on it
_NUMBER_LENGTH = 64
_LONGEST: dict[Kind, int] = {"text": 32_767, "choice": 255}
_CHINA = timezone(timedelta(hours=8))
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_WIDE = {
    code: code - 0xFEE0
    for code in (0xFF0D, 0xFF03, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_MOMENT = re.compile(
    r"(\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)[T ]*"
    r"(\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?)?(Z|[+-]\d\d:?\d\d)?"
)
_UNUSUAL = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00a0\u3000\r\n\t" + "".join(map(chr, _WIDE)) + "]")
_SPOILT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
#: text that is taken as it stands: nothing to narrow, to trim or to refuse, but for a number in disguise
_ORDINARY = re.compile(r"[0-9A-Za-z\u4e00-\u9fff、.\-]{1,500}")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d{2}")
_LOST = say("cell.truncated")


class UnreadableCellError(ValueError):
    """The cell cannot be taken as it stands; the message says why."""


def clean(text: str) -> str:
    """Text without invisible characters, full-width letters and digits narrowed, inner line breaks as spaces."""
    if not _UNUSUAL.search(text):
        return text.strip()
    narrowed = text.translate(_INVISIBLE).translate(_WIDE).replace("\u00a0", " ").replace("\u3000", " ")
    return re.sub(r"\s*[\r\n\t]+\s*", " ", narrowed).strip()


def show(raw: Raw) -> str:
    """The cell as the person who typed it would recognise it."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 10 * _EXACT_FLOAT else repr(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(sep=" ", timespec="minutes" if not raw.second else "seconds")
    if isinstance(raw, date):
        return raw.isoformat()
    return clean(str(raw))


def is_empty(raw: Raw) -> bool:
    return isinstance(raw, str) and not raw[:1].isalnum() and not clean(raw)


def parse(raw: Raw, column: Column, *, unit: str = "") -> Any:
    """The cell's value under the column's kind; ``unit``: the one its header names. ValueError says why not."""
    if column.kind == "text" and _is_ordinary(raw, column):
        return raw
    if is_empty(raw):
        if column.required:
            raise UnreadableCellError(say("cell.required"))
        return EMPTY.get(column.kind)
    if isinstance(raw, str):
        _refuse_spoilt(raw, _LONGEST.get(column.kind, _NUMBER_LENGTH))
    value: Any
    if column.kind == "choice":
        value = _choice(raw, column)
    else:
        value = _READERS[column.kind](_with_unit(raw, column.kind, unit))
    if isinstance(raw, (int, float)) and value in column.ambiguous:
        raise UnreadableCellError(say("cell.ambiguous", value=value))
    _check_bounds(value, column)
    if column.check is not None:
        column.check(value)
    return value


def _is_ordinary(raw: Raw, column: Column) -> bool:
    """Whether the text is its own value: what nearly every cell of a long sheet is."""
    if not isinstance(raw, str) or not _ORDINARY.fullmatch(raw) or _SCIENTIFIC.fullmatch(raw):
        return False
    return column.maximum is None and column.check is None


def _refuse_spoilt(raw: str, longest: int) -> None:
    if len(raw) > longest:
        raise UnreadableCellError(say("cell.too_long", length=len(raw)))
    if _SPOILT.search(raw):
        raise UnreadableCellError(say("cell.garbled") if "\ufffd" in raw else say("cell.control"))
    if raw.startswith("#") and re.fullmatch(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)", raw.strip()):
        raise UnreadableCellError(say("cell.error"))


def _text(raw: Raw) -> str:
    if isinstance(raw, (date, time, timedelta)):
        raise UnreadableCellError(say("cell.turned_day"))
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) >= _EXACT_FLOAT:
        raise UnreadableCellError(_LOST)
    text = show(raw)
    if _SCIENTIFIC.fullmatch(text):
        raise UnreadableCellError(_LOST)
    return text[1:] if text[:1] == "'" and text[1:2].isdecimal() else text


def _numeric_text(raw: Raw) -> str:
    if isinstance(raw, (bool, date, time, timedelta)):
        raise UnreadableCellError(say("cell.not_number_but_day"))
    if isinstance(raw, float) and abs(raw) >= _EXACT_FLOAT:
        raise UnreadableCellError(_LOST)
    return show(raw)


def _with_unit(raw: Raw, kind: Kind, unit: str) -> Raw:
    """An amount with the header's unit, unless the cell writes its own."""
    if not unit or kind not in ("money", "area"):
        return raw
    text = _numeric_text(raw)
    return text + unit if re.fullmatch(r"[+\-\d.,eE\s]+", unicodedata.normalize("NFKC", text)) else text


def _money(raw: Raw) -> int:
    return parse_money(_numeric_text(raw))


def _area(raw: Raw) -> int:
    return parse_area(_numeric_text(raw))


def _number(raw: Raw) -> Fraction:
    text = unicodedata.normalize("NFKC", _numeric_text(raw)).replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", text):
        return Fraction(text)
    try:
        return parse_fraction(text)
    except ValueError as exc:
        raise UnreadableCellError(say("cell.not_number")) from exc


def _count(raw: Raw) -> int:
    text = unicodedata.normalize("NFKC", _numeric_text(raw)).replace(" ", "")
    match = re.fullmatch(r"(-?(?:\d{1,15}|\d{1,3}(?:,\d{3})+))(?:\.0*)?(?:户|栋|幢|天|个|套|层|楼|人)?", text)
    if not match:
        raise UnreadableCellError(say("cell.not_whole"))
    return int(match[1].replace(",", ""))


def _year(raw: Raw) -> int:
    if isinstance(raw, date):
        return raw.year
    match = re.fullmatch(r"(\d{4})(?:\.0*)?年?", unicodedata.normalize("NFKC", _numeric_text(raw)).strip())
    if not match:
        raise UnreadableCellError(say("cell.not_year"))
    return int(match[1])


def _day(raw: Raw) -> date:
    moment = _moment(raw)
    if not isinstance(moment, datetime):
        return moment
    if moment.time() == time(0):
        return moment.date()
    raise UnreadableCellError(say("cell.no_time"))


def _moment(raw: Raw) -> datetime | date:
    if isinstance(raw, date):
        return raw
    if isinstance(raw, (bool, time, timedelta)):
        raise UnreadableCellError(say("cell.not_a_day"))
    if isinstance(raw, (int, float)):
        raise UnreadableCellError(_serial_hint(raw))
    text = unicodedata.normalize("NFKC", clean(raw))
    match = _MOMENT.fullmatch(text)
    if not match:
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            raise UnreadableCellError(_serial_hint(float(text)))
        raise UnreadableCellError(say("cell.not_a_day"))
    day = parse_day(match[1])
    return (
        datetime.combine(day, _clock(match[2]), _zone(match[3])).astimezone(_CHINA).replace(tzinfo=None)
        if match[2]
        else day
    )


def _clock(text: str) -> time:
    parts = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", text)]
    seconds = parts[2] if len(parts) > 2 else 0.0
    if parts[0] > 23 or parts[1] > 59 or seconds >= 60:
        raise UnreadableCellError(say("cell.no_such_time", text=text))
    return time(int(parts[0]), int(parts[1]), int(seconds), round(seconds % 1 * 1_000_000) % 1_000_000)


def _zone(text: str | None) -> timezone:
    if not text:
        return _CHINA
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _serial_hint(number: float) -> str:
    if 20_000 <= number < 80_000:
        day = date(1899, 12, 30) + timedelta(days=int(number))
        return say("cell.serial", day=day.isoformat())
    return say("cell.not_a_day")


def _choice(raw: Raw, column: Column) -> str:
    text = _text(raw)
    words: Mapping[str, tuple[str, ...]] = (
        column.choices if isinstance(column.choices, Mapping) else dict.fromkeys(column.choices, ())
    )
    wanted = text.casefold()
    for word, synonyms in words.items():
        if wanted in {other.casefold() for other in (word, *synonyms)}:
            return word
    raise UnreadableCellError(say("cell.only", words=listed(words)))


_READERS: dict[Kind, Callable[[Raw], Any]] = {
    "text": _text, "money": _money, "area": _area, "number": _number, "day": _day, "moment": _moment,
    "count": _count, "year": _year,
}  # fmt: skip


def _check_bounds(value: Any, column: Column) -> None:
    if column.kind in ("text", "choice"):
        longest = int(column.maximum) if column.maximum is not None else _TEXT_LENGTH
        if len(value) > longest:
            raise UnreadableCellError(say("cell.longer_than", length=len(value), longest=longest))
        return
    if column.kind in ("day", "moment"):
        return
    if column.minimum is not None and value < column.minimum:
        raise UnreadableCellError(say("cell.below", least=_amount(column.minimum, column.kind)))
    if column.maximum is not None and value > column.maximum:
        raise UnreadableCellError(say("cell.above", most=_amount(column.maximum, column.kind)))


def _amount(value: int | Fraction, kind: Kind) -> str:
    return format_yuan(int(value)) if kind in ("money", "area") else str(value)
