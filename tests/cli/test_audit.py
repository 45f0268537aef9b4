"""``linli audit``: what it writes is checked by others without linli, and an altered record answers 1."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings

from linli.apps.records.models import Event
from linli.cli.main import main
from linli.core.ledger import read_note, verify_inclusion
from linli.integrations.record_kit import WITNESS
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(world: World, tmp_path: Path, settings: LazySettings) -> Path:
    """An export, and beside it a checkpoint that somebody keeps."""
    settings.DATA_DIR = tmp_path
    world.project()
    assert main(["audit", "checkpoint", "-o", str(tmp_path / "kept.txt")]) == 0
    assert main(["audit", "export", "-o", str(tmp_path / "out")]) == 0
    return tmp_path


def alone(program: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_verify_tells_what_it_walked_and_how_much_an_outside_checkpoint_covers(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["audit", "verify", "--json", "--anchor", str(exported / "kept.txt")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert told["events"] == told["covered"] == Event.objects.count()
    assert (told["anchors"], told["checkpoints"], told["broken"]) == (1, 1, [])


def test_the_verifier_of_one_file_agrees_without_linli(exported: Path) -> None:
    done = alone(exported / "out" / "verify.py", exported / "out", "--anchor", exported / "kept.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "all holds" in done.stdout


@pytest.mark.parametrize(
    ("old", "new"), [("象山", "像山"), ('"seq": 3,', '"seq": 4,'), ('"prev": "', '"prev": "00'), ("sha256", "sm3")]
)
def test_the_verifier_finds_a_changed_line(exported: Path, old: str, new: str) -> None:
    events = exported / "out" / "events.jsonl"
    text = events.read_text(encoding="utf-8")
    assert old in text
    events.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert alone(exported / "out" / "verify.py", exported / "out").returncode in {1, 2}


def test_the_verifier_finds_a_cut_off_tail_by_the_kept_checkpoint_alone(exported: Path) -> None:
    events = exported / "out" / "events.jsonl"
    lines = events.read_text(encoding="utf-8").splitlines(keepends=True)
    events.write_text("".join(lines[:-2]), encoding="utf-8")
    for note in (exported / "out" / "checkpoints").iterdir():
        note.unlink()
    assert alone(exported / "out" / "verify.py", exported / "out").returncode == 0
    done = alone(exported / "out" / "verify.py", exported / "out", "--anchor", exported / "kept.txt")
    assert done.returncode == 1
    assert "cut off" in done.stderr


def test_a_changed_signature_is_found(exported: Path) -> None:
    note = (exported / "kept.txt").read_text(encoding="utf-8")
    place = note.index("— ") + 30
    (exported / "kept.txt").write_text(note[:place] + ("A" if note[place] != "A" else "B") + note[place + 1 :], "utf-8")
    assert main(["audit", "verify", "--anchor", str(exported / "kept.txt")]) == 1
    done = alone(exported / "out" / "verify.py", exported / "out", "--anchor", exported / "kept.txt")
    assert done.returncode == 1


def test_a_receipt_holds_here_and_for_others_and_a_false_one_does_not(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["audit", "receipt", "5"]) == 0
    receipt = json.loads(capsys.readouterr().out)
    point = read_note(receipt["checkpoint"])
    proof = [bytes.fromhex(step) for step in receipt["proof"]]
    assert verify_inclusion(bytes.fromhex(receipt["leaf"]), 4, point.size, proof, point.root)
    path = exported / "receipt.json"
    for leaf, expected in ((receipt["leaf"], 0), ("0" * 64, 1)):
        path.write_text(json.dumps({**receipt, "leaf": leaf}), encoding="utf-8")
        assert main(["audit", "verify", "--receipt", str(path)]) == expected
        assert alone(exported / "out" / "verify.py", exported / "out", "--receipt", path).returncode == expected


def test_a_witness_signs_what_only_grew_and_refuses_anything_else(
    exported: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    state, first = exported / "state", exported / "kept.txt"
    signed = alone(WITNESS, state, first)
    assert signed.returncode == 0
    assert signed.stdout.startswith(first.read_text(encoding="utf-8"))
    size = read_note(first.read_text(encoding="utf-8")).size
    world.project("红旗小区")
    assert main(["audit", "checkpoint", "-o", str(exported / "later.txt")]) == 0
    capsys.readouterr()
    assert main(["audit", "proof", "--from", str(size)]) == 0
    (exported / "proof.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert alone(WITNESS, state, exported / "later.txt").returncode == 1
    assert alone(WITNESS, state, exported / "later.txt", "--proof", exported / "proof.json").returncode == 0
    assert alone(WITNESS, state, first).returncode == 1, "an older one is no extension"


def test_what_cannot_be_read_is_told_and_nothing_is_overwritten(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (exported / "no.txt").write_text("no checkpoint", encoding="utf-8")
    for words in (
        ["verify", "--anchor", str(exported / "no.txt")], ["verify", "--receipt", str(exported / "no.txt")],
        ["verify", "--key", "no"], ["export", "-o", str(exported / "out")], ["receipt", "999999"],
        ["proof", "--from", "999999"],
    ):  # fmt: skip
        capsys.readouterr()
        assert main(["audit", *words]) == 2, words
        assert capsys.readouterr().err
