"""``linli import`` and ``linli export``: sheets into the database and out of it."""

from __future__ import annotations

from typing import Any


def register(subparsers: Any) -> None:
    """Adds ``import`` and ``export``."""
