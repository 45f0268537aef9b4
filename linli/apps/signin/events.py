"""The acts of `signin`. Each single sign-in stands in the table of attempts; here is what changes how one gets in."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "signin.wait.imposed",
        "账号「{username}」连续输错 {failures} 次，同一处来的下一次要等 {seconds} 秒",
        "Account “{username}”: {failures} failures in a row, the next attempt from there has to wait {seconds} s",
    ),
    EventKind(
        "signin.second_factor.set_up", "账号「{username}」启用了动态码", "Account “{username}” set up one-time codes"
    ),
    EventKind(
        "signin.second_factor.reset",
        "重置了账号「{username}」的动态码，并结束其 {sessions} 处登录",
        "One-time codes of account “{username}” reset, {sessions} sessions ended",
    ),
    EventKind(
        "signin.recovery_codes.renewed",
        "账号「{username}」换了一批备用码（{count} 个）",
        "Account “{username}” renewed its recovery codes ({count})",
    ),
    EventKind(
        "signin.recovery_code.used",
        "账号「{username}」用备用码登录，还剩 {left} 个",
        "Account “{username}” came in with a recovery code, {left} left",
    ),
    EventKind(
        "signin.invitation.made",
        "为账号「{username}」发出登录邀请，有效至 {until}",
        "Invitation for account “{username}” issued, good until {until}",
    ),
    EventKind(
        "signin.invitation.revoked", "作废了账号「{username}」的邀请", "Invitation of account “{username}” revoked"
    ),
    EventKind(
        "signin.invitation.used", "账号「{username}」用邀请首次登录", "Account “{username}” came in by its invitation"
    ),
    EventKind("signin.password.changed", "账号「{username}」改了密码", "Account “{username}” changed its password"),
    EventKind(
        "signin.password.forgotten",
        "账号「{username}」申请重设密码，链接有效至 {until}",
        "A link to set a new password of account “{username}” was sent, good until {until}",
    ),
    EventKind(
        "signin.session.ended",
        "结束了账号「{username}」的 {sessions} 处登录",
        "{sessions} sessions of account “{username}” ended",
    ),
)
