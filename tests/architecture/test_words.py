"""Words: every reason, act, refusal and setting can be said, in both languages, with the same values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from linli.apps.accounts.journal import KINDS
from linli.config.environment import TABLE, settings_page
from linli.core.sentences import SENTENCES
from tests.architecture.ground import CORE, LINLI, ROOT, python_files, tree

HAN = re.compile(r"[\u4e00-\u9fff]")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_reason_says_the_same_in_both_languages(code: str) -> None:
    chinese, english = SENTENCES[code]
    assert placeholders(chinese) == placeholders(english)
    assert HAN.search(chinese)
    assert not HAN.search(english), "the English sentence holds Chinese words of its own"


def reason_codes() -> Iterator[tuple[str, str]]:
    """Every literal code given to ``Reason(...)`` in the core, with its module."""
    for path in python_files(CORE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield str(first.value), path.name


def test_every_reason_given_in_the_core_has_its_sentences() -> None:
    assert {code for code, _ in reason_codes()} <= set(SENTENCES)


def test_no_sentence_waits_for_a_reason_that_nobody_gives() -> None:
    spoken: set[str] = set()
    for path in python_files(LINLI):
        if "sentences" not in path.parts:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    spoken.add(node.value)
                elif isinstance(node, ast.JoinedStr):  # f"vote.{kind}": its fixed beginning
                    head = node.values[0]
                    spoken.add(f"{head.value}*" if isinstance(head, ast.Constant) else "*")
    beginnings = tuple(word[:-1] for word in spoken if word.endswith("*") and "." in word)
    silent = {code for code in SENTENCES if code not in spoken and not (beginnings and code.startswith(beginnings))}
    assert not silent


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_act_says_the_same_in_both_languages(kind: str) -> None:
    known = KINDS[kind]
    assert placeholders(known.zh) == placeholders(known.en)
    assert HAN.search(known.zh)
    assert not HAN.search(known.en)
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+){2}", kind), "app.subject.past_tense"


def kinds_recorded() -> Iterator[str]:
    for path in python_files(LINLI / "apps") + python_files(LINLI / "stages"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg == "kind" and isinstance(node.value, ast.Constant):
                value = str(node.value.value)
                if value.count(".") == 2:
                    yield value


def test_every_act_recorded_has_a_sentence_and_every_sentence_an_act() -> None:
    assert set(kinds_recorded()) <= set(KINDS)
    sources = [path.read_text("utf-8") for path in python_files(LINLI) if path.name != "events.py"]
    assert not {kind for kind in KINDS if not any(f'"{kind}"' in source for source in sources)}


def test_every_setting_is_documented() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_no_setting_is_read_outside_the_table() -> None:
    known = {setting.name for setting in TABLE}
    for path in python_files(LINLI):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for name in re.findall(r"^LINLI_[A-Z_]+$", node.value):
                    assert name in known, f"{path}: {name}"
