"""Clause anchors: sentences, fingerprints that notice a changed word and nothing else, the lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.policy import load
from linli.core.policy.anchors import (
    SourceText,
    assign_texts,
    decode_source,
    fingerprint,
    read_lock,
    span,
    write_lock,
)
from tests.core.policy.invented import PACKAGE, TEXT, spoilt, write

SOURCE = SourceText.of(TEXT)


def test_sentences_end_with_full_stop_question_exclamation_or_semicolon() -> None:
    assert len(SOURCE.sentences(4)) == 3
    assert SOURCE.text("4.3") == "未成立的由居委会代为提出。"
    assert SOURCE.text("4.2-3") == "经三分之二以上业主同意的，由业主委员会提出申请；未成立的由居委会代为提出。"


def test_a_bare_number_is_the_whole_line_and_a_range_several() -> None:
    assert SOURCE.text("3") == "一、申请"
    assert SOURCE.text("8-9") == "".join(SOURCE.lines[7:9])


@pytest.mark.parametrize("place", ["99", "4.4", "4.3-2", "9-8", "2", "8-99"])
def test_a_place_the_text_does_not_have_is_none(place: str) -> None:
    assert SOURCE.text(place) is None


def test_the_fingerprint_ignores_white_space_and_widths_only() -> None:
    assert fingerprint("不超过 80%　。") == fingerprint("不超过８０%。") == fingerprint("不超过\n80%。")
    assert fingerprint("不超过80%。") != fingerprint("不超过85%。")
    assert len(fingerprint("")) == 12


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r").encode("gbk"),
    ],
)
def test_the_text_is_the_same_in_every_encoding_and_line_end(raw: bytes) -> None:
    assert decode_source(raw, "原文.txt") == SOURCE


@pytest.mark.parametrize("raw", [b"\xff\x00\x81", b"abc\0def", b"a" * 5_000_000])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        decode_source(raw, "原文.txt")


def test_texts_go_to_the_source_that_names_them_else_in_order(tmp_path: Path) -> None:
    two = PACKAGE.replace("  - {id: law", "  - {id: annex, title: 附件, file: 附件.txt}\n  - {id: law")
    package = load(write(tmp_path, package=two))
    first, second = SourceText.of("甲。"), SourceText.of("乙。")
    assert assign_texts(package, [("附件.txt", second), ("随便.txt", first)]) == {"annex": second, "qs": first}
    with pytest.raises(BadInput, match="没有登记这么多份原文"):
        assign_texts(package, [("1", first), ("2", first), ("3", first)])


def test_the_lock_holds_every_cited_place_in_reading_order(tmp_path: Path) -> None:
    package = load(write(tmp_path))
    text = write_lock(package, {"qs": SOURCE})
    lock, faults = read_lock(text, "anchors.lock")
    assert not faults
    assert list(lock) == ["3", "4.1", "4.2", "4.3", "5.1", "5.2", "8.1", "9.1"]
    assert lock["8.1"] == fingerprint(SOURCE.text("8.1") or "")


def test_a_lock_of_a_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    package = load(write(tmp_path, **spoilt("funding", '"8.1"', '"8.7"')))
    with pytest.raises(BadInput, match=r"8\.7"):
        write_lock(package, {"qs": SOURCE})


def test_a_spoilt_lock_is_told_line_by_line() -> None:
    _, faults = read_lock("3\tabc\n4.1\t0123456789ab\n4.1\t0123456789ab\n", "anchors.lock")
    assert [fault.line for fault in faults] == [1, 3]


@given(st.lists(st.text(alphabet="甲乙。；！？ \n", max_size=8)))
def test_every_sentence_of_any_text_can_be_cited(lines: list[str]) -> None:
    text = SourceText.of("\n".join(lines))
    for line, number in text.every_sentence():
        assert (text.text(f"{line}.{number}") or "").strip()
        assert list(text.covered(f"{line}.{number}")) == [(line, number)]


def test_a_span_reads_lines_and_sentences() -> None:
    assert (span("33-50").first, span("33-50").last) == (33, 50)
    assert (span("4.2-3").start, span("4.2-3").end) == (2, 3)
