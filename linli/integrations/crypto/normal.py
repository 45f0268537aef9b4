"""One form for values that people write in several ways, and what of them may be shown.

Identity numbers by GB 11643-1999: fifteen digits become eighteen, the last place is a check digit, X is a capital.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK_DIGITS = "10X98765432"
_OLD_ID, _NEW_ID = re.compile(r"\d{15}", re.ASCII), re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD_ID_CENTURY_AT, _OLD_ID_CENTURY = 6, "19"
_MOBILE = re.compile(r"(?:\+?0{0,2}86)?(1\d{10})", re.ASCII)
_MOBILE_DIGITS = 11


def id_check_digit(seventeen: str) -> str:
    """The eighteenth place of an identity number, from its seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, ID_WEIGHTS, strict=True))
    return ID_CHECK_DIGITS[total % len(ID_CHECK_DIGITS)]


def is_id_number(value: str) -> bool:
    """Eighteen places with the right check digit (or the old fifteen digits)."""
    text = normal(value, "id_number")
    return bool(_NEW_ID.fullmatch(text)) and id_check_digit(text[:-1]) == text[-1]


def is_mobile(value: str) -> bool:
    text = normal(value, "phone")
    return len(text) == _MOBILE_DIGITS and bool(_MOBILE.fullmatch(text))


def normal(value: str, kind: str) -> str:
    """The value in its one form: full-width letters, spaces, invisible characters and separators make no difference.

    ``kind``: ``id_number``, ``phone``, ``bank_account``; any other is plain text (letters' case makes no difference).
    """
    text = unicodedata.normalize("NFKC", value)
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc"))
    return _FORMS.get(kind, _plain)(text)


def masked(value: str, kind: str) -> str:
    """What may stand on a page without a reason: ``33********1234``, ``138****5678``, ``**** 5678``."""
    text = normal(value, kind)
    return _MASKS.get(kind, _masked_text)(text)


def _id_number(text: str) -> str:
    text = re.sub(r"[\s\-.·]", "", text).upper()
    if _OLD_ID.fullmatch(text):
        seventeen = text[:_OLD_ID_CENTURY_AT] + _OLD_ID_CENTURY + text[_OLD_ID_CENTURY_AT:]
        return seventeen + id_check_digit(seventeen)
    return text


def _phone(text: str) -> str:
    text = re.sub(r"[\s\-()./·]", "", text)
    mobile = _MOBILE.fullmatch(text)
    return mobile.group(1) if mobile else text


def _bank_account(text: str) -> str:
    return re.sub(r"[\s\-]", "", text).upper()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


_FORMS: dict[str, Callable[[str], str]] = {"id_number": _id_number, "phone": _phone, "bank_account": _bank_account}


def _masked_id(text: str) -> str:
    return _between(text, 2, 4, stars=8)


def _masked_phone(text: str) -> str:
    return _between(text, 3, 4, stars=4) if len(text) >= _MOBILE_DIGITS else _between(text, 0, 2, stars=4)


def _masked_account(text: str) -> str:
    return "**** " + (text[-4:] if len(text) > 2 * 4 else "")


def _masked_text(text: str) -> str:
    return "*" * 4 if text else ""


def _between(text: str, first: int, last: int, *, stars: int) -> str:
    """The ends of a text; only stars when the text is too short for that."""
    if len(text) < first + stars + last:
        return "*" * stars if text else ""
    return text[:first] + "*" * stars + text[-last:]


_MASKS: dict[str, Callable[[str], str]] = {
    "id_number": _masked_id,
    "phone": _masked_phone,
    "bank_account": _masked_account,
}
