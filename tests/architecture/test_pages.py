"""Templates, styles and scripts: all used, nothing inline, nothing from elsewhere, nothing untranslated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.ground import LINLI, STATIC, TEMPLATES, python_files, shown

PAGES = sorted(TEMPLATES.rglob("*.html"))
ASSETS = [path for path in sorted(STATIC.rglob("*")) if path.suffix in {".css", ".js", ".svg"}]
HAN = re.compile(r"[\u3400-\u9fff]")
ELSEWHERE = re.compile(r"""(?:src|href|action|url|@import)\s*(?:=|\()?\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
COMMENTS = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}", re.DOTALL)
#: Chinese that is the same in every language: the name of the language itself, and the product's own name.
OWN_NAMES = ("简体中文", "中文", "邻里")


def without_comments(path: Path) -> str:
    return COMMENTS.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_template_is_used(path: Path) -> None:
    name = path.relative_to(TEMPLATES).as_posix()
    quoted = (f'"{name}"', f"'{name}'")
    sources = [*PAGES, *python_files(LINLI)]
    assert any(mark in source.read_text(encoding="utf-8") for source in sources for mark in quoted)


@pytest.mark.parametrize("path", PAGES + ASSETS, ids=shown)
def test_no_page_asks_anything_of_anybody_else(path: Path) -> None:
    assert not ELSEWHERE.search(without_comments(path))


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_no_style_and_no_script_stands_inside_a_page(path: Path) -> None:
    text = without_comments(path)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    assert not re.search(r"<!--", text), "comments for developers are template comments"


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_word_of_a_page_can_be_translated(path: Path) -> None:
    text = TRANSLATED.sub("", without_comments(path))
    for name in OWN_NAMES:
        text = text.replace(name, "")
    left = [line.strip() for line in text.splitlines() if HAN.search(line)]
    assert not left


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_nothing_is_declared_safe_in_a_template(path: Path) -> None:
    text = without_comments(path)
    assert not re.search(r"\|\s*safe\b|{%\s*autoescape\s+off", text)


@pytest.mark.parametrize("path", ASSETS, ids=shown)
def test_every_asset_is_used(path: Path) -> None:
    sources = [*PAGES, *ASSETS, *python_files(LINLI)]
    name = path.relative_to(STATIC).as_posix()
    assert any(name in s.read_text("utf-8") or path.name in s.read_text("utf-8") for s in sources if s != path)
