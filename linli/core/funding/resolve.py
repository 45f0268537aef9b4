"""Which rule answers for a cost line: the item by number or name, the segment by id or name, exactly one rule."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from linli.core.faults import BadInput, Fault
from linli.core.funding.facts import HEADERS, NOTHING_KNOWN, Facts
from linli.core.money import MAX_FEN, format_yuan
from linli.core.policy.model import (
    CappedSubsidy,
    CatalogueItem,
    Chain,
    FromPot,
    Grant,
    Package,
    PaysAll,
    RegulatedPrice,
    Segment,
    SegmentedRule,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)
from linli.core.wording import listed, say

PlainRule: TypeAlias = (
    PaysAll | CappedSubsidy | SubsidyRateUnstated | SharedAmong | RegulatedPrice | FromPot | Grant | Chain | Unresolved
)

#: products stay below this, so that a table of 64-bit integers computes the same answer
_WIDEST = 2**63
_MOST_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a cost sheet. row: its row in the sheet; item: number or name; segment: id or name, or None.

    cost_fen: the cost, never negative (a cut is the difference of two splits); approved_fen: the subsidy that an
    approval grants, or None while there is no approval.

    facts: what is known of the compound; purpose: what the money is for, where a grant has a purpose. override: the
    payer that a recorded decision (``decision``: its number) puts in the place of one that bears it “in principle”.
    agreement: what sharers have agreed on, payer and part. confirmed_on: the day the compound's plan was confirmed,
    which governs amended caps.
    """

    row: int
    compound: str
    item: str
    segment: str | None
    cost_fen: int
    approved_fen: int | None = None
    facts: Facts = NOTHING_KNOWN
    purpose: str = ""
    override: str = ""
    decision: str = ""
    agreement: tuple[tuple[str, Fraction], ...] = ()
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rule that answers for an item and segment, with the clauses and readings the answer rests on.

    What every line under it shares is worked out once: title: the item by number and name; named: rule and segment for
    the sentence; is_pooled: divided in `pools` (a plain cap on one line is not); most_fen: the largest cost it takes.
    """

    item: CatalogueItem
    segment: Segment | None
    rule_id: str
    rule_name: str
    rule: PlainRule
    cite: tuple[str, ...]
    reading_ids: tuple[str, ...]
    title: str = field(init=False)
    named: Mapping[str, str] = field(init=False)
    is_pooled: bool = field(init=False)
    most_fen: int = field(init=False)

    def __post_init__(self) -> None:
        rule, capped = self.rule, isinstance(self.rule, CappedSubsidy) and self.rule.base == "item"
        named = {"rule": self.rule_name} | ({"segment": self.segment.name} if self.segment else {})
        most = min(MAX_FEN, (_WIDEST - 1) // max(rule.cap.numerator, 1)) if isinstance(rule, CappedSubsidy) else MAX_FEN
        for name, value in (
            ("title", f"{self.item.number} {self.item.name}"),
            ("named", named),
            ("is_pooled", isinstance(rule, (CappedSubsidy, Grant, Chain)) and not capped),
            ("most_fen", most if capped else MAX_FEN),
        ):
            object.__setattr__(self, name, value)

    def takes(self, line: CostLine) -> bool:
        """Whether the line is no more than two amounts in range, with nothing else to be checked on it."""
        in_range = 0 <= line.cost_fen <= self.most_fen and 0 <= (line.approved_fen or 0) <= MAX_FEN
        return in_range and not (line.override or line.agreement) and line.facts is NOTHING_KNOWN


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _closest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return say("line.near", near=near[0]) if near else ""


def find_item(package: Package, text: str) -> CatalogueItem | None:
    """The catalogue item of this number or name (full-width digits, stray blanks forgiven); None if there is none."""
    return package.item_by_key.get(text) or {_plain(key): item for key, item in package.item_by_key.items()}.get(
        _plain(text)
    )


def _segments_of(item: CatalogueItem, rule: SegmentedRule) -> list[Segment]:
    return [segment for segment in rule.segments if not item.segments or segment.id in item.segments]


def _find_segment(segments: Sequence[Segment], text: str | None) -> Segment | None:
    wanted = _plain(text or "")
    return next((segment for segment in segments if wanted in (_plain(segment.id), _plain(segment.name))), None)


def _allowed(segments: Iterable[Segment]) -> str:
    return listed(f"{segment.id}（{segment.name}）" for segment in segments)


def answer_for(package: Package, item_text: str, segment_text: str | None, *, row: int | None = None) -> Answer:
    """The one rule that answers for this item and segment. Raises BadInput naming what was expected."""
    item = find_item(package, item_text)
    if item is None:
        known = [item.name for item in package.items] + [item.number for item in package.items]
        raise BadInput([Fault(
            say("line.no_item"), line=row, column="项目", found=item_text,
            expected=say("line.item_expected"), hint=_closest(_plain(item_text), known),
        )])  # fmt: skip
    rule = package.rule_by_id[item.rule]
    if not isinstance(rule, SegmentedRule):
        if segment_text and _plain(segment_text):
            raise BadInput([Fault(
                say("line.no_segments", number=item.number, name=item.name), line=row, column="分段",
                found=segment_text, expected=say("line.leave_empty"),
            )])  # fmt: skip
        return Answer(item, None, rule.id, rule.name, rule, rule.cite, rule.interpretations)
    segments = _segments_of(item, rule)
    segment = _find_segment(segments, segment_text)
    if segment is None:
        missing = not (segment_text and _plain(segment_text))
        names = [name for one in segments for name in (one.id, one.name)]
        raise BadInput([Fault(
            say("line.segment_missing" if missing else "line.no_segment", number=item.number, name=item.name),
            line=row, column="分段", found=say("line.nothing") if missing else segment_text or "",
            expected=_allowed(segments),
            hint="" if missing else _closest(_plain(segment_text or ""), names),
        )])  # fmt: skip
    return _segment_answer(item, rule, segment)


def _segment_answer(item: CatalogueItem, rule: SegmentedRule, segment: Segment) -> Answer:
    cite = segment.rule.cite or segment.cite or rule.cite
    readings = dict.fromkeys((*rule.interpretations, *segment.interpretations, *segment.rule.interpretations))
    return Answer(item, segment, rule.id, rule.name, segment.rule, cite, tuple(readings))


def known_answers(package: Package) -> dict[tuple[str, str | None], Answer]:
    """The answers found so far, by item and segment as lines write them."""
    known: dict[tuple[str, str | None], Answer] = package.memo.setdefault("funding answers", {})
    return known


def _known_answer(package: Package, line: CostLine) -> Answer:
    """`answer_for`, looked up once for every way of writing an item and segment."""
    known, key = known_answers(package), (line.item, line.segment)
    if key not in known:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[key] = answer_for(package, line.item, line.segment, row=line.row)
    return known[key]


def _money_faults(line: CostLine, answer: Answer | None) -> list[Fault]:
    faults = []
    for column, fen in (("费用(元)", line.cost_fen), ("批复(元)", line.approved_fen)):
        if fen is None:
            continue
        if fen < 0:
            faults.append(Fault(
                say("line.negative"), line=line.row, column=column, found=format_yuan(fen),
                expected=say("line.zero_or_more"), hint=say("line.cut_hint"),
            ))  # fmt: skip
        elif fen > MAX_FEN:
            faults.append(Fault(
                say("line.too_large"), line=line.row, column=column, found=format_yuan(fen),
                expected=say("line.at_most", amount=format_yuan(MAX_FEN)),
            ))  # fmt: skip
    if not faults and answer and isinstance(answer.rule, CappedSubsidy) and line.cost_fen > answer.most_fen:
        faults.append(Fault(
            say("line.product", cap=answer.rule.cap), line=line.row, column="费用(元)",
            found=format_yuan(line.cost_fen), hint=say("line.product_hint"),
        ))  # fmt: skip
    return faults


def _facts_faults(line: CostLine) -> Iterator[Fault]:
    """Numbers among the facts that cannot be."""
    for name, header in HEADERS.items():
        value = getattr(line.facts, name)
        if isinstance(value, (int, Fraction)) and not 0 <= value <= MAX_FEN:
            yield Fault(
                say("line.out_of_range"),
                line=line.row,
                column=header,
                found=str(value),
                expected=say("line.zero_or_more"),
            )


def find_payer(package: Package, text: str) -> str | None:
    """The id of the payer of this id or name."""
    wanted = _plain(text)
    return next((one.id for one in package.payers if wanted in (one.id, _plain(one.name))), None)


def _decision_faults(package: Package, line: CostLine, answer: Answer | None) -> list[Fault]:
    """What is wrong with a recorded decision or agreement: not allowed here, payers unknown, no document named."""
    faults = []
    rule = answer.rule if answer else None
    if line.override:
        payers = listed(payer.name for payer in package.payers)
        if find_payer(package, line.override) is None:
            faults.append(
                Fault(say("line.no_payer"), line=line.row, column="改由", found=line.override, expected=payers)
            )
        if not line.decision.strip():
            faults.append(Fault(say("line.no_decision"), line=line.row, column="依据", found=say("line.nothing")))
        if rule and not (isinstance(rule, PaysAll) and rule.strength == "principle"):
            faults.append(Fault(say("line.not_principle"), line=line.row, column="改由", found=line.override))
    if line.agreement and rule:
        faults += _agreement_faults(package, line, rule)
    return faults


def _agreement_faults(package: Package, line: CostLine, rule: PlainRule) -> Iterable[Fault]:
    column, told = "协议份额", "、".join(f"{payer}={part}" for payer, part in line.agreement)
    if not (isinstance(rule, SharedAmong) and rule.key == "agreed" and rule.among):
        yield Fault(say("line.not_agreed"), line=line.row, column=column, found=told)
        return
    members = [one.payer for one in rule.among]
    named = [find_payer(package, payer) for payer, _ in line.agreement]
    for (text, _), payer in zip(line.agreement, named, strict=True):
        if payer not in members:
            names = listed(package.payer_by_id[one].name for one in members)
            yield Fault(say("line.not_sharer"), line=line.row, column=column, found=text, expected=names)
    if len(set(named)) < len(named):
        yield Fault(say("line.payer_twice"), line=line.row, column=column, found=told)
    if any(part < 0 for _, part in line.agreement) or not any(part for _, part in line.agreement):
        yield Fault(say("line.bad_parts"), line=line.row, column=column, found=told)


def check_line(package: Package, line: CostLine) -> tuple[Answer | None, list[Fault]]:
    """The rule that answers for the line, and everything wrong with the line."""
    answer, faults = None, []
    try:
        answer = _known_answer(package, line)
    except BadInput as bad:
        faults = list(bad.faults)
    faults += _money_faults(line, answer)
    if line.override or line.agreement:
        faults += _decision_faults(package, line, answer)
    if line.facts is not NOTHING_KNOWN:
        faults.extend(_facts_faults(line))
    return answer, faults
