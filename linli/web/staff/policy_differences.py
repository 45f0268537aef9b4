"""What an edition says otherwise, as rows of a table: both values, both clauses, the day that governs the change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from linli.core.policy.amend import Step
from linli.core.policy.amend.difference import Difference
from linli.core.policy.model import Package

_SHARE = re.compile(r"(\d+)/(\d+)")
_WHOLE = 100
#: what names an inserted part, best first
_NAMING = ("name", "ref", "id", "number")


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One value that changes. ``where``: the way inside the rule; ``step``: the change that makes it, None where the
    package itself was written anew; ``governs``: the day that decides between old and new, in words."""

    part: str
    name: str
    where: str
    was: str
    now: str
    was_cite: tuple[str, ...]
    now_cite: tuple[str, ...]
    effective: date | None
    governs: str


def governing_words(name: str) -> str:
    """The day that governs a change, as a clerk calls it."""
    return {
        "plan_confirmed_on": _("方案确认之日"), "stage_entered_on": _("进入该阶段之日"), "vote_day": _("表决之日"),
        "approval_day": _("批复之日"), "today": _("施行之日起一律适用"),
    }.get(name, _("自始适用"))  # fmt: skip


def difference_rows(
    found: Iterable[Difference], steps: Sequence[Step], packages: Sequence[Package]
) -> list[DifferenceRow]:
    """One row for each value, and one for each part that was put in or taken out as a whole. ``packages``: both
    editions, for the names of what they speak of."""
    rows: dict[tuple[str, str], DifferenceRow] = {}
    every = list(found)
    kinds = {(one.part, one.path): one for one in every if one.path.split(".")[-1] == "by"}
    names = _names(packages)
    for one in every:
        if (one.part, one.path) in kinds and any(_is_day_of(other, one) for other in every):
            continue
        where, was, now = _shown(one, names)
        kind = kinds.get((one.part, f"{one.path.removesuffix('on')}by")) if one.path.endswith("on") else None
        if kind is not None:
            was, now = f"{was} {_kind(kind.was)}".strip(), f"{now} {_kind(kind.now)}".strip()
        step = _step_of(one, steps)
        row = DifferenceRow(
            one.part, one.name or names.get(one.part.partition(":")[2], ""), where, _value(was), _value(now),
            one.was_cite, one.now_cite,
            step.effective if step else None, _governs(step),
        )  # fmt: skip
        known = rows.get((one.part, where))
        rows[one.part, where] = row if known is None or _is_better(one, known) else known
    return list(rows.values())


def _names(packages: Sequence[Package]) -> dict[str, str]:
    """Id -> name of the papers, votes and matters that a gate may ask for."""
    found: dict[str, str] = {}
    for package in packages:
        found.update((paper.id, paper.name) for paper in package.documents)
        found.update((vote.id, vote.name) for vote in package.votes)
        found.update((matter.id, matter.name) for matter in package.matters)
    return found


def _is_day_of(other: Difference, kind: Difference) -> bool:
    """Whether ``other`` is the day of the deadline whose kind (by the middle of a month …) ``kind`` tells."""
    return other.part == kind.part and other.path == f"{kind.path.removesuffix('by')}on"


def _kind(word: str) -> str:
    return {"mid-month": _("中旬"), "month-end": _("月底"), "day": ""}.get(word, word)


def _shown(one: Difference, names: Mapping[str, str]) -> tuple[str, str, str]:
    """An evidence that was put in or taken out is one row, not one for each word of it."""
    whole = {"新增": _("新增"), "废止": _("废止")}
    if not one.path:
        return "", "" if one.was == "有" else one.was, whole.get(one.now, one.now)
    parent, _dot, leaf = one.path.rpartition(".")
    if ":" in parent.rpartition(".")[2] and (not one.was or not one.now) and leaf in (*_NAMING, "kind"):
        named = parent.rpartition(".")[2]
        named = names.get(named.partition(":")[2], named)
        return parent, one.was and named, one.now and named
    return one.path, one.was, one.now


def _is_better(one: Difference, known: DifferenceRow) -> bool:
    return bool(one.now_cite) and not known.now_cite


def _value(text: str) -> str:
    """A share as the text writes it: 9/10 is 90 %."""
    match = _SHARE.fullmatch(text)
    if match and int(match[2]) and int(match[1]) * _WHOLE % int(match[2]) == 0:
        return f"{int(match[1]) * _WHOLE // int(match[2])}%"
    return text


def _governs(step: Step | None) -> str:
    if step is None:
        return ""
    if step.kind == "amendment":
        both = step.before_effective == "new"
        return governing_words("today" if both else step.governs or "today")
    return governing_words("")


def _step_of(one: Difference, steps: Sequence[Step]) -> Step | None:
    """The change that makes the difference: the one whose target leads nearest to it."""
    table, _colon, name = one.part.partition(":")
    full = ".".join(part for part in (name or table, one.path) if part)
    fitting = [step for step in steps if _leads(step, table, name, full)]
    return max(fitting, key=lambda step: len(step.target), default=None)


def _leads(step: Step, table: str, name: str, full: str) -> bool:
    if step.kind == "decision":
        return full.startswith(f"{step.target}.")
    target = step.target.removeprefix(f"{table}:").removeprefix(f"{table}.")
    if target == table:  # a whole entry put into the table
        return isinstance(step.now, dict) and str(step.now.get("id") or step.now.get("number")) == name
    return full == target or full.startswith(f"{target}.") or target.startswith(f"{full}.")
