"""Which parts of a package are tables of their own in the workbook, and how a cell stands for a word of the format.

Every file is also carried word for word (sheet 文件), with its comments; a row of a table that was not touched leaves
its text as it stands, a changed row is written anew, and only that row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.core.policy.files import FOLDER_OF_AMENDMENTS, HOMES, LOCK, READINGS, SHEETS

FILES_SHEET = "文件"
NOTES_SHEET = "说明"
FILES_HEADER = ("文件", "行", "内容")
CASES = "用例-"
_CSV_NAMES = {"items.csv": "项目", "clauses.csv": "条款", "calendar.csv": "日历"}
_FILE = re.compile(rf"(?:cases/[^/\\:*?\[\]]{{1,27}}\.csv|{FOLDER_OF_AMENDMENTS}/[^/\\]{{1,80}}\.ya?ml)")


@dataclass(frozen=True, slots=True)
class YamlTable:
    """A list of the format shown as a sheet: ``columns``: header -> word; ``lists``: words that hold several."""

    sheet: str
    file: str
    key: str
    columns: Mapping[str, str]
    lists: frozenset[str]


READINGS_TABLE = YamlTable(
    "解释", "interpretations.yaml", "interpretations",
    {"编号": "id", "关于": "about", "原文说": "text_says", "所取": "chosen", "其他读法": "alternatives",
     "影响": "effect", "状态": "status", "由谁定": "decider", "出处": "cite", "另见": "see", "体现": "setting"},
    frozenset({"alternatives", "cite", "see"}),
)  # fmt: skip
DUTIES_TABLE = YamlTable(
    "职责", "process.yaml", "duties",
    {"编号": "id", "谁": "who", "会同": "with", "必须": "must", "可以": "may", "阶段": "stage", "期限": "due",
     "周期": "every", "至少": "at_least", "次数": "count", "何时": "when", "强度": "strength", "核验": "check",
     "用语": "open_term", "证明": "proof", "出处": "cite", "解释": "interpretations"},
    frozenset({"with", "proof", "cite", "interpretations"}),
)  # fmt: skip
YAML_TABLES = (READINGS_TABLE, DUTIES_TABLE)


def is_known(name: str) -> bool:
    """Whether a package may hold a file of this name; never one outside its folder."""
    if name in (*HOMES, *SHEETS, LOCK, READINGS, "README.md"):
        return True
    return bool(_FILE.fullmatch(name)) and not name.partition("/")[2].startswith(".")


def sheet_of(file: str) -> str | None:
    """The sheet that a CSV file of the package has of its own."""
    if file.startswith("cases/"):
        return CASES + file.removeprefix("cases/").removesuffix(".csv")
    return _CSV_NAMES.get(file)


def file_of(sheet: str) -> str | None:
    """The CSV file that a sheet stands for."""
    if sheet.startswith(CASES):
        return f"cases/{sheet.removeprefix(CASES)}.csv"
    return next((file for file, name in _CSV_NAMES.items() if name == sheet), None)


def records(text: str) -> Iterator[tuple[str, list[str]]]:
    """The rows of a CSV text, each with its own words as they stand. Raises csv.Error."""
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 0
    for cells in reader:
        yield "\n".join(lines[start : reader.line_num]), cells
        start = reader.line_num


def key_of(cells: Sequence[str]) -> tuple[str, ...]:
    """A row without the empty cells at its end."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def cell_of(value: Any, *, is_list: bool) -> str:
    """A word of the format as a cell: several stand in lines of one cell."""
    if value is None:
        return ""
    if is_list and isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)


def value_of(cell: str, *, is_list: bool) -> Any:
    """A cell as a word of the format."""
    return [part.strip() for part in cell.split("\n") if part.strip()] if is_list else cell


def row_of(table: YamlTable, entry: Mapping[str, Any]) -> list[str]:
    return [cell_of(entry.get(word), is_list=word in table.lists) for word in table.columns.values()]
