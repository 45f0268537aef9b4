"""The answer to "why?": a reason's steps with clause, official words where supplied, and the readings it rests on.

Beside the page through htmx, or as a page of its own without scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.apps.records.queries import official_texts
from linli.core.funding import LineSplit
from linli.core.money import format_yuan
from linli.core.policy.anchors import SourceText, canonical
from linli.core.policy.clauses import clause_label
from linli.core.policy.model import Package, Reading
from linli.core.reasons import Reason
from linli.stages.standing import ProgrammeStanding
from linli.web.requests import StaffRequest

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause cited: its anchor, its name, and the official words if the office has supplied the text."""

    anchor: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reason in the reader's language."""

    depth: int
    sentence: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A whole answer: title, steps, the readings relied on, and every clause once. ``lacking``: facts that would decide
    more, and ``fill``: where to tell them."""

    title: str
    steps: tuple[Step, ...]
    readings: tuple[Reading, ...]
    fill: str = ""
    lacking: str = ""


class Law:
    """The official words of a package's clauses, as far as the office has supplied the texts."""

    def __init__(self, package: Package, texts: Mapping[str, str]) -> None:
        self.package = package
        self._texts = {source: SourceText.of(text) for source, text in texts.items()}

    @classmethod
    def of(cls, package: Package) -> Law:
        return cls(package, official_texts(package.id))

    def words(self, anchor: str) -> str:
        """Empty while nobody has supplied the text."""
        source, place = canonical(self.package, anchor)
        text = self._texts.get(source)
        return (text.text(place) or "") if text is not None and place else ""

    def clauses(self, anchors: Iterable[str]) -> tuple[Clause, ...]:
        language = get_language() or "zh"
        return tuple(
            Clause(anchor, clause_label(self.package, anchor, language), self.words(anchor)) for anchor in anchors
        )


def explanation(title: str, reasons: Sequence[Reason], law: Law) -> Explanation:
    """The reasons laid out for reading. Official words stand at the first step that cites them."""
    language = get_language() or "zh"
    steps: list[Step] = []
    seen: set[str] = set()
    noted: dict[str, Reading] = {}
    for reason in reasons:
        for depth, step in reason.walk():
            fresh = [anchor for anchor in step.cite if anchor not in seen]
            seen.update(fresh)
            clauses = law.clauses(fresh) if fresh else ()
            steps.append(Step(min(depth, DEEPEST), step.sentence(language), clauses))
            for note in step.readings:
                known = law.package.reading_by_id.get(note.id)
                if known is not None:
                    noted.setdefault(note.id, known)
    return Explanation(title, tuple(steps), tuple(noted.values()))


def split_explanation(standing: ProgrammeStanding, law: Law) -> Explanation:
    """How all costs were divided: the sum, then each rule of the policy with what it gave to whom."""
    package, yuan = standing.policy, format_yuan
    names = {payer.id: payer.name for payer in package.payers}
    used: dict[str, list[LineSplit]] = {}
    for project in standing.projects:
        for line in project.money.lines:
            used.setdefault(line.rule, []).append(line)
    parts = [f"{names.get(payer, payer)} {yuan(fen)}" for payer, fen in standing.shares.items()]
    parts.append(_("未定 %(fen)s") % {"fen": yuan(standing.undetermined_fen)})
    whole = _("全部费用 %(cost)s 元 = %(parts)s") % {"cost": yuan(standing.cost_fen), "parts": " + ".join(parts)}
    steps = [Step(0, whole, ())]
    noted: dict[str, Reading] = {}
    for rule in package.rules:
        lines = used.get(rule.id, [])
        if lines:
            steps.append(Step(1, _rule_sentence(rule.name, lines, names), law.clauses(_cites(lines))))
            for note in (note for line in lines for note in line.readings):
                if note.id in package.reading_by_id:
                    noted.setdefault(note.id, package.reading_by_id[note.id])
    return Explanation(_("钱由谁出"), tuple(steps), tuple(noted.values()))


def _rule_sentence(name: str, lines: Sequence[LineSplit], names: Mapping[str, str]) -> str:
    totals: dict[str, int] = {}
    for line in lines:
        for payer, fen in line.shares.items():
            totals[payer] = totals.get(payer, 0) + fen
    undetermined = sum(line.undetermined_fen for line in lines)
    told = [f"{names.get(payer, payer)} {format_yuan(fen)}" for payer, fen in totals.items()]
    if undetermined:
        told.append(_("未定 %(fen)s") % {"fen": format_yuan(undetermined)})
    cost = format_yuan(sum(line.line.cost_fen for line in lines))
    return _("%(rule)s：%(count)d 行，费用 %(cost)s 元 → %(told)s") % {
        "rule": name, "count": len(lines), "cost": cost, "told": "，".join(told),
    }  # fmt: skip


def _cites(lines: Iterable[LineSplit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(anchor for line in lines for anchor in line.cite))


def answer(request: StaffRequest, package: Package, told: Explanation, *, back: str, section: str) -> HttpResponse:
    """The side panel's content for htmx, otherwise the whole page."""
    template = "staff/parts/why_body.html" if request.htmx else "staff/why.html"
    context = {"package": package, "told": told, "back": back, "section": section}
    return render(request, template, context)
