"""Many organisations, or many people with their posts, entered in one act from a checked sheet or list.

Callers have looked at every row and told every fault; here only what a race could bring about is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.journal import record
from linli.apps.accounts.models import Appointment, Capability, Organisation, Post, User
from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.accounts.tree import lock_tree, own_area_path
from linli.integrations.pinyin import person_key, pinyin_key

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """``parent``: one on record, or the place of another row in the same list, or None for one at the top."""

    name: str
    kind: str
    parent: Organisation | int | None
    policy_role: str = ""
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class NewHolding:
    """A post to be held by a person: the post is made if the organisation has none of that title."""

    organisation: Organisation
    title: str
    capability: str
    held_from: date
    held_until: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """``user``: somebody on record, or None for somebody new, who gets an account without a password."""

    name: str
    organisation: Organisation
    username: str = ""
    user: User | None = None
    holdings: Sequence[NewHolding] = field(default_factory=tuple)


@transaction.atomic
def enter_organisations(*, actor: Actor, now: datetime, rows: Sequence[NewOrganisation]) -> list[Organisation]:
    """All of them or none, one level of the tree after the other; one act. Raises ConflictError when a name or code was
    taken meanwhile."""
    lock_tree()
    for parent in {row.parent for row in rows if not isinstance(row.parent, int)}:
        require(may_manage_accounts, actor, parent)
    made: list[Organisation | None] = [None] * len(rows)
    waiting = list(enumerate(rows))
    while waiting:
        level: list[tuple[int, NewOrganisation]] = []
        later: list[tuple[int, NewOrganisation]] = []
        for place, row in waiting:
            (later if isinstance(row.parent, int) and made[row.parent] is None else level).append((place, row))
        if not level:
            raise RefusalError(_("上级机构互相指着，成了一个圈。"))
        _enter_level(level, made)
        waiting = later
    entered = [one for one in made if one is not None]
    body = {"count": len(entered), "first": entered[0].pk, "last": entered[-1].pk} if entered else {"count": 0}
    if entered:
        record(actor=actor, now=now, kind="accounts.organisations.imported", subject=entered[0], body=body)
    return entered


def _enter_level(level: list[tuple[int, NewOrganisation]], made: list[Organisation | None]) -> None:
    bodies = []
    for _place, row in level:
        parent = made[row.parent] if isinstance(row.parent, int) else row.parent
        bodies.append(
            Organisation(
                name=row.name,
                name_key=pinyin_key(row.name),
                kind=row.kind,
                parent=parent,
                policy_role=row.policy_role,
                credit_code=row.credit_code,
            )
        )
    try:
        with transaction.atomic():
            Organisation.objects.bulk_create(bodies, batch_size=_AT_ONCE)
    except IntegrityError as exc:
        raise ConflictError(_("表里有机构刚刚已由别人登记，请重新核对。")) from exc
    for (place, _row), one in zip(level, bodies, strict=True):
        one.path = f"{one.parent.path if one.parent else '/'}{one.pk}/"
        one.area_path = own_area_path(one.kind, one.path, one.parent)
        made[place] = one
    Organisation.objects.bulk_update(bodies, ["path", "area_path"], batch_size=_AT_ONCE)


@transaction.atomic
def enter_people(*, actor: Actor, now: datetime, rows: Sequence[NewPerson]) -> list[User]:
    """All people with their posts, or none; one act. New people get accounts without a password: they are invited.

    Nobody gives themselves a post. Raises ConflictError when a name was taken meanwhile.
    """
    lock_tree()
    concerned = {row.organisation.pk: row.organisation for row in rows}
    concerned |= {held.organisation.pk: held.organisation for row in rows for held in row.holdings}
    for organisation in concerned.values():
        require(may_manage_accounts, actor, organisation)
    if any(row.user is not None and row.user.pk in actor.persons and row.holdings for row in rows):
        raise RefusalError(_("不能给自己安排职务，请由别的系统管理员办理。"))
    try:
        with transaction.atomic():
            users = people_of(rows, now)
            appointments = _appointments(rows, users, _posts(rows))
            Appointment.objects.bulk_create(appointments, batch_size=_AT_ONCE)
    except IntegrityError as exc:
        raise ConflictError(_("表里有账号或任职刚刚已由别人登记，请重新核对。")) from exc
    body = {"people": sum(row.user is None for row in rows), "appointments": len(appointments)}
    if users:
        record(actor=actor, now=now, kind="accounts.people.imported", subject=users[0], body=body)
    return users


def people_of(rows: Sequence[NewPerson], now: datetime) -> list[User]:
    """The people of the rows in their order; those not yet on record are entered."""
    unusable = make_password(None)
    taken = set(User.objects.values_list("username", flat=True))
    number = len(taken)
    new: list[User] = []
    users: list[User] = []
    for row in rows:
        if row.user is not None:
            users.append(row.user)
            continue
        username = row.username
        while not username or username in taken:
            number += 1
            username = f"u{number:06d}"
        taken.add(username)
        user = User(
            username=username,
            display_name=row.name,
            name_key=person_key(row.name),
            organisation=row.organisation,
            password=unusable,
            date_joined=now,
        )
        new.append(user)
        users.append(user)
    User.objects.bulk_create(new, batch_size=_AT_ONCE)
    return users


def _posts(rows: Sequence[NewPerson]) -> dict[tuple[int, str], Post]:
    """The posts of every holding, by organisation and title."""
    wanted = {(held.organisation.pk, held.title): held for row in rows for held in row.holdings}
    standing = Post.objects.filter(organisation_id__in={pk for pk, _title in wanted}, closed_on__isnull=True)
    found = {(post.organisation_id, post.title): post for post in standing}
    new = [
        Post(organisation=held.organisation, title=held.title, capability=Capability(held.capability))
        for key, held in wanted.items()
        if key not in found
    ]
    Post.objects.bulk_create(new, batch_size=_AT_ONCE)
    return {**found, **{(post.organisation_id, post.title): post for post in new}}


def _appointments(
    rows: Sequence[NewPerson], users: Sequence[User], posts: dict[tuple[int, str], Post]
) -> list[Appointment]:
    """The appointments to be made. Raises ConflictError for a post held twice, or by two where it is for one."""
    made = []
    held_by: dict[int, list[Appointment]] = defaultdict(list)
    for one in Appointment.objects.filter(post__in=[post.pk for post in posts.values()]):
        held_by[one.post_id].append(one)
    for row, user in zip(rows, users, strict=True):
        for held in row.holdings:
            post = posts[held.organisation.pk, held.title]
            new = Appointment(
                post=post,
                user=user,
                held_from=held.held_from,
                held_until=held.held_until,
                document=held.document,
                sole=post.sole,
            )
            if any(_clash(new, other, post) for other in held_by[post.pk]):
                raise ConflictError(_("「%(post)s」的任职与已有的重叠。") % {"post": post})
            held_by[post.pk].append(new)
            made.append(new)
    return made


def _clash(new: Appointment, other: Appointment, post: Post) -> bool:
    """Whether the two cannot both stand: one person twice at a time, or two people where the post is for one."""
    begins_before_other_ends = other.held_until is None or new.held_from < other.held_until
    ends_after_other_begins = new.held_until is None or new.held_until > other.held_from
    if not (begins_before_other_ends and ends_after_other_begins):
        return False
    return post.sole or other.user_id == new.user.pk
