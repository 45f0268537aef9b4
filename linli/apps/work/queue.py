"""The queue as workers see it: plan what is periodic, claim, keep hold of, end.

Every end asks whether the job still belongs to the worker that claimed it. A worker that was held up beyond its lease
finds its job with somebody else, and what it wrote is taken back with its transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from linli.apps.work.kinds import JOB_KINDS, CancelledError, Result
from linli.apps.work.models import Job, JobAttempt, JobState, Outcome

#: for how long a worker may be silent before its job is given to another; it renews several times in between
LEASE = timedelta(seconds=60)
#: the wait after a first failure; it doubles with every further one
FIRST_WAIT = timedelta(minutes=1)
INTERRUPTED = {
    "zh": "办理它的程序中断了（断电、重启或被结束），没有留下半截结果。",
    "en": "The program doing it was interrupted (power, restart, or stopped); nothing was left half done.",
}
Words = Mapping[str, str]


def plan(now: datetime) -> int:
    """Queue the periodic work of this day whose hour has come; how many jobs are new."""
    local, made = timezone.localtime(now), 0
    due = {
        f"{kind.name} {local.date().isoformat()}": kind
        for kind in JOB_KINDS.values()
        if kind.daily_at is not None and local.hour >= kind.daily_at
    }
    planned = set(Job.objects.filter(slot__in=due).values_list("slot", flat=True))
    for slot, kind in due.items():
        if slot in planned:
            continue
        try:
            with transaction.atomic():
                Job.objects.create(
                    kind=kind.name, slot=slot, about=kind.title[0], asked_at=now, not_before=now,
                    most_attempts=kind.tries,
                )  # fmt: skip
        except IntegrityError:  # another worker planned it in the same moment
            continue
        made += 1
    return made


def release_interrupted(now: datetime) -> int:
    """Give back what belongs to workers that have fallen silent: queued anew, or failed after the last try."""
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    released = 0
    for job_id, worker in list(lost.values_list("id", "worker")):
        with transaction.atomic():
            job = _held(job_id, worker).filter(lease_until__lt=now).first()
            if job is None:
                continue
            _close(job, now, Outcome.INTERRUPTED, INTERRUPTED)
            if job.cancel_asked_at is not None:
                _end(job, now, JobState.CANCELLED, INTERRUPTED)
            elif job.attempts < job.most_attempts:
                _requeue(job, now, INTERRUPTED)
            else:
                _end(job, now, JobState.FAILED, INTERRUPTED)
            released += 1
    return released


def claim(now: datetime, worker: str) -> Job | None:
    """The job whose turn it is, now belonging to ``worker`` until the lease ends; None when nothing waits."""
    turn = Job.objects.filter(state=JobState.WAITING, not_before__lte=now).order_by("not_before", "id")
    if not turn.exists():
        return None
    with transaction.atomic():
        job = turn.select_for_update(skip_locked=True).defer("file").first()
        if job is None:
            return None
        job.state, job.worker, job.lease_until = JobState.RUNNING, worker, now + LEASE
        job.attempts += 1
        job.started_at = job.started_at or now
        job.done = job.total = 0
        job.save(update_fields=["state", "worker", "lease_until", "attempts", "started_at", "done", "total"])
        JobAttempt.objects.create(job=job, number=job.attempts, worker=worker, begun_at=now)
    return job


def keep_hold(job: Job, now: datetime, done: int, total: int) -> bool:
    """Renew the lease and show the progress; False when the job shall stop: cancelled, or no longer this worker's."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)
    if not mine.update(lease_until=now + LEASE, done=done, total=total):
        return False
    return not mine.filter(cancel_asked_at__isnull=False).exists()


def finish(job: Job, now: datetime, result: Result) -> None:
    """End the job well, in the transaction of what it wrote. Raises CancelledError when it is no longer this
    worker's, or was to stop: then nothing of it may stand."""
    mine = _held(job.pk, job.worker).first()
    if mine is None or mine.cancel_asked_at is not None:
        raise CancelledError
    _close(mine, now, Outcome.DONE, {})
    mine.result, mine.filename, mine.file = dict(result.values), result.filename, result.file
    mine.save(update_fields=["result", "filename", "file"])
    _end(mine, now, JobState.DONE, {})


@transaction.atomic
def stopped(job: Job, now: datetime) -> None:
    """The job stopped because somebody asked; nothing when it belongs to another worker by now."""
    mine = _held(job.pk, job.worker).first()
    if mine is not None:
        _close(mine, now, Outcome.CANCELLED, {})
        _end(mine, now, JobState.CANCELLED, {})


@transaction.atomic
def failed(job: Job, now: datetime, error: Words, *, again: bool) -> None:
    """The attempt went wrong: tried again after a wait that doubles, or over. Nothing when another worker has it."""
    mine = _held(job.pk, job.worker).first()
    if mine is None:
        return
    _close(mine, now, Outcome.FAILED, error)
    if mine.cancel_asked_at is not None:
        _end(mine, now, JobState.CANCELLED, error)
    elif again and mine.attempts < mine.most_attempts:
        _requeue(mine, now + FIRST_WAIT * 2 ** (mine.attempts - 1), error)
    else:
        _end(mine, now, JobState.FAILED, error)


def waiting_since(now: datetime) -> QuerySet[Job]:
    """Jobs whose turn has come."""
    return Job.objects.filter(state=JobState.WAITING, not_before__lte=now)


def _held(job_id: int, worker: str) -> QuerySet[Job]:
    return Job.objects.select_for_update().defer("file").filter(pk=job_id, state=JobState.RUNNING, worker=worker)


def _close(job: Job, now: datetime, outcome: Outcome, error: Words) -> None:
    JobAttempt.objects.filter(job=job, ended_at__isnull=True).update(ended_at=now, outcome=outcome, error=dict(error))


def _requeue(job: Job, when: datetime, error: Words) -> None:
    job.state, job.worker, job.lease_until, job.not_before, job.error = JobState.WAITING, "", None, when, dict(error)
    job.save(update_fields=["state", "worker", "lease_until", "not_before", "error"])


def _end(job: Job, now: datetime, state: JobState, error: Words) -> None:
    job.state, job.worker, job.lease_until, job.ended_at, job.error = state, "", None, now, dict(error)
    job.save(update_fields=["state", "worker", "lease_until", "ended_at", "error"])
