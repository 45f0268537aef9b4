"""The leading group (领导小组) as the document describes it, held against who sits in it.

Which seats the document lists and which are filled; which member body has no liaison (联络员); which duty falls to
nobody on record; which member body has no duty of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from linli.core.policy.model import Duty, Package, Role
from linli.core.roster import body_key, split_post

State = Literal["held", "vacant", "missing"]

#: how a role of a package is called that is a seat; the first that fits counts
_SEATS = (
    ("office_deputy", re.compile("办公室(?:常务)?副主任$")),
    ("office_lead", re.compile("办公室主任$")),
    ("office_member", re.compile("办公室成员$")),
    ("deputy", re.compile("副(?:组长|总指挥|指挥长)$")),
    ("lead", re.compile("(?:组长|总指挥|指挥长)$")),
    ("liaison", re.compile("联络员$")),
)
_GROUP = re.compile("领导小组$|指挥部$")
_OFFICE = re.compile("(?:领导小组|指挥部)办公室$")
_NTH = re.compile("（第[^（）]{1,3}名）$")
#: bodies of these levels are named for each project or compound, not once for the programme
_FOR_EACH_PROJECT = frozenset({"项目", "小区"})


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on record. ``post``: the office its holder has elsewhere; ``body``: the member body; ``role``: that body's
    role in the document; ``held``: whether somebody sits in it; ``ref``: the caller's mark."""

    rank: str
    post: str
    body: str = ""
    role: str = ""
    held: bool = False
    ref: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A body on record that answers for a role of the document. ``held``: whether anybody holds a post in it."""

    role: str
    name: str
    held: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """One seat that the document lists, and the one on record for it."""

    post: str
    state: State
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """The seats of one rank. ``role``: where the document speaks of it, None if it does not; ``extra``: seats on record
    that the document does not list."""

    rank: str
    role: Role | None
    expected: tuple[Expected, ...]
    extra: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Liaison:
    """A member body and its liaison."""

    body: str
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class DutyBearer:
    """Who bears a duty: ``bodies`` on record for the role; none of them held: the duty falls to nobody."""

    duty: Duty
    who: str
    bodies: tuple[str, ...]
    for_each_project: bool
    borne: bool


@dataclass(frozen=True, slots=True)
class LeadingGroup:
    """The whole standing. ``liaisons``: one for each member body, empty when the document asks for none."""

    seats: tuple[SeatGroup, ...]
    liaison_role: Role | None
    liaisons: tuple[Liaison, ...]
    duties: tuple[DutyBearer, ...]
    without_duty: tuple[str, ...]

    @property
    def missing_liaisons(self) -> tuple[str, ...]:
        return tuple(one.body for one in self.liaisons if one.seat is None or not one.seat.held)

    @property
    def unborne(self) -> tuple[DutyBearer, ...]:
        return tuple(one for one in self.duties if not one.borne and not one.for_each_project)

    @property
    def empty_seats(self) -> tuple[Expected, ...]:
        return tuple(one for group in self.seats for one in group.expected if one.state != "held")


def seat_roles(package: Package) -> dict[str, Role]:
    """Rank -> the role of the document that speaks of it; the member role is the one that lists its members."""
    found: dict[str, Role] = {}
    for role in package.roles:
        rank = "member" if role.members else next((r for r, called in _SEATS if called.search(role.name)), "")
        if rank:
            found.setdefault(rank, role)
    return found


def group_role(package: Package) -> Role | None:
    """The role that is the leading group itself."""
    return next((role for role in package.roles if _GROUP.search(role.name)), None)


def office_role(package: Package) -> Role | None:
    """The role that is the group's office."""
    return next((role for role in package.roles if _OFFICE.search(role.name)), None)


def leading_group(package: Package, seats: Sequence[Seat], bodies: Sequence[Body]) -> LeadingGroup:
    """The document's group held against the seats and bodies on record."""
    roles = seat_roles(package)
    ranks = ["lead", "deputy", "member", "office_lead", "office_deputy", "office_member"]
    groups = tuple(_seat_group(rank, roles.get(rank), seats) for rank in ranks)
    liaisons = _liaisons(groups, seats) if "liaison" in roles else ()
    held_roles = _held_roles(package, roles, seats, bodies)
    duties = tuple(_bearer(package, duty, held_roles) for duty in package.duties)
    return LeadingGroup(groups, roles.get("liaison"), liaisons, duties, _without_duty(package, seats))


