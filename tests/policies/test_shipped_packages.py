"""The packages that ship: sound, cited throughout, and pinned down by their cases."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from linli.core.cases import read_cases, run_cases
from linli.core.cases.mutation import mutate
from linli.core.policy import load, shipped
from linli.core.policy.amend import read_draft
from linli.core.policy.check import check
from linli.core.policy.clauses import clause_label

every_package = pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)


@every_package
def test_the_package_passes_its_check(path: Path) -> None:
    report = check(path)
    assert [str(fault) for fault in report.errors] == []
    assert report.ok


@every_package
def test_every_case_passes(path: Path) -> None:
    package = load(path)
    report = run_cases(package, read_cases(path, package))
    assert [str(outcome) for outcome in report.failures] == []
    assert report.run > 10


@every_package
def test_no_value_could_change_unnoticed(path: Path) -> None:
    package = load(path)
    found = mutate(package, read_draft(path), read_cases(path, package))
    assert found.tried > 20
    assert not found.unnoticed, "\n".join(map(str, found.unnoticed))


@every_package
def test_every_clause_has_a_name(path: Path) -> None:
    package = load(path)
    for part in (*package.rules, *package.duties, *package.votes):
        for anchor in part.cite:
            assert not clause_label(package, anchor).startswith("第"), anchor


def test_the_larger_package_loads_within_a_blink() -> None:
    path = next(path for path in shipped() if path.name == "liuzhou-2017-pilot")
    load(path)
    times = []
    for _ in range(5):
        start = time.process_time()
        load(path)
        times.append(time.process_time() - start)
    # about 30 ms of computing on the machine it was written on
    assert min(times) < 0.12
