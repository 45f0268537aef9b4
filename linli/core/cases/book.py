"""The case sheets of a package: read once, run against the package or against any mutation of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linli.core.cases import (
    duty_cases,
    money_cases,
    occurrence_cases,
    process_cases,
    quota_cases,
    requirement_cases,
    roll_cases,
    score_cases,
    selection_cases,
    vote_cases,
)
from linli.core.cases.outcome import CaseReport, Outcome
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, did_you_mean, parse_sheet, sheet_of
from linli.core.policy.textyaml import decode, read_bytes
from linli.core.wording import listed, say

FOLDER = "cases"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of sheet: which tables it depends on, its columns, how it is read, how its cases are run."""

    reads: frozenset[str]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    parse: Callable[[Sheet, Package], tuple[list[Any], list[Fault]]]
    run: Callable[[Package, list[Any], str], Iterator[Outcome]]


_MODULES = (money_cases, vote_cases, roll_cases, process_cases, quota_cases, selection_cases, requirement_cases,
            duty_cases, occurrence_cases, score_cases)  # fmt: skip
KINDS: dict[str, _Kind] = {m.NAME: _Kind(m.READS, m.REQUIRED, m.OPTIONAL, m.parse, m.run) for m in _MODULES}


#: the rows of a workbook's sheet, each with its number, cells as text. Raises BadInput with row and column
OpenWorkbook = Callable[[bytes, str], list[tuple[int, list[str]]]]


@dataclass(frozen=True, slots=True)
class CaseBook:
    """The cases of a package by the name of their file, in the order of `KINDS`."""

    cases: dict[str, list[Any]]

    def outcomes(self, package: Package, *, changed: frozenset[str] | None = None) -> Iterator[Outcome]:
        """Every outcome under ``package``. ``changed``: only of sheets whose answers depend on these tables."""
        for name, cases in self.cases.items():
            kind = KINDS[_as_csv(name)]
            if changed is None or changed & kind.reads:
                yield from kind.run(package, cases, name)


def _as_csv(name: str) -> str:
    return f"{name.rpartition('.')[0]}.csv"


def read_cases(directory: Path, package: Package, *, open_workbook: OpenWorkbook | None = None) -> CaseBook:
    """The case sheets in ``directory/cases``; there may be none. A sheet is a ``.csv`` or an ``.xlsx``, never both.

    open_workbook: how an ``.xlsx`` is read; without it one is refused. Raises BadInput with every fault of every sheet.
    """
    folder = directory / FOLDER
    faults: list[Fault] = []
    cases: dict[str, list[Any]] = {}
    if not folder.is_dir():
        return CaseBook({})
    names = sorted(entry.name for entry in folder.iterdir())
    readable = {*KINDS, *(f"{name.removesuffix('.csv')}.xlsx" for name in KINDS if open_workbook)}
    for name in names:
        if name in readable or name.startswith((".", "~$")) or not name.lower().endswith((".csv", ".xlsx", ".xls")):
            continue
        faults.append(Fault(say("cases.no_kind"), file=f"{FOLDER}/{name}", expected=listed(KINDS),
                            hint=did_you_mean(name, KINDS)))  # fmt: skip
    for csv_name, kind in KINDS.items():
        found = [name for name in names if name in readable and _as_csv(name) == csv_name]
        if len(found) > 1:
            faults.append(Fault(say("cases.twice", other=found[0]), file=f"{FOLDER}/{found[1]}"))
        for name in found[:1]:
            sheet, problems = _read(folder / name, f"{FOLDER}/{name}", kind, open_workbook)
            faults += problems
            if not problems:
                cases[name], more = kind.parse(sheet, package)
                faults += more
    if faults:
        raise BadInput(faults)
    return CaseBook(cases)


def _read(path: Path, name: str, kind: _Kind, open_workbook: OpenWorkbook | None) -> tuple[Sheet, list[Fault]]:
    raw, faults = read_bytes(path, name)
    nothing = Sheet(name, (), ())
    if faults:
        return nothing, faults
    if name.endswith(".xlsx") and open_workbook:
        try:
            return sheet_of(open_workbook(raw, name), name, kind.required, kind.optional)
        except BadInput as bad:
            return nothing, list(bad.faults)
    text, faults = decode(raw, name)
    return (nothing, faults) if faults else parse_sheet(text, name, kind.required, kind.optional)


def run_cases(package: Package, book: CaseBook) -> CaseReport:
    """Every expectation of every sheet, with what the rules answered."""
    return CaseReport(tuple(book.outcomes(package)))
