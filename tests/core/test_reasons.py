"""Every reason speaks both languages with the same values, and a tree can be told, walked and sent as JSON."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from linli.core.reasons import ReadingNote, Reason
from linli.core.sentences import SENTENCES
from linli.core.sentences.funding import FUNDING

CORE = Path(__file__).parents[2] / "linli" / "core"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_fill_the_same_places(code: str) -> None:
    chinese, english = SENTENCES[code]
    assert placeholders(chinese) == placeholders(english)
    assert chinese
    assert english
    assert not re.search(r"[㐀-鿿]", re.sub(r"同意|反对|弃权", "", english)), (
        "English sentences hold no Chinese of ours"
    )


def test_every_code_written_in_the_core_has_its_sentences() -> None:
    codes = {
        code
        for path in CORE.rglob("*.py")
        if "sentences" not in path.parts
        for code in re.findall(r'Reason\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8"))
    }
    assert codes <= set(SENTENCES)


def test_funding_says_every_sentence_it_has_and_no_other() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in (CORE / "funding").glob("*.py"))
    said = {f"funding.{code}" for code in re.findall(r'say\("([a-z_]+)"', written)}
    said |= set(re.findall(r'"(funding\.[a-z_]+)"', written))
    assert said <= set(FUNDING)
    # A code may be chosen from a few words, or end in one: f"per.{of}" says every sentence of the family.
    families = set(re.findall(r'f"(?:funding\.)?([a-z_]+)\.\{', written))
    words = set(re.findall(r'"([a-z_]+)"', written))
    silent = {code for code in FUNDING if code not in said and code.split(".")[1] not in families | words}
    assert not silent


@pytest.fixture
def tree() -> Reason:
    pending, settled = ReadingNote("R-1", "甲", "乙", "pending"), ReadingNote("R-2", "丙", "丁", "settled")
    leaf = Reason(
        "funding.share", {"payer": "财政", "amount": "1.00"}, cite=("1.1", "2.1"), readings=(pending, settled)
    )
    return Reason("funding.line", {"item": "1.1 路", "cost": "1.00"}, cite=("1.1",), steps=(leaf, leaf))


def test_a_tree_is_walked_outermost_first(tree: Reason) -> None:
    assert [depth for depth, _ in tree.walk()] == [0, 1, 1]
    assert tree.all_cites() == ("1.1", "2.1")
    assert [note.id for note in tree.all_readings()] == ["R-1", "R-2"]


def test_a_tree_is_told_with_its_clauses_and_only_the_pending_readings(tree: Reason) -> None:
    assert tree.telling() == (
        "1.1 路，费用 1.00元；财政 1.00元；财政 1.00元〔1.1、2.1〕 取用的解释（待认定）：R-1 甲：乙"
    )
    assert "[line 1.1, line 2.1] Readings relied on, not yet confirmed: R-1" in tree.telling(
        "en", clause="line {}".format
    )


def test_a_tree_goes_out_as_json(tree: Reason) -> None:
    sent = tree.as_dict("en")
    assert sent["sentence"] == "1.1 路, cost 1.00 yuan"
    assert sent["steps"][0]["readings"] == [{"id": "R-1", "status": "pending"}, {"id": "R-2", "status": "settled"}]


def test_an_unknown_code_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        Reason("nothing.such").sentence()
