"""Mutants of votes: thresholds and whether they include the number itself, what is measured of what, who counts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from linli.core.cases.mutants.tree import REMOVED, Mutant, day_after, mutant, other, share_text
from linli.core.policy.model import Package, VoteRule, VoteTest
from linli.core.policy.model.votes import Alternative, Veto, VoteEdition
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import parts

_VOTES = "表决.csv"
_POINT = Fraction(1, 100)


def vote_mutants(package: Package) -> Iterator[Mutant]:
    """Every mutant of the vote rules and of the matters that use them."""
    for index, vote in enumerate(package.votes):
        path: Keys = ("votes", index)
        for where, part in parts(vote, path):
            if isinstance(part, VoteTest):
                yield from _test_mutants(where, vote, part)
            elif isinstance(part, (Alternative, Veto)):
                hint = "加一行只靠它才通过（或才不通过）的用例"
                yield mutant(where, REMOVED, was=part.id, what=f"{vote.id} 的 {part.id}", sheet=_VOTES, hint=hint)
            elif isinstance(part, VoteEdition):
                yield from _edition_mutants(where, vote, part)
        yield from _electorate_mutants(path, vote)
        yield from _law_mutants(package, path, vote)
    rules = [vote.id for vote in package.votes]
    for index, matter in enumerate(package.matters):
        if swapped := other(matter.vote, rules):
            yield mutant(("matters", index, "vote"), swapped, was=matter.vote, what=f"{matter.id} 的表决规则",
                         sheet=_VOTES, hint=f"加一行「表决」写 {matter.id} 的用例，结果在两种规则下不同")  # fmt: skip


_FLIPPED = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}


def _test_mutants(path: Keys, vote: VoteRule, test: VoteTest) -> Iterator[Mutant]:
    name = f"{vote.id} {test.name or test.measure}"
    at, key, flipped = f"{test.threshold}", test.bound, _FLIPPED[test.bound]
    hint = f"加三行：{test.measure} 恰好 {at}、差一点、多一点，其余条件都满足"
    text = share_text(test.threshold)
    yield Mutant((*path, key), f"{name} 是否含本数", key, flipped, _VOTES, hint,
                 (((*path, key), REMOVED), ((*path, flipped), text)))  # fmt: skip
    for threshold in (test.threshold + _POINT, test.threshold - _POINT):
        yield mutant((*path, key), share_text(threshold), was=at, what=f"{name} 的门槛", sheet=_VOTES, hint=hint)
    of = "participants" if test.of == "total" else "total"
    yield mutant((*path, "of"), of, was=test.of, what=f"{name} 的分母", sheet=_VOTES,
                 hint="加一行参与者少于全体、两种分母结果不同的用例")  # fmt: skip
    measure = "heads" if test.measure == "households" else "households"
    if test.measure == "area" or not _asks_everybody(test):
        yield mutant((*path, "measure"), measure, was=test.measure, what=f"{name} 量什么", sheet=_VOTES,
                     hint="加一行面积、户数、人数占比分居门槛两侧的用例")  # fmt: skip
    count = "participated" if test.count == "for" else "for"
    yield mutant((*path, "count"), count, was=test.count, what=f"{name} 数什么", sheet=_VOTES,
                 hint="加一行有人参与但反对的用例")  # fmt: skip
    yield mutant(path, REMOVED, was=name, what=f"{name} 这个条件", sheet=_VOTES, hint=hint)


def _asks_everybody(test: VoteTest) -> bool:
    """Whether every dwelling, and so every head, must agree: no case could tell which of the two is counted."""
    return test.bound == "at_least" and test.threshold == 1 and (test.count, test.of) == ("for", "total")


def _edition_mutants(path: Keys, vote: VoteRule, part: VoteEdition) -> Iterator[Mutant]:
    hint = "加两行：规则更替当日和前一日的表决"
    for key, day, step in (("from", part.from_, 1), ("until", part.until, -1)):
        if day:
            yield mutant((*path, key), day_after(day, step), was=day, what=f"{vote.id} {part.id} 的起止", sheet=_VOTES,
                         hint=hint)  # fmt: skip


def _law_mutants(package: Package, path: Keys, vote: VoteRule) -> Iterator[Mutant]:
    """Which law stood over the vote, and from when until when."""
    hint = "加两行：法律更替当日和前一日的表决，期望·法律 写来源编号"
    indexes = {source.id: index for index, source in enumerate(package.sources)}
    for number, name in enumerate(vote.law):
        what = f"{vote.id} 的上位法 {name}"
        yield mutant((*path, "law", number), REMOVED, was=name, what=what, sheet=_VOTES, hint=hint)
        source = package.sources[indexes[name]]
        for key, day, step in (("effective", source.effective, 1), ("until", source.until, -1)):
            if day:
                where: Keys = ("sources", indexes[name], key)
                yield mutant(where, day_after(day, step), was=day, what=what, sheet=_VOTES, hint=hint)


def _electorate_mutants(path: Keys, vote: VoteRule) -> Iterator[Mutant]:
    measures = {part.measure for _, part in parts(vote) if isinstance(part, VoteTest)}
    if "area" in measures:
        parking = "included" if vote.electorate.parking == "excluded" else "excluded"
        yield mutant((*path, "electorate", "parking"), parking, was=vote.electorate.parking,
                     what=f"{vote.id} 车位是否计入", sheet=_VOTES,
                     hint="加一行有车位面积、计入与否结果不同的用例（列 总车位面积、同意车位面积）")  # fmt: skip
    if "heads" in measures:
        heads = "per-dwelling" if vote.electorate.heads == "per-owner" else "per-owner"
        yield mutant((*path, "electorate", "heads"), heads, was=vote.electorate.heads, what=f"{vote.id} 人数怎么数",
                     sheet=_VOTES, hint="加一行一人多户、结果因此不同的用例（列 同意人数、总人数）")  # fmt: skip
