"""Checkpoints held against the record: those kept in the database, and those kept outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli.apps.records.models import Checkpoint as KeptCheckpoint
from linli.apps.records.rebuild import Broken, stream
from linli.apps.records.tables import moment_text, select
from linli.apps.records.walk import Outside, Walk
from linli.core.faults import BadInput
from linli.core.ledger import Checkpoint, Signer, read_note
from linli.core.wording import Wording, say
from linli.integrations.crypto import public_keys, verify

TABLE = "records_checkpoint"
#: which keys of the ring sign checkpoints
PURPOSE = "checkpoint"
_COLUMNS = ("number", "origin", "size", "root", "algorithm", "note", "taken_at")


@dataclass(frozen=True)
class KeptNote:
    """A checkpoint of the table, read from its signed text."""

    number: int
    note: Checkpoint


def signed_by_any(point: Checkpoint, keys: Sequence[Signer] = ()) -> bool:
    """Whether a key of this place, or one of ``keys``, signed it."""
    signers = [*keys, *(Signer(point.origin, key) for key in public_keys(purpose=PURPOSE).values())]
    return any(point.signed_by(signer, _holds) for signer in signers)


def _holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    return verify(message, signature=signature, public_key=public_key)


def kept_notes() -> tuple[list[KeptNote], list[Broken]]:
    """The checkpoints of the table, and those whose text cannot be read or differs from the columns."""
    kept: list[KeptNote] = []
    broken: list[Broken] = []
    for expected, values in enumerate(stream(select(TABLE, _COLUMNS, "ORDER BY number")), start=1):
        row = dict(zip(_COLUMNS, values, strict=True))
        number = row["number"] if isinstance(row["number"], int) else 0
        if number != expected:
            broken.append(Broken(say("audit.checkpoint_number", expected=expected), 0, TABLE, number, "number"))
        try:
            point = read_note(str(row["note"]))
        except BadInput:
            broken.append(Broken(say("audit.checkpoint_note"), 0, TABLE, number, "note"))
            continue
        said = (point.origin, point.size, point.root.hex(), point.algorithm, moment_text(point.time)[:19])
        shown = (*(row[name] for name in ("origin", "size", "root", "algorithm")), moment_text(row["taken_at"])[:19])
        if said != shown:
            broken.append(Broken(say("audit.checkpoint_note"), 0, TABLE, number, "note"))
        kept.append(KeptNote(number, point))
    return kept, broken


def check_kept(kept: Sequence[KeptNote], found: Walk, keys: Sequence[Signer]) -> Iterator[Broken]:
    """The table's checkpoints against the events as they stand."""
    for each in kept:
        if not signed_by_any(each.note, keys):
            yield Broken(say("audit.checkpoint_signature"), 0, TABLE, each.number, "note")
        if words := _against(each.note, found):
            yield Broken(words, each.note.size, TABLE, each.number, "root")


def check_anchors(anchors: Sequence[Outside], found: Walk, keys: Sequence[Signer]) -> Iterator[Broken]:
    """Checkpoints from outside against the events as they stand."""
    origins = {*KeptCheckpoint.objects.values_list("origin", flat=True).distinct()}
    for anchor in anchors:
        point = anchor.checkpoint
        if origins and point.origin not in origins:
            yield Broken(say("audit.origin", origin=point.origin), 0, anchor.source)
            continue
        if not signed_by_any(point, keys):
            yield Broken(say("audit.checkpoint_signature"), 0, anchor.source)
        if words := _against(point, found):
            yield Broken(words, min(point.size, found.events), anchor.source)


def _against(point: Checkpoint, found: Walk) -> Wording | None:
    if point.size > found.events:
        return say("audit.cut", size=point.size, events=found.events)
    if found.roots[point.size][point.algorithm] != point.root:
        return say("audit.root", size=point.size)
    return None
