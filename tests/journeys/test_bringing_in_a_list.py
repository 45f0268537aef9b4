"""An office brings its own list: every fault at once with row and column, nothing written; then all of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import XIANGSHAN, Reader

HEADER = "小区,街道,户数,建筑面积,楼栋数,建成年份,地址\n"
FAULTY = HEADER + "\n".join([
    "望月里,象山街道,120,9600,4,1988,望月路1号",
    "望月里,象山街道,80,6400,3,1990,望月路3号",
    "听雨巷,象山街到,60,5100,2,1985,听雨巷2号",
    "临江台,象山街道,九十,7200,3,1992,临江路9号",
    "松风院,象山街道,100,0.84,3,1987,松风路5号",
]) + "\n"  # fmt: skip
CLEAN = HEADER + "望月里,象山街道,120,9600,4,1988,望月路1号\n听雨巷,平山街道,60,5100,2,1985,听雨巷2号\n"


def upload(office: Reader, name: str, content: bytes) -> None:
    office.page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": content})
    office.page.get_by_role("button", name="先看一遍").click()


def test_faults_are_listed_by_row_and_column_and_a_clean_list_is_written_whole(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.refusals = {422}
    office.sign_in("office")
    office.open(f"/programmes/{XIANGSHAN}/imports/")
    office.page.get_by_role("link", name=re.compile("上传.*小区名单")).click()

    upload(office, "小区.csv", FAULTY.encode())
    alert = office.page.get_by_role("alert")
    expect(alert).to_contain_text("没有写入")
    table = office.page.locator("table").first
    for row in ("3", "4", "5", "6"):
        expect(table.locator("tbody tr td:first-child", has_text=re.compile(f"^{row}$")).first).to_be_visible()
    expect(table).to_contain_text("象山街道")  # what was meant by 象山街到
    office.check_page()
    office.picture("import-faults")
    office.open(f"/programmes/{XIANGSHAN}/compounds/?q=望月里")
    expect(office.page.locator("table tbody a.nm")).to_have_count(0)

    office.open(f"/programmes/{XIANGSHAN}/imports/compounds/")
    upload(office, "小区.csv", CLEAN.encode("gb18030"))
    expect(office.page.get_by_role("status").first).to_contain_text("2")
    office.check_page()
    office.picture("import-clean")
    office.page.get_by_role("button", name="确认写入").click()
    office.open(f"/programmes/{XIANGSHAN}/compounds/?q=望月里")
    expect(office.page.locator("table tbody a.nm")).to_have_text(["望月里"])


def test_a_file_that_is_no_table_is_refused_kindly(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.refusals = {422}
    office.sign_in("office")
    office.open(f"/programmes/{XIANGSHAN}/imports/compounds/")
    office.page.set_input_files(
        "#file", {"name": "小区.xlsx", "mimeType": "application/octet-stream", "buffer": b"\x00\x01 no workbook"}
    )
    office.page.get_by_role("button", name="先看一遍").click()
    expect(office.page.locator(".alert.bad, .err").first).to_be_visible()


def test_the_template_can_be_downloaded(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.sign_in("office")
    office.open(f"/programmes/{XIANGSHAN}/imports/compounds/")
    with office.page.expect_download() as taken:
        office.page.get_by_role("link", name=re.compile("下载空表")).click()
    assert taken.value.path().read_bytes().startswith(b"PK")
