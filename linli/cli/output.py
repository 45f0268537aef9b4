"""What the commands share: loading the policy and sheets they are given, printing JSON, explaining aloud."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from linli.cli.editions import load_edition
from linli.cli.parsers import open_command
from linli.cli.tongue import both
from linli.core.calendar import parse_day
from linli.core.faults import BadInput, Fault
from linli.core.policy.clauses import clause_label
from linli.core.policy.model import Package
from linli.core.reasons import ReadingNote, Reason
from linli.core.wording import in_language, say
from linli.integrations.spreadsheets import Column, Table, read_table

_INDENTED_UP_TO = 1_000


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON document on stdout. What has many entries is written one entry to a line, and an iterator as it comes:
    indenting a hundred thousand explained lines would take gigabytes and most of a minute."""
    opening = "{"
    for key, part in value.items():
        print(f"{opening}\n  {_compact(key)}: ", end="")
        _print_part(part)
        opening = ","
    print("\n}" if value else "{}")


def _print_part(part: Any) -> None:
    if isinstance(part, Iterator):
        first = list(islice(part, _INDENTED_UP_TO + 1))
        part = chain(first, part) if len(first) > _INDENTED_UP_TO else first
    if isinstance(part, Iterator) or (isinstance(part, (list, dict)) and len(part) > _INDENTED_UP_TO):
        entries = (
            ((f"{_compact(k)}: ", v) for k, v in part.items()) if isinstance(part, dict) else (("", v) for v in part)
        )
        start, end = ("{", "}") if isinstance(part, dict) else ("[", "]")
        print(start, end="")
        mark = ""
        for name, entry in entries:
            print(f"{mark}\n    {name}{_compact(entry)}", end="")
            mark = ","
        print(f"\n  {end}", end="")
    else:
        print(json.dumps(part, ensure_ascii=False, indent=2).replace("\n", "\n  "), end="")


#: made once: making an encoder for each of a hundred thousand lines takes longer than encoding it
_compact = json.JSONEncoder(ensure_ascii=False).encode


def warn(messages: Iterable[str], language: str = "zh") -> None:
    """Things ignored, one per line on stderr."""
    head = "Note: " if language == "en" else "提示："
    for message in messages:
        print(head + in_language(message, language), file=sys.stderr)


def add_command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], *, what: str, example: str) -> Any:
    """A subcommand with ``--policy``, ``--json``, ``--language`` and its example in ``--help``."""
    parser = open_command(commands, name, run, what=what, examples=[example])
    told = both(
        "随 linli 提供的政策包编号，或政策包所在目录",
        "id of a package that ships with linli, or the folder of a package",
    )
    parser.add_argument("--policy", metavar=both("政策包", "POLICY"), required=True, help=told)
    return parser


def load_policy(arguments: argparse.Namespace) -> Package:
    """The package named by ``--policy``, as it stands on ``--on`` (today, without it). Raises BadInput."""
    return load_edition(arguments)


def read_day(text: str, option: str) -> date:
    """The day given to an option. Raises BadInput."""
    try:
        return parse_day(text)
    except ValueError as exc:
        raise BadInput([Fault(str(exc), path=option, found=text, expected=say("sheet.expect_day"))]) from exc


class Sheets:
    """The sheets of one command, read so that every fault of every sheet is told at once.

    Cells that cannot be read come as empty; `add` takes what the rules find wrong with the rest; `close` raises it all.
    """

    def __init__(self, language: str = "zh") -> None:
        self._language = language
        self._faults: list[Fault] = []
        self._warnings: list[str] = []

    def read(self, path: str, columns: Mapping[str, Column], *, may_be_empty: bool = False) -> Table | None:
        """The table, or None if it cannot be read at all."""
        try:
            table = read_table(Path(path), columns=columns, may_be_empty=may_be_empty, collect=self._faults)
        except BadInput as bad:
            self._faults.extend(bad.faults)
            return None
        self._warnings.extend(table.warnings)
        return table

    def day(self, text: str | None, option: str) -> date | None:
        """The day given to an option, None if none was given or what was given is none (a fault)."""
        try:
            return read_day(text, option) if text is not None else None
        except BadInput as bad:
            self.add(bad.faults)
            return None

    def add(self, faults: Iterable[Fault], table: Table | None = None) -> None:
        """Further faults, placed in the table's file; a cell is reported once, not again because it came as empty."""
        known = {(fault.file, fault.line, fault.column, fault.path) for fault in self._faults}
        for fault in faults:
            placed = replace(fault, file=fault.file or (table.filename if table else ""))
            if (placed.file, placed.line, placed.column, placed.path) not in known:
                self._faults.append(placed)

    def close(self) -> None:
        """Raises BadInput with everything found, in order of file and row; otherwise prints the warnings."""
        if self._faults:
            raise BadInput(sorted(self._faults, key=lambda fault: (fault.file, fault.line or 0)))
        warn(self._warnings, self._language)


def explanation(package: Package, reason: Reason, language: str) -> str:
    """The reason as one paragraph, clauses by the names the reader knows."""
    return reason.telling(language, clause=lambda anchor: clause_label(package, anchor, language))


def readings_json(readings: Iterable[ReadingNote]) -> list[dict[str, str]]:
    return [{"id": note.id, "status": note.status} for note in readings]


def policy_json(package: Package) -> dict[str, str]:
    return {"id": package.id, "hash": package.hash}


def print_reason(package: Package, reason: Reason, language: str, *, indent: int = 0) -> None:
    """The reason as an indented tree, the clause after each step that has its own."""
    for depth, step in reason.walk():
        labels = dict.fromkeys(clause_label(package, anchor, language) for anchor in step.cite)
        cites = f"〔{'、'.join(labels)}〕" if labels else ""
        print("  " * (depth + indent) + step.sentence(language) + cites)
    pending = [note for note in reason.all_readings() if note.is_pending]
    if pending:
        head = "Readings relied on, not yet confirmed:" if language == "en" else "取用的解释（待认定）："
        print("  " * indent + head)
        for note in pending:
            print("  " * (indent + 1) + str(note))


def print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Rows as columns parted by tabs' worth of blanks; wide characters take two cells."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
