"""A package as a workbook and back: the same package, to the hash; a changed row changes that row alone."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.policy import find, load, shipped
from linli.integrations.policy_sheets import build_package, write_sheets
from linli.integrations.policy_sheets.build import texts_of
from linli.integrations.policy_sheets.write import package_texts
from linli.integrations.spreadsheets.grid import Limits
from linli.integrations.spreadsheets.workbook import read_workbook

OUTSIDE = sorted((Path(__file__).parents[1] / "policies" / "packages").iterdir())
Sheets = dict[str, list[list[str]]]


def opened(content: bytes) -> Sheets:
    return {
        grid.name: [[str(cell) for cell in row] for row in grid.rows] for grid in read_workbook(content, "x", Limits())
    }


def saved(sheets: Sheets) -> bytes:
    """As Excel would save it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
    return buffer.getvalue()


def changed(package: str, change: Callable[[Sheets], None]) -> bytes:
    sheets = opened(write_sheets(find(package)))
    change(sheets)
    return saved(sheets)


def refused(content: bytes, tmp_path: Path) -> str:
    with pytest.raises(BadInput) as bad:
        build_package(content, "改.xlsx", tmp_path / "made")
    assert not list(tmp_path.iterdir())
    return str(bad.value)


@pytest.mark.parametrize("path", [*shipped(), *OUTSIDE], ids=lambda path: path.name)
def test_a_package_comes_back_to_the_hash(path: Path, tmp_path: Path) -> None:
    made = build_package(write_sheets(path), "改.xlsx", tmp_path / "made")
    assert made.hash == load(path).hash
    assert made == load(path)
    assert package_texts(tmp_path / "made") == package_texts(path)


def test_a_changed_reading_changes_its_own_entry_and_keeps_every_comment(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["解释"][1][3] = '另一种：读法 {有} "符号"、#号'

    made = build_package(changed("liuzhou-2017-pilot", change), "改.xlsx", tmp_path / "made")
    before = load(find("liuzhou-2017-pilot"))
    assert made.interpretations[0].chosen == '另一种：读法 {有} "符号"、#号'
    assert made.interpretations[1:] == before.interpretations[1:]
    assert (made.rules, made.stages, made.duties, made.items) == (
        before.rules, before.stages, before.duties, before.items,
    )  # fmt: skip


def test_a_new_duty_and_a_removed_one(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        rows = sheets["职责"]
        rows.append(["d-new", *rows[2][1:]])
        del rows[1]

    made = build_package(changed("liuzhou-2017-pilot", change), "改.xlsx", tmp_path / "made")
    before = load(find("liuzhou-2017-pilot")).duties
    assert [duty.id for duty in made.duties] == [*(duty.id for duty in before[1:]), "d-new"]
    assert made.duties[:-1] == before[1:]


def test_a_case_typed_as_a_number_is_read_as_typed(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["用例-资金"][1][sheets["用例-资金"][0].index("说明")] = "改了说明"

    build_package(changed("wenzhou-2020", change), "改.xlsx", tmp_path / "made")
    text = (tmp_path / "made" / "cases" / "资金.csv").read_text("utf-8")
    standing = (find("wenzhou-2020") / "cases" / "资金.csv").read_text("utf-8")
    assert "改了说明" in text
    assert text.split("\n")[2:] == standing.split("\n")[2:]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "told"), [
    ("解释", 2, "状态", "maybe", "改.xlsx·解释:3:状态"),
    ("项目", 1, "资金规则", "F-nothing", "改.xlsx·项目:2:资金规则"),
    ("用例-资金", 1, "费用(元)", "很多", "改.xlsx·用例-资金:2:费用(元)"),
    ("职责", 3, "谁", "nobody", "改.xlsx·职责:4:谁"),
    ("解释", 2, "编号", "", "改.xlsx·解释:3:编号"),
    ("解释", 0, "状态", "状况", "改.xlsx·解释:1:状态"),
    ("文件", -1, "内容", "broken: [", "改.xlsx·文件"),
])  # fmt: skip
def test_a_fault_is_told_with_sheet_row_and_column(
    sheet: str, row: int, column: str, value: str, told: str, tmp_path: Path
) -> None:
    def change(sheets: Sheets) -> None:
        sheets[sheet][row][sheets[sheet][0].index(column)] = value

    assert told in refused(changed("liuzhou-2017-pilot", change), tmp_path)


@pytest.mark.parametrize(
    "name", ["../evil.yaml", "cases/../../evil.csv", "/etc/passwd", "amendments/../x.yaml", "a.sh"]
)
def test_no_file_is_written_outside_the_folder(name: str, tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["文件"].append([name, "1", "x"])

    assert "没有这种文件" in refused(changed("wenzhou-2020", change), tmp_path)


def test_changing_a_table_in_two_places_is_refused(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        line = next(row for row in sheets["文件"] if row[0] == "items.csv" and row[1] == "2")
        line[2] = line[2].replace("屋面", "屋顶")

    assert "只在它自己的表里改" in refused(changed("wenzhou-2020", change), tmp_path)


def test_a_workbook_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    assert "没有“文件”表" in refused(saved({"甲": [["一"]]}), tmp_path)


def test_an_existing_folder_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    with pytest.raises(BadInput, match="不覆盖"):
        build_package(write_sheets(find("wenzhou-2020")), "x.xlsx", tmp_path / "made")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")), max_size=60
)


@settings(max_examples=25)
@given(comment=WORDS, chosen=WORDS.filter(str.strip), note=WORDS)
def test_whatever_is_written_in_a_package_comes_back(
    comment: str, chosen: str, note: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any") / "package"
    shutil.copytree(find("wenzhou-2020"), folder)
    with (folder / "package.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  # {comment}\n\n")
    with (folder / "cases" / "资金.csv").open("a", encoding="utf-8") as file:
        quoted = note.replace('"', '""')
        file.write(f'\n"{quoted}",1,1\n')
    content = write_sheets(folder)
    assert texts_of(content, "x").texts == package_texts(folder)
    sheets = opened(content)
    sheets["解释"][1][3] = chosen
    made = texts_of(saved(sheets), "x").texts
    (folder / "interpretations.yaml").write_text(made["interpretations.yaml"], encoding="utf-8")
    assert load(folder).interpretations[0].chosen == chosen
