"""Amounts as people write them in sheets and documents, to integers and back.

Full-width digits, thousands separators (half- and full-width), 元 / 万元 / 亿元, 平方米 / ㎡ are understood.
Anything that is not an exact whole number of fen (or of 0.01 m²) is refused rather than rounded; a spreadsheet's
binary float within 10⁻⁶ of a whole fen is taken for that fen.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from linli.core.wording import say

#: the largest amount accepted, 90 万亿元; keeps every product with a rate's numerator below 2⁶³ (see core/funding)
MAX_FEN = 9 * 10**15

_UNITS = {"": 1, "元": 1, "万元": 10_000, "万": 10_000, "亿元": 100_000_000, "亿": 100_000_000}
_AREA_UNITS = {
    "": 1,
    "㎡": 1,
    "m²": 1,
    "m2": 1,
    "平方米": 1,
    "平米": 1,
    "万平方米": 10_000,
    "万㎡": 10_000,
    "万m2": 10_000,
}
_FLOAT_SLACK = Decimal("0.000001")


#: how nearly every cell is written, at most 13 digits of yuan: read without folding widths and units
_PLAIN = re.compile(r"(\d{1,13})(?:\.(\d{1,2}))?(?:元|㎡)?", re.ASCII)


def _plainly(text: str, unit: str) -> int | None:
    """Hundredths of an amount in plain digits; None where it takes a closer look."""
    match = _PLAIN.fullmatch(text)
    if match is None or not (text[-1].isdecimal() or text.endswith(unit)):
        return None
    return int(match[1] + (match[2] or "").ljust(2, "0"))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


_MONEY_UNITS, _SQUARE_UNITS = (
    {_normal(unit): factor for unit, factor in table.items()} for table in (_UNITS, _AREA_UNITS)
)


def _number(text: str, units: dict[str, int], what: str) -> Decimal:
    match = re.fullmatch(r"([+-]?[\d,]*\.?\d*(?:[eE][+-]?\d{1,2})?)\s*(\D*|\D*m2)", _normal(text))
    if not match or match[2].strip() not in units or not re.search(r"\d", match[1]):
        raise ValueError(say("amount.not_a", text=text, what=what))
    digits = match[1]
    if "," in digits and not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", digits):
        raise ValueError(say("amount.comma", text=text))
    try:
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation as exc:  # "+" alone and the like
        raise ValueError(say("amount.not_a", text=text, what=what)) from exc
    return value * units[match[2].strip()]


def _whole_hundredths(value: Decimal, text: str, unit: str) -> int:
    scaled = value * 100
    whole = scaled.to_integral_value()
    if abs(scaled - whole) > _FLOAT_SLACK:
        raise ValueError(say("amount.not_whole", text=text, unit=unit))
    return int(whole)


def parse_money(text: str) -> int:
    """Fen of an amount written in yuan (or 万元, 亿元). Raises ValueError with the reason.

    >>> parse_money("１２３４.５７"), parse_money("946.33万元"), parse_money("50,000")
    (123457, 946330000, 5000000)
    """
    if (plain := _plainly(text, "元")) is not None:
        return plain
    fen = _whole_hundredths(
        _number(_normal(text).removeprefix("¥"), _UNITS, say("amount.money")), text, say("amount.fen")
    )
    if abs(fen) > MAX_FEN:
        raise ValueError(say("amount.too_large", text=text))
    return fen


def parse_area(text: str) -> int:
    """Hundredths of a square metre of an area. Raises ValueError with the reason.

    >>> parse_area("5999.99"), parse_area("1.2万平方米")
    (599999, 1200000)
    """
    if (plain := _plainly(text, "㎡")) is not None:
        return plain
    centi = _whole_hundredths(_number(text, _SQUARE_UNITS, say("amount.area")), text, say("amount.centi"))
    if abs(centi) > MAX_FEN:
        raise ValueError(say("amount.too_large", text=text))
    return centi


def parse_fraction(text: str) -> Fraction:
    """The exact share written ``95%``, ``1.5%`` or ``2/3``. A bare decimal such as ``0.95`` is refused.

    >>> parse_fraction("95%"), parse_fraction("2/3")
    (Fraction(19, 20), Fraction(2, 3))
    """
    normal = _normal(text)
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)%", normal):
        return Fraction(match[1]) / 100
    if match := re.fullmatch(r"(\d+)/(\d+)", normal):
        if int(match[2]) == 0:
            raise ValueError(say("amount.zero_below"))
        return Fraction(int(match[1]), int(match[2]))
    raise ValueError(say("amount.share_form"))


def parse_factor(text: str) -> Fraction:
    """The exact coefficient written ``0.7``, ``1.3``, ``2/3`` or ``70%``; 0 is one, a negative is not: ValueError.

    >>> parse_factor("0.7"), parse_factor("1")
    (Fraction(7, 10), Fraction(1, 1))
    """
    normal = _normal(text)
    if re.fullmatch(r"\d{1,9}(\.\d{1,18})?", normal, re.ASCII):
        return Fraction(normal)
    try:
        return parse_fraction(normal)
    except ValueError as exc:
        raise ValueError(say("amount.not_factor", text=text)) from exc


@lru_cache(maxsize=1 << 12)
def format_yuan(fen: int) -> str:
    """Fen as yuan with thousands separators: ``1,172,839.49``."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02d}"


def format_wan(fen: int) -> str:
    """Fen as 万元: two places as documents print it, more only if exactness needs them: ``12,923.87``."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    whole, rest = divmod(fen, 1_000_000)
    places = f"{rest:06d}".rstrip("0")
    return f"{sign}{whole:,}.{places.ljust(2, '0')}"


def format_area(centi: int) -> str:
    """Hundredths of a square metre as ``66,783.97``."""
    return format_yuan(centi)
