"""The reading edition as plain text, for ``linli policy show``."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.edition.parts import Clause, Edition, Entry, FullReading


def edition_text(edition: Edition) -> str:
    """The whole edition as lines of text."""
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: Edition) -> Iterator[str]:
    english = edition.language.startswith("en")
    yield f"{edition.name}（{edition.jurisdiction}）"
    yield f"{edition.id}  {edition.hash}"
    yield from edition.lines
    for section in edition.sections:
        yield ""
        yield f"## {section.title}"
        for entry in section.entries:
            yield from _entry(entry, english=english)
    if edition.readings:
        yield ""
        count = len(edition.pending)
        yield f"## Readings ({count} pending)" if english else f"## 解释登记簿（{count} 条待认定）"
        for reading in edition.readings:
            yield from _reading(reading, english=english)


def _entry(entry: Entry, *, english: bool) -> Iterator[str]:
    yield ""
    yield f"{entry.id}  {entry.title}".strip()
    yield from (f"    {line}" for line in entry.lines)
    if entry.clauses:
        yield "    " + _clauses(entry.clauses)
    yield from (f"    「{clause.text}」" for clause in entry.clauses if clause.text)
    for note in entry.readings:
        status = ("pending" if english else "待认定") if note.is_pending else ("settled" if english else "已定")
        yield f"    {note.id} {note.about}{': ' if english else '：'}{note.chosen} [{status}]"


def _clauses(clauses: tuple[Clause, ...]) -> str:
    return "〔" + "；".join(f"{clause.label} {clause.anchor}" for clause in clauses) + "〕"


def _reading(full: FullReading, *, english: bool) -> Iterator[str]:
    reading = full.reading
    status = ("pending" if english else "待认定") if full.is_pending else ("settled" if english else "已定")
    yield ""
    yield f"{reading.id}  {reading.about} [{status}]"
    words = (("The text says", "文本"), ("Chosen", "取用"), ("Other readings", "其他读法"),
             ("What hangs on it", "影响"), ("Who decides", "由谁认定"), ("Bears on it", "另见"))  # fmt: skip
    values = (reading.text_says, reading.chosen, "；".join(reading.alternatives), reading.effect, reading.decider,
              "；".join(full.see))  # fmt: skip
    for (in_english, in_chinese), value in zip(words, values, strict=True):
        if value:
            yield f"    {in_english}: {value}" if english else f"    {in_chinese}：{value}"
    if full.clauses:
        yield "    " + _clauses(full.clauses)
