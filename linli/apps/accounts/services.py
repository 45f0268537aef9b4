"""Acts on organisations, posts and people: keyword-only, one transaction, one event each."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor, actor_for, console, posts_held
from linli.apps.accounts.journal import record
from linli.apps.accounts.models import (
    ADMINISTRATIVE,
    Appointment,
    Capability,
    Organisation,
    OrganisationKind,
    Post,
    User,
)
from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.refusals import ConflictError, RefusalError

__all__ = [
    "Actor", "actor_for", "appoint", "close_user", "console", "create_organisation", "create_post", "create_user",
    "end_appointment", "posts_held",
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
) -> Organisation:
    """A body under ``parent``. Raises ConflictError when that name stands there already."""
    require(may_manage_accounts, actor, parent)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name.strip(), kind=OrganisationKind(kind), parent=parent, policy_role=policy_role
            )
    except IntegrityError as exc:
        raise ConflictError(_("这里已有同名机构「%(name)s」。") % {"name": name}) from exc
    organisation.path = f"{parent.path if parent else '/'}{organisation.id}/"
    is_area = organisation.kind in ADMINISTRATIVE or parent is None
    organisation.area_path = organisation.path if is_area or parent is None else parent.area_path
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
    *, actor: Actor, now: datetime, organisation: Organisation, title: str, capability: Capability | str
) -> Post:
    """A post in an organisation. Raises ConflictError when it exists."""
    require(may_manage_accounts, actor, organisation)
    try:
        with transaction.atomic():
            post = Post.objects.create(
                organisation=organisation, title=title.strip(), capability=Capability(capability)
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
    user = User(username=User.normalize_username(username.strip()), display_name=display_name, date_joined=now)
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


@transaction.atomic
def appoint(*, actor: Actor, now: datetime, user: User, post: Post, held_from: date) -> Appointment:
    """Give the person the post from a day on. Raises ConflictError when the person already holds it."""
    require(may_manage_accounts, actor, post.organisation)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(user=user, post=post, held_from=held_from)
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
def close_user(*, actor: Actor, now: datetime, user: User, organisation: Organisation | None, reason: str) -> User:
    """The account can no longer sign in; what it did stays. ``organisation``: as in `create_user`."""
    require(may_manage_accounts, actor, organisation)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(
        actor=actor, now=now, kind="accounts.user.closed", subject=user, body={"username": user.username}, reason=reason
    )
    return user
