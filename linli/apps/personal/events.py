"""The acts of `personal`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "personal.contact.recorded", "登记了账号「{username}」的联系方式", "Contact of account “{username}” recorded"
    ),
    EventKind(
        "personal.contact.ended",
        "账号「{username}」已停用，联系方式开始计保存期限",
        "Account “{username}” is closed: the keeping period of its contact has begun",
    ),
    EventKind(
        "personal.data.shown",
        "查看了「{whose}」的个人信息（{columns}）",
        "Personal data of “{whose}” shown in full ({columns})",
    ),
    EventKind(
        "personal.data.exported",
        "导出了 {count} 人的个人信息（{columns}）",
        "Personal data of {count} people exported ({columns})",
    ),
    EventKind(
        "personal.data.anonymised",
        "保存期限已到，清除了 {table} 的 {columns}，共 {count} 条（{basis}）",
        "Keeping period over: {columns} of {table} cleared in {count} rows ({basis})",
    ),
    EventKind(
        "personal.data.resealed",
        "{table} 的 {count} 条个人信息换了密钥重新加密",
        "{count} sealed values of {table} sealed again with the current key",
    ),
    EventKind("personal.key.destroyed", "销毁了密钥 {key}（{purpose}）", "Key {key} ({purpose}) destroyed"),
)
