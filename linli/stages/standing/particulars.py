"""What is known of a project for funding formulas: each fact with where it comes from, and which facts are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from linli.apps.funding.facts import facts_from
from linli.apps.funding.models import Particular
from linli.apps.funding.queries import particulars_of
from linli.apps.programme.models import Project
from linli.core.funding import HEADERS, LineSplit, asked_facts, told_fact
from linli.core.policy.model import Package
from linli.stages.standing.money import ProjectMoney
from linli.stages.standing.rows import ProjectRow, districts, project_facts

Source = Literal["told", "record", ""]
#: how reasons call a fact, where its name is another
_CALLED = {"area": "area_centi"}


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One fact. ``value``: as text, empty while nobody has told; ``source``: told of the project, or on record of its
    compounds (or of its area); ``asked``: whether a rule of the policy may need it."""

    name: str
    value: str
    source: Source
    asked: bool
    particular: Particular | None = None


def known_facts(project: Project, row: ProjectRow, package: Package) -> tuple[KnownFact, ...]:
    """Every fact, those that the policy asks for first. Two queries."""
    told = {one.name: one for one in particulars_of(project)}
    known = project_facts(
        row, facts_from({name: one.value for name, one in told.items()}), districts(project.programme)
    )
    asked = asked_facts(package)
    found = []
    for name in dict.fromkeys((*asked, *HEADERS)):
        value = getattr(known, name)
        text = "" if value is None else told_fact(name, value)
        source: Source = "told" if name in told else "record" if text else ""
        found.append(KnownFact(name, text, source, name in asked, told.get(name)))
    return tuple(found)


def missing_of(split: LineSplit) -> tuple[str, ...]:
    """The facts that the answer for a line lacks."""
    codes = (step.code for _, step in split.reason.walk())
    found = {
        code.removeprefix("funding.missing.") if code.startswith("funding.missing.") else "milestones"
        for code in codes
        if code.startswith("funding.missing.") or code == "funding.milestone_unknown"
    }
    names = {_CALLED.get(name, name) for name in found}
    return tuple(name for name in HEADERS if name in names)


def missing_in(package: Package, money: ProjectMoney) -> tuple[tuple[str, ...], int]:
    """The facts that the lines of a project lack, and how many lines lack one. Nothing for a policy that asks none."""
    if not asked_facts(package):
        return (), 0
    lacking = [found for line in money.lines if (found := missing_of(line))]
    names = {name for found in lacking for name in found}
    return tuple(name for name in HEADERS if name in names), len(lacking)
