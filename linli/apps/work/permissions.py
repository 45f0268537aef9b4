"""Who sees jobs, and who stops and repeats them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability
from linli.apps.accounts.permissions import sentence
from linli.apps.work.models import Job


def is_own(actor: Actor, job: Job) -> bool:
    """Asked by this person in this post: whoever has left the post has left its jobs."""
    return (
        actor.user is not None
        and actor.post is not None
        and job.asked_by_id == actor.user.pk
        and job.post_id == actor.post.pk
    )


@sentence(_("后台任务由提交它的人或系统管理员取消、重办。"))
def may_steer_job(actor: Actor, job: Job) -> bool:
    return is_own(actor, job) or actor.has(Capability.ADMINISTRATOR)


@sentence(_("结果只有提交任务的人，以提交时的职务才能取。"))
def may_fetch_result(actor: Actor, job: Job) -> bool:
    return is_own(actor, job)


def works_in_a_subdistrict(actor: Actor) -> bool:
    """Whether what the bodies below do is this post's own work too: a sub-district puts it on record for them."""
    return actor.has(Capability.SUBDISTRICT)
