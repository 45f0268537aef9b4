"""Votes of a reading edition, in plain sentences: tests, alternatives, vetoes, who counts, how the rule reads when."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.edition.parts import Entry, Maker
from linli.core.policy.model import VoteRule, VoteTest
from linli.core.policy.model.part import CitedPart
from linli.core.policy.model.votes import VoteEdition
from linli.core.policy.walk import parts

_MEASURES = {"area": ("专有面积", "exclusive area"), "households": ("户数", "households"), "heads": ("人数", "owners")}
_COUNTS = {"for": ("同意", "for"), "participated": ("参与", "taking part"), "against": ("反对", "against")}
_BASES = {"total": ("全体", "all"), "participants": ("参与者", "those taking part")}
_WHOSE = {
    "compound": ("全体业主", "all owners"), "building": ("本楼栋业主", "the building's owners"),
    "entrance": ("本单元业主", "the entrance's owners"), "payers": ("出资业主", "the owners who pay"),
    "affected": ("专有部分受影响的业主", "the owners whose private part is used"),
}  # fmt: skip
_BOUNDS = {
    "at_least": ("达到（含）", "at least"), "more_than": ("超过（不含）", "more than"),
    "at_most": ("不超过（含）", "at most"), "less_than": ("少于（不含）", "less than"),
}  # fmt: skip


def vote_entries(make: Maker) -> Iterator[Entry]:
    """Every vote rule with its tests, alternatives, vetoes and editions; then the matters."""
    for vote in make.package.votes:
        inside = [part for _, part in parts(vote) if isinstance(part, CitedPart)]
        yield make.entry(
            vote.id,
            vote.name,
            [*_ways(make, vote), *_electorate(make, vote), *_editions(make, vote)],
            cite=[anchor for part in inside for anchor in part.cite],
            readings=[reading for part in inside for reading in part.interpretations],
        )
    names = {vote.id: vote.name for vote in make.package.votes}
    for matter in make.package.matters:
        lines = [make.say(f"按「{names[matter.vote]}」表决", f"Decided by “{names[matter.vote]}”")]
        if matter.scope != "compound":
            scope = make.say(*_WHOSE[matter.scope])
            lines.append(make.say(f"范围：{scope}", f"Asked of {scope}"))
        if matter.after:
            lines.append(make.say(f"须先通过：{matter.after}", f"After {matter.after} has passed"))
        yield make.entry(matter.id, matter.name, lines, cite=matter.cite, readings=matter.interpretations)


def _ways(make: Maker, rule: VoteRule | VoteEdition) -> Iterator[str]:
    for test in rule.tests:
        yield _test(make, test)
    if rule.alternatives:
        yield make.say("具备其一：", "Any one of:")
        for way in rule.alternatives:
            joined = make.say("；", "; ").join(_test(make, test) for test in way.tests)
            yield f"　· {way.name}{make.say('：', ': ')}{joined}"
    for veto in rule.vetoes:
        who = make.say(*_WHOSE[veto.within]) if veto.within else make.say("任何业主", "any owner")
        yield make.say(f"{who}提出异议即不通过（{veto.name}）", f"An objection of {who} stops it ({veto.name})")


def _electorate(make: Maker, rule: VoteRule) -> Iterator[str]:
    """Who counts, as far as the tests of the rule measure it."""
    electorate = rule.electorate
    yield make.say("车位不计入" if electorate.parking == "excluded" else "车位计入", f"parking {electorate.parking}")
    measured = {part.measure for _, part in parts(rule) if isinstance(part, VoteTest)}
    if "households" in measured:
        yield make.say("一个专有部分算一户", "a dwelling is one household")
    if "heads" in measured:
        yield make.say("一个业主算一人" if electorate.heads == "per-owner" else "一户算一人",
                       electorate.heads.replace("-", " "))  # fmt: skip
    if electorate.unsold == "excluded":
        yield make.say("开发商未售的不计入", "unsold stock excluded")
    if electorate.co_owners == "representative":
        yield make.say("共有人由代表投票", "co-owners vote by their representative")
    if electorate.proxy_limit is not None:
        limit = electorate.proxy_limit
        yield make.say(f"一人至多代理 {limit} 人", f"a proxy votes for at most {limit}")


def _editions(make: Maker, vote: VoteRule) -> Iterator[str]:
    for one in vote.editions:
        start = make.say(f"{one.from_} 起", f"from {one.from_}") if one.from_ else ""
        end = make.say(f"至 {one.until}", f"until {one.until}") if one.until else ""
        ways = make.say("；", "; ").join(_ways(make, one))
        yield f"{one.name or one.id} {start}{end}{make.say('：', ': ')}{ways}"


def _test(make: Maker, test: VoteTest) -> str:
    measure = test.name or make.say(*_MEASURES[test.measure])
    count, base, bound = make.say(*_COUNTS[test.count]), make.say(*_BASES[test.of]), make.say(*_BOUNDS[test.bound])
    within = make.say(*_WHOSE[test.within]) if test.within else ""
    if make.is_english:
        return f"{measure}: {count}, {bound} {test.threshold} of {base}" + (f" ({within})" if within else "")
    return f"{measure}：{count}的占{within}{base}的比例{bound} {test.threshold}"
