"""Nobody real is named: the officials' names of the two source documents stand nowhere in this repository.

The names themselves are not kept here either, only the beginnings of their SHA-256; every run of two or three Chinese
characters in every text file is held against them.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tests.architecture.ground import shown, text_files

OFFICIALS = frozenset((Path(__file__).parent / "officials.sha256").read_text(encoding="ascii").split())
RUNS = re.compile(r"[\u4e00-\u9fff]{2,}")
SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]{1,2}(?=[\u4e00-\u9fff])")


def pieces(text: str) -> set[str]:
    """Every two and three neighbouring characters of every Chinese run."""
    found: set[str] = set()
    for run in set(RUNS.findall(SPACED.sub("", text))) | set(RUNS.findall(text)):
        for size in (2, 3):
            found.update(run[start : start + size] for start in range(len(run) - size + 1))
    return found


def fingerprint(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def test_no_official_of_the_source_documents_is_named_anywhere() -> None:
    known: dict[str, bool] = {}
    for path in text_files():
        for piece in pieces(path.read_text(encoding="utf-8", errors="ignore")):
            if piece not in known:
                known[piece] = fingerprint(piece) in OFFICIALS
            assert not known[piece], f"{shown(path)} holds the name of a real person"


def test_the_search_would_find_a_name_written_with_a_space() -> None:
    assert {"张某", "张某某"} <= pieces("成员：张某 某") | pieces("张  某")
