"""Sheets through the browser: every fault at once, nothing written; clean, then written once."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.conftest import SignIn
from tests.world import World

IMPORT = "/programmes/xiangshan/imports/compounds/"
HEAD = "小区,街道,户数,建筑面积,楼栋数,建成年份,分期\n"
CLEAN = HEAD + "向阳新村,象山街道,320,25600.00,8,1988,第一期\n红旗里,南门街道,45,4000,2,1995,\n"
FAULTY = HEAD + "向阳新村,象山街道,0,25600.00,8,1988,\n红旗里,没有的街道,45,4000,2,2995,\n"


def upload(client: Client, text: str, name: str = "名单.csv", address: str = IMPORT):
    return client.post(address, {"file": SimpleUploadedFile(name, text.encode("utf-8"))})


def token_of(text: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{32})"', text)
    assert found
    return found[1]


def test_every_fault_is_listed_with_row_and_column_and_nothing_is_written(sign_in: SignIn, world: World) -> None:
    answer = upload(sign_in("office"), FAULTY)
    assert answer.status_code == 422
    assert "没有写入" in answer.text
    for told in ("户数", "街道", "建成年份", "没有的街道"):
        assert told in answer.text
    assert not world.programme.projects.exists()


def test_a_clean_sheet_is_looked_at_then_written_once(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    looked = upload(client, CLEAN)
    assert looked.status_code == 200
    assert "还没有写入" in looked.text
    assert not world.programme.projects.exists()
    token = token_of(looked.text)
    done = client.post(IMPORT + "write/", {"token": token}, follow=True)
    assert "已写入小区名单 2 行" in done.text
    assert world.programme.projects.count() == 2
    again = client.post(IMPORT + "write/", {"token": token}, follow=True)
    assert "请重新上传" in again.text
    assert world.programme.projects.count() == 2


def test_a_sheet_looked_at_by_one_is_not_written_by_another(sign_in: SignIn, world: World) -> None:
    token = token_of(upload(sign_in("office"), CLEAN).text)
    answer = sign_in("subdistrict").post(IMPORT + "write/", {"token": token}, follow=True)
    assert "请重新上传" in answer.text
    assert not world.programme.projects.exists()


def test_a_sheet_of_one_kind_is_not_written_as_another(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    token = token_of(upload(client, CLEAN).text)
    client.post(IMPORT.replace("compounds", "facts") + "write/", {"token": token})
    assert not world.programme.projects.exists()


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "0" * 32])
def test_an_invented_token_writes_nothing(sign_in: SignIn, world: World, token: str) -> None:
    answer = sign_in("office").post(IMPORT + "write/", {"token": token}, follow=True)
    assert "请重新上传" in answer.text


def test_what_changed_since_the_look_is_noticed_at_the_writing(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    token = token_of(upload(client, CLEAN).text)
    world.project("向阳新村")
    answer = client.post(IMPORT + "write/", {"token": token})
    assert answer.status_code == 422
    assert "已经登记过" in answer.text
    assert world.programme.projects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", b""), ("x.xlsx", b"not a workbook"), ("x.csv", b"\xff\xfe\x00")]
)
def test_a_file_that_is_no_table_is_refused_kindly(sign_in: SignIn, name: str, content: bytes) -> None:
    answer = sign_in("office").post(IMPORT, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_without_a_file_the_form_says_so(sign_in: SignIn) -> None:
    answer = sign_in("office").post(IMPORT, {})
    assert answer.status_code == 422
    assert "请先选择文件" in answer.text


def test_the_template_is_a_workbook_to_fill_in(sign_in: SignIn) -> None:
    answer = sign_in("office").get(IMPORT + "template.xlsx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_there_is_no_other_kind_of_sheet(sign_in: SignIn) -> None:
    assert sign_in("office").get(IMPORT.replace("compounds", "nothing")).status_code == 404


def test_an_english_reader_is_told_every_fault_in_english(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    client.cookies["django_language"] = "en"
    answer = upload(client, FAULTY.replace("2995", "去年").replace("25600.00", "很大"))
    assert answer.status_code == 422
    for told in (
        "cannot be less than 1",
        "“很大” is not an area",
        "an area in square metres, such as 85.50",
        "not a year; write four digits, such as 1998",
    ):
        assert told in answer.text
    for chinese in ("不能小于", "不是面积", "平方米", "年份"):
        assert chinese not in answer.text.replace("建成年份", "")


def test_an_english_reader_is_told_in_english_why_a_file_is_no_sheet(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    client.cookies["django_language"] = "en"
    answer = upload(client, "<html><table></table></html>", "名单.xlsx")
    assert "the content of the file is not of the kind wanted" in answer.text
    assert "a web page or XML text" in answer.text


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("向阳新村,2020-03-18,没有,document:application,", "there is no such stage"),
        ("没有的小区,2020-03-18,,document:application,", "The programme has no such compound"),
    ],
)
def test_an_english_reader_is_told_in_english_what_is_wrong_with_facts(
    sign_in: SignIn, world: World, row: str, told: str
) -> None:
    client = sign_in("office")
    token = token_of(upload(client, CLEAN).text)
    client.post(IMPORT + "write/", {"token": token})
    client.cookies["django_language"] = "en"
    answer = upload(client, "小区,日期,阶段,事实,值\n" + row + "\n", "事实.csv", IMPORT.replace("compounds", "facts"))
    assert told in answer.text
