"""Taking checkpoints, and receipts with the proof that an event stands under one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from linli.apps.records.chain import CHAIN_LOCK
from linli.apps.records.models import Checkpoint as KeptCheckpoint
from linli.apps.records.models import Event, Occasion
from linli.apps.records.notes import PURPOSE
from linli.apps.records.rebuild import stream
from linli.core.faults import BadInput, Fault
from linli.core.ledger import Checkpoint, Cosignature, Signer, Tree, consistency_proof, inclusion_proof
from linli.core.wording import say
from linli.integrations.crypto import public_keys, sign

CHUNK = 10_000


@transaction.atomic
def take_checkpoint(*, now: datetime, occasion: Occasion | str = Occasion.ASKED, about: str = "") -> KeptCheckpoint:
    """Sign the record's root as it stands, and keep it. ``about``: what was opened, closed or paid, without names.

    Called at every opening, closing and payment batch after its act, every night, and when somebody asks. A copy is
    worth something only where it is kept outside this machine.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = KeptCheckpoint.objects.order_by("-number").first()
    tree = _tree_up_to_now(last)
    point = _signed(Checkpoint(origin_name(last), tree.size, tree.root(), now, settings.LINLI_RECORD_HASH))
    return KeptCheckpoint.objects.create(
        number=last.number + 1 if last else 1,
        origin=point.origin,
        size=point.size,
        root=point.root.hex(),
        algorithm=point.algorithm,
        frontier=" ".join(part.hex() for part in tree.frontier),
        occasion=Occasion(occasion),
        about=about[:200],
        note=point.note(),
        taken_at=now,
    )


def origin_name(last: KeptCheckpoint | None = None) -> str:
    """The name of this record on its checkpoints: the setting, else the one used so far, else out of the first key."""
    if settings.LINLI_RECORD_NAME:
        return str(settings.LINLI_RECORD_NAME)
    last = last or KeptCheckpoint.objects.order_by("-number").first()
    return (
        last.origin
        if last
        else "linli-" + Signer("linli", next(iter(public_keys(purpose=PURPOSE).values()))).key_hash.hex()
    )


def signers() -> list[Signer]:
    """The public keys of this place, the current one first, under the record's name."""
    name = origin_name()
    return [Signer(name, key) for key in public_keys(purpose=PURPOSE).values()]


def _signed(point: Checkpoint) -> Checkpoint:
    signature = sign(point.body().encode(), purpose=PURPOSE)
    signer = Signer(point.origin, signature.public_key)
    own = Cosignature(signer.name, signer.key_hash, signature.value)
    return Checkpoint(point.origin, point.size, point.root, point.time, point.algorithm, (own,))


def _tree_up_to_now(last: KeptCheckpoint | None) -> Tree:
    """The tree over all events: grown from the last checkpoint, if what was kept of it gives its root."""
    algorithm = settings.LINLI_RECORD_HASH
    tree = Tree(algorithm)
    if last is not None and last.algorithm == algorithm:
        grown = Tree(algorithm, size=last.size, frontier=[bytes.fromhex(part) for part in last.frontier.split()])
        tree = grown if grown.root().hex() == last.root else tree
    later = Event.objects.filter(seq__gt=tree.size).order_by("seq").values_list("leaf", flat=True)
    for leaf in later.iterator(CHUNK):
        tree.add(bytes.fromhex(leaf))
    return tree


def receipt(event: Event) -> dict[str, Any]:
    """What somebody takes along: the event's number and hash, and, once a checkpoint covers it, the proof."""
    found: dict[str, Any] = {
        "origin": origin_name(), "event": event.seq, "leaf": event.leaf, "algorithm": event.algorithm,
    }  # fmt: skip
    point = KeptCheckpoint.objects.filter(size__gte=event.seq).order_by("number").first()
    if point is not None:
        leaves = [bytes.fromhex(leaf) for leaf in leaves_up_to(point.size)]
        proof = inclusion_proof(leaves, event.seq - 1, point.algorithm)
        found |= {"checkpoint": point.note, "proof": [step.hex() for step in proof]}
    return found


def growth(earlier: int, later: int | None = None) -> dict[str, Any]:
    """The proof that the record of ``later`` events (all, if not given) only added to that of ``earlier`` ones.

    Raises BadInput for a size that the record never had.
    """
    size = later if later is not None else Event.objects.count()
    leaves = [bytes.fromhex(leaf) for leaf in leaves_up_to(size)]
    if not 0 < earlier <= size or len(leaves) != size:
        raise BadInput([Fault(say("audit.bad_size"), found=f"{earlier}, {size}")])
    proof = consistency_proof(leaves, earlier, settings.LINLI_RECORD_HASH)
    return {"from": earlier, "to": size, "proof": [step.hex() for step in proof]}


def leaves_up_to(size: int) -> Iterable[str]:
    """The hashes of the first ``size`` events, in order."""
    statement = f"SELECT leaf FROM records_event WHERE seq <= {int(size)} ORDER BY seq"  # noqa: S608 -- a whole number
    return (str(leaf) for (leaf,) in stream(statement))
