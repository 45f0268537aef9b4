"""The acts of `records`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "records.official_text.supplied",
        "提供了政策「{package}」的正式文本（{source}，{filename}）",
        "Official text of policy “{package}” supplied ({source}, {filename})",
    ),
    EventKind("records.demo.loaded", "载入演示数据（{programmes}）", "Demonstration data loaded ({programmes})"),
)
