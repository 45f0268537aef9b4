"""Sentences of the reasons given by `core/programme`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

PROGRAMME: dict[str, tuple[str, str]] = {}
