"""Reading a table: find the header, match the columns, read every cell, and tell all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.money import format_yuan
from linli.integrations.spreadsheets import cells, headers
from linli.integrations.spreadsheets.columns import EMPTY, Column, Ratio, Row, Table
from linli.integrations.spreadsheets.delimited import read_delimited
from linli.integrations.spreadsheets.files import file_kind, read_bytes
from linli.integrations.spreadsheets.grid import Grid, Limits, Raw, letter
from linli.integrations.spreadsheets.headers import Header
from linli.integrations.spreadsheets.workbook import read_workbook

_EXPECTED = {
    "text": "文字",
    "money": "金额（元），如 1234.56",
    "area": "面积（平方米），如 85.50",
    "number": "数",
    "day": "日期，如 2020-03-20",
    "moment": "日期或时刻，如 2020-03-20 09:30",
    "count": "整数",
    "year": "四位年份，如 1998",
}
_TOTALS = {"合计", "总计", "小计", "共计"}
_MOST_FAULTS = 2_000
_MERGED_HUSHED = 50
_LONGEST_SHOWN = 80


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
        raise BadInput([Fault(message="表头下面没有数据", file=name, line=header.row, hint="请从表头的下一行开始填写")])
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
    rest = Fault(message=f"还有 {len(faults) - _MOST_FAULTS:,} 处问题没有列出", file=name, hint="请先改正以上各处")
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
        raise BadInput([Fault(message="工作簿里没有可读的工作表（隐藏的不算）", file=name, found=sheet or "")])
    found = [(headers.find(grid.rows, columns), grid) for grid in grids]
    most = max(len(header.places) for header, _ in found)
    best = [(header, grid) for header, grid in found if len(header.places) == most]
    if not most or best[0][0].faults:
        raise BadInput([replace(fault, file=name) for fault in best[0][0].faults])
    if len(best) > 1:
        names = "、".join(f"「{grid.name}」" for _, grid in best)
        raise BadInput(
            [
                Fault(
                    message=f"有 {len(best)} 张工作表都有这些列：{names}",
                    file=name,
                    hint="请合成一张，或只留一张再上传",
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

    def rows(self) -> Iterator[Row]:
        self._absent = {k: EMPTY.get(c.kind) for k, c in self.columns.items() if k not in self.header.places}
        self._has_odd = bool(self.grid.formulas or self.grid.errors or self.grid.merged)
        self._refuse_merged()
        self._refuse_computed()
        for number, raws in enumerate(self.grid.rows[self.header.row :], self.header.row + 1):
            if not all(map(cells.is_empty, raws)):
                yield from self._row(number, raws)

    def warnings(self) -> Iterator[str]:
        for title in self.header.unknown:
            yield f"{self.name}：不认识的列「{title}」，已忽略"
        if self.grid.hidden_rows:
            yield f"{self.name}：有 {self.grid.hidden_rows} 行是隐藏的，也已读入"

    def _fault(self, number: int | None, header: str, message: str, **more: str) -> None:
        self.faults.append(Fault(message=message, file=self.name, line=number, column=header, **more))

    def _row(self, number: int, raws: list[Raw]) -> Iterator[Row]:
        first = next(cells.show(raw) for raw in raws if not cells.is_empty(raw))
        if first.replace(" ", "").rstrip(":：") in _TOTALS:
            self._fault(number, "", "这是合计行，不是数据", found=first, hint="请删去合计行，合计由 linli 计算")
            return
        width = self.header.width
        beyond = [raw for raw in raws[width:] if not cells.is_empty(raw)]
        # a row longer than the header's own was cut at a comma too many, even if what now sticks out is empty
        if beyond or len(raws) > len(self.grid.rows[self.header.row - 1]):
            self._fault(
                number, letter(width + 1), "这一行比表头多出几格",
                found=cells.show(beyond[0]) if beyond else "",
                hint="若是金额里的千分位逗号，请去掉逗号或给这一格加英文双引号",
            )  # fmt: skip
        yield Row(number, {key: self._value(number, key, raws) for key in self.header.places} | self._absent)

    def _value(self, number: int, key: str, raws: list[Raw]) -> Any:
        column, empty = self.columns[key], EMPTY.get(self.columns[key].kind)
        place = self.header.places[key]
        if self._is_odd(number, place + 1):
            return empty
        raw = raws[place] if place < len(raws) else ""
        unit = self.header.units.get(key, "")
        try:
            value = cells.parse(raw, column, unit=unit)
        except ValueError as exc:
            found, expected = _shorten(cells.show(raw)), _expected(column, unit)
            self._fault(number, key, str(exc), found=found, expected=expected, hint=column.hint)
            return empty
        self._refuse_double(number, key, value)
        return value

    def _is_odd(self, number: int, column: int) -> bool:
        """Already refused as a formula, an error or a part of a merged range (first ranges only: no quadratic work)."""
        if not self._has_odd:
            return False
        cell = (number, column)
        if cell in self.grid.formulas or cell in self.grid.errors:
            return True
        return any(area.holds(*cell) for area in self.grid.merged[:_MERGED_HUSHED])

    def _refuse_double(self, number: int, key: str, value: Any) -> None:
        if not self.columns[key].unique or value in ("", None):
            return
        earlier = self._seen.setdefault((key, value), number)
        if earlier != number:
            self._fault(number, key, f"与第 {earlier} 行重复", found=str(value), hint="请合并或删去其中一行")

    def _refuse_merged(self) -> None:
        used = {place + 1 for place in self.header.places.values()}
        for area in self.grid.merged:
            if area.bottom > self.header.row and used & set(range(area.left, area.right + 1)):
                self._fault(
                    max(area.top, self.header.row + 1), str(area), f"数据区里有合并单元格 {area}",
                    hint="请取消合并，并在每一行都填上内容",
                )  # fmt: skip

    def _refuse_computed(self) -> None:
        for key, place in self.header.places.items():
            column = place + 1
            formulas = sorted(row for row, col in self.grid.formulas if col == column and row > self.header.row)
            for first, last in _runs(formulas):
                where = f"{letter(column)}{first}" + (f":{letter(column)}{last}" if last > first else "")
                self._fault(first, key, f"{where} 是公式，linli 只收数值", hint="请复制该列，用“选择性粘贴—数值”贴回")
            for (row, col), text in self.grid.errors.items():
                if col == column and row > self.header.row and (row, col) not in self.grid.formulas:
                    self._fault(row, key, f"{letter(column)}{row} 是错误值", found=text, hint="请改正或删去")

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
        hint = "请核对这两格"
        if low <= value * 10_000 <= high:
            hint = f"「{ratio.above}」看起来是以“万”为单位填的，请换算后再填"
        elif low <= value / 10_000 <= high:
            hint = f"「{ratio.above}」看起来多了一万倍，请核对单位"
        shown = float(value / self._scale(ratio))
        self._fault(
            row.number,
            ratio.above,
            f"与「{ratio.below}」对不上：{shown:,.2f} {ratio.unit}",
            found=self._shown(row, ratio.above),
            expected=f"{float(ratio.low):g} 至 {float(ratio.high):g} {ratio.unit}",
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
        return "、".join(column.choices)
    return f"数（{unit}）" if unit and column.kind in ("money", "area") else _EXPECTED[column.kind]


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
