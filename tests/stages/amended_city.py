"""A running programme of Liuzhou, and the amendment, erratum and newer edition that reach it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from linli.apps.compounds.services import NewCompound, record_compound
from linli.apps.funding.services import NewCostLine, record_cost_lines
from linli.apps.programme.evidence import plan_of
from linli.apps.programme.facts import NewFact
from linli.apps.programme.models import Programme, Project
from linli.apps.programme.services import NewProject, add_project, create_programme, record_facts
from linli.core.policy.model import Package
from linli.stages.policy_shelf import shelf
from linli.stages.standing import programme_standing
from tests.core.policy.amend.amended import AMENDMENT, unamended, write_change
from tests.world import World

NOW = datetime(2018, 7, 1, 2, 0, tzinfo=UTC)
TODAY = date(2018, 7, 1)
EFFECTIVE = date(2018, 6, 1)
BEFORE_WORKS = ("S1.1", "S1.2", "S2.1", "S2.2", "S2.3")
_YES = {"publicity": "无异议", "vote": "通过"}


@dataclass(frozen=True)
class City:
    """``early``: its plan was confirmed before the amendment; ``late``: after it."""

    folder: Path
    package: Package
    programme: Programme
    early: Project
    late: Project

    def amend(self, text: str = AMENDMENT, name: str = "am-2018.yaml") -> None:
        write_change(self.folder, text, name)
        shelf(reload=True)


def settled_in(policies: Path, world: World) -> Iterator[City]:
    """The city under the office's own package, kept as `linli migrate` keeps it."""
    policies.mkdir(parents=True)
    folder = unamended(policies)
    package = shelf(reload=True).with_id("liuzhou-2017-pilot")
    assert package is not None
    actor = world["office"]
    programme = create_programme(
        actor=actor, now=NOW, slug="liuzhou", name="柳州", area=world.district, package=package,
        adopted_on=date(2018, 1, 1),
    )  # fmt: skip
    early, late = (_project(world, programme, package, name) for name in ("先确认小区", "后确认小区"))
    for project, day in ((early, date(2018, 5, 20)), (late, date(2018, 6, 20))):
        prove(world, programme, package, project, day)
        record_cost_lines(
            actor=actor, now=NOW, project=project, package=package,
            lines=[NewCostLine(item_under(package, "F-env-90"), 1_000_000)],
        )  # fmt: skip
    programme_standing(programme.pk, today=TODAY)  # somebody looked: from now on the edition is kept
    yield City(folder, package, programme, early, late)
    shelf(reload=True)


def item_under(package: Package, rule: str) -> str:
    return next(item.number for item in package.items if item.rule == rule)


def _project(world: World, programme: Programme, package: Package, name: str) -> Project:
    compound = record_compound(
        actor=world["office"], now=NOW, new=NewCompound(world.xiangshan, name, 100, 4, 850_000, 1988, address="一号")
    )
    return add_project(
        actor=world["office"], now=NOW, programme=programme, package=package,
        new=NewProject(name, world.xiangshan, (compound,)),
    )  # fmt: skip


def prove(world: World, programme: Programme, package: Package, project: Project, day: date) -> None:
    """Everything that the stages up to the confirmed plan (S2.3) ask for, on ``day``."""
    facts = [
        NewFact(slot.stage, slot.evidence.fact, day, value, project=project)
        for slot in plan_of(package).slots
        if slot.stage in BEFORE_WORKS
        for value in slot.parties or (_YES.get(slot.evidence.kind, ""),)
    ]
    record_facts(actor=world["office"], now=NOW, programme=programme, package=package, rows=facts, today=TODAY)
