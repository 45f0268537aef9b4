"""The acts of `accounts`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind("accounts.organisation.created", "设立机构「{name}」", "Organisation “{name}” created"),
    EventKind("accounts.post.created", "设立职务「{post}」", "Post “{post}” created"),
    EventKind("accounts.user.created", "开设账号「{username}」", "Account “{username}” created"),
    EventKind("accounts.user.closed", "停用账号「{username}」", "Account “{username}” closed"),
    EventKind(
        "accounts.appointment.begun",
        "账号「{username}」自{held_from}起担任「{post}」",
        "Account “{username}” holds “{post}” from {held_from}",
    ),
    EventKind(
        "accounts.appointment.ended",
        "账号「{username}」至{held_until}不再担任「{post}」",
        "Account “{username}” no longer holds “{post}” from {held_until}",
    ),
)
