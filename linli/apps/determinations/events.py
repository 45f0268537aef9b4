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
)
