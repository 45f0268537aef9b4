"""Faults speak both languages: no fault can be said in one only."""

import ast
import copy
import pickle
import re
import string
from pathlib import Path

import pytest

from linli.core.calendar import parse_day
from linli.core.faults import BadInput, Fault
from linli.core.sentences.faults import FAULTS
from linli.core.wording import Wording, in_language, listed, say

HAN = re.compile(r"[\u3400-\u9fff]")
SOURCE = Path(__file__).parents[2] / "linli"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_both_languages_of_a_fault_tell_the_same_values(code: str) -> None:
    chinese, english = FAULTS[code]
    assert placeholders(chinese) == placeholders(english)
    assert chinese
    assert english


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_the_english_of_a_fault_is_english(code: str) -> None:
    # the signs that documents and sheets themselves print are quoted, never translated
    quoted = re.sub(r"\(万\)|（[^）]*）|“[^”]*”|‘[^’]*’", "", FAULTS[code][1])
    assert not HAN.search(quoted)


def test_a_word_used_as_a_value_is_told_in_the_language_around_it() -> None:
    words = say("amount.not_a", text="十", what=say("amount.money"))
    assert words == "「十」不是金额"
    assert in_language(words, "en") == "“十” is not an amount of money"


def test_the_reason_of_an_exception_keeps_both_languages() -> None:
    with pytest.raises(ValueError, match="这一天不存在") as refused:
        parse_day("2020-02-30")
    fault = Fault(str(refused.value), line=3, column="日期", found="2020-02-30")
    assert fault.message == "「2020-02-30」这一天不存在"
    assert fault.told("en").message == "there is no such day as “2020-02-30”"


def test_a_fault_is_one_line_in_either_language() -> None:
    fault = Fault(say("sheet.no_rows"), file="表.csv", line=1, found="x", hint=say("sheet.no_rows_hint"))
    assert str(fault) == "表.csv:1：表头下面没有数据；读到「x」。请从表头的下一行开始填写"
    english = "表.csv:1: there is nothing below the header; found “x”. fill in from the row below the header"
    assert fault.telling("en") == english
    assert [one.message for one in BadInput([fault]).told("en")] == ["there is nothing below the header"]


def test_words_survive_copying_and_pickling() -> None:
    words = say("file.empty")
    for same in (copy.deepcopy(words), pickle.loads(pickle.dumps(words))):  # noqa: S301 - our own bytes
        assert isinstance(same, Wording)
        assert (same, same.english, same.code) == (words, words.english, "file.empty")


def test_a_list_of_words_is_parted_as_each_language_does() -> None:
    assert in_language(listed(["甲", "乙"]), "zh") == "甲、乙"
    assert in_language(listed(["甲", "乙"]), "en") == "甲, 乙"


def test_text_without_another_language_comes_as_it_is() -> None:
    assert in_language("区财政局", "en") == "区财政局"


def _in_one_language(call: ast.Call) -> bool:
    """Whether a fault is written out in Chinese instead of said by code (or translated by gettext)."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    told = [*call.args[:1], *(word.value for word in call.keywords if word.arg in ("message", "hint", "expected"))]
    return name == "Fault" and any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and HAN.search(part.value)
        for word in told
        for part in ast.walk(word)
        if not _is_translated(word)
    )


def _is_translated(word: ast.expr) -> bool:
    return any(
        isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in ("_", "gettext")
        for part in ast.walk(word)
    )


@pytest.mark.parametrize("part", ["core", "integrations", "stages", "cli", "web"])
def test_no_fault_is_written_in_one_language(part: str) -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted((SOURCE / part).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _in_one_language(node)
    ]
    assert not found


def test_every_code_of_a_fault_is_said_somewhere_and_known() -> None:
    said = set()
    for path in SOURCE.rglob("*.py"):
        if "sentences" not in path.parts:
            said |= set(re.findall(r'"([a-z]\w*\.\w+)"', path.read_text("utf-8")))
    # the store of files says its hint by the fault's own name: say(f"{code}_hint")
    said |= {f"{code}_hint" for code in said if code.startswith("evidence.")}
    assert set(FAULTS) <= said
