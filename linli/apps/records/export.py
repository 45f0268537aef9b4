"""The record as files for others: events, checkpoints, public keys, and the programs that check them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from linli.apps.records.checkpoints import signers
from linli.apps.records.models import Checkpoint
from linli.apps.records.rebuild import one_moment, stream
from linli.integrations.record_kit import VERIFIER, WITNESS


def export_record(folder: Path) -> tuple[int, int]:
    """Write everything into the folder; returns how many events and checkpoints. Raises OSError."""
    notes = folder / "checkpoints"
    notes.mkdir(parents=True, exist_ok=True)
    events = points = 0
    with one_moment():
        with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
            columns = "seq, algorithm, prev, leaf, canonical"
            for seq, algorithm, prev, leaf, body in stream(f"SELECT {columns} FROM records_event ORDER BY seq"):  # noqa: S608 -- own constant
                line = {"seq": seq, "algorithm": algorithm, "prev": prev, "leaf": leaf, "body": body}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                events += 1
        for number, note in Checkpoint.objects.order_by("number").values_list("number", "note"):
            (notes / f"{number:06}.txt").write_text(note, encoding="utf-8")
            points += 1
    (folder / "keys.txt").write_text("".join(f"{signer.as_text()}\n" for signer in signers()), encoding="utf-8")
    for program in (VERIFIER, WITNESS):
        shutil.copyfile(program, folder / program.name)
    return events, points
