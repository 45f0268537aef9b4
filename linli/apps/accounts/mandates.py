"""Acting for somebody by written mandate: granting it, and taking it back with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor, appointments_on
from linli.apps.accounts.journal import record
from linli.apps.accounts.models import Mandate, Post, User
from linli.apps.accounts.permissions import may_mandate, require
from linli.apps.accounts.refusals import ConflictError, RefusalError


@transaction.atomic
def grant_mandate(
    *,
    actor: Actor,
    now: datetime,
    post: Post,
    principal: User,
    deputy: User,
    valid_from: date,
    valid_until: date,
    document: str,
) -> Mandate:
    """``deputy`` may act in ``post`` for ``principal`` from a day until a day (excluded), on a written document.

    Nobody mandates themselves, and nobody passes a mandate on. Raises RefusalError with what is wrong.
    """
    require(may_mandate, actor, post)
    if deputy.pk in actor.persons or deputy.pk == principal.pk:
        raise RefusalError(_("不能委托给自己，也不能由自己登记给自己。"))
    if not deputy.is_active:
        raise RefusalError(_("这个账号已停用。"))
    if not document.strip():
        raise RefusalError(_("请写明依据的委托文件。"))
    if valid_until <= valid_from:
        raise RefusalError(_("代行结束日要晚于开始日。"))
    Post.objects.select_for_update().get(pk=post.pk)
    if not appointments_on(valid_from).filter(post=post, user=principal).exists():
        raise RefusalError(_("委托人在代行开始那天不担任这个职务。"))
    if appointments_on(valid_from).filter(post=post, user=deputy).exists():
        raise RefusalError(_("受托人自己就担任这个职务，不需要委托。"))
    overlapping = Mandate.objects.filter(
        post=post, deputy=deputy, revoked_on__isnull=True, valid_from__lt=valid_until, valid_until__gt=valid_from
    )
    if overlapping.exists():
        raise ConflictError(_("这段时间已有同样的委托。"))
    mandate = Mandate.objects.create(
        post=post,
        principal=principal,
        deputy=deputy,
        valid_from=valid_from,
        valid_until=valid_until,
        document=document.strip(),
    )
    body = {
        "deputy": deputy.username,
        "principal": principal.username,
        "post": str(post),
        "valid_from": valid_from.isoformat(),
        "valid_until": valid_until.isoformat(),
        "document": mandate.document,
    }
    record(actor=actor, now=now, kind="accounts.mandate.granted", subject=mandate, body=body)
    return mandate


@transaction.atomic
def revoke_mandate(*, actor: Actor, now: datetime, mandate: Mandate, on: date, reason: str) -> Mandate:
    """From ``on`` the deputy can no longer act. Raises ConflictError when it had been revoked or run out."""
    standing = Mandate.objects.select_for_update(of=("self",)).select_related("post__organisation").get(pk=mandate.pk)
    require(may_mandate, actor, standing.post)
    if standing.revoked_on is not None or standing.valid_until <= on:
        raise ConflictError(_("这份委托已经撤销或到期。"))
    if not reason.strip():
        raise RefusalError(_("请写明理由：以后查记录的人要看得懂。"))
    standing.revoked_on = on
    standing.save(update_fields=["revoked_on"])
    body = {"deputy": standing.deputy.username, "post": str(standing.post), "on": on.isoformat()}
    record(actor=actor, now=now, kind="accounts.mandate.revoked", subject=standing, body=body, reason=reason.strip())
    return standing
