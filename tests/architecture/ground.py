"""What the architecture tests look at: the files of this repository, read without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LINLI = ROOT / "linli"
CORE = LINLI / "core"
TEMPLATES = LINLI / "web" / "templates"
STATIC = LINLI / "web" / "static"
TEXT_SUFFIXES = {".py", ".md", ".html", ".css", ".js", ".yaml", ".csv", ".toml", ".po", ".txt", ".svg", ".json", ""}
NOT_OURS = {".git", ".venv", ".tools", ".demo", "__pycache__", "artifacts", ".mypy_cache", ".ruff_cache", ".hypothesis"}


@cache
def python_files(under: Path = LINLI, *, migrations: bool = False) -> tuple[Path, ...]:
    """Every Python file below a folder, in order of name."""
    left_out = {"__pycache__"} if migrations else {"__pycache__", "migrations"}
    return tuple(path for path in sorted(under.rglob("*.py")) if not left_out & set(path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def text_files() -> Iterator[Path]:
    """Every text file that belongs to the repository."""
    pending = [ROOT]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.name in NOT_OURS or (path.name.startswith(".") and path.name != ".ci"):
                continue
            if path.is_dir():
                pending.append(path)
            elif path.suffix in TEXT_SUFFIXES and not path.is_symlink():
                yield path


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
