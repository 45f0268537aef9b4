"""An appointment list as a file: text in two encodings, Word with paragraphs and tables, a workbook, CSV."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from linli.core.faults import BadInput
from linli.core.roster import read_roster
from linli.integrations.list_texts import lines_of

TEXT = "组  长：宋雨桐  区长\n成  员：白  帆  区财政局局长"
EXPECTED = [("lead", "宋雨桐", "区长"), ("member", "白帆", "区财政局局长")]
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(content: bytes, name: str) -> list[tuple[str, str, str]]:
    return [(one.rank, one.name, one.post) for one in read_roster(lines_of(content, name)).sittings]


def word(body: str, prologue: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{prologue}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
    return buffer.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{text[:3]}</w:t></w:r><w:r><w:t>{text[3:]}</w:t></w:r></w:p>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file(encoding: str) -> None:
    assert read(TEXT.encode(encoding), "名单.txt") == EXPECTED


def test_a_word_document_of_paragraphs() -> None:
    assert read(word("".join(map(paragraph, TEXT.split("\n")))), "名单.docx") == EXPECTED


def test_a_word_document_with_a_table() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    table = "<w:tbl>" + row("组长：", "宋雨桐", "区长") + row("成员：", "白帆", "区财政局局长") + "</w:tbl>"
    assert read(word(table), "名单.docx") == EXPECTED


def test_a_workbook_and_a_csv() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet()
    for place, cells in enumerate([("组长", "宋雨桐", "区长"), ("成员", "白  帆", "区财政局局长")]):
        page.write_row(place, 0, cells)
    book.close()
    assert read(buffer.getvalue(), "名单.xlsx") == EXPECTED
    assert read("组长,宋雨桐,区长\n成员,白帆,区财政局局长\n".encode(), "名单.csv") == EXPECTED


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "a.pdf"),
        (b"\xd0\xcf\x11\xe0old", "a.doc"),
        (b"PK broken", "a.docx"),
        (word("", "<!DOCTYPE x [<!ENTITY a 'b'>]>"), "a.docx"),
        (word("<w:p>"), "a.docx"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        lines_of(content, name)
    assert all(fault.message and fault.hint for fault in refused.value.faults)
