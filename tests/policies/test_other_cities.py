"""Packages of cities nobody wrote code for: each loads without a fault and answers its hand-worked cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.core.cases import read_cases, run_cases
from linli.core.policy import load
from linli.core.policy.check import check

PACKAGES = sorted((Path(__file__).parent / "packages").iterdir())


@pytest.mark.parametrize("directory", PACKAGES, ids=lambda path: path.name)
def test_a_package_from_outside_is_sound(directory: Path) -> None:
    report = check(directory)
    assert not report.errors


@pytest.mark.parametrize("directory", PACKAGES, ids=lambda path: path.name)
def test_a_package_from_outside_answers_as_worked_by_hand(directory: Path) -> None:
    package = load(directory)
    report = run_cases(package, read_cases(directory, package))
    assert report.run >= 10
    assert not report.failures


@pytest.mark.parametrize("directory", PACKAGES, ids=lambda path: path.name)
def test_every_assumption_is_a_reading_with_its_alternatives(directory: Path) -> None:
    readings = load(directory).interpretations
    assert readings
    assert all(reading.alternatives and reading.effect and reading.decider for reading in readings)
