"""Reading a table: find the header, match the columns, read every cell, and tell all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.money import format_yuan
from linli.core.wording import listed, say
from linli.integrations.spreadsheets import cells, headers
from linli.integrations.spreadsheets.columns import EMPTY, Column, Ratio, Row, Table
from linli.integrations.spreadsheets.delimited import read_delimited
from linli.integrations.spreadsheets.files import file_kind, read_bytes
from linli.integrations.spreadsheets.grid import Grid, Limits, Raw, letter
from linli.integrations.spreadsheets.headers import Header
from linli.integrations.spreadsheets.workbook import read_workbook

_EXPECTED = {
    "text": say("sheet.expect_text"),
    "money": say("sheet.expect_money"),
    "area": say("sheet.expect_area"),
    "number": say("sheet.expect_number"),
    "day": say("sheet.expect_day"),
    "moment": say("sheet.expect_moment"),
    "count": say("sheet.expect_count"),
    "year": say("sheet.expect_year"),
}
_TOTALS = {"合计", "总计", "小计", "共计"}
_MOST_FAULTS = 2_000
_MERGED_HUSHED = 50
_LONGEST_SHOWN = 80
#: different texts of one column whose values are remembered: a sheet repeats its items and names line after line
_MOST_KNOWN = 10_000


def read_table(
    source: Path | str | bytes,
    *,
    columns: Mapping[str, Column],
    filename: str = "",
    sheet: str | None = None,
    ratios: Sequence[Ratio] = (),
    limits: Limits | None = None,
    may_be_empty: bool = False,
    collect: list[Fault] | None = None,
) -> Table:
    """The rows of a .csv or .xlsx table under the expected ``columns`` (canonical header -> Column).

    Header order is free; the header may stand below a title; unknown columns are ignored with a warning. ``sheet``:
    the worksheet's name, otherwise the one whose header fits; may_be_empty: a header without rows is no fault.
    collect: where given, faults of single cells are put there instead of raised, and the spoilt cells come as empty, so
    that the caller can check the rest of the rows and raise everything at once.
    Raises BadInput with every fault found (file, row as seen in Excel, column, found, expected, hint).
    """
    limits = limits or Limits()
    content, name = read_bytes(source, filename, limits)
    header, grid = _choose(_grids(content, name, columns, limits), columns, name, sheet)
    reading = _Reading(name, columns, header, grid)
    rows = list(reading.rows())
    reading.check_ratios(rows, ratios)
    faults = _capped(reading.faults, name)
    if collect is not None:
        collect.extend(faults)
    elif faults:
        raise BadInput(faults)
    if not rows and not may_be_empty:
        raise BadInput(
            [Fault(message=say("sheet.no_rows"), file=name, line=header.row, hint=say("sheet.no_rows_hint"))]
        )
    return Table(
        filename=name,
        rows=tuple(rows),
        warnings=tuple(reading.warnings()),
        headers=tuple(key for key in columns if key in header.places),
        sheet=grid.name,
        header_row=header.row,
        ignored=header.unknown,
    )


def _capped(faults: list[Fault], name: str) -> list[Fault]:
    faults = sorted(faults, key=lambda fault: fault.line or 0)
    if len(faults) <= _MOST_FAULTS:
        return faults
    rest = Fault(
        message=say("sheet.more_faults", count=len(faults) - _MOST_FAULTS), file=name, hint=say("sheet.mend_first")
    )
    return [*faults[:_MOST_FAULTS], rest]


def _grids(content: bytes, name: str, columns: Mapping[str, Column], limits: Limits) -> list[Grid]:
    if file_kind(content, name) == "xlsx":
        return read_workbook(content, name, limits)
    return [read_delimited(content, name, lambda rows: headers.fit(rows, columns), limits)]


def _choose(grids: list[Grid], columns: Mapping[str, Column], name: str, sheet: str | None) -> tuple[Header, Grid]:
    """The grid whose header fits best. Two sheets that fit alike are refused: one would silently be left out."""
    if sheet is not None:
        grids = [grid for grid in grids if grid.name == sheet]
    if not grids:
        raise BadInput([Fault(message=say("sheet.no_sheet"), file=name, found=sheet or "")])
    found = [(headers.find(grid.rows, columns), grid) for grid in grids]
    most = max(len(header.places) for header, _ in found)
    best = [(header, grid) for header, grid in found if len(header.places) == most]
    if not most or best[0][0].faults:
        raise BadInput([replace(fault, file=name) for fault in best[0][0].faults])
    if len(best) > 1:
        names = listed(f"「{grid.name}」" for _, grid in best)
        raise BadInput(
            [
                Fault(
                    message=say("sheet.two_sheets", count=len(best), names=names),
                    file=name,
                    hint=say("sheet.two_sheets_hint"),
                )
            ]
        )
    return best[0]


@dataclass
class _Reading:
    """One pass over the data rows of a grid, collecting faults."""

    name: str
    columns: Mapping[str, Column]
    header: Header
    grid: Grid
    faults: list[Fault] = field(default_factory=list)
    _absent: dict[str, Any] = field(default_factory=dict)
    _has_odd: bool = False
    _seen: dict[tuple[str, Any], int] = field(default_factory=dict)
    _known: dict[str, dict[Raw, Any]] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        self._absent = {k: EMPTY.get(c.kind) for k, c in self.columns.items() if k not in self.header.places}
        self._has_odd = bool(self.grid.formulas or self.grid.errors or self.grid.merged)
        self._refuse_merged()
        self._refuse_computed()
        self._known = {key: {} for key in self.header.places}
        for number, raws in enumerate(self.grid.rows[self.header.row :], self.header.row + 1):
            if (first := next((raw for raw in raws if not cells.is_empty(raw)), None)) is not None:
                yield from self._row(number, raws, cells.show(first))

    def warnings(self) -> Iterator[str]:
        for title in self.header.unknown:
            yield say("sheet.unknown_column", file=self.name, title=title)
        if self.grid.hidden_rows:
            yield say("sheet.hidden_rows", file=self.name, rows=self.grid.hidden_rows)

    def _fault(self, number: int | None, header: str, message: str, **more: str) -> None:
        self.faults.append(Fault(message=message, file=self.name, line=number, column=header, **more))

    def _row(self, number: int, raws: list[Raw], first: str) -> Iterator[Row]:
        if first.replace(" ", "").rstrip(":：") in _TOTALS:
            self._fault(number, "", say("sheet.total_row"), found=first, hint=say("sheet.total_row_hint"))
            return
        width = self.header.width
        beyond = [raw for raw in raws[width:] if not cells.is_empty(raw)]
        # a row longer than the header's own was cut at a comma too many, even if what now sticks out is empty
        if beyond or len(raws) > len(self.grid.rows[self.header.row - 1]):
            self._fault(
                number, letter(width + 1), say("sheet.too_wide"),
                found=cells.show(beyond[0]) if beyond else "",
                hint=say("sheet.too_wide_hint"),
            )  # fmt: skip
        values: dict[str, Any] = {}
        for key, place in self.header.places.items():
            raw = raws[place] if place < len(raws) else ""
            known = self._known[key]
            if raw not in known or self._has_odd or self.columns[key].unique:
                values[key] = self._value(number, key, place, raw, known)
            else:
                values[key] = known[raw]
        yield Row(number, values | self._absent)

    def _value(self, number: int, key: str, place: int, raw: Raw, known: dict[Raw, Any]) -> Any:
        """The value of a cell; that of a text is put among the known ones."""
        if self._has_odd and self._is_odd(number, place + 1):
            return EMPTY.get(self.columns[key].kind)
        column, unit = self.columns[key], self.header.units.get(key, "")
        try:
            value = cells.parse(raw, column, unit=unit)
        except ValueError as exc:
            found, expected = _shorten(cells.show(raw)), _expected(column, unit)
            self._fault(number, key, str(exc), found=found, expected=expected, hint=column.hint)
            return EMPTY.get(column.kind)
        if isinstance(raw, str) and len(known) < _MOST_KNOWN:
            known[raw] = value
        self._refuse_double(number, key, value)
        return value

    def _is_odd(self, number: int, column: int) -> bool:
        """Already refused as a formula, an error or a part of a merged range (first ranges only: no quadratic work)."""
        cell = (number, column)
        if cell in self.grid.formulas or cell in self.grid.errors:
            return True
        return any(area.holds(*cell) for area in self.grid.merged[:_MERGED_HUSHED])

    def _refuse_double(self, number: int, key: str, value: Any) -> None:
        if not self.columns[key].unique or value in ("", None):
            return
        earlier = self._seen.setdefault((key, value), number)
        if earlier != number:
            self._fault(number, key, say("sheet.double", row=earlier), found=str(value), hint=say("sheet.double_hint"))

    def _refuse_merged(self) -> None:
        used = {place + 1 for place in self.header.places.values()}
        for area in self.grid.merged:
            if area.bottom > self.header.row and used & set(range(area.left, area.right + 1)):
                self._fault(
                    max(area.top, self.header.row + 1), str(area), say("sheet.merged", area=area),
                    hint=say("sheet.merged_hint"),
                )  # fmt: skip

    def _refuse_computed(self) -> None:
        for key, place in self.header.places.items():
            column = place + 1
            formulas = sorted(row for row, col in self.grid.formulas if col == column and row > self.header.row)
            for first, last in _runs(formulas):
                where = f"{letter(column)}{first}" + (f":{letter(column)}{last}" if last > first else "")
                self._fault(first, key, say("sheet.formula", place=where), hint=say("sheet.formula_hint"))
            for (row, col), text in self.grid.errors.items():
                if col == column and row > self.header.row and (row, col) not in self.grid.formulas:
                    self._fault(
                        row,
                        key,
                        say("sheet.error_value", column=letter(column), row=row),
                        found=text,
                        hint=say("sheet.mend"),
                    )

    def check_ratios(self, rows: Iterable[Row], ratios: Sequence[Ratio]) -> None:
        for row in rows:
            for ratio in ratios:
                above, below = row.values.get(ratio.above), row.values.get(ratio.below)
                if above and below:
                    self._check_ratio(row, ratio, Fraction(above, below))

    def _check_ratio(self, row: Row, ratio: Ratio, value: Fraction) -> None:
        low, high = (Fraction(bound) * self._scale(ratio) for bound in (ratio.low, ratio.high))
        if low <= value <= high:
            return
        hint = say("sheet.check_both")
        if low <= value * 10_000 <= high:
            hint = say("sheet.in_wan", column=ratio.above)
        elif low <= value / 10_000 <= high:
            hint = say("sheet.times_wan", column=ratio.above)
        shown = float(value / self._scale(ratio))
        self._fault(
            row.number,
            ratio.above,
            say("sheet.ratio", below=ratio.below, value=shown, unit=ratio.unit),
            found=self._shown(row, ratio.above),
            expected=say("sheet.ratio_range", low=float(ratio.low), high=float(ratio.high), unit=ratio.unit),
            hint=hint,
        )

    def _scale(self, ratio: Ratio) -> Fraction:
        """Stored integers count hundredths of money and area; bounds are written per yuan and per square metre."""
        return Fraction(self._hundredths(ratio.above), self._hundredths(ratio.below))

    def _hundredths(self, key: str) -> int:
        return 100 if self.columns[key].kind in ("money", "area") else 1

    def _shown(self, row: Row, key: str) -> str:
        return format_yuan(row.values[key]) if self._hundredths(key) == 100 else str(row.values[key])


def _expected(column: Column, unit: str) -> str:
    if column.kind == "choice":
        return listed(column.choices)
    return say("sheet.expect_unit", unit=unit) if unit and column.kind in ("money", "area") else _EXPECTED[column.kind]


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Consecutive rows as (first, last)."""
    start = previous = None
    for row in rows:
        if start is None or previous is None:
            start = row
        elif row != previous + 1:
            yield start, previous
            start = row
        previous = row
    if start is not None and previous is not None:
        yield start, previous
