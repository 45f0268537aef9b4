"""The documents: links lead somewhere, commands exist, every dependency has its reason."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.ground import ROOT, shown

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|`|\$ )((?:\./go linli|linli) [a-z]+(?: [a-z]+)?)", re.MULTILINE)


def heading_anchors(document: Path) -> set[str]:
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    anchors = set()
    for heading in re.findall(r"^#+\s+(.*)$", text, re.MULTILINE):
        words = re.sub(r"[^\w\s-]", "", heading.strip().lower())
        anchors.add(re.sub(r"\s", "-", words))
    return anchors


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for link in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = unquote(link).partition("#")
        target = (document.parent / place).resolve() if place else document
        assert target.exists(), f"{shown(document)} → {link}"
        if anchor and target.suffix == ".md":
            assert anchor in heading_anchors(target), f"{shown(document)} → {link}"


def test_every_command_of_the_house_in_the_documents_exists() -> None:
    known = subprocess.run([ROOT / "go"], capture_output=True, text=True, check=True).stdout
    for document in DOCUMENTS:
        for name in re.findall(r"\./go ([a-z]+)", document.read_text(encoding="utf-8")):
            assert re.search(rf"(^  |\./go ){name}\b", known, re.MULTILINE), f"{shown(document)}: ./go {name}"


def commands_in_documents() -> set[str]:
    found: set[str] = set()
    for document in DOCUMENTS:
        found.update(match.removeprefix("./go ") for match in COMMAND.findall(document.read_text(encoding="utf-8")))
    return found


def test_every_linli_command_in_the_documents_exists() -> None:
    for command in sorted(commands_in_documents()):
        words = command.split()[1:]
        spoken = _help(words)
        if spoken.returncode != 0 and len(words) == 2:  # the second word was an argument
            spoken = _help(words[:1])
        assert spoken.returncode == 0, command


def _help(words: list[str]) -> subprocess.CompletedProcess[str]:
    linli = str(Path(sys.executable).parent / "linli")
    return subprocess.run([linli, *words, "--help"], capture_output=True, text=True, check=False)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(one for group in project["dependency-groups"].values() for one in group),
    ]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = {re.split(r"[\[~=<>! ]", requirement)[0].lower() for requirement in wanted}
    assert not [name for name in sorted(names) if f"`{name}`" not in reasons]
    listed = set(re.findall(r"^\| `([a-z0-9-]+)`", reasons, re.MULTILINE))
    assert listed <= names, "a reason for something that is no dependency any more"
