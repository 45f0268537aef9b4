"""Sentences of the reasons given by `core/voting`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

VOTING: dict[str, tuple[str, str]] = {}
