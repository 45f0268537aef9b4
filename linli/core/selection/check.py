"""Rows of a selection sheet held against the policy before they count: every fault, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linli.core.faults import Fault
from linli.core.policy.model import Package, Recent
from linli.core.selection.candidates import Candidate, checks_of, criterion_columns, measure_name, needs_of
from linli.core.selection.eligible import problem
from linli.core.selection.grades import grade_column
from linli.core.wording import say


def check_candidates(package: Package, candidates: Sequence[Candidate]) -> list[Fault]:
    """Everything wrong with the rows: doubled names, no estimate, grades and numbers that nobody can read."""
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for one in candidates:
        if one.name in first:
            faults.append(Fault(say("candidate.twice"), line=one.row, column="小区", found=one.name,
                                hint=say("candidate.earlier", row=first[one.name])))  # fmt: skip
        first.setdefault(one.name, one.row)
        if one.estimate_fen is None or one.estimate_fen < 0:
            faults.append(Fault(say("candidate.estimate"), line=one.row, column="估算(元)"))
    columns = criterion_columns(package)
    for priority in package.priorities:
        told = {one.row: str(one.value(priority.measure) or "") for one in candidates}
        header = columns.get(priority.measure, (priority.name,))[0]
        faults += grade_column(package, priority, told, header=header).faults
    faults += _condition_faults(package, candidates, columns)
    return sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0)


def _condition_faults(
    package: Package, candidates: Sequence[Candidate], columns: Mapping[str, tuple[str, ...]]
) -> Iterator[Fault]:
    checks = checks_of(package.selection) if package.selection else ()
    for test in [test for check in checks for test in needs_of(check)]:
        measure = test.recent if isinstance(test, Recent) else test.measure
        header = columns.get(measure, (measure_name(package, measure),))[0]
        for one in candidates:
            if wrong := problem(test, one):
                yield Fault(wrong, line=one.row, column=header, found=str(one.value(measure) or ""))
