"""象山 as it would be if its document let finance waive the household survey: a programme under such a package."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from linli.apps.compounds.services import NewCompound, record_compound
from linli.apps.determinations.models import Waiver, WaiverDecision
from linli.apps.determinations.waivers import NewWaiver, decide_waiver, request_waiver
from linli.apps.programme.models import Programme, Project
from linli.apps.programme.services import NewProject, add_project, create_programme
from linli.core import policy
from linli.core.policy.model import Package
from linli.stages.policy_shelf import shelf
from tests.world import NOW, TODAY, World

ROOT = Path(__file__).parents[1]
STAGE, KEY = "X1", "document:household_survey"
UNTIL = date(2020, 7, 31)
_TEXT = "{document: household_survey, cite"
_WAIVABLE = '{document: household_survey, waivable: {by: [finance], cite: ["81.1"]}, cite'


@dataclass(frozen=True)
class Waiving:
    world: World
    package: Package
    programme: Programme
    project: Project

    def ask(self, by: str = "subdistrict", until: date = UNTIL, key: str = KEY, today: date = TODAY) -> Waiver:
        new = NewWaiver(STAGE, key, "档案在洪水中损毁，正在补查", "区改办〔2020〕7号", until)
        return request_waiver(
            actor=self.world[by], now=NOW, project=self.project, package=self.package, new=new, today=today
        )

    def answer(self, waiver: Waiver, by: str = "finance", *, granted: bool = True, day: date = TODAY) -> WaiverDecision:
        return decide_waiver(
            actor=self.world[by], now=NOW, waiver=waiver, package=self.package, granted=granted, note="同意，限期补齐",
            today=day,
        )  # fmt: skip


def write_package(folder: Path) -> None:
    shutil.copytree(ROOT / "policies" / "xiangshan-2020", folder)
    process, about = folder / "process.yaml", folder / "package.yaml"
    assert process.read_text().count(_TEXT) == 1
    process.write_text(process.read_text().replace(_TEXT, _WAIVABLE))
    about.write_text(about.read_text().replace("id: xiangshan-2020", "id: xiangshan-waiving", 1))


@cache
def waivable_package() -> Package:
    """The package alone, on no shelf."""
    with TemporaryDirectory() as folder:
        write_package(Path(folder) / "xiangshan-waiving")
        return policy.load(Path(folder) / "xiangshan-waiving")


def waiving_under(policies: Path, world: World) -> Iterator[Waiving]:
    """A programme under the office's own package."""
    write_package(policies / "xiangshan-waiving")
    package = shelf(reload=True).with_id("xiangshan-waiving")
    assert package is not None
    office = world["office"]
    programme = create_programme(
        actor=office, now=NOW, slug="waiving", name="象山（容缺）", area=world.district, package=package,
        adopted_on=date(2020, 1, 1),
    )  # fmt: skip
    compound = record_compound(
        actor=office, now=NOW, new=NewCompound(world.xiangshan, "洪水小区", 100, 4, 850_000, 1988, address="水路1号")
    )
    project = add_project(
        actor=office, now=NOW, programme=programme, package=package,
        new=NewProject("洪水小区", world.xiangshan, (compound,)),
    )  # fmt: skip
    yield Waiving(world, package, programme, project)
