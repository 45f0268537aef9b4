"""The acts of `residents`. No names, no telephones: numbers of dwellings at most."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "residents.dwellings.recorded",
        "登记了小区「{compound}」的 {dwellings} 户、{owners} 位业主",
        "{dwellings} dwellings and {owners} owners of compound “{compound}” recorded",
    ),
    EventKind(
        "residents.codes.issued",
        "为小区「{compound}」的 {count} 户发放入户码",
        "Entry codes issued to {count} dwellings of compound “{compound}”",
    ),
    EventKind(
        "residents.code.revoked",
        "作废了小区「{compound}」{number} 的入户码",
        "Entry code of {number}, compound “{compound}”, revoked",
    ),
    EventKind(
        "residents.wait.imposed",
        "小区「{compound}」{number} 的入户码连续核对不上 {failures} 次，要等 {seconds} 秒",
        "Entry code of {number}, compound “{compound}”: {failures} checks failed in a row, a wait of {seconds} s",
    ),
)
