"""The acts of `determinations`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "determinations.duty.done", "记录「{name}」：{happened_on} {note}", "“{name}” seen to on {happened_on}: {note}"
    ),
    EventKind(
        "determinations.duty.withdrawn",
        "撤回「{name}」（{happened_on}）",
        "Record of “{name}” on {happened_on} withdrawn",
    ),
    EventKind(
        "determinations.determination.taken",
        "作出决定「{title}」（{document}）",
        "Determination “{title}” taken ({document})",
    ),
    EventKind(
        "determinations.determination.superseded",
        "以「{title}」取代决定「{before}」",
        "Determination “{before}” superseded by “{title}”",
    ),
    EventKind(
        "determinations.determination.annulled",
        "撤销决定「{title}」",
        "Determination “{title}” annulled",
    ),
    EventKind(
        "determinations.waiver.requested",
        "申请容缺「{name}」，至 {until}（{document}）",
        "Waiver of “{name}” until {until} asked for ({document})",
    ),
    EventKind(
        "determinations.waiver.granted", "准予容缺「{name}」，至 {until}", "Waiver of “{name}” granted until {until}"
    ),
    EventKind("determinations.waiver.refused", "不准予容缺「{name}」", "Waiver of “{name}” refused"),
    EventKind(
        "determinations.waiver.withdrawn",
        "撤回容缺「{name}」（至 {until}）",
        "Waiver of “{name}” (until {until}) withdrawn",
    ),
)
