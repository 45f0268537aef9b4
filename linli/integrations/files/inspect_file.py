"""The process that looks into one file: ``python -m linli.integrations.files.inspect_file FILE FOLDER``.

It has little memory and little time, writes only pictures without metadata into FOLDER, and answers with one line of
JSON. Whatever a hostile file does to a parser, it does it here.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
LARGEST_WRITTEN = 32 * 1024 * 1024


def limit() -> None:
    """Less memory, less time, no large files, no core dump, no child processes worth the name."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def examine(path: Path, out: Path) -> dict[str, Any]:
    """What the file is and shows: kind, and as it applies width, height, pages, look, taken_at, latitude, longitude,
    text, rows. Raises Refused."""
    from linli.integrations.files import kinds, packed, papers, pictures  # noqa: PLC0415 -- after the limits

    kind = kinds.kind_of(path)
    if kind in kinds.PICTURES:
        return {"kind": kind, **pictures.look(path, kind, out)}
    if kind == "pdf":
        return {"kind": kind, **papers.look_at_pdf(path, out)}
    if kind == "zip":
        kind, text = packed.look(path)
        return {"kind": kind, "text": text, "rows": papers.first_rows(path) if kind == "xlsx" else []}
    text = (kinds.read_text(path) or "")[: packed.PREVIEW_LETTERS] if kind == "text" else ""
    return {"kind": kind, "text": text}


def main(arguments: list[str]) -> int:
    limit()
    from linli.integrations.files.refusal import Refused  # noqa: PLC0415 -- after the limits

    try:
        answer = examine(Path(arguments[0]), Path(arguments[1]))
    except Refused as refused:
        answer = {"refused": refused.code, "values": refused.values}
    except (MemoryError, RecursionError):
        answer = {"refused": "evidence.too_slow", "values": {}}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
