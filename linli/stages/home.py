"""What an owner sees of the own compound: what is planned, where it stands, whom to ask; only facts that exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.apps.accounts.models import Capability, Post
from linli.apps.compounds.models import Compound
from linli.apps.programme.models import Programme, Project
from linli.core.lifecycle import StageStanding
from linli.stages.standing import project_standing


@dataclass(frozen=True, slots=True)
class Work:
    """One project on the compound. ``stages``: in the order of the document; ``current``: the open one, None when none
    is; ``items``: names of the works with a cost line; ``is_known``: False while the policy is not at hand."""

    name: str
    programme: str
    stages: tuple[StageStanding, ...] = ()
    current: StageStanding | None = None
    items: tuple[str, ...] = ()
    is_finished: bool = False
    is_known: bool = True


def projects_on(compound: Compound) -> list[tuple[Project, Programme]]:
    """The projects that renovate this compound, with their programmes."""
    found = Project.objects.filter(compounds=compound).select_related("programme").order_by("pk")
    return [(project, project.programme) for project in found]


def work_of(project: Project, *, today: date) -> Work:
    """Where one project stands on a day. Raises NotFoundError when it has none."""
    found, whole = project_standing(project.pk, today=today, programme_id=project.programme_id)
    if whole.package is None:
        return Work(project.name, project.programme.name, is_known=False)
    items = dict.fromkeys(line.item.name for line in found.money.lines)
    return Work(
        name=found.name,
        programme=project.programme.name,
        stages=tuple(found.process.stages.values()),
        current=found.current,
        items=tuple(items),
        is_finished=found.is_finished,
    )


def whom_to_ask(compound: Compound) -> list[str]:
    """The posts that answer for the compound: the street office first, then the office of its district. No persons."""
    own = Post.objects.filter(organisation=compound.subdistrict, capability=Capability.SUBDISTRICT)
    parent = compound.subdistrict.parent_id
    above = Post.objects.filter(organisation__parent=parent, capability=Capability.OFFICE) if parent else ()
    return list(dict.fromkeys(str(post) for post in [*own.select_related("organisation"), *above]))
