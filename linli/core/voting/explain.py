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


def _amount(measure: str, value: int) -> str:
    return format_area(value) if measure == "area" else f"{value:,}"


def explain_condition(condition: ConditionFinding) -> Reason:
    """One test: counted and base, the share asked for, the least amount that meets it, and what is lacking."""
    test, (counted, base) = condition.test, condition.value
    values = {
        "counted": _amount(test.measure, counted),
        "base": _amount(test.measure, base),
        "required": str(test.threshold),
        "needed": _amount(test.measure, condition.needed),
    }
    bound = "at_least" if test.inclusive else "more_than"
    met = "met" if condition.met else "unmet"
    code = f"vote.{test.measure}.{test.count}.{test.of}.{bound}.{met}"
    if not base:
        code, values = f"vote.{test.measure}.nobody", {"required": str(test.threshold)}
    steps = () if condition.met else (_lacking(condition),)
    return Reason(code, values, cite=test.cite, steps=steps)


def _lacking(condition: ConditionFinding) -> Reason:
    if condition.lacking is None:
        return Reason("vote.lacking_out_of_reach")
    measure, count = condition.test.measure, condition.test.count
    return Reason(f"vote.lacking.{measure}.{count}", {"lacking": _amount(measure, condition.lacking)})


def _count(code: str, count: Count) -> Reason:
    return Reason(code, {
        "dwellings": f"{count.dwellings:,}", "heads": f"{count.heads:,}", "households": f"{count.households:,}",
        "area": format_area(count.area_centi),
    })  # fmt: skip


def _electorate(rule: VoteRule) -> Reason:
    heads = rule.electorate.heads.replace("-", "_")
    return Reason(f"vote.electorate.{heads}.parking_{rule.electorate.parking}", cite=rule.electorate.cite)


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
) -> Reason:
    """Why the vote passed or did not."""
    day = on.isoformat()
    steps = [
        Reason("vote.law", {"on": day, "law": law.title}) if law else Reason("vote.law_none", {"on": day}),
        *(Reason("vote.rule_not_in_force", {"on": day, "law": source.title}) for source in lapsed),
        _electorate(rule),
        _count("vote.total", standing.total),
        _count("vote.participated", standing.participated),
    ]
    if standing.divided_heads:
        steps.append(Reason("vote.divided", {"count": str(standing.divided_heads)}))
    if rejected:
        steps.append(Reason("vote.rejected", {"count": str(len(rejected))}))
    steps.extend(explain_condition(condition) for condition in conditions)
    values = {"title": title, "rule": rule.name}
    return Reason("vote.passed" if passed else "vote.not_passed", values, cite, readings, tuple(steps))