def _seat_group(rank: str, role: Role | None, seats: Sequence[Seat]) -> SeatGroup:
    left = [seat for seat in seats if seat.rank == rank]
    posts = list(role.members) or ([role.holder] if role.holder else []) if role else []
    if rank == "office_member":  # named by what they are (分管副职), not one by one
        return SeatGroup(rank, role, (), tuple(left))
    taken: dict[int, Seat] = {}
    for likeness in (_post_key, _body_and_title, _body_of):
        for place, post in enumerate(posts):
            if place in taken:
                continue
            alike = next((seat for seat in left if likeness(seat.post) == likeness(post) != ""), None)
            if alike is not None:
                taken[place] = alike
                left.remove(alike)
    expected = tuple(Expected(post, _state(taken.get(place)), taken.get(place)) for place, post in enumerate(posts))
    return SeatGroup(rank, role, expected, tuple(left))


def _state(seat: Seat | None) -> State:
    if seat is None:
        return "missing"
    return "held" if seat.held else "vacant"


def _post_key(post: str) -> str:
    return _NTH.sub("", post)


def _body_and_title(post: str) -> str:
    body, title = split_post(_NTH.sub("", post))
    return f"{body_key(body)} {title}" if body else ""


def _body_of(post: str) -> str:
    return body_key(split_post(_NTH.sub("", post))[0])


def _liaisons(groups: Sequence[SeatGroup], seats: Sequence[Seat]) -> tuple[Liaison, ...]:
    """One line for each member body, in the order of the list; a body with two members has one liaison."""
    members = next(group for group in groups if group.rank == "member")
    posts = [one.post for one in members.expected] + [seat.post for seat in members.extra]
    bodies = dict.fromkeys(split_post(_NTH.sub("", post))[0] or post for post in posts)
    left = [seat for seat in seats if seat.rank == "liaison"]
    found = []
    for body in bodies:
        seat = next((one for one in left if body_key(body) in {body_key(one.body), _body_of(one.post)}), None)
        found.append(Liaison(body, seat))
    return tuple(found)


def _held_roles(
    package: Package, roles: Mapping[str, Role], seats: Sequence[Seat], bodies: Sequence[Body]
) -> dict[str, list[tuple[str, bool]]]:
    """Role -> who stands for it on record, and whether anybody is there."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for body in bodies:
        found.setdefault(body.role, []).append((body.name, body.held))
    for rank, role in roles.items():
        sitting = [seat for seat in seats if seat.rank == rank]
        found.setdefault(role.id, []).extend((seat.post or role.name, seat.held) for seat in sitting)
    group, office = group_role(package), office_role(package)
    for whole, ranks in ((group, ("lead", "deputy")), (office, ("office_lead", "office_deputy"))):
        if whole is not None and any(seat.held for seat in seats if seat.rank in ranks):
            found.setdefault(whole.id, []).append((whole.name, True))
    return found


def _bearer(package: Package, duty: Duty, held: Mapping[str, list[tuple[str, bool]]]) -> DutyBearer:
    role = next((one for one in package.roles if one.id == duty.who), None)
    standing = held.get(duty.who, [])
    return DutyBearer(
        duty=duty,
        who=role.name if role else duty.who,
        bodies=tuple(dict.fromkeys(name for name, _held in standing)),
        for_each_project=role is not None and role.level in _FOR_EACH_PROJECT,
        borne=any(is_held for _name, is_held in standing),
    )


def _without_duty(package: Package, seats: Sequence[Seat]) -> tuple[str, ...]:
    """Member bodies whose role bears no duty of its own in the document."""
    with_duty = {duty.who for duty in package.duties} | {role for duty in package.duties for role in duty.with_}
    bodies: dict[str, bool] = {}
    for seat in seats:
        if seat.rank == "member":
            name = seat.body or split_post(seat.post)[0] or seat.post
            bodies[name] = bodies.get(name, False) or seat.role in with_duty
    return tuple(name for name, has_duty in bodies.items() if not has_duty)
