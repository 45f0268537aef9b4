"""The acts of `compounds`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind("compounds.compound.recorded", "登记小区「{name}」", "Compound “{name}” recorded"),
    EventKind("compounds.compound.corrected", "更正小区「{name}」的登记", "Record of compound “{name}” corrected"),
    EventKind("compounds.compounds.recorded", "批量登记小区{count}个", "{count} compounds recorded in one act"),
)
