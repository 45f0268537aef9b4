"""The leading group of a programme: the document's list held against the seats on record, and taking in a new list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor, appointments_on
from linli.apps.accounts.enrolment import NewOrganisation, enter_organisations
from linli.apps.accounts.models import Appointment, Organisation, OrganisationKind, Post, Rank, User
from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.queries import people_seen_by
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.accounts.rosters import NewSeat, RosterAct, save_roster, seats_on
from linli.apps.programme.models import Programme
from linli.core.policy.model import Package
from linli.core.programme.leading_group import Body, LeadingGroup, Seat, group_role, leading_group, office_role
from linli.core.roster import Comparison, Sitting, body_key, compare, split_post


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """The group as it stands on a day. ``sittings``: appointments in the order of the list; ``finding``: held against
    the document; ``posts``: post id -> who holds it."""

    group: Organisation | None
    office: Organisation | None
    sittings: tuple[Appointment, ...]
    finding: LeadingGroup
    holders: Mapping[int, Appointment]


def role_mark(package: Package) -> str:
    """What marks a body as the leading group of this very document (an area may run several)."""
    role = group_role(package)
    return f"{package.id}:{role.id if role else 'group'}"[:64]


def group_of(programme: Programme, package: Package) -> Organisation | None:
    """The body that is the programme's leading group, if it has been set up."""
    role = group_role(package)
    marks = [role_mark(package), *([role.id] if role else [])]
    groups = Organisation.objects.filter(
        kind=OrganisationKind.GROUP, area_path=programme.area.path, closed_on__isnull=True, policy_role__in=marks
    )
    return min(groups, key=lambda one: (marks.index(one.policy_role), one.pk), default=None)


def office_of(programme: Programme, package: Package) -> Organisation | None:
    """The body that is the group's office, if there is one."""
    role = office_role(package)
    offices = Organisation.objects.filter(
        kind=OrganisationKind.OFFICE, area_path=programme.area.path, closed_on__isnull=True
    ).order_by("pk")
    marked = [one for one in offices if role and one.policy_role in (role.id, f"{package.id}:{role.id}")]
    return next(iter([*marked, *offices]), None)


def standing_group(programme: Programme, package: Package, on: date) -> GroupStanding:
    """The document's group held against the seats on record on that (real) day."""
    group, office = group_of(programme, package), office_of(programme, package)
    ids = [one.pk for one in (group, office) if one is not None]
    sittings = seats_on(ids, on)
    holders = {one.post_id: one for one in sittings}
    posts = (
        Post.objects.filter(organisation__in=ids)
        .exclude(rank="")
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
        .select_related("stands_for")
        .order_by("position", "pk")
    )
    seats = [
        Seat(
            rank=post.rank,
            post=post.own_post,
            body=post.stands_for.name if post.stands_for else "",
            role=post.stands_for.policy_role if post.stands_for else "",
            held=post.pk in holders,
            ref=post.pk,
        )
        for post in posts
    ]
    represented = {one.post.stands_for_id for one in sittings}
    finding = leading_group(package, seats, _bodies(programme, package, on, represented))
    return GroupStanding(group, office, tuple(sittings), finding, holders)


