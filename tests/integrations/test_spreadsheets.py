"""What linli accepts from an office's tables, and how it refuses the rest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import xlsxwriter

from linli.core.faults import BadInput, Fault
from linli.integrations.spreadsheets import Column, Limits, Ratio, Table, read_table, write_template

COSTS = {
    "小区": Column(required=True),
    "项目": Column(required=True, aliases=("改造项目",)),
    "费用(元)": Column("money", required=True, minimum=0),
    "批复(元)": Column("money", minimum=0),
}


def faults_of(
    content: bytes, columns: dict[str, Column] = COSTS, filename: str = "表.csv", **more: Any
) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as refused:
        read_table(content, columns=columns, filename=filename, **more)
    return refused.value.faults


def workbook(
    fill: Callable[[Any, Any], None], *, more_sheets: tuple[str, ...] = (), hidden: tuple[str, ...] = ()
) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        fill(book, book.add_worksheet("数据"))
        for name in more_sheets:
            fill(book, book.add_worksheet(name))
        for name in hidden:
            sheet = book.add_worksheet(name)
            fill(book, sheet)
            sheet.hide()
    return buffer.getvalue()


def costs_sheet(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["小区", "项目", "费用(元)", "批复(元)"])
    sheet.write_row(1, 0, ["甲", "1.1", 1234.5])


def rows(table: Table) -> list[dict[str, Any]]:
    return [dict(row.values) for row in table]


PLAIN = "小区,项目,费用(元)\n甲,1.1,1234.56\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_read_alike(encoding: str) -> None:
    table = read_table(PLAIN.encode(encoding), columns=COSTS, filename="a.csv")
    assert rows(table) == [{"小区": "甲", "项目": "1.1", "费用(元)": 123456, "批复(元)": None}]


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_the_usual_separators_read_alike(mark: str) -> None:
    assert read_table(PLAIN.replace(",", mark).encode(), columns=COSTS).rows[0]["费用(元)"] == 123456


def test_headers_may_stand_in_any_order_below_a_title_and_in_full_width() -> None:
    text = '2020年改造费用表,,\n费用（元）,批复,改造项目,小 区\n１２３４．５６,"1,000",1.1,甲\n'
    table = read_table(text.encode(), columns=COSTS)
    assert table.header_row == 2
    assert rows(table) == [{"小区": "甲", "项目": "1.1", "费用(元)": 123456, "批复(元)": 100000}]


def test_unknown_columns_are_ignored_with_a_warning() -> None:
    table = read_table("小区,项目,费用(元),备注\n甲,1.1,1,x\n".encode(), columns=COSTS, filename="a.csv")
    assert "备注" in table.warnings[0]


def test_a_header_in_wan_yuan_multiplies_unless_the_cell_says_otherwise() -> None:
    table = read_table("小区,项目,费用(万元)\n甲,1.1,1.5\n乙,1.1,20元\n".encode(), columns=COSTS)
    assert [row["费用(元)"] for row in table] == [1_500_000, 2_000]


def test_a_header_in_another_currency_is_another_column() -> None:
    assert "缺少列「费用(元)」" in faults_of("小区,项目,费用(美元)\n甲,1.1,1\n".encode())[0].message


def test_missing_columns_are_all_named_with_the_nearest_header() -> None:
    faults = faults_of("小区名,项目,费\n甲,1.1,1\n".encode())
    assert [fault.column for fault in faults] == ["小区", "费用(元)"]
    assert "小区名" in faults[0].hint


def test_a_header_given_twice_is_a_fault() -> None:
    assert "出现了两次" in faults_of("小区,项目,费用(元),费用（元）\n甲,1.1,1,2\n".encode())[0].message


def test_every_bad_cell_is_told_at_once_with_its_row() -> None:
    faults = faults_of("小区,项目,费用(元)\n,1.1,1\n\n乙,1.1,-1\n丙,1.1,0.001\n丁,1.1,很多\n".encode())
    assert [(fault.line, fault.column) for fault in faults] == [
        (2, "小区"),
        (4, "费用(元)"),
        (5, "费用(元)"),
        (6, "费用(元)"),
    ]
    assert [fault.found for fault in faults][1:] == ["-1", "0.001", "很多"]


def test_an_unquoted_thousands_comma_is_noticed_instead_of_cutting_the_amount() -> None:
    faults = faults_of("小区,项目,费用(元)\n甲,1.1,1,234.56\n".encode())
    assert faults[0].line == 2
    assert "千分位" in faults[0].hint


def test_a_thousands_comma_is_noticed_even_if_only_an_empty_cell_sticks_out() -> None:
    (fault,) = faults_of("小区,项目,费用(元),批复(元)\n甲,1.1,1,234.56,\n".encode())
    assert (fault.line, "千分位" in fault.hint) == (2, True)


def test_an_unclosed_quote_is_a_fault_and_swallows_nothing() -> None:
    assert "引号" in faults_of('小区,项目,费用(元)\n甲,"1.1,1\n乙,1.1,2\n'.encode())[0].message


def test_a_total_row_is_refused_rather_than_counted() -> None:
    assert "合计行" in faults_of("小区,项目,费用(元)\n甲,1.1,1\n合计,,1\n".encode())[0].message


def test_a_header_without_rows_is_a_fault_unless_allowed() -> None:
    header = "小区,项目,费用(元)\n".encode()
    assert "没有数据" in faults_of(header)[0].message
    assert len(read_table(header, columns=COSTS, may_be_empty=True)) == 0


@pytest.mark.parametrize(
    ("content", "filename", "word"),
    [
        (b"", "a.csv", "空"),
        (b"\x80\x81\xff\xfe\xfd", "a.csv", "编码"),
        (b"a\x00b", "a.csv", "编码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "a.xlsx", ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "密码"),
        (b"%PDF-1.7", "a.xlsx", "PDF"),
        (b"<html><table>", "a.xls", "网页"),
        (PLAIN.encode(), "a.xlsx", "不是 Excel"),
        (b"PK\x03\x04 broken", "a.xlsx", "损坏"),
        (b"PK\x03\x04 broken", "a.csv", "Excel"),
    ],
)
def test_files_of_another_kind_are_named_for_what_they_are(content: bytes, filename: str, word: str) -> None:
    assert word in str(faults_of(content, filename=filename)[0])


def test_a_missing_file_is_a_fault(tmp_path: Any) -> None:
    with pytest.raises(BadInput, match="找不到"):
        read_table(tmp_path / "没有.csv", columns=COSTS)


def test_a_directory_is_called_one(tmp_path: Any) -> None:
    with pytest.raises(BadInput, match="文件夹"):
        read_table(tmp_path, columns=COSTS)


def test_an_hour_that_no_day_has_is_a_fault_in_our_own_words() -> None:
    (fault,) = faults_of("时间\n2020-03-01 25:00\n".encode(), {"时间": Column("moment", required=True)})
    assert "25:00" in fault.message
    assert "不存在" in fault.message


def test_an_oversize_file_is_refused_before_it_is_read(tmp_path: Any) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(BadInput, match="太大"):
        read_table(path, columns=COSTS)


def test_a_workbook_reads_like_the_same_text() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "改造费用表")
        sheet.write_row(1, 0, ["小区", "项目", "费用(元)", "批复(元)"])
        sheet.write_row(2, 0, ["甲", 4, 1234.56])
        sheet.write_row(4, 0, ["乙", 1.1, 0.1 + 0.2])

    table = read_table(workbook(fill, hidden=("旧表",)), columns=COSTS, filename="a.xlsx")
    assert [(row.number, row["项目"], row["费用(元)"]) for row in table] == [(3, "4", 123456), (5, "1.1", 30)]
    assert table.sheet == "数据"


def test_two_sheets_with_the_same_header_are_not_read_by_half() -> None:
    assert "2 张工作表" in faults_of(workbook(costs_sheet, more_sheets=("南门",)), filename="a.xlsx")[0].message
    named = read_table(workbook(costs_sheet, more_sheets=("南门",)), columns=COSTS, filename="a.xlsx", sheet="南门")
    assert len(named) == 1


def test_formulas_merges_errors_and_lost_digits_are_named_by_cell() -> None:
    def fill(book: Any, sheet: Any) -> None:
        costs_sheet(book, sheet)
        for row in range(2, 6):
            sheet.write_row(row, 0, ["甲", "1.1"])
            sheet.write_formula(row, 2, "=1+1", None, 2)
        sheet.write_row(6, 0, [450102199001011234, "1.1", 5])
        sheet.merge_range("A8:A9", "乙")
        sheet.write_row(7, 1, ["1.1", 5])
        sheet.write_row(8, 1, ["1.1", 5])
        sheet.write_datetime("A10", datetime(2020, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(9, 1, ["1.1", True])

    told = "\n".join(map(str, faults_of(workbook(fill), filename="a.xlsx")))
    for part in (
        "C3:C6 是公式",
        "a.xlsx:7:小区：数字被 Excel 截断",
        "A8:A9",
        "a.xlsx:10:小区：Excel 把它当成了日期",
        "a.xlsx:10:费用(元)",
    ):
        assert part in told


def test_error_values_are_refused() -> None:
    def fill(book: Any, sheet: Any) -> None:
        costs_sheet(book, sheet)

    content = edit_part(
        workbook(fill), "xl/worksheets/sheet1.xml", b'<c r="C2"><v>1234.5</v></c>', b'<c r="C2" t="e"><v>#REF!</v></c>'
    )
    fault = faults_of(content, filename="a.xlsx")[0]
    assert (fault.line, fault.column, fault.found) == (2, "费用(元)", "#REF!")


def test_formulas_in_columns_nobody_asked_for_do_no_harm() -> None:
    def fill(book: Any, sheet: Any) -> None:
        costs_sheet(book, sheet)
        sheet.write(0, 4, "备注")
        sheet.write_formula(1, 4, "=1+1")

    assert len(read_table(workbook(fill), columns=COSTS, filename="a.xlsx")) == 1


def edit_part(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    return buffer.getvalue()


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    def fill(book: Any, sheet: Any) -> None:
        costs_sheet(book, sheet)
        sheet.write("XFD1048576", "x")

    assert "太大" in faults_of(workbook(fill), filename="a.xlsx")[0].message


def test_formatted_but_empty_cells_far_away_are_harmless() -> None:
    def fill(book: Any, sheet: Any) -> None:
        costs_sheet(book, sheet)
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))

    assert len(read_table(workbook(fill), columns=COSTS, filename="a.xlsx")) == 1


def test_a_zip_bomb_is_refused() -> None:
    content = edit_part(workbook(costs_sheet), "xl/theme/theme1.xml", b"<a:theme", b" " * 40_000_000 + b"<a:theme")
    assert "压缩" in faults_of(content, filename="a.xlsx")[0].message


def test_a_workbook_that_unpacks_too_large_is_refused() -> None:
    assert "太大" in faults_of(workbook(costs_sheet), filename="a.xlsx", limits=Limits(unzipped_bytes=1000))[0].message


def test_xml_entities_are_refused() -> None:
    declaration = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    content = edit_part(workbook(costs_sheet), "xl/worksheets/sheet1.xml", b"<worksheet", declaration)
    assert "XML" in faults_of(content, filename="a.xlsx")[0].message


KINDS = {
    "名": Column(required=True, unique=True),
    "日": Column("day"),
    "时": Column("moment"),
    "年": Column("year", minimum=1949, maximum=2100),
    "数": Column("count", minimum=0),
    "比": Column("number"),
    "选": Column("choice", choices={"同意": ("赞成",), "反对": ()}),
    "积": Column("area"),
}


@pytest.mark.parametrize(
    ("header", "text", "value"),
    [
        ("日", "2020.3.20", date(2020, 3, 20)),
        ("日", "2020年3月20日", date(2020, 3, 20)),
        ("日", "２０２０.３.２０", date(2020, 3, 20)),
        ("日", "2020-03-20 00:00:00", date(2020, 3, 20)),
        ("时", "2020/3/20 9:05", datetime(2020, 3, 20, 9, 5)),
        ("时", "2020-03-20T09:05:30", datetime(2020, 3, 20, 9, 5, 30)),
        ("时", "2020-03-20T01:05:00Z", datetime(2020, 3, 20, 9, 5)),
        ("时", "2020-03-20", date(2020, 3, 20)),
        ("年", "1998年", 1998),
        ("数", "1,200户", 1200),
        ("数", "１２", 12),
        ("比", "0.7", Fraction(7, 10)),
        ("比", "25%", Fraction(1, 4)),
        ("选", "赞成", "同意"),
        ("积", "85.50㎡", 8550),
        ("积", "1.2万平方米", 1200000),
        ("名", "３－２０１", "3-201"),
        ("名", "'450102199001011234", "450102199001011234"),
    ],
)
def test_what_people_write_is_understood(header: str, text: str, value: Any) -> None:
    other = "" if header == "名" else "名,"
    content = f'{other}{header}\n{"甲," if other else ""}"{text}"\n'
    assert read_table(content.encode(), columns=KINDS).rows[0][header] == value


@pytest.mark.parametrize(
    ("header", "text", "word"),
    [
        ("日", "2020-02-30", "不存在"),
        ("日", "43910", "2020-03-20"),
        ("日", "3月20日", "不是日期"),
        ("日", "2020-03-20 09:00", "不要时刻"),
        ("年", "98", "不是年份"),
        ("年", "1900", "不能小于 1949"),
        ("数", "1.5", "不是整数"),
        ("数", "-1", "不能小于 0"),
        ("选", "弃", "只能填"),
        ("积", "八十", "面积"),
        ("积", "1,23", "千分位"),
    ],
)
def test_what_cannot_be_understood_says_why(header: str, text: str, word: str) -> None:
    fault = faults_of(f'名,{header}\n甲,"{text}"\n'.encode(), KINDS)[0]
    assert (fault.line, fault.column, fault.found) == (2, header, text)
    assert word in fault.message


@pytest.mark.parametrize(
    "text", ["4.50102E+17", "乱\ufffd码", "响\x07铃", "长" * 501], ids=["scientific", "mojibake", "control", "long"]
)
def test_spoilt_text_is_refused(text: str) -> None:
    assert faults_of(f"名\n{text}\n".encode(), KINDS)[0].line == 2


def test_a_value_that_must_be_unique_names_the_earlier_row() -> None:
    assert "第 2 行" in faults_of("名\n甲\n乙\n甲\n".encode(), KINDS)[0].message


def test_an_area_pasted_in_wan_square_metres_is_noticed() -> None:
    columns = {"小区": Column(), "户数": Column("count"), "建筑面积": Column("area")}
    ratio = Ratio("建筑面积", "户数", 20, 300, "平方米/户")
    good = "小区,户数,建筑面积\n甲,100,8000\n".encode()
    assert len(read_table(good, columns=columns, ratios=[ratio])) == 1
    fault = faults_of("小区,户数,建筑面积\n甲,100,0.8\n".encode(), columns, ratios=[ratio])[0]
    assert fault.line == 2
    assert "万" in fault.hint


def test_bounds_of_a_ratio_belong_to_it() -> None:
    columns = {"户数": Column("count"), "建筑面积": Column("area")}
    ratio = Ratio("建筑面积", "户数", 20, 300, "平方米/户")
    for area in ("20", "300"):
        read_table(f"户数,建筑面积\n1,{area}\n".encode(), columns=columns, ratios=[ratio])
    for area in ("19.99", "300.01"):
        faults_of(f"户数,建筑面积\n1,{area}\n".encode(), columns, ratios=[ratio])


def test_a_filled_in_template_reads_back() -> None:
    template = write_template(COSTS, ["一行一个项目"])
    assert "没有数据" in faults_of(template, filename="模板.xlsx")[0].message
    assert template[:2] == b"PK"


@pytest.mark.parametrize("start", [b"PK\x03\x04", b""])
def test_garbage_never_ends_in_anything_but_faults(start: bytes) -> None:
    random = Random(7)
    whole = workbook(costs_sheet)
    seen = 0
    for _ in range(60):
        spoilt = bytearray(whole if start else PLAIN.encode("gb18030"))
        for _ in range(8):
            spoilt[random.randrange(len(spoilt))] = random.randrange(256)
        try:
            read_table(bytes(spoilt), columns=COSTS, filename="a.xlsx" if start else "a.csv")
        except BadInput as refused:
            seen += len(refused.faults)
    assert seen
