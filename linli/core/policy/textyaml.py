"""Reading a package's YAML as text only, with the place of every word.

YAML guesses types: ``no`` becomes False, ``012`` ten, the clause ``81.10`` the number 81.1. Here every scalar stays the
text that stands in the file. Duplicate keys, anchors, aliases, tags, several documents in one file and absurd nesting
are refused; each fault tells its line and column.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from linli.core.faults import Fault
from linli.core.wording import say

#: a package file is written by hand; anything larger is a mistake or an attack
MAX_BYTES = 4_000_000
MAX_DEPTH = 40

try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml
    _Loader = yaml.SafeLoader

Keys = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a word stands: file name inside the package, line and column counted from 1."""

    file: str
    line: int
    column: int | str = 1


@dataclass(slots=True)
class TextDocument:
    """A file as nested dicts, lists and texts. ``places``: place of each value by its path; ``keys``: of each key."""

    file: str
    tree: Any
    places: dict[Keys, Place] = field(default_factory=dict)
    keys: dict[Keys, Place] = field(default_factory=dict)


def read_bytes(path: Path, name: str) -> tuple[bytes, list[Fault]]:
    """The bytes of a package file, or the fault that keeps it from being read. Symbolic links are not followed."""
    try:
        if path.is_symlink() or not path.is_file():
            return b"", [Fault(say("yaml.no_plain_file"), file=name, hint=say("yaml.no_plain_file_hint"))]
        if (size := path.stat().st_size) > MAX_BYTES:
            return b"", [
                Fault(
                    say("yaml.too_large"),
                    file=name,
                    found=say("yaml.bytes", size=size),
                    expected=say("command.bytes", most=MAX_BYTES),
                )
            ]
        return path.read_bytes(), []
    except OSError as exc:
        return b"", [Fault(say("yaml.unreadable", why=exc.strerror or exc), file=name)]


