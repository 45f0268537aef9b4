"""Sentences of the reasons given by `core/funding`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

FUNDING: dict[str, tuple[str, str]] = {}
