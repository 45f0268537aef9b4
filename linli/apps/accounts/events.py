"""The acts of `accounts`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind("accounts.organisation.created", "设立机构「{name}」", "Organisation “{name}” created"),
    EventKind(
        "accounts.organisation.corrected",
        "更正机构「{name}」的登记：{fields}",
        "Entry of organisation “{name}” corrected: {fields}",
    ),
    EventKind(
        "accounts.organisation.moved",
        "自{on}起，机构「{name}」由「{from_parent}」划归「{to_parent}」",
        "Organisation “{name}” moved from “{from_parent}” to “{to_parent}” as of {on}",
    ),
    EventKind(
        "accounts.organisation.merged",
        "自{on}起，机构「{name}」并入「{into}」",
        "Organisation “{name}” merged into “{into}” as of {on}",
    ),
    EventKind(
        "accounts.organisation.closed", "自{on}起，撤销机构「{name}」", "Organisation “{name}” closed as of {on}"
    ),
    EventKind("accounts.organisations.imported", "导入机构 {count} 个", "{count} organisations imported"),
    EventKind(
        "accounts.people.imported",
        "导入人员 {people} 人、任职 {appointments} 项",
        "{people} people and {appointments} appointments imported",
    ),
    EventKind("accounts.post.created", "设立职务「{post}」", "Post “{post}” created"),
    EventKind("accounts.post.closed", "自{on}起，撤销职务「{post}」", "Post “{post}” closed as of {on}"),
    EventKind("accounts.user.created", "开设账号「{username}」", "Account “{username}” created"),
    EventKind("accounts.user.corrected", "更正账号「{username}」的登记", "Entry of account “{username}” corrected"),
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
    EventKind(
        "accounts.roster.saved",
        "按「{document}」更新「{group}」名单：新任 {came}，卸任 {went}，调整 {changed}",
        "Roster of “{group}” updated by “{document}”: {came} came, {went} went, {changed} changed",
    ),
    EventKind(
        "accounts.mandate.granted",
        "委托账号「{deputy}」代行「{post}」，{valid_from}至{valid_until}，依据「{document}」",
        "Account “{deputy}” mandated to act as “{post}” from {valid_from} until {valid_until} by “{document}”",
    ),
    EventKind(
        "accounts.mandate.revoked",
        "撤销账号「{deputy}」代行「{post}」的委托",
        "Mandate of account “{deputy}” to act as “{post}” revoked",
    ),
)
