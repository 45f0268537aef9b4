"""What the lower layer asks of a vote: thresholds, ways to pass, vetoes, who counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linli.core.policy.model import Package, VoteRule
from linli.core.policy.model.votes import Alternative, Electorate, VoteEdition, VoteTest
from linli.core.policy.narrowing.conflict import Conflict, said
from linli.core.policy.scalars import Cites
from linli.core.policy.textyaml import Keys
from linli.core.wording import say

_Tested = VoteRule | VoteEdition | Alternative
_Whole = VoteRule | VoteEdition


def vote_conflicts(above: Package, below: Package) -> Iterator[Conflict]:
    """Every vote that passes more easily, or is held otherwise."""
    own = {vote.id: (index, vote) for index, vote in enumerate(below.votes)}
    for upper in above.votes:
        if upper.id not in own:
            message = say("layer.vote_gone", name=upper.name)
            yield Conflict.look(("votes",), message, upper.name, say("layer.none"), upper.cite, ())
            continue
        index, lower = own[upper.id]
        path: Keys = ("votes", index)
        yield from _rule(upper.name, upper, lower, path)
        yield from _electorate(upper.name, (upper.electorate, upper.cite), (lower.electorate, lower.cite), path)
        yield from _editions(upper, lower, path)
    yield from _matters(above, below)


def _rule(name: str, upper: _Whole, lower: _Whole, path: Keys) -> Iterator[Conflict]:
    yield from _tests(name, upper, lower, path)
    yield from _alternatives(name, upper, lower, path)
    yield from _vetoes(name, upper, lower, path)


def _editions(upper: VoteRule, lower: VoteRule, path: Keys) -> Iterator[Conflict]:
    """Stretches of time with the same days are compared one by one; others are for a person to look at."""
    days = [[(one.id, one.from_, one.until) for one in rule.editions] for rule in (upper, lower)]
    pairs = list(zip(upper.editions, lower.editions, strict=False)) if days[0] == days[1] else []
    for number, (one, other) in enumerate(pairs):
        yield from _rule(one.name or upper.name, one, other, (*path, "editions", number))
    if days[0] != days[1] or any(said(one.electorate) != said(other.electorate) for one, other in pairs):
        message = say("layer.vote_editions", name=upper.name)
        yield Conflict.look((*path, "editions"), message, _names(upper.editions), _names(lower.editions), upper.cite,
                            lower.cite)  # fmt: skip


def _names(parts: Sequence[object]) -> str:
    return "、".join(str(getattr(one, "name", "") or getattr(one, "id", "")) for one in parts) or say("layer.none")


def _tests(name: str, upper: _Tested, lower: _Tested, path: Keys) -> Iterator[Conflict]:
    mine = {_measured(test): (number, test) for number, test in enumerate(lower.tests)}
    for test in upper.tests:
        number, own = mine.get(_measured(test), (0, None))
        told = f"{test.measure} {test.bound} {test.threshold}"
        cite = test.cite or upper.cite
        if own is None:
            message = say("layer.condition_gone", name=name)
            yield Conflict((*path, "tests"), message, told, say("layer.none"), cite, lower.cite)
        elif _is_wider(test, own):
            yield Conflict((*path, "tests", number), say("layer.threshold_lower", name=name), told,
                           f"{own.measure} {own.bound} {own.threshold}", cite, own.cite or lower.cite)  # fmt: skip


def _measured(test: VoteTest) -> tuple[object, ...]:
    return test.measure, test.count, test.of, test.within


def _is_wider(test: VoteTest, own: VoteTest) -> bool:
    if own.is_ceiling != test.is_ceiling:
        return True
    more = own.threshold > test.threshold if test.is_ceiling else own.threshold < test.threshold
    return more or (own.threshold == test.threshold and own.inclusive > test.inclusive)


def _alternatives(name: str, upper: _Whole, lower: _Whole, path: Keys) -> Iterator[Conflict]:
    """Fewer ways to pass are narrower, another way is wider; none where there was one asks for nothing at all."""
    known = {one.id: one for one in upper.alternatives}
    if known and not lower.alternatives:
        message = say("layer.ways_gone", name=name)
        yield Conflict((*path, "alternatives"), message, _names(upper.alternatives), say("layer.none"), upper.cite,
                       lower.cite)  # fmt: skip
    for number, own in enumerate(lower.alternatives):
        here = (*path, "alternatives", number)
        if own.id in known:
            yield from _tests(own.name, known[own.id], own, here)
        elif known:
            message = say("layer.another_way", name=name)
            yield Conflict(here, message, _names(upper.alternatives), own.name, upper.cite, own.cite or lower.cite)


def _vetoes(name: str, upper: _Whole, lower: _Whole, path: Keys) -> Iterator[Conflict]:
    own = {veto.id: (number, veto) for number, veto in enumerate(lower.vetoes)}
    for veto in upper.vetoes:
        cite = veto.cite or upper.cite
        if veto.id not in own:
            message = say("layer.veto_gone", name=name)
            yield Conflict((*path, "vetoes"), message, veto.name, say("layer.none"), cite, lower.cite)
            continue
        number, mine = own[veto.id]
        here = (*path, "vetoes", number)
        if mine.within not in (None, veto.within) and veto.within is not None:
            message = say("layer.veto_otherwise", name=name)
            yield Conflict.look(here, message, str(veto.within), str(mine.within), cite, mine.cite or lower.cite)
        elif (mine.within is not None and veto.within is None) or (veto.by, mine.by) == ("against", "objection"):
            yield Conflict(here, say("layer.veto_weaker", name=name), f"{veto.by} {veto.within or ''}".strip(),
                           f"{mine.by} {mine.within or ''}".strip(), cite, mine.cite or lower.cite)  # fmt: skip


def _electorate(
    name: str, upper: tuple[Electorate, Cites], lower: tuple[Electorate, Cites], path: Keys
) -> Iterator[Conflict]:
    """Fewer proxies and only the representative of co-owners are narrower; who counts at all cannot be compared."""
    (one, upper_cite), (other, lower_cite) = upper, lower
    here = (*path, "electorate")
    cites = (one.cite or upper_cite, other.cite or lower_cite)
    for word in ("parking", "heads", "unsold"):
        was, now = getattr(one, word), getattr(other, word)
        if was != now:
            message = say("layer.electorate", name=name, word=word)
            yield Conflict.look((*here, word), message, was, now, *cites)
    if one.co_owners == "representative" and other.co_owners == "any":
        message = say("layer.threshold_lower", name=name)
        yield Conflict((*here, "co_owners"), message, one.co_owners, other.co_owners, *cites)
    if one.proxy_limit is not None and (other.proxy_limit is None or other.proxy_limit > one.proxy_limit):
        told = say("layer.none") if other.proxy_limit is None else str(other.proxy_limit)
        yield Conflict((*here, "proxy_limit"), say("layer.more_proxies", name=name), str(one.proxy_limit), told,
                       *cites)  # fmt: skip


def _matters(above: Package, below: Package) -> Iterator[Conflict]:
    own = {matter.id: (index, matter) for index, matter in enumerate(below.matters)}
    for upper in above.matters:
        index, lower = own.get(upper.id, (0, None))
        if lower is None or said(upper) != said(lower):
            path: Keys = ("matters", index) if lower else ("matters",)
            told = f"{lower.vote} {lower.scope}" if lower else say("layer.none")
            message = say("layer.matter_otherwise", name=upper.name)
            yield Conflict.look(path, message, f"{upper.vote} {upper.scope}", told, upper.cite,
                                lower.cite if lower else ())  # fmt: skip
