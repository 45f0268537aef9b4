"""The reading edition: rules beside their clauses, readings with their status; official words only if given."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from linli.core.policy import load, shipped
from linli.core.policy.edition import edition, edition_page, edition_text
from tests.core.policy.invented import TEXT, spoilt, write


def test_every_rule_stands_beside_its_clause(tmp_path: Path) -> None:
    shown = edition(load(write(tmp_path)))
    entries = {entry.id: entry for section in shown.sections for entry in section.entries}
    assert entries["F-road"].lines == ("财政至多承担 80%（逐项，向下取整到分），其余由居民承担",)
    assert entries["F-road"].clauses[0].label == "二（第8行）第1句"
    assert entries["F-road"].clauses[0].text is None
    assert "　· 文件：改造申请（由业主委员会）" in entries["A1"].lines
    assert "未成立的由居委会代行" in entries["committee"].lines


def test_a_pending_reading_is_printed_with_what_relies_on_it(tmp_path: Path) -> None:
    shown = edition(load(write(tmp_path)))
    entries = {entry.id: entry for section in shown.sections for entry in section.entries}
    assert entries["two_thirds"].readings[0].is_pending
    (reading,) = shown.pending
    assert reading.reading.id == "Q-1"
    assert reading.used_by == ("two_thirds 三分之二同意",)


def test_the_official_words_are_set_beside_only_when_given(tmp_path: Path) -> None:
    package = load(write(tmp_path))
    assert "由居委会代为提出" not in edition_text(edition(package))
    shown = edition(package, {"qs": TEXT})
    assert shown.has_text
    assert "「未成立的由居委会代为提出。」" in edition_text(shown)


def test_the_explanations_come_in_english_too(tmp_path: Path) -> None:
    text = edition_text(edition(load(write(tmp_path)), language="en"))
    assert "财政 pays at most 80% of an item, rounded down to the fen; 居民 the rest" in text
    assert "[pending]" in text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loaded += [str(given[name]) for name in ("src", "data") if name in given]
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if "href" in given else []
        if tag not in ("meta", "br", "link"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_the_page_is_whole_and_loads_nothing_from_elsewhere(path: Path) -> None:
    page = edition_page(edition(load(path)))
    parsed = _Page()
    parsed.feed(page)
    assert parsed.stack == []
    assert parsed.loaded == []
    assert "http" not in page
    assert "<script" not in page
    assert all(link.startswith("#") and link[1:] in parsed.ids for link in parsed.links)


def test_what_a_package_says_cannot_become_markup(tmp_path: Path) -> None:
    nasty = spoilt("package", "name: 青石市老旧小区改造", 'name: "<script>alert(1)</script>"')
    page = edition_page(edition(load(write(tmp_path, **nasty))))
    assert "<script>" not in page
