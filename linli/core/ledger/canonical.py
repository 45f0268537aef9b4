"""One way to write a record: canonical JSON after RFC 8785, so that the same record always has the same bytes.

Floats are refused (money and votes never pass through one), and whole numbers beyond 2^53, which other readers of
JSON would round. Keys are sorted by their UTF-16 code units, as the RFC asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

#: the largest whole number that every reader of JSON keeps exactly (RFC 8785, section 3.2.2.3)
MAX_EXACT = 9_007_199_254_740_992

_quoted = json.encoder.encode_basestring


def canonical_json(value: Any) -> str:
    """The value as canonical JSON. Raises ValueError for floats, NaN, whole numbers beyond 2^53, keys that are not
    text, text that is no Unicode, and anything that JSON does not know."""
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > MAX_EXACT:
            raise ValueError(f"a whole number beyond 2^53 is written as text: {value}")
        return str(int(value))
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_text(key)}:{canonical_json(value[key])}" for key in _sorted(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    raise ValueError(f"not for the record: {type(value).__name__}")


def _sorted(value: Mapping[Any, Any]) -> list[str]:
    for key in value:
        if not isinstance(key, str):
            raise ValueError(f"keys of a record are text, not {type(key).__name__}")  # noqa: TRY004 -- one kind of refusal
    keys: list[str] = list(value)
    if all(key.isascii() for key in keys):
        return sorted(keys)
    return sorted(keys, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def _text(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("text that is no Unicode") from None
    return str(_quoted(value))


# What must never stand in a log that is kept for ever ---------------------------------------------------------------
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.,+-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z.,-])")
#: weights and check characters of a resident identity number (GB 11643-1999)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def plain_text_fault(text: str) -> str:
    """``identity`` when the text holds a resident identity number, ``mobile`` for a mobile number, else empty."""
    if not any(letter.isdigit() for letter in text):
        return ""
    for found in _IDENTITY.findall(text):
        weighted = sum(int(digit) * weight for digit, weight in zip(found, _WEIGHTS, strict=False))
        if _CHECKS[weighted % len(_CHECKS)] == found[-1].upper():
            return "identity"
    return "mobile" if _MOBILE.search(text) else ""
