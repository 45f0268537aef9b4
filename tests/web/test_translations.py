"""English is complete: no sentence without a translation, none left doubtful, the compiled file in step."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest

LOCALE = Path(__file__).resolve().parents[2] / "locale" / "en" / "LC_MESSAGES"
SOURCE = Path(__file__).resolve().parents[2] / "linli"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def entries() -> dict[str, list[str]]:
    """msgid → its translations, from the catalogue's text."""
    found: dict[str, list[str]] = {}
    for block in LOCALE.joinpath("django.po").read_text("utf-8").split("\n\n")[1:]:
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r"(msgid_plural|msgid|msgstr(?:\[\d\])?) (.*)", line):
                name = match[1]
                parts[name] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                parts[name] += ast.literal_eval(line)
        found[parts["msgid"]] = [text for key, text in parts.items() if key.startswith("msgstr")]
    return found


ENTRIES = entries()


def test_nothing_is_untranslated() -> None:
    assert not [msgid for msgid, told in ENTRIES.items() if not all(told)]


def test_nothing_is_doubtful() -> None:
    text = LOCALE.joinpath("django.po").read_text("utf-8")
    assert not re.search(r"^#,.*fuzzy", text, re.MULTILINE)


@pytest.mark.parametrize("msgid", [msgid for msgid in ENTRIES if "%(" in msgid])
def test_the_same_things_are_filled_in(msgid: str) -> None:
    for told in ENTRIES[msgid]:
        assert set(PLACEHOLDER.findall(told)) == set(PLACEHOLDER.findall(msgid))


def test_the_compiled_catalogue_is_in_step() -> None:
    with LOCALE.joinpath("django.mo").open("rb") as compiled:
        known = gettext.GNUTranslations(compiled)
    for msgid, told in ENTRIES.items():
        assert known.gettext(msgid) == told[0] or known.ngettext(msgid, msgid, 1) == told[0]


def test_no_english_sentence_still_holds_chinese() -> None:
    allowed = {"组长：", "成员：", "是", "否", "无异议", "有异议", "不通过", "街道", "万元"}
    for told in (text for texts in ENTRIES.values() for text in texts):
        rest = told
        for word in allowed:
            rest = rest.replace(word, "")
        assert not re.search(r"[\u3400-\u9fff]", rest), told


def said_in_code() -> set[str]:
    """Every sentence that the code hands to gettext."""
    found = set()
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in GETTEXT and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def said_in_templates() -> set[str]:
    """Every sentence that the templates translate in one piece."""
    texts = (path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.html")))
    return {match[2] for text in texts for match in re.finditer(r"""{%\s*translate\s+(["'])(.*?)\1""", text)}


def test_every_sentence_that_is_said_is_in_the_catalogue() -> None:
    assert not (said_in_code() | said_in_templates()) - set(ENTRIES)
