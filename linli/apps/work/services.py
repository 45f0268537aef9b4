"""What people do with jobs: ask for one, stop it, have it done again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, NotPermittedError
from linli.apps.records.services import record_event
from linli.apps.work.kinds import JOB_KINDS
from linli.apps.work.models import ENDED, Job, JobState
from linli.apps.work.permissions import may_steer_job
from linli.apps.work.queries import job_seen_by

_ABOUT_LENGTH = 200


@transaction.atomic
def ask(*, actor: Actor, now: datetime, kind: str, about: str, arguments: Mapping[str, Any] | None = None) -> Job:
    """Put a job in the queue, in the transaction of the act it belongs to. The same once more, while the first is
    still to be done, is the first. Raises KeyError for an unknown kind, NotPermittedError without a post."""
    known = JOB_KINDS[kind]
    if actor.user is None or actor.post is None:
        raise NotPermittedError(_("后台任务要以一个职务提交。"))
    given = dict(arguments or {})
    open_ones = Job.objects.filter(
        kind=kind, asked_by=actor.user, post=actor.post, state__in=(JobState.WAITING, JobState.RUNNING)
    )
    for standing in open_ones.defer("file"):
        if standing.arguments == given and standing.cancel_asked_at is None:
            return standing
    job = Job.objects.create(
        kind=kind, arguments=given, about=about[:_ABOUT_LENGTH], asked_by=actor.user, post=actor.post,
        mandate=actor.mandate, asked_at=now, not_before=now, most_attempts=known.tries,
    )  # fmt: skip
    _record(actor, now, "work.job.asked", job)
    return job


@transaction.atomic
def cancel(*, actor: Actor, now: datetime, job_id: int) -> Job:
    """Stop a job: at once while it waits, at its next step while it runs. Raises ConflictError when it is over."""
    job = _held(actor, job_id)
    if job.state in ENDED:
        raise ConflictError(_("这个任务已经结束，没有可取消的。"))
    if job.state == JobState.WAITING:
        job.state, job.ended_at = JobState.CANCELLED, now
    job.cancel_asked_at = now
    job.save(update_fields=["state", "ended_at", "cancel_asked_at"])
    _record(actor, now, "work.job.cancelled", job)
    return job


@transaction.atomic
def try_again(*, actor: Actor, now: datetime, job_id: int) -> Job:
    """Put a job that failed or was cancelled back into the queue. Raises ConflictError otherwise."""
    job = _held(actor, job_id)
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise ConflictError(_("只有没办成或取消了的任务才能重办。"))
    known = JOB_KINDS.get(job.kind)
    job.state, job.ended_at, job.cancel_asked_at, job.error = JobState.WAITING, None, None, {}
    job.not_before, job.done, job.total = now, 0, 0
    job.most_attempts = job.attempts + (known.tries if known else 1)
    job.save(
        update_fields=[
            "state", "ended_at", "cancel_asked_at", "error", "not_before", "done", "total", "most_attempts",
        ]
    )  # fmt: skip
    _record(actor, now, "work.job.tried_again", job)
    return job


def _held(actor: Actor, job_id: int) -> Job:
    """The job, locked, if this person may steer it."""
    require(may_steer_job, actor, job_seen_by(actor, job_id))
    return Job.objects.select_for_update().defer("file").get(pk=job_id)


def _record(actor: Actor, now: datetime, kind: str, job: Job) -> None:
    record_event(actor=actor, now=now, kind=kind, subject=job, body={"job": job.kind, "about": job.about})
