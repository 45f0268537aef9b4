"""One district everybody knows: two sub-districts, office, finance, audit, leader, administrator; and a stranger.

Built through the services an office uses. 象山 as the document has it, with invented compounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from linli.apps.accounts.models import Organisation
from linli.apps.accounts.services import Actor, appoint, console, create_organisation, create_post, create_user
from linli.apps.compounds.services import NewCompound, record_compound
from linli.apps.programme.facts import NewFact
from linli.apps.programme.models import Programme, Project, StageFact
from linli.apps.programme.services import NewProject, add_project, create_programme, record_fact
from linli.core.policy.model import Package
from linli.stages.policy_shelf import shelf

NOW = datetime(2020, 7, 1, 2, 0, tzinfo=UTC)
TODAY = date(2020, 7, 1)
PASSWORD = "a long enough password"


@dataclass(frozen=True)
class World:
    """``actors`` by what they are: leader, office, subdistrict, other_subdistrict, finance, auditor, administrator,
    stranger (the office of another district)."""

    district: Organisation
    xiangshan: Organisation
    nanmen: Organisation
    elsewhere: Organisation
    programme: Programme
    package: Package
    actors: dict[str, Actor]

    def __getitem__(self, who: str) -> Actor:
        return self.actors[who]

    def project(
        self,
        name: str = "向阳新村",
        *,
        subdistrict: Organisation | None = None,
        phase: str = "",
        households: int = 100,
        floor_area_centi: int = 850_000,
    ) -> Project:
        """A compound of its own and its project."""
        place = subdistrict or self.xiangshan
        compound = record_compound(
            actor=self["office"],
            now=NOW,
            new=NewCompound(place, name, households, 4, floor_area_centi, 1988, address=f"{name}路1号"),
        )
        return add_project(
            actor=self["office"],
            now=NOW,
            programme=self.programme,
            package=self.package,
            new=NewProject(name, place, (compound,), phase),
        )

    def fact(
        self,
        project: Project,
        stage: str,
        key: str,
        on: date = date(2020, 3, 1),
        value: str = "",
        *,
        by: str = "office",
    ) -> StageFact:
        return record_fact(
            actor=self[by],
            now=NOW,
            programme=self.programme,
            package=self.package,
            new=NewFact(stage, key, on, value, project=project),
        )


def build() -> World:
    machine = console()

    def body(name: str, kind: str, parent: Organisation | None = None, role: str = "") -> Organisation:
        return create_organisation(actor=machine, now=NOW, name=name, kind=kind, parent=parent, policy_role=role)

    def holder(username: str, organisation: Organisation, title: str, capability: str) -> Actor:
        post = create_post(actor=machine, now=NOW, organisation=organisation, title=title, capability=capability)
        user = create_user(actor=machine, now=NOW, username=username, password=PASSWORD)
        appoint(actor=machine, now=NOW, user=user, post=post, held_from=date(2020, 1, 1))
        return Actor(user, post)

    district = body("象山区", "district")
    office = body("改造办", "office", district, "office")
    bureau = body("区财政局", "bureau", district, "finance")
    xiangshan, nanmen = (
        body("象山街道", "subdistrict", district, "street"),
        body("南门街道", "subdistrict", district, "street"),
    )
    elsewhere = body("别的区", "district")
    actors = {
        "leader": holder("leader", district, "组长", "leader"),
        "office": holder("office", office, "主任", "office"),
        "subdistrict": holder("subdistrict", xiangshan, "经办", "subdistrict"),
        "other_subdistrict": holder("other_subdistrict", nanmen, "经办", "subdistrict"),
        "finance": holder("finance", bureau, "科长", "finance"),
        "auditor": holder("auditor", district, "审计", "auditor"),
        "administrator": holder("administrator", district, "管理员", "administrator"),
        "stranger": holder("stranger", elsewhere, "主任", "office"),
    }
    package = shelf().with_id("xiangshan-2020")
    assert package is not None
    programme = create_programme(
        actor=actors["office"],
        now=NOW,
        slug="xiangshan",
        name="象山区老旧小区改造",
        area=district,
        package=package,
        adopted_on=date(2020, 1, 1),
    )
    return World(district, xiangshan, nanmen, elsewhere, programme, package, actors)
