"""The acts of `evidence`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "evidence.file.added",
        "上传材料「{title}」（{filename}，校验值 {digest_short}…）",
        "Evidence “{title}” uploaded ({filename}, hash {digest_short}…)",
    ),
    EventKind(
        "evidence.file.superseded",
        "用新版替换材料「{title}」（{filename}，校验值 {digest_short}…），旧版仍留存",
        "Evidence “{title}” replaced by a new version ({filename}, hash {digest_short}…), the old one is kept",
    ),
    EventKind(
        "evidence.file.withdrawn",
        "撤回材料「{title}」，原件仍留存",
        "Evidence “{title}” withdrawn, the original is kept",
    ),
)
