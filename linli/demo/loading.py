"""Enters a planned city through the services that an office uses: the same checks, permissions and record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from linli.apps.accounts.enrolment import NewOrganisation, enter_organisations
from linli.apps.accounts.services import (
    Actor,
    appoint,
    console,
    create_post,
    create_user,
)
from linli.apps.compounds.services import NewCompound, record_compounds
from linli.apps.funding.services import NewCostLine, allocate, record_cost_lines, record_costs
from linli.apps.personal.contacts import CONTACTS, record_contact
from linli.apps.personal.services import reveal
from linli.apps.programme.evidence import responsible_roles
from linli.apps.programme.facts import NewFact
from linli.apps.programme.services import NewProject, add_projects, create_programme, record_fact, record_facts
from linli.apps.records.services import record_event
from linli.core.policy.model import Package
from linli.core.roster import Sitting
from linli.core.wording import say as told
from linli.demo.decisions import record_decisions
from linli.demo.dwellings import enter_dwellings
from linli.demo.plan import AccountPlan, AllocationPlan, CityPlan, CompoundPlan, FactPlan
from linli.stages.leading_group import review_roster, save_reviewed

if TYPE_CHECKING:
    from linli.apps.accounts.models import Organisation
    from linli.apps.programme.models import Programme, Project

#: of every account of the demo; the demo is served on this machine only
PASSWORD = "linli-demo-2020"  # noqa: S105
LOADED = "records.demo.loaded"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the acts of one city share: who acts, on what."""

    plan: CityPlan
    package: Package
    bodies: Mapping[str, Organisation]
    actors: Mapping[str, Actor]

    def actor(self, capability: str) -> Actor:
        """The holder of the city's own post with this capability, else the machine's console."""
        names = (a.username for a in self.plan.accounts if a.capability == capability)
        return self.actors.get(next(names, ""), console())


@transaction.atomic
def load_cities(cities: Sequence[tuple[CityPlan, Package]], *, say: Say, in_bulk: bool = False) -> None:
    """Enter all cities, all or nothing. ``in_bulk``: facts and costs in one act each, for measuring big cities."""
    programmes = [_load_city(plan, package, say=say, in_bulk=in_bulk) for plan, package in cities]
    record_event(
        actor=console(),
        now=_moment(max(plan.day for plan, _ in cities)),
        kind=LOADED,
        subject=programmes[0],
        body={
            "programmes": "、".join(plan.name for plan, _ in cities),
            "digests": {plan.slug: plan.digest() for plan, _ in cities},
        },
    )


def _load_city(plan: CityPlan, package: Package, *, say: Say, in_bulk: bool) -> Programme:
    begun = _moment(plan.adopted_on)
    bodies = _organisations(plan, begun)
    scene = _Scene(plan, package, bodies, _accounts(plan, bodies, begun))
    _contacts(scene, begun)
    programme = create_programme(
        actor=scene.actor("office"),
        now=begun,
        slug=plan.slug,
        name=plan.name,
        area=bodies[plan.area],
        package=package,
        adopted_on=plan.adopted_on,
        training_day=plan.day,
    )
    _leading_group(plan, programme, package, begun)
    projects = _projects(scene, programme, begun)
    say(told("demo.compounds", name=plan.name, count=len(projects)))
    (_costs_in_bulk if in_bulk else _costs)(scene, programme, projects)
    (_history_in_bulk if in_bulk else _history)(scene, programme, projects)
    if not in_bulk:
        record_decisions(plan, package, programme, projects, actor_of=scene.actor)
    say(
        told(
            "demo.entered",
            name=plan.name,
            facts=sum(len(c.facts) for c in plan.compounds) + len(plan.area_facts),
            costs=sum(len(c.costs) for c in plan.compounds),
            moneys=len(plan.allocations),
        )
    )
    return programme


