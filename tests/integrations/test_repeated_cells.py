"""Short cuts for the cells of long sheets: what is ordinary or repeated reads as a careful reading does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import Fault
from linli.integrations.spreadsheets import Column, cells, read_table
from tests.integrations.test_spreadsheets import COSTS


def _read(cell: str, column: Column) -> object:
    try:
        return cells.parse(cell, column)
    except ValueError as exc:
        return str(exc)


@given(st.text("0123456789eE.-AZ甲乙、'# ０\u200b", max_size=8))
def test_an_ordinary_cell_reads_as_a_careful_reading_does(cell: str) -> None:
    # a bound is what no short cut passes by
    assert _read(cell, Column()) == _read(cell, Column(maximum=500))


def test_a_repeated_cell_is_read_once_and_refused_each_time_it_is_wrong() -> None:
    rows = ["小区,项目,费用(元)", *["甲,1.1,100.00", "甲,1.1,一百"] * 3]
    found: list[Fault] = []
    table = read_table("\n".join(rows).encode(), columns=COSTS, filename="表.csv", collect=found)
    assert [row["费用(元)"] for row in table] == [10_000, None] * 3
    assert [fault.line for fault in found] == [3, 5, 7]
