"""``items.csv`` and ``clauses.csv``: from rows of text to the words of the format, with the place of every cell."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Any

from linli.core.faults import Fault
from linli.core.money import parse_fraction
from linli.core.policy.sheets import Sheet, SheetRow
from linli.core.policy.textyaml import Keys, Place
from linli.core.wording import say

ITEM_COLUMNS = (
    "编号",
    "类别",
    "名称",
    "内容要点",
    "标准要点",
    "可量化标准",
    "适用条件",
    "资金规则",
    "内容出处",
    "标准出处",
)
ITEM_OPTIONAL = ("分段", "资金出处", "解释", "说明")
CLAUSE_COLUMNS = ("行", "名称")

_FIELDS = {
    "编号": "number", "类别": "category", "名称": "name", "内容要点": "content", "标准要点": "standard",
    "资金规则": "rule",
}  # fmt: skip
_REQUIREMENT = re.compile(r"([A-Za-z][\w.-]*)\s*(<=|>=|≤|≥|<|>|=)\s*([^\s<>=≤≥][^<>=≤≥]*)")
_SIGNS = {"≤": "<=", "≥": ">="}

Rows = list[dict[str, Any]]
Parsed = tuple[Rows, dict[Keys, Place], list[Fault]]


def items_of(sheet: Sheet) -> Parsed:
    """The catalogue's rows as the format's words, the places of the cells, and the faults of the cells."""
    rows: Rows = []
    places: dict[Keys, Place] = {}
    faults: list[Fault] = []
    for index, row in enumerate(sheet.rows):
        data: dict[str, Any] = {"line": row.line}
        places[(index,)] = Place(sheet.file, row.line)
        for header, name in _FIELDS.items():
            data[name] = row[header]
            places[(index, name)] = Place(sheet.file, row.line, header)
            if not row[header] and name in ("number", "category", "name", "rule"):
                faults.append(Fault(say("catalogue.empty"), file=sheet.file, line=row.line, column=header))
        for header, name in (("可量化标准", "standards"), ("适用条件", "conditions")):
            data[name], more = _requirements(row, header, sheet.file)
            places[(index, name)] = Place(sheet.file, row.line, header)
            faults += more
        for header, name in (
            ("内容出处", "content_cite"),
            ("标准出处", "standard_cite"),
            ("分段", "segments"),
            ("解释", "interpretations"),
        ):
            data[name] = _list(row[header])
            places[(index, name)] = Place(sheet.file, row.line, header)
        rows.append(data)
    return rows, places, faults


def _list(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、;；,，]", text) if part.strip()]


def _requirements(row: SheetRow, header: str, file: str) -> tuple[list[dict[str, Any]], list[Fault]]:
    found: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for part in (p.strip() for p in re.split(r"[;；]", row[header])):
        if not part:
            continue
        try:
            found.append(parse_requirement(part))
        except ValueError as exc:
            faults.append(Fault(str(exc), file=file, line=row.line, column=header, found=part))
    return found, faults


def parse_requirement(text: str) -> dict[str, Any]:
    """``share_60plus>=25%`` as measure, sign and exact value. ValueError with the reason otherwise.

    >>> parse_requirement("hydrant_radius_m<=150")
    {'measure': 'hydrant_radius_m', 'op': '<=', 'value': Fraction(150, 1)}
    """
    match = _REQUIREMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(say("catalogue.requirement"))
    sign = _SIGNS.get(match[2], match[2])
    value = parse_value(match[3])
    if isinstance(value, str) and sign != "=":
        raise ValueError(say("catalogue.number_side"))
    return {"measure": match[1], "op": sign, "value": value}


def parse_value(text: str) -> Fraction | str:
    """An exact number (``150``, ``0.5``, ``25%``, ``1/4``) or, if it is none, the word itself.

    >>> parse_value("25%"), parse_value("yes")
    (Fraction(1, 4), 'yes')
    """
    normal = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", normal):
        return Fraction(normal)
    try:
        return parse_fraction(normal)
    except ValueError:
        return normal


def clauses_of(sheet: Sheet) -> Parsed:
    """The human names of source lines. A range is written ``33-50``; a second source is prefixed ``source:``."""
    rows: Rows = []
    places: dict[Keys, Place] = {}
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for index, row in enumerate(sheet.rows):
        first = seen.setdefault(row["行"], row.line)
        if first != row.line:
            faults.append(
                Fault(say("catalogue.line_twice", row=first), file=sheet.file, line=row.line, column="行",
                      found=row["行"])
            )  # fmt: skip
        if not re.fullmatch(r"(?:[a-z][\w-]*:)?\d+(?:-\d+)?", row["行"]):
            faults.append(
                Fault(say("catalogue.line_form"), file=sheet.file, line=row.line, column="行", found=row["行"])
            )
        if not row["名称"]:
            faults.append(Fault(say("catalogue.empty"), file=sheet.file, line=row.line, column="名称"))
        rows.append({"lines": row["行"], "label": row["名称"]})
        places[(index,)] = Place(sheet.file, row.line)
        places[(index, "lines")] = Place(sheet.file, row.line, "行")
        places[(index, "label")] = Place(sheet.file, row.line, "名称")
    return rows, places, faults