def _moment(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _organisations(plan: CityPlan, now: datetime) -> dict[str, Organisation]:
    places = {body.key: place for place, body in enumerate(plan.bodies)}
    rows = [
        NewOrganisation(body.name, body.kind, places[body.parent] if body.parent else None, body.policy_role)
        for body in plan.bodies
    ]
    made = enter_organisations(actor=console(), now=now, rows=rows)
    return {body.key: one for body, one in zip(plan.bodies, made, strict=True)}


def _leading_group(plan: CityPlan, programme: Programme, package: Package, now: datetime) -> None:
    """The appointment list of the document, taken in as an administrator would."""
    if not plan.seats:
        return
    sittings = [Sitting(seat.rank, seat.name, seat.post) for seat in plan.seats]
    review = review_roster(actor=console(), programme=programme, package=package, sittings=sittings)
    save_reviewed(
        actor=console(),
        now=now,
        programme=programme,
        package=package,
        sittings=sittings,
        on=plan.adopted_on,
        document="领导小组成员名单（演示）",
        seen=review.seen,
    )


def _accounts(plan: CityPlan, bodies: Mapping[str, Organisation], now: datetime) -> dict[str, Actor]:
    return {
        account.username: _account(account, bodies[account.body], now, plan.adopted_on) for account in plan.accounts
    }


def _account(account: AccountPlan, body: Organisation, now: datetime, held_from: date) -> Actor:
    user = create_user(
        actor=console(), now=now, username=account.username, password=PASSWORD, display_name=account.shown,
        organisation=body,
    )  # fmt: skip
    post = create_post(
        actor=console(),
        now=now,
        organisation=body,
        title=account.title,
        capability=account.capability,
        rank=account.rank,
        own_post=account.own_post,
    )
    appoint(actor=console(), now=now, user=user, post=post, held_from=held_from)
    return Actor(user=user, post=post)


def _contacts(scene: _Scene, now: datetime) -> None:
    """Everybody's telephone, sealed; the office looked one up for a reason."""
    actors = list(scene.actors.values())
    kept = [
        record_contact(actor=actor, now=now, user=actor.user, phone=f"1380000{number:04}", email="")
        for number, actor in enumerate(actors, start=1)
        if actor.user is not None
    ]
    why = "通知参加调度会"
    reveal(actor=scene.actor("office"), now=now, holding=CONTACTS, thing=kept[-1], columns=["phone"], reason=why)


def _projects(scene: _Scene, programme: Programme, now: datetime) -> dict[str, Project]:
    plan, actor = scene.plan, scene.actor("office")
    compounds = record_compounds(actor=actor, now=now, rows=[_compound(scene, each) for each in plan.compounds])
    rows = [
        NewProject(name=each.name, subdistrict=scene.bodies[each.body], compounds=(compound,), phase=each.phase)
        for each, compound in zip(plan.compounds, compounds, strict=True)
    ]
    projects = add_projects(actor=actor, now=now, programme=programme, package=scene.package, rows=rows)
    if compounds:
        enter_dwellings(actor=actor, now=now, compound=compounds[0])
    return {project.name: project for project in projects}


def _compound(scene: _Scene, each: CompoundPlan) -> NewCompound:
    return NewCompound(
        subdistrict=scene.bodies[each.body],
        name=each.name,
        address=each.address,
        households=each.households,
        buildings=each.buildings,
        floor_area_centi=each.floor_area_centi,
        built_in=each.built_in,
        latitude=Decimal(each.latitude_micro).scaleb(-6),
        longitude=Decimal(each.longitude_micro).scaleb(-6),
    )


def _lines(compound: CompoundPlan) -> list[NewCostLine]:
    return [
        NewCostLine(cost.item, cost.cost_fen, cost.segment, cost.approved_fen, row)
        for row, cost in enumerate(compound.costs, start=1)
    ]


def _costs(scene: _Scene, programme: Programme, projects: Mapping[str, Project]) -> None:  # noqa: ARG001 -- as _costs_in_bulk
    now = _moment(scene.plan.adopted_on + timedelta(days=1))
    for compound in scene.plan.compounds:
        record_cost_lines(
            actor=scene.actor("office"),
            now=now,
            project=projects[compound.name],
            package=scene.package,
            lines=_lines(compound),
        )


def _costs_in_bulk(scene: _Scene, programme: Programme, projects: Mapping[str, Project]) -> None:
    record_costs(
        actor=scene.actor("office"),
        now=_moment(scene.plan.adopted_on + timedelta(days=1)),
        programme=programme,
        package=scene.package,
        lines={projects[compound.name]: _lines(compound) for compound in scene.plan.compounds},
    )


def _new_facts(scene: _Scene, projects: Mapping[str, Project]) -> list[NewFact]:
    """Every fact of the city."""
    facts = [_fact(fact, area=scene.bodies[fact.body]) for fact in scene.plan.area_facts]
    for compound in scene.plan.compounds:
        facts += [_fact(fact, project=projects[compound.name]) for fact in compound.facts]
    return facts


def _fact(fact: FactPlan, **place: Any) -> NewFact:
    return NewFact(stage=fact.stage, key=fact.key, happened_on=fact.on, value=fact.value, note=fact.note, **place)


class _Clerks:
    """Who enters a fact: whoever answers for it, if the demo has an account for that body, else the office."""

    def __init__(self, scene: _Scene) -> None:
        self._scene = scene
        self._office = scene.actor("office")
        self._by_role: dict[tuple[str, str], Actor] = {}
        for account in scene.plan.accounts:
            body = scene.bodies[account.body]
            if account.capability in {"office", "subdistrict", "finance"} and body.policy_role:
                self._by_role.setdefault((body.policy_role, body.area_path), scene.actors[account.username])

    def for_fact(self, fact: NewFact) -> Actor:
        place = fact.project.subdistrict if fact.project else fact.area
        roles = responsible_roles(self._scene.package, fact.stage, fact.key)
        role = next((role for role in roles if role.name == fact.value), roles[0] if roles else None)
        if place is None or role is None:
            return self._office
        own = (
            actor for (name, area), actor in self._by_role.items() if name == role.id and place.path.startswith(area)
        )
        return next(own, self._office)


def _history(scene: _Scene, programme: Programme, projects: Mapping[str, Project]) -> None:
    """One act per fact and per allocation, entered on the evening of its day, in the order of days."""
    acts: list[NewFact | AllocationPlan] = [*_new_facts(scene, projects), *scene.plan.allocations]
    clerks = _Clerks(scene)
    for act in sorted(acts, key=_day):
        if isinstance(act, AllocationPlan):
            _allocate(scene, projects, act)
            continue
        record_fact(
            actor=clerks.for_fact(act),
            now=_moment(act.happened_on, 17),
            programme=programme,
            package=scene.package,
            new=act,
        )


def _day(act: NewFact | AllocationPlan) -> date:
    return act.on if isinstance(act, AllocationPlan) else act.happened_on


def _history_in_bulk(scene: _Scene, programme: Programme, projects: Mapping[str, Project]) -> None:
    record_facts(
        actor=scene.actor("office"),
        now=_moment(scene.plan.day, 17),
        programme=programme,
        package=scene.package,
        rows=_new_facts(scene, projects),
    )
    for given in scene.plan.allocations:
        _allocate(scene, projects, given)


def _allocate(scene: _Scene, projects: Mapping[str, Project], given: AllocationPlan) -> None:
    allocate(
        actor=scene.actor("finance"),
        now=_moment(given.on, 17),
        project=projects[given.compound],
        package=scene.package,
        pot_id=given.pot,
        amount_fen=given.amount_fen,
        allocated_on=given.on,
    )
