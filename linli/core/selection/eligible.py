"""Who may take part and who may not: each condition held against what is known; not known is not no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from linli.core.calendar import add_months, parse_day
from linli.core.policy.model import (
    AllChecks,
    AnyChecks,
    Check,
    Eligibility,
    Exclusion,
    Need,
    Package,
    Recent,
    Requirement,
)
from linli.core.programme.requirements import meets
from linli.core.programme.scoring import plain_number
from linli.core.reasons import Reason
from linli.core.selection.candidates import Candidate, measure_name

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Admission:
    """May it take part? verdict: ``in``, ``out`` or ``unknown`` while something is not known; reasons: one per rule."""

    verdict: Literal["in", "out", "unknown"]
    reasons: tuple[Reason, ...]


def admit(package: Package, one: Candidate) -> Admission:
    """Every condition of eligibility must hold and no exclusion may, unless what lifts it holds."""
    selection = package.selection
    if selection is None:
        return Admission("in", ())
    found = [_eligible(package, rule, one) for rule in selection.eligibility]
    found += [_excluded(package, rule, one) for rule in selection.exclusions]
    verdicts = [verdict for verdict, _ in found]
    verdict: Literal["in", "out", "unknown"] = "out" if False in verdicts else "unknown" if None in verdicts else "in"
    return Admission(verdict, tuple(reason for _, reason in found))


def holds(check: Check, one: Candidate) -> bool | None:
    """Whether the condition holds; None where it is not known. A failing part settles ``all``."""
    if isinstance(check, AllChecks):
        parts = [holds(part, one) for part in check.all]
        return False if False in parts else None if None in parts else True
    if isinstance(check, AnyChecks):
        parts = [holds(part, one) for part in check.any]
        return True if True in parts else None if None in parts else False
    if isinstance(check, Recent):
        return _recent(check, one)
    value = one.value(check.measure)
    return None if value is None else _meets(check, value)


def problem(test: Need | Recent, one: Candidate) -> str:
    """Why the value can't be held against the test; empty if it can."""
    try:
        holds(test, one)
    except ValueError as exc:
        return str(exc)
    return ""


def _meets(need: Need, value: Fraction | str) -> bool:
    return meets(Requirement(measure=need.measure, op=need.op, value=need.value), value)


def _recent(check: Recent, one: Candidate) -> bool | None:
    """Within the years before the application, both ends included (“以内”包括本数); by years where a year is told."""
    value = one.value(check.recent)
    if value is None:
        return False
    if one.applied is None:
        return None
    text = str(value).strip()
    if text.isdigit():
        return one.applied.year - int(text) <= check.years
    return parse_day(text) >= _years_before(one.applied, check.years)


def _years_before(day: date, years: int) -> date:
    return add_months(day, -years * _MONTHS)


def _eligible(package: Package, rule: Eligibility, one: Candidate) -> tuple[bool | None, Reason]:
    held = holds(rule.need, one)
    lifted = holds(rule.unless, one) if rule.unless and held is not True else False
    verdict = True if lifted else None if lifted is None and held is False else held
    code = "met" if held else "lifted" if lifted else "unmet" if verdict is False else "unknown"
    return verdict, _reason(package, rule, f"selection.eligible_{code}", one)


def _excluded(package: Package, rule: Exclusion, one: Candidate) -> tuple[bool | None, Reason]:
    held = holds(rule.when, one)
    lifted = holds(rule.unless, one) if rule.unless and held is not False else False
    if held is False or lifted:
        return True, _reason(package, rule, f"selection.{'excluded_lifted' if lifted else 'not_excluded'}", one)
    if held is None or lifted is None:
        return None, _reason(package, rule, "selection.excluded_unknown", one)
    return False, _reason(package, rule, "selection.excluded", one)


def _reason(package: Package, rule: Eligibility | Exclusion, code: str, one: Candidate) -> Reason:
    checks = [rule.need if isinstance(rule, Eligibility) else rule.when]
    if rule.unless and code.endswith(("lifted", "unmet", "unknown", "excluded")):
        checks.append(rule.unless)
    steps = tuple(step for check in checks for step in _steps(package, check, one))
    return Reason(code, {"name": rule.name}, rule.cite, package.notes(rule.interpretations), steps)


def _steps(package: Package, check: Check, one: Candidate) -> Iterator[Reason]:
    if isinstance(check, (AllChecks, AnyChecks)):
        for part in check.all if isinstance(check, AllChecks) else check.any:
            yield from _steps(package, part, one)
        return
    measure = check.recent if isinstance(check, Recent) else check.measure
    held, value = holds(check, one), one.value(measure)
    told = _shown(value)
    name = measure_name(package, measure)
    if isinstance(check, Recent):
        code = (
            "recent_unknown"
            if held is None
            else "recent"
            if held
            else "recent_never"
            if value is None
            else "not_recent"
        )
        values = {"name": name, "value": told, "years": str(check.years), "applied": str(one.applied or "—")}
    else:
        code = "test_unknown" if held is None else "test_met" if held else "test_unmet"
        values = {"name": name, "value": told, "op": check.op, "bound": _shown(check.value)}
    yield Reason(f"selection.{code}", values)


def _shown(value: Fraction | str | None) -> str:
    return plain_number(value) if isinstance(value, Fraction) else "—" if value is None else value
