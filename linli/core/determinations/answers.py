"""What each kind of determination decides: inputs on record in, the answer in plain JSON out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.core.amended import AmendedProcess, split_amended
from linli.core.determinations import programme_answers
from linli.core.determinations.codec import decoded
from linli.core.determinations.programme_answers import Told, edition
from linli.core.faults import BadInput, Fault
from linli.core.funding import CostLine, split
from linli.core.lifecycle import CompoundStanding, Fact, StageStanding, by_compound, compile_process, derive
from linli.core.policy.amend import Family
from linli.core.policy.clauses import clause_label
from linli.core.policy.model import Package
from linli.core.reasons import Reason
from linli.core.voting import BallotPaper, RollEntry, tally
from linli.core.voting.conditions import ConditionFinding
from linli.core.wording import listed, say


@dataclass(frozen=True, slots=True)
class Answer:
    """rules: the ids that it rests on; explanation: language -> what is told, in order; packages: the editions used."""

    result: dict[str, Any]
    rules: tuple[str, ...]
    explanation: dict[str, list[str]]
    packages: tuple[Package, ...]


def _told(package: Package, reason: Reason, language: str) -> str:
    return reason.telling(language, clause=lambda anchor: clause_label(package, anchor, language))


def _both(told: Sequence[tuple[Package, Reason]]) -> dict[str, list[str]]:
    return {language: [_told(package, reason, language) for package, reason in told] for language in ("zh", "en")}


def _fund_split(family: Family, inputs: Mapping[str, Any]) -> Answer:
    on = decoded(date, inputs["on"])
    lines = [decoded(CostLine, one) for one in inputs["lines"]]
    found = split(family.original(), lines, on=on) if family.is_plain else split_amended(family, lines, on)
    result = {
        "lines": [
            {"row": one.line.row, "compound": one.line.compound, "rule": one.rule, "shares": dict(one.shares),
             "undetermined_fen": one.undetermined_fen}
            for one in found.lines
        ],
        "totals": dict(found.totals),
        "undetermined_fen": found.undetermined_fen,
        "cost_fen": found.cost_fen,
    }  # fmt: skip
    told = [(one.package, one.reason) for one in found.lines]
    packages = tuple({one.package.hash: one.package for one in found.lines}.values())
    return Answer(result, tuple(sorted({one.rule for one in found.lines})), _both(told), packages)


def _vote_tally(family: Family, inputs: Mapping[str, Any]) -> Answer:
    on = decoded(date, inputs["on"])
    package = edition(family, on)
    found = tally(
        package,
        decoded(str, inputs["matter"]),
        on,
        [decoded(RollEntry, one) for one in inputs["roll"]],
        [decoded(BallotPaper, one) for one in inputs["ballots"]],
        building=inputs.get("building", ""),
        entrance=inputs.get("entrance", ""),
        passed_rounds={name: decoded(date, day) for name, day in inputs.get("passed_rounds", {}).items()},
    )
    result = {
        "passed": "yes" if found.passed else "no",
        "law": found.law.id if found.law else "",
        "total": found.total.as_dict(),
        "participated": found.participated.as_dict(),
        "for": found.for_.as_dict(),
        "against": found.against.as_dict(),
        "abstained": found.abstained.as_dict(),
        "conditions": [_condition(one) for one in found.conditions],
        "rejected": [{"row": one.row, "reason": one.reason.sentence()} for one in found.rejected],
    }
    matter = [found.matter.id] if found.matter else []
    return Answer(result, (*matter, found.rule.id), _both([(package, found.reason)]), (package,))


def _condition(one: ConditionFinding) -> dict[str, Any]:
    threshold = one.test.threshold
    return {
        "id": one.id,
        "required": f"{threshold.numerator}/{threshold.denominator}",
        "counted": one.value[0],
        "base": one.value[1],
        "met": "yes" if one.met else "no",
    }


def _stage_status(family: Family, inputs: Mapping[str, Any]) -> Answer:
    on = decoded(date, inputs["on"])
    facts = [decoded(Fact, one) for one in inputs["facts"]]
    amended = None if family.is_plain else AmendedProcess(family, on)
    plan = amended.plan if amended else compile_process(family.original())
    standings = {
        name: amended.derive(mine) if amended else derive(plan, mine, on)
        for name, mine in by_compound(plan, facts).items()
    }
    stages = [stage for standing in standings.values() for stage in standing.stages.values()]
    told = [(stage.proof.plan.package, stage.reason()) for stage in stages]
    result = {"compounds": {name: _standing(one) for name, one in standings.items()}}
    packages = tuple({package.hash: package for package, _ in told}.values())
    rules = tuple(dict.fromkeys(stage.stage for stage in stages))
    return Answer(result, rules, _both(told), packages or (plan.package,))


def _standing(standing: CompoundStanding) -> dict[str, Any]:
    return {name: _stage(stage) for name, stage in standing.stages.items()}


def _stage(stage: StageStanding) -> dict[str, Any]:
    missing = dict.fromkeys(fact for one in stage.missing for fact in one.facts())
    told: dict[str, Any] = {"state": stage.state, "overdue_days": stage.overdue_days, "missing": list(missing)}
    for name, value in (("since", stage.since), ("due", stage.due)):
        if value:
            told[name] = value.isoformat()
    if stage.blocked_by:
        told["blocked_by"] = stage.blocked_by
    return told


def _told_of(ask: Callable[[Family, Mapping[str, Any]], Told]) -> Callable[[Family, Mapping[str, Any]], Answer]:
    def answered(family: Family, inputs: Mapping[str, Any]) -> Answer:
        found = ask(family, inputs)
        told = _both([(found.package, reason) for reason in found.reasons])
        return Answer(found.result, found.rules, told, (found.package,))

    return answered


KINDS: Mapping[str, Callable[[Family, Mapping[str, Any]], Answer]] = {
    "fund_split": _fund_split,
    "vote_tally": _vote_tally,
    "stage_status": _stage_status,
    "selection": _told_of(programme_answers.selection),
    "scores": _told_of(programme_answers.scores),
    "allocation": _told_of(programme_answers.allocation),
}


def answer(kind: str, family: Family, inputs: Mapping[str, Any]) -> Answer:
    """The answer of this kind. Raises BadInput for an unknown kind and for inputs that cannot be read."""
    if kind not in KINDS:
        raise BadInput([Fault(say("determination.no_kind"), path="kind", found=kind, expected=listed(KINDS))])
    try:
        return KINDS[kind](family, inputs)
    except (KeyError, TypeError, AttributeError, ValueError) as exc:
        raise BadInput([Fault(say("determination.incomplete"), path="inputs", found=str(exc)[:200])]) from exc
