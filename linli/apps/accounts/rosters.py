"""Saving the appointment list of a leading group: who leaves and who takes a seat, in one act, on one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor, appointments_on
from linli.apps.accounts.enrolment import NewPerson, people_of
from linli.apps.accounts.journal import record
from linli.apps.accounts.models import Appointment, Capability, Organisation, Post, Rank, User
from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.accounts.tree import lock_tree

#: ranks whose seats stand in the group itself; the others in its office
OF_THE_GROUP = frozenset({Rank.LEAD, Rank.DEPUTY, Rank.MEMBER, Rank.LIAISON})
_CAPABILITIES = {
    Rank.LEAD: Capability.LEADER,
    Rank.DEPUTY: Capability.LEADER,
    Rank.OFFICE_LEAD: Capability.OFFICE,
    Rank.OFFICE_DEPUTY: Capability.OFFICE,
}
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class NewSeat:
    """Somebody who takes a seat. ``user``: a person on record, or None for somebody new; ``body``: the member body."""

    rank: str
    name: str
    own_post: str
    body: Organisation | None
    user: User | None
    position: int = 0


@dataclass(frozen=True, slots=True)
class RosterAct:
    """What a list changes: appointments that end, seats that begin; ``changed`` of them are the same person's."""

    group: Organisation
    office: Organisation | None
    ending: Sequence[Appointment]
    beginning: Sequence[NewSeat]
    changed: int = 0


def seats_on(group_ids: Sequence[int], on: date) -> list[Appointment]:
    """Who sits in the group and its office on a day, in the order of ranks and of the list."""
    order = {rank: place for place, rank in enumerate(Rank.values)}
    held = (
        appointments_on(on)
        .filter(post__organisation_id__in=group_ids)
        .exclude(post__rank="")
        .select_related("post__organisation", "post__stands_for", "user")
    )
    return sorted(held, key=lambda one: (order[one.post.rank], one.post.position, one.pk))


@transaction.atomic
def save_roster(*, actor: Actor, now: datetime, on: date, document: str, act: RosterAct) -> list[Appointment]:
    """From ``on`` the list holds: who went leaves the seat, who came takes one; posts nobody holds any more are closed.

    Raises ConflictError when the seats changed since they were compared, RefusalError for a day before an appointment
    began, a missing document, or somebody who would seat themselves in the office.
    """
    lock_tree()
    require(may_manage_accounts, actor, act.group)
    if not document.strip():
        raise RefusalError(_("请写明依据的文件名称、文号。"))
    if not act.ending and not act.beginning:
        raise RefusalError(_("名单与登记的完全一样，没有要保存的。"))
    _refuse_own_office(actor, act)
    ended = _end(act.ending, on)
    begun = _begin(act, on, now, document.strip())
    body = {
        "group": act.group.name,
        "document": document.strip(),
        "on": on.isoformat(),
        "came": len(act.beginning) - act.changed,
        "went": len(act.ending) - act.changed,
        "changed": act.changed,
        "ended": [one.pk for one in ended],
        "begun": [one.pk for one in begun],
    }
    record(actor=actor, now=now, kind="accounts.roster.saved", subject=act.group, body=body)
    return begun


def _refuse_own_office(actor: Actor, act: RosterAct) -> None:
    own = [seat for seat in act.beginning if seat.user is not None and seat.user.pk in actor.persons]
    if any(_CAPABILITIES.get(Rank(seat.rank), Capability.MEMBER) != Capability.MEMBER for seat in own):
        raise RefusalError(_("不能给自己安排职务，请由别的系统管理员办理。"))


def _end(ending: Sequence[Appointment], on: date) -> list[Appointment]:
    standing = {
        one.pk: one
        for one in Appointment.objects.select_for_update(of=("self",))
        .filter(pk__in=[one.pk for one in ending], held_until__isnull=True)
        .select_related("post", "user")
    }
    if len(standing) != len(ending):
        raise ConflictError(_("核对以后有人改过这份名单，请重新核对。"))
    for one in standing.values():
        if one.held_from >= on:
            raise RefusalError(
                _("%(name)s自 %(from)s 起任职，不能在那天或更早卸任；请改新名单的日期。")
                % {"name": one.user.shown_name, "from": one.held_from.isoformat()}
            )
        one.held_until = on
    Appointment.objects.bulk_update(standing.values(), ["held_until"])
    posts = {one.post_id for one in standing.values()}
    still = set(Appointment.objects.filter(post__in=posts, held_until__isnull=True).values_list("post_id", flat=True))
    Post.objects.filter(pk__in=posts - still, closed_on__isnull=True).update(closed_on=on)
    return list(standing.values())


def _begin(act: RosterAct, on: date, now: datetime, document: str) -> list[Appointment]:
    people = [NewPerson(name=seat.name, organisation=seat.body or act.group, user=seat.user) for seat in act.beginning]
    users = _each_once(people, now)
    home = {seat: _home(act, seat) for seat in act.beginning}
    taken = set(
        Post.objects.filter(organisation__in=set(home.values()), closed_on__isnull=True).values_list(
            "organisation_id", "title"
        )
    )
    posts = []
    for seat in act.beginning:
        title = _free_title(seat, home[seat].pk, taken)
        taken.add((home[seat].pk, title))
        posts.append(
            Post(
                organisation=home[seat],
                title=title,
                capability=_CAPABILITIES.get(Rank(seat.rank), Capability.MEMBER),
                rank=seat.rank,
                own_post=seat.own_post[:60],
                stands_for=seat.body,
                position=seat.position,
                sole=True,
            )
        )
    try:
        with transaction.atomic():
            Post.objects.bulk_create(posts)
            begun = [
                Appointment(post=post, user=user, held_from=on, document=document[:120], sole=True)
                for post, user in zip(posts, users, strict=True)
            ]
            return Appointment.objects.bulk_create(begun)
    except IntegrityError as exc:
        raise ConflictError(_("核对以后有人改过这份名单，请重新核对。")) from exc


def _each_once(people: Sequence[NewPerson], now: datetime) -> list[User]:
    """The people in their order; one new person who takes two seats is entered once."""
    new = {(one.name, one.organisation.pk): one for one in people if one.user is None}
    entered = dict(zip(new, people_of(list(new.values()), now), strict=True))
    return [one.user or entered[one.name, one.organisation.pk] for one in people]


def _home(act: RosterAct, seat: NewSeat) -> Organisation:
    if Rank(seat.rank) in OF_THE_GROUP:
        return act.group
    return act.office or act.group


def _free_title(seat: NewSeat, organisation_id: int, taken: set[tuple[int, str]]) -> str:
    """``组长``; ``成员（区财政局局长）``; with 第2名 behind it where two seats would be called alike."""
    with translation.override("zh-hans"):
        word = str(Rank(seat.rank).label)
    lone = seat.rank in (Rank.LEAD, Rank.OFFICE_LEAD) or not seat.own_post
    title = (word if lone else f"{word}（{seat.own_post}）")[: _LONGEST_TITLE - 8]
    number, free = 1, title
    while (organisation_id, free) in taken:
        number += 1
        free = f"{title}（第{number}名）"
    return free
