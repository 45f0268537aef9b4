"""One pass over the chain: every link, every column, every row written, and the roots at the sizes asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.apps.records.rebuild import Broken, Rebuilt, stream
from linli.apps.records.tables import moment_text, select
from linli.core.ledger import GENESIS, Checkpoint, Tree, leaf_hash
from linli.core.wording import say

EVENTS = "records_event"
#: columns of an event beside the chain's own, with the place in the hashed original that they repeat
REPEATED: dict[str, tuple[str, ...]] = {
    "id": ("id",), "seq": ("seq",), "algorithm": ("algorithm",), "kind": ("kind",), "actor_id": ("actor",),
    "post_id": ("post",), "organisation_id": ("organisation",), "post_label": ("post_label",),
    "mandate_id": ("mandate",), "programme_id": ("programme",), "reason": ("reason",), "request_id": ("request",),
}  # fmt: skip
#: nobody reads more than this many broken places
MOST_FINDINGS = 1000


@dataclass
class Walk:
    """What one pass over the events gives. ``roots``: size → algorithm → root, for the sizes asked for; ``leaves``:
    number → hash, for the numbers asked for."""

    events: int = 0
    leaf: str = GENESIS
    rows_written: int = 0
    broken: list[Broken] = field(default_factory=list)
    rebuilt: Rebuilt = field(default_factory=Rebuilt)
    trees: dict[str, Tree] = field(default_factory=dict)
    roots: dict[int, dict[str, bytes]] = field(default_factory=dict)
    leaves: dict[int, str] = field(default_factory=dict)

    def find(self, broken: Broken) -> None:
        if len(self.broken) < MOST_FINDINGS:
            self.broken.append(broken)


def walk(*, sizes: Mapping[int, set[str]], numbers: frozenset[int] = frozenset(), rebuild: bool = True) -> Walk:
    """One pass over the chain. ``sizes``: for which sizes the root is wanted, in which algorithms."""
    found = Walk()
    found.trees = {algorithm: Tree(algorithm) for algorithm in {"sha256"}.union(*sizes.values())}
    touched = _Touched() if rebuild else None
    for row in stream(select(EVENTS, _COLUMNS, "ORDER BY id")):
        _note_roots(found, sizes)
        _event(found, dict(zip(_COLUMNS, row, strict=True)), numbers, touched)
    _note_roots(found, sizes)
    if touched is not None and touched.sound and next(touched.rows, None) is not None:
        found.find(Broken(say("audit.index"), 0, "records_touchedrow"))
    return found


_COLUMNS = ("prev", "leaf", "canonical", "subject_type", "subject_id", "body", "recorded_at", *REPEATED)


def _note_roots(found: Walk, sizes: Mapping[int, set[str]]) -> None:
    if found.events in sizes:
        found.roots[found.events] = {name: tree.root() for name, tree in found.trees.items()}


class _Touched:
    """The index of rows written, read beside the events."""

    def __init__(self) -> None:
        columns = ("event_id", "table_name", "row_id")
        self.rows = iter(stream(select("records_touchedrow", columns, "ORDER BY id")))
        self.sound = True

    def agrees(self, event_id: int, entries: Sequence[Any]) -> bool:
        """Whether the index goes on with just these rows; after the first difference it is not asked again."""
        for entry in entries:
            if self.sound and tuple(next(self.rows, ())) != (event_id, entry[0], entry[1]):
                self.sound = False
                return False
        return True


def _event(found: Walk, row: Mapping[str, Any], numbers: frozenset[int], touched: _Touched | None) -> None:
    found.events += 1
    seq = row["seq"] if isinstance(row["seq"], int) else 0
    if row["seq"] != found.events:
        found.find(Broken(say("audit.hole", expected=found.events), seq, EVENTS, column="seq"))
    if row["prev"] != found.leaf:
        found.find(Broken(say("audit.prev"), seq, EVENTS, column="prev"))
    try:
        leaf = leaf_hash(row["algorithm"], row["prev"], row["canonical"])
        said = json.loads(row["canonical"])
        entries = said["rows"]
        different = _differing(row, said)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        found.find(Broken(say("audit.unreadable"), seq, EVENTS, column="canonical"))
        leaf, entries, different = GENESIS, [], ""
    if leaf != row["leaf"]:
        found.find(Broken(say("audit.leaf"), seq, EVENTS, column="leaf"))
    if different:
        found.find(Broken(say("audit.column"), seq, EVENTS, column=different))
    for tree in found.trees.values():
        tree.add(bytes.fromhex(leaf))
    if seq in numbers:
        found.leaves[seq] = leaf
    found.leaf = str(row["leaf"])
    if touched is not None:
        _take_over(found, seq, row["id"], entries, touched)


def _take_over(found: Walk, seq: int, event_id: int, entries: Sequence[Any], touched: _Touched) -> None:
    try:
        found.rows_written += len(entries)
        if not touched.agrees(event_id, entries):
            found.find(Broken(say("audit.index"), seq, "records_touchedrow"))
        found.rebuilt.apply(seq, entries)
    except (TypeError, IndexError, KeyError, ValueError):
        found.find(Broken(say("audit.unreadable"), seq, EVENTS, column="canonical"))


def _differing(row: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    """The first column that does not repeat what the hashed original says; empty when all do."""
    for column, (name,) in REPEATED.items():
        if row[column] != said[name]:
            return column
    if [row["subject_type"], row["subject_id"]] != said["subject"]:
        return "subject_type" if row["subject_type"] != said["subject"][0] else "subject_id"
    if moment_text(row["recorded_at"]) != said["at"]:
        return "recorded_at"
    return "" if json.loads(row["body"]) == said["body"] else "body"


@dataclass(frozen=True)
class Outside:
    """A checkpoint that was kept outside, and where it came from (a file's name)."""

    source: str
    checkpoint: Checkpoint
