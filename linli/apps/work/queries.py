"""Reads about jobs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.work.models import Job, JobAttempt, JobState


def jobs_seen_by(actor: Actor) -> QuerySet[Job]:
    """One's own, in the post one acts in; for administrators also those of their area and the machine's upkeep.

    Without the files, which may be large.
    """
    jobs = Job.objects.defer("file").select_related("asked_by", "post__organisation")
    if actor.is_console:
        return jobs
    if actor.user is None or actor.post is None:
        return jobs.none()
    seen = Q(asked_by=actor.user, post=actor.post)
    if actor.has(Capability.ADMINISTRATOR):
        seen |= Q(post__isnull=True) | Q(post__organisation__path__startswith=actor.area_path)
    return jobs.filter(seen)


def job_seen_by(actor: Actor, job_id: int) -> Job:
    """Raises NotFoundError when there is none for this viewer."""
    found = jobs_seen_by(actor).filter(pk=job_id).first()
    if found is None:
        raise NotFoundError
    return found


def attempts_of(job: Job) -> list[JobAttempt]:
    return list(JobAttempt.objects.filter(job=job))


def file_of(job: Job) -> bytes | None:
    """None when there is none, or it has expired."""
    found = Job.objects.filter(pk=job.pk, state=JobState.DONE).values_list("file", flat=True).first()
    return bytes(found) if found is not None else None
