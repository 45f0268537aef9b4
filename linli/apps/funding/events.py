"""The acts of `funding`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "funding.costs.recorded",
        "记录「{name}」的费用{count}项，合计{total}元",
        "{count} cost lines of “{name}” recorded, {total} yuan in all",
    ),
    EventKind("funding.costs.imported", "批量记录费用{count}项", "{count} cost lines recorded in one act"),
    EventKind(
        "funding.cost.withdrawn",
        "撤下「{name}」的费用{item}{segment}",
        "Cost line {item} {segment} of “{name}” withdrawn",
    ),
    EventKind(
        "funding.particular.told",
        "填写「{name}」的{fact_name}：{value}（{document}）",
        "“{name}”: {fact_name} told as {value} ({document})",
    ),
    EventKind(
        "funding.particulars.told",
        "批量填写小区情况{count}项",
        "{count} particulars of compounds told in one act",
    ),
    EventKind(
        "funding.particular.withdrawn",
        "撤回「{name}」的{fact_name}：{value}",
        "“{name}”: {fact_name} {value} withdrawn",
    ),
    EventKind(
        "funding.allocation.made",
        "从「{pot_name}」下达给「{name}」{amount}元（{allocated_on}）",
        "{amount} yuan of “{pot_name}” allocated to “{name}” ({allocated_on})",
    ),
    EventKind(
        "funding.allocation.revoked",
        "撤销「{name}」的「{pot_name}」{amount}元",
        "{amount} yuan of “{pot_name}” taken back from “{name}”",
    ),
)