def decode(raw: bytes, name: str) -> tuple[str, list[Fault]]:
    """UTF-8 text (a BOM is dropped), or the fault with the line of the first bad byte."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as exc:
        line = raw.count(b"\n", 0, exc.start) + 1
        return "", [Fault(say("yaml.not_utf8"), file=name, line=line, hint=say("yaml.not_utf8_hint"))]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", [Fault(say("yaml.nul"), file=name, line=line)]
    return text, []


def hidden_sign(text: str) -> str:
    """The first sign in ``text`` that nobody can see or that steers a terminal or the direction of writing; or ""."""
    if text.isprintable():
        return ""
    signs = (letter for letter in text if not letter.isprintable() and letter not in "\n\t")
    return next((repr(sign)[1:-1] for sign in signs if unicodedata.category(sign) != "Zs"), "")


class _Builder:
    """Builds the tree from parser events with an explicit stack, so that nesting cannot exhaust the interpreter."""

    def __init__(self, name: str) -> None:
        self.document = TextDocument(name, None)
        self.faults: list[Fault] = []
        self.stack: list[tuple[Any, Keys]] = []
        self.pending: list[tuple[str, Place] | None] = []
        self.documents = 0

    def fault(self, message: str, place: Place, path: Keys = (), found: str = "", hint: str = "") -> None:
        self.faults.append(
            Fault(
                message,
                file=place.file,
                line=place.line,
                column=str(place.column),
                path=show_path(path),
                found=found,
                hint=hint,
            )
        )

    def here(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.document.file, mark.line + 1, mark.column + 1)

    def next_path(self) -> Keys:
        if not self.stack:
            return ()
        container, path = self.stack[-1]
        if isinstance(container, list):
            return (*path, len(container))
        pending = self.pending[-1]
        return (*path, pending[0]) if pending else path

    def put(self, value: Any, place: Place) -> Keys:
        """Hang ``value`` where it belongs; returns its path."""
        path: Keys = ()
        if not self.stack:
            self.document.tree = value
        else:
            container, around = self.stack[-1]
            if isinstance(container, list):
                path = (*around, len(container))
                container.append(value)
            else:
                pending = self.pending[-1]
                assert pending is not None
                path = (*around, pending[0])
                container.setdefault(pending[0], value)
                self.pending[-1] = None
        self.document.places.setdefault(path, place)
        return path

    def expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1][0], dict) and self.pending[-1] is None

    def open(self, value: Any, event: Any) -> None:
        place = self.here(event)
        if self.expects_key():
            self.fault(say("yaml.key"), place, self.next_path())
            self.pending[-1] = ("?", place)
        if len(self.stack) == MAX_DEPTH:
            self.fault(say("yaml.depth", most=MAX_DEPTH), place)
            raise _GiveUpError
        path = self.put(value, place)
        self.stack.append((value, path))
        self.pending.append(None)

    def close(self, _event: Any) -> None:
        self.stack.pop()
        self.pending.pop()

    def scalar(self, event: Any) -> None:
        mark, text = event.start_mark, event.value
        place = Place(self.document.file, mark.line + 1, mark.column + 1)
        if not text.isprintable() and (hidden := hidden_sign(text)):
            self.fault(say("cell.control"), place, self.next_path(), found=hidden, hint=say("csv.delete"))
        if self.pending and self.pending[-1] is None and isinstance(self.stack[-1][0], dict):
            self.key(text, place)
            return
        if text == "" and event.implicit[0]:
            self.fault(say("yaml.no_value"), place, self.next_path(), hint=say("yaml.no_value_hint"))
        self.put(text, place)

    def key(self, text: str, place: Place) -> None:
        container, path = self.stack[-1]
        own = (*path, text)
        if text in container:
            first = self.document.keys[own].line
            self.fault(say("yaml.key_twice"), place, own, found=text, hint=say("yaml.first_at", line=first))
        else:
            self.document.keys[own] = place
        self.pending[-1] = (text, place)

    def refuse_marks(self, event: Any) -> None:
        """Refuse an alias, an anchor or a tag."""
        place = self.here(event)
        if isinstance(event, yaml.AliasEvent):
            self.fault(say("yaml.alias"), place, self.next_path(), f"*{event.anchor}", say("yaml.write_out"))
        elif event.anchor:
            self.fault(say("yaml.anchor"), place, self.next_path(), f"&{event.anchor}", say("yaml.write_out"))
        if getattr(event, "tag", None):
            self.fault(say("yaml.tag"), place, self.next_path(), str(event.tag), say("yaml.tag_hint"))

    def alias(self, event: Any) -> None:
        if self.expects_key():
            self.pending[-1] = ("*", self.here(event))
        else:
            self.put("", self.here(event))

    def begin(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.fault(say("yaml.one_document"), self.here(event), found="---", hint=say("yaml.one_document_hint"))
            raise _GiveUpError

    def read(self, text: str) -> None:
        """Build the tree from every event of the text; what an event does is looked up by its type."""
        doing: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.AliasEvent: self.alias,
            yaml.MappingStartEvent: lambda event: self.open({}, event),
            yaml.SequenceStartEvent: lambda event: self.open([], event),
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.DocumentStartEvent: self.begin,
        }
        next_event = _Loader(text).get_event
        while type(event := next_event()) is not yaml.StreamEndEvent:
            act = doing.get(type(event))
            if act is None:
                continue
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                self.refuse_marks(event)
            act(event)


class _GiveUpError(Exception):
    """The rest of the file is not worth reading."""


def parse_text(text: str, name: str) -> tuple[TextDocument, list[Fault]]:
    """The document of one YAML file and every fault in it. An empty file is an empty mapping."""
    builder = _Builder(name)
    try:
        builder.read(text)
    except _GiveUpError:
        pass
    except yaml.YAMLError as exc:
        builder.faults.append(_syntax_fault(exc, name))
    document = builder.document
    if document.tree in (None, ""):
        document.tree = {}
    if not isinstance(document.tree, dict):
        if not builder.faults:
            builder.faults.append(Fault(say("yaml.outermost"), file=name, line=1))
        document.tree = {}
    return document, builder.faults


def _syntax_fault(exc: yaml.YAMLError, name: str) -> Fault:
    mark = getattr(exc, "problem_mark", None)
    problem = str(getattr(exc, "problem", None) or getattr(exc, "reason", None) or exc).splitlines()[0]
    return Fault(
        say("yaml.syntax"),
        file=name,
        line=mark.line + 1 if mark else None,
        column=str(mark.column + 1) if mark else "",
        found=problem,
        hint=say("yaml.syntax_hint"),
    )


def show_path(path: Keys) -> str:
    """``("stages", 2, "due", "on")`` as ``stages[2].due.on``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
