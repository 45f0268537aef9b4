"""Putting a table's rows into the text of a file: an untouched row keeps its words, a changed one is written anew."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from linli.core.faults import Fault
from linli.core.policy.textyaml import TextDocument, parse_text
from linli.core.wording import listed, say
from linli.integrations.policy_sheets.tables import YamlTable, key_of, records, row_of, value_of

#: a row of a sheet: its number as Excel shows it, and its cells as text
Row = tuple[int, list[str]]


@dataclass
class Merged:
    """A file's text. ``rows``: line of the file, or number of the entry in a YAML list, -> row of the sheet."""

    text: str
    rows: dict[int, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def merge_csv(standing: str, rows: Sequence[Row]) -> Merged:
    """The CSV text that the rows make (the first one is the header)."""
    try:
        known = [(text, key_of(cells)) for text, cells in records(standing)]
    except csv.Error:
        known = []
    told = [(number, cells) for number, cells in rows if key_of(cells)]
    if [key for _, key in known if key] == [key_of(cells) for _, cells in told]:
        merged = Merged(standing)
        _place(merged, [text for text, _ in known], [bool(key) for _, key in known], [number for number, _ in told])
        return merged
    words = {key: text for text, key in reversed(known)}
    width = max((len(key_of(cells)) for _, cells in told), default=0)
    texts = [words.get(key_of(cells)) or _record(cells, width) for _, cells in told]
    merged = Merged("".join(f"{text}\n" for text in texts))
    _place(merged, texts, [True] * len(texts), [number for number, _ in told])
    return merged


def _place(merged: Merged, texts: Sequence[str], filled: Sequence[bool], numbers: Sequence[int]) -> None:
    line, left = 1, iter(numbers)
    for text, is_filled in zip(texts, filled, strict=True):
        number = next(left) if is_filled else 0
        for offset in range(text.count("\n") + 1):
            if number:
                merged.rows[line + offset] = number
        line += text.count("\n") + 1


def _record(cells: Sequence[str], width: int) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([*cells[:width], *[""] * (width - len(cells))])
    return out.getvalue()


def merge_yaml(standing: str, table: YamlTable, rows: Sequence[Row], sheet: str) -> Merged:
    """The YAML text with the entries that the rows tell, in their order. Faults tell sheet, row and column."""
    document, _ = parse_text(standing, table.file)
    entries = document.tree.get(table.key, [])
    entries = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    by_id = {str(entry.get("id")): number for number, entry in enumerate(entries)}
    merged = Merged(standing)
    told = _told(table, rows, merged, sheet)
    merged.rows = dict(enumerate(number for number, _ in told))
    if merged.faults or [cells for _, cells in told] == [row_of(table, entry) for entry in entries]:
        return merged
    chunks, head, tail = _chunks(document, table.key, len(entries), standing)
    if chunks is None:
        fault = Fault(say("book.not_by_row"), file=sheet, path=table.key)
        merged.faults.append(fault)
        return merged
    indent = " " * (len(chunks[0]) - len(chunks[0].lstrip())) if chunks else "  "
    texts = []
    for _, cells in told:
        number = by_id.get(cells[0])
        if number is not None and row_of(table, entries[number]) == cells:
            texts.append(chunks[number].rstrip("\n"))
        else:
            entry = _entry(table, entries[number] if number is not None else {}, cells)
            texts.append(f"{indent}- {json.dumps(entry, ensure_ascii=False)}")
    merged.text = head + "".join(f"{text}\n" for text in texts) + tail
    return merged


def _told(table: YamlTable, rows: Sequence[Row], merged: Merged, sheet: str) -> list[Row]:
    """The rows under the table's own columns; what is wrong with header and ids goes to the faults."""
    header = list(rows[0][1]) if rows else []
    at = {name.strip(): place for place, name in enumerate(header)}
    first = rows[0][0] if rows else 1
    merged.faults += [
        Fault(say("book.column_missing"), file=sheet, line=first, column=name)
        for name in table.columns
        if name not in at
    ]
    merged.faults += [
        Fault(say("csv.unknown_column"), file=sheet, line=first, column=name, expected=listed(table.columns))
        for name in at
        if name and name not in table.columns
    ]
    if merged.faults:
        return []
    seen: set[str] = set()
    told: list[Row] = []
    for number, cells in rows[1:]:
        if not key_of(cells):
            continue
        own = [cells[at[name]] if at[name] < len(cells) else "" for name in table.columns]
        if not own[0] or own[0] in seen:
            message = say("book.id_twice") if own[0] else say("book.id_empty")
            merged.faults.append(Fault(message, file=sheet, line=number, column="编号", found=own[0]))
        seen.add(own[0])
        told.append((number, own))
    return told


def _chunks(document: TextDocument, key: str, count: int, text: str) -> tuple[list[str] | None, str, str]:
    """The text of each entry with what follows it up to the next one, and the text before and behind them all."""
    lines = text.split("\n")
    own = document.keys.get((key,))
    if own is None:
        return [], text + ("" if text.endswith("\n") or not text else "\n") + f"{key}:\n", ""
    starts = [document.places[(key, number)].line for number in range(count)]
    later = [place.line for path, place in document.keys.items() if len(path) == 1 and place.line > own.line]
    end = min(later, default=len(lines) + 1)
    is_block = starts and starts[0] > own.line and len(set(starts)) == count
    if not is_block or not all(lines[start - 1].lstrip().startswith("- ") for start in starts):
        return None, "", ""
    bounds = [*starts, end]
    chunks = ["\n".join(lines[a - 1 : b - 1]) for a, b in pairwise(bounds)]
    return chunks, "\n".join(lines[: starts[0] - 1]) + "\n", "\n".join(lines[end - 1 :])


def _entry(table: YamlTable, standing: dict[str, Any], cells: Sequence[str]) -> dict[str, Any]:
    """What stands, with the words of the changed cells; an emptied cell takes its word away."""
    entry = dict(standing)
    before = row_of(table, standing)
    for word, cell, old in zip(table.columns.values(), cells, before, strict=True):
        if cell == old:
            continue
        if cell:
            entry[word] = value_of(cell, is_list=word in table.lists)
        else:
            entry.pop(word, None)
    return entry
