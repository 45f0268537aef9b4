"""The reason tree of a tally: result, law of the day, who counts, what was cast, each test with its arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from linli.core.money import format_area
from linli.core.policy.model import Source, VoteRule
from linli.core.reasons import ReadingNote, Reason
from linli.core.voting.ballots import RejectedBallot
from linli.core.voting.conditions import ConditionFinding
from linli.core.voting.counts import Count, Standing
from linli.core.voting.scope import WHOLE, Ground
from linli.core.voting.vetoes import RoundFinding, VetoFinding


def _amount(measure: str, value: int) -> str:
    return format_area(value) if measure == "area" else f"{value:,}"


def explain_condition(condition: ConditionFinding) -> Reason:
    """One test: counted and base, the share asked for, the least amount that meets it, and what is lacking."""
    told = _told(condition)
    if condition.test.within is None:
        return told
    within = condition.test.within
    if not condition.known:
        return Reason(f"vote.within_unknown.{within}", cite=condition.test.cite)
    if condition.met and not condition.value[1]:
        return Reason(f"vote.within_nobody.{within}", cite=condition.test.cite)
    return Reason(f"vote.within.{within}", steps=(told,))


def _told(condition: ConditionFinding) -> Reason:
    test, (counted, base) = condition.test, condition.value
    values = {
        "counted": _amount(test.measure, counted),
        "base": _amount(test.measure, base),
        "required": str(test.threshold),
        "needed": _amount(test.measure, condition.needed),
    }
    met = "met" if condition.met else "unmet"
    code = f"vote.{test.measure}.{test.count}.{test.of}.{test.bound}.{met}"
    if not base:
        code, values = f"vote.{test.measure}.nobody", {"required": str(test.threshold)}
    steps = () if condition.met else (_lacking(condition),)
    return Reason(code, values, cite=test.cite, steps=steps)


def _lacking(condition: ConditionFinding) -> Reason:
    if condition.lacking is None:
        return Reason("vote.too_many_against" if condition.test.is_ceiling else "vote.lacking_out_of_reach")
    measure, count = condition.test.measure, condition.test.count
    if condition.test.is_ceiling:
        return Reason(f"vote.lacking.{measure}.not_against", {"lacking": _amount(measure, condition.lacking)})
    return Reason(f"vote.lacking.{measure}.{count}", {"lacking": _amount(measure, condition.lacking)})


def _count(code: str, count: Count) -> Reason:
    return Reason(code, {
        "dwellings": f"{count.dwellings:,}", "heads": f"{count.heads:,}", "households": f"{count.households:,}",
        "area": format_area(count.area_centi),
    })  # fmt: skip


def _electorate(rule: VoteRule) -> Reason:
    heads = rule.electorate.heads.replace("-", "_")
    more = []
    if rule.electorate.unsold == "excluded":
        more.append(Reason("vote.unsold_excluded"))
    if rule.electorate.co_owners == "representative":
        more.append(Reason("vote.representative"))
    if rule.electorate.proxy_limit is not None:
        more.append(Reason("vote.proxy_limit", {"limit": str(rule.electorate.proxy_limit)}))
    code = f"vote.electorate.{heads}.parking_{rule.electorate.parking}"
    return Reason(code, cite=rule.electorate.cite, steps=tuple(more))


def _ground(ground: Ground) -> list[Reason]:
    """Whose vote it is, where it is not the whole compound's."""
    if ground.scope == "compound":
        return []
    if ground.scope in ("payers", "affected"):
        return [Reason(f"vote.scope.{ground.scope}")]
    place = ground.building if ground.scope == "building" else f"{ground.building} {ground.entrance}".strip()
    known = place if ground.scope == "building" else ground.entrance
    return [Reason(f"vote.scope.{ground.scope}", {"place": place}) if known else Reason("vote.scope_whole_roll")]


def _round(earlier: RoundFinding | None) -> list[Reason]:
    if earlier is None:
        return []
    values = {"title": earlier.matter.name}
    if earlier.on is None:
        return [Reason("vote.round_missing", values, cite=earlier.matter.cite)]
    code = "vote.round_passed" if earlier.in_time else "vote.round_late"
    return [Reason(code, {**values, "on": earlier.on.isoformat()}, cite=earlier.matter.cite)]


def _vetoes(vetoes: Sequence[VetoFinding]) -> list[Reason]:
    steps = []
    for one in vetoes:
        values = {"name": one.veto.name}
        if one.rows:
            rows = ", ".join(map(str, one.rows))
            steps.append(Reason("vote.vetoed", {**values, "rows": rows}, cite=one.veto.cite))
        else:
            code = "vote.veto_free" if one.known else "vote.veto_unknown"
            steps.append(Reason(code, values, cite=one.veto.cite))
    return steps


def _conditions(rule: VoteRule, conditions: Sequence[ConditionFinding]) -> list[Reason]:
    """The rule's own tests, then each alternative with its tests below it."""
    steps = [explain_condition(one) for one in conditions if not one.alternative]
    for alternative in rule.alternatives:
        own = [one for one in conditions if one.alternative == alternative.id]
        code = "vote.alternative_met" if all(one.met for one in own) else "vote.alternative_unmet"
        under = tuple(explain_condition(one) for one in own)
        steps.append(Reason(code, {"name": alternative.name}, cite=alternative.cite, steps=under))
    return steps


def explain_tally(
    *,
    title: str,
    rule: VoteRule,
    passed: bool,
    on: date,
    law: Source | None,
    lapsed: Sequence[Source],
    standing: Standing,
    conditions: Sequence[ConditionFinding],
    rejected: Sequence[RejectedBallot],
    cite: tuple[str, ...],
    readings: tuple[ReadingNote, ...],
    ground: Ground = WHOLE,
    vetoes: Sequence[VetoFinding] = (),
    earlier: RoundFinding | None = None,
    edition: str | None = None,
) -> Reason:
    """Why the vote passed or did not."""
    day = on.isoformat()
    steps = [
        Reason("vote.law", {"on": day, "law": law.title}) if law else Reason("vote.law_none", {"on": day}),
        *(Reason("vote.rule_not_in_force", {"on": day, "law": source.title}) for source in lapsed),
        *([Reason("vote.edition", {"on": day, "edition": edition})] if edition else []),
        *_round(earlier),
        *_ground(ground),
        _electorate(rule),
        _count("vote.total", standing.total),
        _count("vote.participated", standing.participated),
    ]
    if standing.divided_heads:
        steps.append(Reason("vote.divided", {"count": str(standing.divided_heads)}))
    if rejected:
        steps.append(Reason("vote.rejected", {"count": str(len(rejected))}))
    steps.extend(_conditions(rule, conditions))
    steps.extend(_vetoes(vetoes))
    values = {"title": title, "rule": rule.name}
    return Reason("vote.passed" if passed else "vote.not_passed", values, cite, readings, tuple(steps))
