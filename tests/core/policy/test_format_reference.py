"""The reference of the format speaks of every word that a package may hold."""

from __future__ import annotations

import re
import typing
from pathlib import Path

from pydantic import BaseModel

from linli.core.policy.catalogue_sheet import CLAUSE_COLUMNS, ITEM_COLUMNS
from linli.core.policy.model import Package
from linli.core.policy.model.process import EVIDENCE_KINDS

REFERENCE = Path(__file__).resolve().parents[3] / "docs/how-to/package-format.md"

#: words that a package never writes: the loader computes them, or a sheet's columns stand for them
UNWRITTEN = {
    "hash", "line", "days", "ref", "lines", "label", "op", "value", "number", "category", "content", "standard",
    "standards", "conditions", "content_cite", "standard_cite", "items", "clauses",
}  # fmt: skip


def words() -> set[str]:
    """Every key of the format, by walking the models."""
    seen: set[type[BaseModel]] = set()
    found: set[str] = set()

    def walk(kind: typing.Any) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
            seen.add(kind)
            for name, info in kind.model_fields.items():
                found.add(info.alias or name)
                walk(info.annotation)
        for inner in typing.get_args(kind):
            walk(inner)

    walk(Package)
    return found


def test_every_word_of_the_format_is_in_the_reference() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    written = set(re.findall(r"[a-z_]+", text))
    missing = (words() | set(EVIDENCE_KINDS)) - UNWRITTEN - written
    assert not missing, f"not explained in docs/how-to/package-format.md: {sorted(missing)}"
    assert all(column in text for column in (*ITEM_COLUMNS, *CLAUSE_COLUMNS))
