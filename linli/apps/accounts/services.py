"""Acts on organisations, posts and people: keyword-only, one transaction, one event each."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor, actor_for, appointments_on, console, posts_held
from linli.apps.accounts.journal import record
from linli.apps.accounts.mandates import grant_mandate, revoke_mandate
from linli.apps.accounts.models import Appointment, Capability, Organisation, OrganisationKind, Post, Rank, User
from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.refusals import ChangedMeanwhileError, ConflictError, RefusalError
from linli.apps.accounts.tree import (
    close_organisation,
    correct_organisation,
    merge_organisation,
    move_organisation,
    own_area_path,
    plain_code,
)
from linli.integrations.pinyin import person_key, pinyin_key

__all__ = [
    "Actor", "actor_for", "appoint", "close_organisation", "close_post", "close_user", "console",
    "correct_organisation", "correct_user", "create_organisation", "create_post", "create_user", "end_appointment",
    "grant_mandate", "merge_organisation", "move_organisation", "posts_held", "revoke_mandate",
]  # fmt: skip


@transaction.atomic
def create_organisation(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    kind: OrganisationKind | str,
    parent: Organisation | None = None,
    policy_role: str = "",
    credit_code: str = "",
) -> Organisation:
    """A body under ``parent``. Raises ConflictError when that name stands there already, RefusalError for a credit code
    that cannot be one or a parent that is closed."""
    require(may_manage_accounts, actor, parent)
    if parent is not None and parent.closed_on is not None:
        raise RefusalError(_("上级机构已经撤销。"))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name.strip(),
                name_key=pinyin_key(name.strip()),
                kind=OrganisationKind(kind),
                parent=parent,
                policy_role=policy_role,
                credit_code=plain_code(credit_code),
            )
    except IntegrityError as exc:
        raise ConflictError(_("这里已有同名机构「%(name)s」，或信用代码已登记。") % {"name": name}) from exc
    organisation.path = f"{parent.path if parent else '/'}{organisation.id}/"
    organisation.area_path = own_area_path(organisation.kind, organisation.path, parent)
    organisation.save(update_fields=["path", "area_path"])
    record(
        actor=actor,
        now=now,
        kind="accounts.organisation.created",
        subject=organisation,
        body={"name": organisation.name},
    )
    return organisation


@transaction.atomic
def create_post(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    title: str,
    capability: Capability | str,
    rank: str = "",
    own_post: str = "",
    stands_for: Organisation | None = None,
    position: int = 0,
    sole: bool = False,
) -> Post:
    """A post in an organisation; the rest as in `Post`. Raises ConflictError when it exists."""
    require(may_manage_accounts, actor, organisation)
    if organisation.closed_on is not None:
        raise RefusalError(_("「%(name)s」已经撤销，不能再改。") % {"name": organisation.name})
    try:
        with transaction.atomic():
            post = Post.objects.create(
                organisation=organisation,
                title=title.strip(),
                capability=Capability(capability),
                rank=Rank(rank) if rank else "",
                own_post=own_post,
                stands_for=stands_for,
                position=position,
                sole=sole,
            )
    except IntegrityError as exc:
        raise ConflictError(_("该机构已有职务「%(title)s」。") % {"title": title}) from exc
    record(
        actor=actor,
        now=now,
        kind="accounts.post.created",
        subject=post,
        body={"post": str(post), "capability": post.capability},
    )
    return post


@transaction.atomic
def close_post(*, actor: Actor, now: datetime, post: Post, on: date, reason: str) -> Post:
    """The post ceases to be; who held it stays on record. Raises RefusalError while somebody holds it."""
    require(may_manage_accounts, actor, post.organisation)
    standing = Post.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=post.pk)
    if standing.closed_on is not None:
        raise ConflictError(_("这个职务已经撤销。"))
    if appointments_on(on).filter(post=standing).exists():
        raise RefusalError(_("还有人担任这个职务，请先办理卸任。"))
    standing.closed_on = on
    standing.save(update_fields=["closed_on"])
    body = {"post": str(standing), "on": on.isoformat()}
    record(actor=actor, now=now, kind="accounts.post.closed", subject=standing, body=body, reason=reason)
    return standing


@transaction.atomic
def create_user(
    *,
    actor: Actor,
    now: datetime,
    username: str,
    password: str | None,
    display_name: str = "",
    organisation: Organisation | None = None,
    check_password: bool = True,
) -> User:
    """An account; ``password=None``: cannot sign in yet. ``organisation``: where the person works, which an
    administrator other than the command line must name. Raises ConflictError when the name is taken; ValidationError
    for a weak password.
    """
    require(may_manage_accounts, actor, organisation)
    user = User(
        username=User.normalize_username(username.strip()),
        display_name=display_name,
        name_key=person_key(display_name or username.strip()),
        organisation=organisation,
        date_joined=now,
    )
    if password is not None and check_password:
        validate_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as exc:
        raise ConflictError(_("账号「%(name)s」已有人使用。") % {"name": username}) from exc
    record(actor=actor, now=now, kind="accounts.user.created", subject=user, body={"username": user.username})
    return user


def _refuse_overlap(post: Post, user: User, held_from: date, held_until: date | None) -> None:
    """Nobody holds one post twice at a time, and a sole post has one holder at a time."""
    others = Appointment.objects.filter(post=post).filter(Q(held_until__isnull=True) | Q(held_until__gt=held_from))
    if held_until is not None:
        others = others.filter(held_from__lt=held_until)
    for other in others.select_related("user").order_by("held_from"):
        if other.user_id == user.pk:
            raise ConflictError(_("此人已担任「%(post)s」。") % {"post": post})
        if post.sole:
            until = other.held_until.isoformat() if other.held_until else _("今")
            raise ConflictError(
                _("「%(post)s」同时只有一人担任，%(name)s自 %(from)s 至%(until)s在任；请先办理卸任。")
                % {"post": post, "name": other.user.shown_name, "from": other.held_from.isoformat(), "until": until}
            )


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    now: datetime,
    user: User,
    post: Post,
    held_from: date,
    held_until: date | None = None,
    document: str = "",
) -> Appointment:
    """Give the person the post from a day on (until a day, excluded). Nobody appoints themselves.

    Raises ConflictError when the person already holds it then, or another one does and it is for one at a time."""
    require(may_manage_accounts, actor, post.organisation)
    if user.pk in actor.persons:
        raise RefusalError(_("不能给自己安排职务，请由别的系统管理员办理。"))
    locked = Post.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=post.pk)
    if locked.closed_on is not None or locked.organisation.closed_on is not None:
        raise RefusalError(_("这个职务已经撤销。"))
    if held_until is not None and held_until <= held_from:
        raise RefusalError(_("任职结束日要晚于开始日。"))
    _refuse_overlap(locked, user, held_from, held_until)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                user=user, post=post, held_from=held_from, held_until=held_until, document=document, sole=locked.sole
            )
    except IntegrityError as exc:
        raise ConflictError(_("此人已担任「%(post)s」。") % {"post": post}) from exc
    record(
        actor=actor,
        now=now,
        kind="accounts.appointment.begun",
        subject=appointment,
        body={"username": user.username, "post": str(post), "held_from": held_from.isoformat()},
    )
    return appointment


@transaction.atomic
def end_appointment(
    *, actor: Actor, now: datetime, appointment: Appointment, held_until: date, reason: str = ""
) -> Appointment:
    """From ``held_until`` on the person no longer holds the post. Raises RefusalError if it had ended or not begun."""
    require(may_manage_accounts, actor, appointment.post.organisation)
    if actor.user is not None and appointment.user_id in actor.persons:
        raise RefusalError(_("不能卸去自己的职务，请由别的系统管理员办理。"))
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if locked.held_until is not None:
        raise ConflictError(_("这项任职已经结束。"))
    if held_until <= locked.held_from:
        raise RefusalError(_("任职结束日要晚于开始日。"))
    locked.held_until = held_until
    locked.save(update_fields=["held_until"])
    record(
        actor=actor,
        now=now,
        kind="accounts.appointment.ended",
        subject=locked,
        body={"username": locked.user.username, "post": str(locked.post), "held_until": held_until.isoformat()},
        reason=reason,
    )
    return locked


@transaction.atomic
def correct_user(
    *,
    actor: Actor,
    now: datetime,
    user: User,
    version: int,
    display_name: str,
    organisation: Organisation,
    reason: str,
) -> User:
    """Put a person's entry right: the name, and the body they work in. ``version``: the one that was read.

    Raises ChangedMeanwhileError when somebody saved since. The record names the fields, never what stood in them.
    """
    standing = User.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=user.pk)
    require(may_manage_accounts, actor, standing.organisation or organisation)
    require(may_manage_accounts, actor, organisation)
    if standing.version != version:
        raise ChangedMeanwhileError(standing)
    if not display_name.strip() or not reason.strip():
        raise RefusalError(_("请写姓名和理由。"))
    standing.display_name, standing.organisation = display_name.strip(), organisation
    standing.name_key = person_key(standing.display_name)
    standing.version += 1
    standing.save(update_fields=["display_name", "name_key", "organisation", "version"])
    record(
        actor=actor,
        now=now,
        kind="accounts.user.corrected",
        subject=standing,
        body={"username": standing.username, "organisation": organisation.pk},
        reason=reason.strip(),
    )
    return standing


@transaction.atomic
def close_user(*, actor: Actor, now: datetime, user: User, organisation: Organisation | None, reason: str) -> User:
    """The account can no longer sign in; what it did stays. ``organisation``: where the person works, if the entry does
    not say. Nobody closes themselves, and nobody closes a person who also holds a post outside their area."""
    require(may_manage_accounts, actor, user.organisation or organisation)
    if user.pk in actor.persons:
        raise RefusalError(_("不能停用自己的账号，请由别的系统管理员办理。"))
    held = appointments_on(now.date()).filter(user=user).select_related("post__organisation")
    if any(not actor.covers(one.post.organisation.path) for one in held):
        raise RefusalError(_("此人还在您的辖区以外任职，请由上一级系统管理员办理。"))
    user.is_active = False
    user.version += 1
    user.save(update_fields=["is_active", "version"])
    record(
        actor=actor, now=now, kind="accounts.user.closed", subject=user, body={"username": user.username}, reason=reason
    )
    return user
