"""The reading edition as one self-contained printable page: no script, no font or picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from linli.core.policy.edition.parts import Clause, Edition, Entry, FullReading
from linli.core.reasons import ReadingNote

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2321; --soft: #5b6662; --line: #d5dcd8; --paper: #fff; --wait: #9a5b00;
  --sure: #1f6b4a; --panel: #f5f7f6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebe8; --soft: #a3afa9; --line: #36403c; --paper: #161b19;
  --wait: #e0a75e; --sure: #7fcaa3; --panel: #1e2522; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.7 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; }
h1 { font-size: 1.7rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1rem; margin: 0; }
.meta, nav, code { color: var(--soft); font-size: .85rem; }
code { font-family: ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
nav a { color: inherit; margin-right: 1em; }
article { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: .25rem 2rem; padding: .85rem 0;
  border-bottom: 1px solid var(--line); break-inside: avoid; }
ul { margin: .25rem 0 0; padding: 0; list-style: none; white-space: pre-wrap; }
.beside { font-size: .9rem; color: var(--soft); }
.beside q { display: block; color: var(--ink); background: var(--panel); padding: .4rem .6rem; margin: .25rem 0 .5rem; }
.note { display: block; border-left: 3px solid var(--sure); padding-left: .6rem; margin-top: .35rem; }
.note.pending { border-color: var(--wait); }
.status { font-size: .8rem; color: var(--sure); white-space: nowrap; } .pending .status { color: var(--wait); }
dl { margin: .25rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; }
dt { color: var(--soft); } dd { margin: 0; }
@media (max-width: 42rem) { article { grid-template-columns: minmax(0, 1fr); } }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --wait: #7a4800; --sure: #14523a;
    --panel: #f3f3f3; }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.55; }
  nav { display: none; }
  h1, h2, h3 { break-after: avoid; }
  h2 { margin-top: 1.4rem; }
  article { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
  p, li, dd { orphans: 2; widows: 2; }
}
"""
#: every printed page says which document and which edition of it this is: a page taken out can be told from another
_PAGES = """
@page { size: A4; margin: 20mm 16mm 18mm;
  @top-left { content: "%(name)s"; font: 8pt serif; color: #444; }
  @top-right { content: "%(id)s"; font: 8pt monospace; color: #444; }
  @bottom-left { content: "%(hash)s"; font: 7pt monospace; color: #444; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt serif; color: #444; } }
"""


def _pages(edition: Edition) -> str:
    """Header and footer in print; what the package calls itself is quoted for a style sheet."""
    told = {"name": edition.name, "id": edition.id, "hash": edition.hash}
    return _PAGES % {key: "".join(map(_css, value)) for key, value in told.items()}


def _css(letter: str) -> str:
    return letter if letter.isalnum() or letter in " .-_（）、，" else f"\\{ord(letter):x} "


def edition_page(edition: Edition) -> str:
    """The whole edition as an HTML document."""
    return "".join(_page(edition))


def _page(edition: Edition) -> Iterator[str]:
    english = edition.language.startswith("en")
    language = "en" if english else "zh-Hans"
    title = escape(edition.name)
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<style>{_STYLE}{_pages(edition)}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    place = f"{escape(edition.jurisdiction)} · {escape(edition.id)}"
    yield f'<p class="meta">{place} · <code>{escape(edition.hash)}</code></p>\n'
    yield "".join(f'<p class="meta">{escape(line)}</p>\n' for line in edition.lines)
    registers = "Readings" if english else "解释登记簿"
    links = [(section.id, section.title) for section in edition.sections]
    if edition.readings:
        links.append(("readings", registers))
    label = "Contents" if english else "目录"
    yield f'<nav aria-label="{label}">'
    yield (
        "".join(f'<a href="#{escape(name)}">{escape(text)}</a>' for name, text in links) + "</nav>\n</header>\n<main>\n"
    )
    for section in edition.sections:
        yield f'<section id="{escape(section.id)}">\n<h2>{escape(section.title)}</h2>\n'
        yield from (_entry(entry, english=english) for entry in section.entries)
        yield "</section>\n"
    if edition.readings:
        waiting = len(edition.pending)
        count = f"{waiting} pending" if english else f"{waiting} 条待认定"
        yield f'<section id="readings">\n<h2>{registers} · {count}</h2>\n'
        yield from (_reading(reading, english=english) for reading in edition.readings)
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _entry(entry: Entry, *, english: bool) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in entry.lines)
    notes = "".join(_note(note, english=english) for note in entry.readings)
    body = f"<ul>{lines}</ul>" if lines else ""
    return (
        f"<article>\n<div><h3><code>{escape(entry.id)}</code> {escape(entry.title)}</h3>{body}</div>\n"
        f'<div class="beside">{_clauses(entry.clauses)}{notes}</div>\n</article>\n'
    )


def _clauses(clauses: tuple[Clause, ...]) -> str:
    return "".join(
        f"<div>{escape(clause.label)} <code>{escape(clause.anchor)}</code>"
        + (f"<q>{escape(clause.text)}</q>" if clause.text else "")
        + "</div>"
        for clause in clauses
    )


def _status(*, pending: bool, english: bool) -> str:
    if english:
        return "pending" if pending else "settled"
    return "待认定" if pending else "已定"


def _note(note: ReadingNote, *, english: bool) -> str:
    status = _status(pending=note.is_pending, english=english)
    kind = "note pending" if note.is_pending else "note"
    return (
        f'<span class="{kind}">{escape(note.id)} {escape(note.about)}{": " if english else "："}{escape(note.chosen)} '
        f'<span class="status">{status}</span></span>'
    )


def _reading(full: FullReading, *, english: bool) -> str:
    reading = full.reading
    words = (
        (("The text says", "文本"), reading.text_says),
        (("Chosen", "取用"), reading.chosen),
        (("Other readings", "其他读法"), "；".join(reading.alternatives)),
        (("What hangs on it", "影响"), reading.effect),
        (("Who decides", "由谁认定"), reading.decider),
        (("Bears on it", "另见"), "；".join(full.see)),
        (("Relied on by", "用到它的规则"), "；".join(full.used_by)),
    )
    rows = "".join(
        f"<dt>{escape(pair[0 if english else 1])}</dt><dd>{escape(value)}</dd>" for pair, value in words if value
    )
    status = _status(pending=full.is_pending, english=english)
    kind = "pending" if full.is_pending else "settled"
    return (
        f'<article class="{kind}" id="{escape(reading.id)}">\n<div><h3><code>{escape(reading.id)}</code> '
        f'{escape(reading.about)} <span class="status">{status}</span></h3><dl>{rows}</dl></div>\n'
        f'<div class="beside">{_clauses(full.clauses)}</div>\n</article>\n'
    )
