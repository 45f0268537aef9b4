"""A worker: takes one job after the other, keeps hold of it while it runs, and tells in words how it ended."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from linli.apps.accounts.actors import Actor, actor_for, console
from linli.apps.accounts.refusals import NotFoundError, NotPermittedError, RefusalError
from linli.apps.work import queue
from linli.apps.work.kinds import JOB_KINDS, CancelledError, JobKind, Work
from linli.apps.work.models import Job
from linli.core.faults import BadInput

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)
#: how often a worker renews its lease and shows the progress
BEAT_SECONDS = 5.0
#: how long it rests when nothing waits
REST_SECONDS = 2.0
#: how much of an error stands in the record of a job
_MOST_FAULTS = 20
_MOST_LETTERS = 2000


def new_worker() -> str:
    """A name nobody else has."""
    return secrets.token_hex(8)


@dataclass
class _Hold:
    """What the job tells and what the beating thread sees, between the two threads."""

    done: int = 0
    total: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.stop.is_set():
            raise CancelledError


@contextmanager
def _beating(job: Job, clock: Clock, hold: _Hold) -> Iterator[None]:
    """Renew the lease from a thread of its own, on a connection of its own, while the job runs."""

    def beat() -> None:
        try:
            while not hold.over.wait(BEAT_SECONDS):
                try:
                    if not queue.keep_hold(job, clock(), hold.done, hold.total):
                        hold.stop.set()
                except DatabaseError:  # a writer keeps the embedded database: the job itself may be that writer
                    logger.info("lease of job %s not renewed this time", job.pk)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"lease-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        hold.over.set()
        thread.join()


def run_next(*, clock: Clock, worker: str, beats: bool = True) -> Job | None:
    """Do the job whose turn it is; the job, or None when nothing waits. Nothing that a job does stops the worker."""
    now = clock()
    queue.release_interrupted(now)
    queue.plan(now)
    job = queue.claim(now, worker)
    if job is None:
        return None
    hold = _Hold()
    try:
        if beats:
            with _beating(job, clock, hold):
                _do(job, clock, hold)
        else:
            _do(job, clock, hold)
    except CancelledError:
        queue.stopped(job, clock())
    except (RefusalError, NotFoundError, BadInput) as exc:
        queue.failed(job, clock(), _words_of(exc), again=False)
    except Exception as exc:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        queue.failed(job, clock(), _words_of(exc), again=True)
    return job


def _do(job: Job, clock: Clock, hold: _Hold) -> None:
    kind = JOB_KINDS.get(job.kind)
    if kind is None:
        raise RefusalError(translation.gettext_lazy("这个版本不会办这一种任务。"))
    work = Work(_actor_of(job, clock()), clock(), job.arguments, hold.tell)
    if kind.atomic:
        with transaction.atomic():
            queue.finish(job, clock(), kind.run(work))
    else:
        _do_without_writing(job, clock, kind, work)


def _do_without_writing(job: Job, clock: Clock, kind: JobKind, work: Work) -> None:
    result = kind.run(work)
    with transaction.atomic():
        queue.finish(job, clock(), result)


def _actor_of(job: Job, now: datetime) -> Actor:
    """As whom the job runs: whoever asked for it, if the post is still held today; never in another post."""
    if job.asked_by is None:
        return console()
    today = timezone.localtime(now).date()
    actor = actor_for(job.asked_by, today, post_id=job.post_id, mandate_id=job.mandate_id)
    if actor.post is None or actor.post.pk != job.post_id or actor.mandate_id != job.mandate_id:
        raise NotPermittedError(translation.gettext_lazy("提交任务的人现在不担任提交时的职务，任务没有办。"))
    return actor


def _words_of(exc: Exception) -> dict[str, str]:
    """What went wrong, in both languages; of our own mistakes only the kind, the rest stands in the log."""
    if isinstance(exc, BadInput):
        shown = exc.faults[:_MOST_FAULTS]
        return {tongue: "\n".join(one.telling(tongue) for one in shown)[:_MOST_LETTERS] for tongue in ("zh", "en")}
    if isinstance(exc, NotFoundError):
        return {"zh": "要办的对象已经看不到了。", "en": "What it is about can no longer be seen."}
    if isinstance(exc, RefusalError):
        said = {}
        for tongue, code in (("zh", "zh-hans"), ("en", "en")):
            with translation.override(code):
                said[tongue] = str(exc)[:_MOST_LETTERS]
        return said
    name = type(exc).__name__
    return {
        "zh": f"程序出错（{name}），详情在日志里。",
        "en": f"A fault of the program ({name}); details are in the log.",
    }


def work_until(stop: threading.Event, *, clock: Clock, keep_on: Callable[[], bool] = lambda: True) -> int:
    """Work until told to stop, resting while nothing waits; how many jobs were run. The job at hand is finished."""
    worker, count = new_worker(), 0
    while not stop.is_set() and keep_on():
        try:
            found = run_next(clock=clock, worker=worker)
        except DatabaseError:
            logger.exception("the queue does not answer")
            found = None
            connection.close()
        count += found is not None
        if found is None:
            stop.wait(REST_SECONDS)
    return count


def work_once(*, clock: Clock) -> int:
    """Everything whose turn it is, then stop; how many jobs were run."""
    worker, count = new_worker(), 0
    while run_next(clock=clock, worker=worker) is not None:
        count += 1
    return count
