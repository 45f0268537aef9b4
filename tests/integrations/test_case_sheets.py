"""Case sheets as Excel workbooks: the same cases as in csv, the same faults with row and column."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from linli.cli.main import main
from linli.core.cases import read_cases, run_cases
from linli.core.faults import BadInput
from linli.core.policy import find, load
from linli.integrations.case_sheets import cell_text, read_case_book
from linli.integrations.policy_sheets import build_package, write_sheets
from tests.core.policy.invented import MONEY, write


def workbook(rows: list[list[object]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("资金")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    return buffer.getvalue()


def typed(text: str) -> list[list[object]]:
    """The rows as somebody would type them into Excel: what looks like a number is one."""
    return [
        [float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in cells]
        for cells in csv.reader(io.StringIO(text))
    ]


def in_excel(folder: Path, rows: list[list[object]]) -> Path:
    (folder / "cases" / "资金.csv").unlink()
    (folder / "cases" / "资金.xlsx").write_bytes(workbook(rows))
    return folder


def test_cases_in_excel_are_run_as_those_in_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = write(tmp_path / "csv", 资金=MONEY)
    book = in_excel(write(tmp_path / "xlsx", 资金=MONEY), typed(MONEY))
    package = load(plain)
    expected = run_cases(package, read_cases(plain, package))
    report = run_cases(load(book), read_case_book(book, load(book)))
    assert (report.run, report.passed) == (expected.run, expected.run)
    assert {one.sheet for one in report.failures} == set()
    assert main(["policy", "cases", str(book), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["run"] == expected.run


def test_faults_of_a_workbook_name_row_and_column(tmp_path: Path) -> None:
    rows = typed(MONEY)
    cost = rows[0].index("费用(元)")
    rows[2][cost] = 1.234
    rows[3][cost] = "=1+1"
    folder = in_excel(write(tmp_path, 资金=MONEY), rows)
    with pytest.raises(BadInput) as refused:
        read_case_book(folder, load(folder))
    (formula,) = refused.value.faults
    assert (formula.file, formula.line, formula.column) == ("cases/资金.xlsx", 4, chr(ord("A") + cost))
    rows[3][cost] = 100
    folder = in_excel(write(tmp_path / "second", 资金=MONEY), rows)
    with pytest.raises(BadInput) as refused:
        read_case_book(folder, load(folder))
    assert [(one.line, one.column) for one in refused.value.faults] == [(3, "费用(元)")]


def test_a_sheet_kept_twice_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, 资金=MONEY)
    (folder / "cases" / "资金.xlsx").write_bytes(workbook(typed(MONEY)))
    with pytest.raises(BadInput, match="只能留一份"):
        read_case_book(folder, load(folder))


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    folder = in_excel(write(tmp_path, 资金=MONEY), [])
    (folder / "cases" / "资金.xlsx").write_bytes(b"PK\x03\x04 not one")
    with pytest.raises(BadInput) as refused:
        read_case_book(folder, load(folder))
    assert refused.value.faults[0].file.endswith("资金.xlsx")


def test_cases_in_excel_go_through_the_packages_workbook(tmp_path: Path) -> None:
    folder = in_excel(write(tmp_path / "p", 资金=MONEY), typed(MONEY))
    build_package(write_sheets(folder), "改.xlsx", tmp_path / "made")
    package = load(tmp_path / "made")
    before = run_cases(package, read_case_book(folder, package)).outcomes
    after = run_cases(package, read_case_book(tmp_path / "made", package)).outcomes
    assert [(one.row, one.case, one.asked, one.expected) for one in before] == [
        (one.row, one.case, one.asked, one.expected) for one in after
    ]


def test_a_shipped_packages_sheets_can_all_be_kept_in_excel(tmp_path: Path) -> None:
    directory = find("xiangshan-2020")
    package = load(directory)
    (tmp_path / "cases").mkdir()
    for sheet in sorted((directory / "cases").glob("*.csv")):
        (tmp_path / "cases" / f"{sheet.stem}.xlsx").write_bytes(workbook(typed(sheet.read_text("utf-8-sig"))))
    report = run_cases(package, read_case_book(tmp_path, package))
    assert report.run == run_cases(package, read_cases(directory, package)).run
    assert not report.failures


@pytest.mark.parametrize(
    ("raw", "text"),
    [(3.0, "3"), (0.1 + 0.2, "0.3"), (1234567.89, "1234567.89"), (True, "是"), (date(2020, 3, 20), "2020-03-20")],
)
def test_what_excel_made_of_a_cell_reads_as_a_person_would_write_it(raw: object, text: str) -> None:
    assert cell_text(raw) == text  # type: ignore[arg-type]