def _bodies(programme: Programme, package: Package, on: date, represented: set[int | None]) -> list[Body]:
    """Every open body of the programme's area that has a role in the document. ``represented``: bodies somebody sits in
    the group for."""
    roles = {role.id for role in package.roles}
    found = Organisation.objects.filter(
        path__startswith=programme.area.path, closed_on__isnull=True, policy_role__in=roles
    ).order_by("path")
    held = set(
        appointments_on(on)
        .filter(post__organisation__path__startswith=programme.area.path)
        .values_list("post__organisation_id", flat=True)
    )
    return [Body(one.policy_role, one.name, one.pk in held or one.pk in represented) for one in found]


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A line of the new list with what was found for it. ``body``: on record, None if new or not named; ``user``: the
    person on record, None if new; ``doubts``: in words; ``faults``: what keeps the list from being saved."""

    sitting: Sitting
    body: Organisation | None
    user: User | None
    doubts: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterReview:
    """A new list held against the seats on record: nothing is written yet. ``seen``: the appointments compared."""

    rows: tuple[ReviewedRow, ...]
    comparison: Comparison
    seen: str
    new_bodies: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return bool(self.rows) and not any(row.faults for row in self.rows)


def review_roster(*, actor: Actor, programme: Programme, package: Package, sittings: Sequence[Sitting]) -> RosterReview:
    """Finds the bodies and people of a list, and compares it with the list that it replaces."""
    require(may_manage_accounts, actor, programme.area)
    places = _Places(programme)
    completed = [_complete(one, places) for one in sittings]
    current = _current(programme, package)
    before = [_as_sitting(one) for one in current]
    comparison = compare(before, completed)
    by_ref = {one.pk: one for one in current}
    known = {id(c.after): by_ref[c.before.ref].user for c in (*comparison.changed, *comparison.stayed)}
    people = _People(actor)
    seats = Counter((one.rank, one.name, one.post) for one in completed)
    rows = []
    for one in completed:
        body = places.find(one.body)
        user, doubt = (known[id(one)], "") if id(one) in known else people.find(one.name, body)
        doubts = (*one.doubts, *([doubt] if doubt else []))
        rows.append(ReviewedRow(one, body, user, doubts, tuple(_faults(one, seats))))
    new_bodies = dict.fromkeys(r.sitting.body for r in rows if r.body is None and r.sitting.body)
    seen = ",".join(str(one.pk) for one in sorted(current, key=lambda one: one.pk))
    return RosterReview(tuple(rows), comparison, seen, tuple(new_bodies))


def _current(programme: Programme, package: Package) -> list[Appointment]:
    """Who sits there with no end in sight: the list that a new one replaces."""
    group, office = group_of(programme, package), office_of(programme, package)
    ids = [one.pk for one in (group, office) if one is not None]
    open_ended = Appointment.objects.filter(
        post__organisation_id__in=ids, held_until__isnull=True, post__closed_on__isnull=True
    )
    return list(
        open_ended.exclude(post__rank="").select_related("post__stands_for", "user").order_by("post__position", "pk")
    )


def _as_sitting(one: Appointment) -> Sitting:
    body = one.post.stands_for.name if one.post.stands_for else ""
    post = one.post.own_post
    title = split_post(post, [body] if body else ())[1]
    return Sitting(one.post.rank, one.user.display_name, post, body, title, ref=one.pk)


def _faults(one: Sitting, seats: Mapping[tuple[str, str, str], int]) -> list[str]:
    faults = []
    if one.rank not in Rank.values:
        faults.append(_("请选席位"))
    if len(one.name) < 2:
        faults.append(_("请写姓名"))
    if not one.post and one.rank != Rank.LIAISON:
        faults.append(_("请写职务"))
    if seats[one.rank, one.name, one.post] > 1:
        faults.append(_("与另一行完全相同，请删去一行"))
    return faults


class _Places:
    """The open bodies of a programme's area by the key of their name."""

    def __init__(self, programme: Programme) -> None:
        bodies = Organisation.objects.filter(path__startswith=programme.area.path, closed_on__isnull=True).exclude(
            kind__in=[OrganisationKind.GROUP, OrganisationKind.OFFICE]
        )
        self._by_name: dict[str, list[Organisation]] = {}
        self._by_key: dict[str, list[Organisation]] = {}
        for one in bodies.order_by("path"):
            self._by_name.setdefault(one.name, []).append(one)
            self._by_key.setdefault(body_key(one.name), []).append(one)

    @property
    def names(self) -> list[str]:
        return list(self._by_name)

    def find(self, name: str) -> Organisation | None:
        """The body of this name, or the only one whose name means the same."""
        if not name:
            return None
        exact, alike = self._by_name.get(name, []), self._by_key.get(body_key(name), [])
        return exact[0] if exact else alike[0] if len(alike) == 1 else None


