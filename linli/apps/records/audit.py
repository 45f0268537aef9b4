"""Audits the whole record: chain, columns, rebuilt state, checkpoints kept here and outside, receipts, triggers.

A million events in well under a minute: raw rows, one pass, nothing kept but a short digest per row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import DatabaseError

from linli.apps.records import keeping
from linli.apps.records.models import UnrecordedRow
from linli.apps.records.notes import check_anchors, check_kept, kept_notes
from linli.apps.records.rebuild import Broken, one_moment
from linli.apps.records.walk import EVENTS, Outside, Walk, walk
from linli.core.ledger import Signer
from linli.core.wording import say


@dataclass(frozen=True)
class Receipt:
    """Whoever holds it can ask whether the event is still in the record, unchanged. ``leaf`` in hexadecimal."""

    source: str
    seq: int
    leaf: str


@dataclass(frozen=True)
class Report:
    """What an audit found; nothing is broken when ``broken`` is empty. ``root``: of all events, hexadecimal."""

    events: int
    rows: int
    tables: int
    checkpoints: int
    anchors: int
    receipts: int
    covered: int
    root: str
    leaf: str
    broken: tuple[Broken, ...]

    @property
    def sound(self) -> bool:
        return not self.broken


def audit(*, anchors: Sequence[Outside] = (), receipts: Sequence[Receipt] = (), keys: Sequence[Signer] = ()) -> Report:
    """Walk everything. ``covered``: how many events stand under a checkpoint that was kept outside. ``keys``: public
    keys trusted beside those of this place."""
    with one_moment():
        return _audit(anchors, receipts, keys)


def _audit(anchors: Sequence[Outside], receipts: Sequence[Receipt], keys: Sequence[Signer]) -> Report:
    kept, unreadable = kept_notes()
    sizes: dict[int, set[str]] = {}
    for point in [*(each.checkpoint for each in anchors), *(each.note for each in kept)]:
        sizes.setdefault(point.size, set()).add(point.algorithm)
    found = walk(sizes=sizes, numbers=frozenset(each.seq for each in receipts))
    for broken in (*_state(found), *unreadable, *check_kept(kept, found, keys), *check_anchors(anchors, found, keys)):
        found.find(broken)
    for receipt in receipts:
        if found.leaves.get(receipt.seq) != receipt.leaf:
            found.find(Broken(say("audit.receipt"), receipt.seq, EVENTS, column=receipt.source))
    for broken in keeping.missing():
        found.find(broken)
    standing = sum(state is not None for rows in found.rebuilt.rows.values() for _seq, state in rows.values())
    covered = max((each.checkpoint.size for each in anchors if each.checkpoint.size <= found.events), default=0)
    return Report(
        found.events, standing, len(found.rebuilt.rows), len(kept), len(anchors), len(receipts), covered,
        found.trees["sha256"].root().hex(), found.leaf, tuple(found.broken),
    )  # fmt: skip


def _state(found: Walk) -> Iterator[Broken]:
    """Where the tables differ from what the events say."""
    try:
        yield from found.rebuilt.differences()
        for note in UnrecordedRow.objects.all()[:1]:
            yield Broken(say("audit.waiting"), 0, note.table_name, note.row_id)
    except DatabaseError as exc:
        yield Broken(say("audit.table", why=str(exc)[:100]))
