"""Where the files lie: the originals, which are records, and their viewing copies, which can be made again."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from linli.apps.evidence.models import Content
from linli.core.faults import BadInput
from linli.integrations.files import FileStore, Kept, Seen, look_into

OWNER_ENTERS = 0o700
PICTURES = {"view": "view.jpg", "small": "small.jpg"}


def store() -> FileStore:
    algorithm: Literal["sha256", "sm3"] = "sm3" if settings.ENVIRONMENT.crypto == "sm" else "sha256"
    return FileStore(Path(settings.DATA_DIR) / "evidence", algorithm=algorithm, floor_mb=settings.DISK_FLOOR_MB)


def _shelf(digest: str) -> Path:
    value = digest.partition(":")[2]
    return Path(settings.DATA_DIR) / "previews" / value[:2] / value[2:4] / digest.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was looked into and may be kept."""

    name: str
    waiting: Kept
    seen: Seen


def examine(name: str, waiting: Kept) -> Examined:
    """Look into a received file and keep its viewing copies. Raises BadInput."""
    return Examined(name, waiting, _look(name, waiting.path, waiting.digest))


def _look(name: str, path: Path, digest: str) -> Seen:
    shelf = _shelf(digest)
    shelf.parent.mkdir(mode=OWNER_ENTERS, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=shelf.parent, prefix=".") as folder:
        seen = look_into(path, name=name, out=Path(folder))
        (Path(folder) / "words.json").write_text(json.dumps({"text": seen.text, "rows": seen.rows}))
        shelf.mkdir(mode=OWNER_ENTERS, exist_ok=True)
        for made in Path(folder).iterdir():
            made.replace(shelf / made.name)
    return seen


def picture(content: Content, size: str) -> Path | None:
    """The viewing copy (``view``, ``small``); made again when it was lost; None where there is nothing to look at."""
    path = _shelf(content.digest) / PICTURES[size]
    if not path.is_file() and not (_shelf(content.digest) / "words.json").is_file():
        _remake(content)
    return path if path.is_file() else None


def words(content: Content) -> dict[str, Any]:
    """``text`` and ``rows`` of the beginning of a document."""
    path = _shelf(content.digest) / "words.json"
    if not path.is_file():
        _remake(content)
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {"text": "", "rows": []}
    return found


def _remake(content: Content) -> None:
    original = store().path(content.digest)
    if original.is_file():
        try:
            _look(content.digest, original, content.digest)
        except BadInput:  # it was good when it came in; nothing to show is no reason to refuse the page
            return
