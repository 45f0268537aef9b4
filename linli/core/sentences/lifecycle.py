"""Sentences of the reasons given by `core/lifecycle`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

LIFECYCLE: dict[str, tuple[str, str]] = {}