def _complete(one: Sitting, places: _Places) -> Sitting:
    """With the body that the post names, if none was typed. The heads of a group stand for no member body."""
    if one.rank in (Rank.LEAD, Rank.DEPUTY) and not places.find(one.body):
        return replace(one, body="")
    if places.find(one.body):
        return one
    body, title = split_post(one.post, places.names)
    return replace(one, body=body if places.find(body) or not one.body else one.body, title=title)


class _People:
    """People on record by name."""

    def __init__(self, actor: Actor) -> None:
        self._by_name: dict[str, list[User]] = {}
        for user in people_seen_by(actor).filter(is_active=True):
            self._by_name.setdefault(user.display_name, []).append(user)

    def find(self, name: str, body: Organisation | None) -> tuple[User | None, str]:
        """The person of this name in this body; a namesake elsewhere is another person, and a doubt."""
        found = self._by_name.get(name, [])
        here = [user for user in found if body is not None and user.organisation_id == body.pk]
        if len(here) == 1:
            return here[0], ""
        if here:
            return None, _("这个单位有几位同名，将新登记一位")
        return None, _("别的单位有同名的人，将新登记一位") if found else ""


@transaction.atomic
def save_reviewed(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    package: Package,
    sittings: Sequence[Sitting],
    on: date,
    document: str,
    seen: str,
) -> int:
    """Save the list that was reviewed, all of it or nothing; returns how many seats changed hands.

    ``seen``: of the review; ConflictError when the seats have changed since. RefusalError while a row has a fault.
    """
    review = review_roster(actor=actor, programme=programme, package=package, sittings=sittings)
    if review.seen != seen:
        raise ConflictError(_("核对以后有人改过这份名单，请重新核对。"))
    if not review.is_clean:
        raise RefusalError(_("还有要改的行。"))
    group = group_of(programme, package) or _set_up_group(actor, now, programme, package)
    office = office_of(programme, package)
    bodies = _enter_bodies(actor, now, programme, review)
    ending = {one.before.ref for one in review.comparison.changed} | {one.ref for one in review.comparison.went}
    stayed = {id(one.after) for one in review.comparison.stayed}
    beginning = [
        NewSeat(
            rank=row.sitting.rank,
            name=row.sitting.name,
            own_post=row.sitting.post,
            body=row.body or bodies.get(row.sitting.body),
            user=row.user,
            position=place,
        )
        for place, row in enumerate(review.rows, 1)
        if id(row.sitting) not in stayed
    ]
    act = RosterAct(
        group=group,
        office=office,
        ending=list(Appointment.objects.filter(pk__in=ending)),
        beginning=beginning,
        changed=len(review.comparison.changed),
    )
    return len(save_roster(actor=actor, now=now, on=on, document=document, act=act)) + len(review.comparison.went)


def _set_up_group(actor: Actor, now: datetime, programme: Programme, package: Package) -> Organisation:
    role = group_role(package)
    name = role.name if role else _("领导小组")
    (made,) = enter_organisations(
        actor=actor,
        now=now,
        rows=[NewOrganisation(name, OrganisationKind.GROUP, programme.area, role_mark(package))],
    )
    return made


def _enter_bodies(actor: Actor, now: datetime, programme: Programme, review: RosterReview) -> dict[str, Organisation]:
    """The member bodies that were not on record, as other bureaus of the area: their kind can be corrected later."""
    if not review.new_bodies:
        return {}
    rows = [NewOrganisation(name, OrganisationKind.BUREAU, programme.area) for name in review.new_bodies]
    made = enter_organisations(actor=actor, now=now, rows=rows)
    return {one.name: one for one in made}
