"""What one line of an appointment list says: a person, the seat, and the post held elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

#: the seats of a leading group (领导小组) and its office, in the order of the list
RANKS = ("lead", "deputy", "member", "office_lead", "office_deputy", "office_member", "liaison")


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person in one seat. ``post``: the office held elsewhere, as printed; ``body`` and ``title``: its two parts;
    ``concurrent``: marked 兼; ``line``: where it begins (from 1); ``doubts``: what a person should look at, in words;
    ``ref``: the caller's own mark."""

    rank: str
    name: str
    post: str = ""
    body: str = ""
    title: str = ""
    concurrent: bool = False
    line: int = 0
    doubts: tuple[str, ...] = ()
    ref: int = 0


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole list. ``unread``: lines that name nobody (headings, rules), with their numbers: nothing is dropped
    silently."""

    sittings: tuple[Sitting, ...]
    unread: tuple[tuple[int, str], ...] = ()
