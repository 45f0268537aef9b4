"""The machine's own daily work: the record is sealed by a checkpoint, sessions that are over are cleared, old results
expire."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session

from linli.apps.records.checkpoints import take_checkpoint
from linli.apps.records.models import Occasion
from linli.apps.signin.sessions import end_expired
from linli.apps.work.kinds import JobKind, Result, Work
from linli.apps.work.models import Job, JobAttempt, JobState

#: how long a result can be fetched: a week, with a weekend and a day of absence
RESULT_KEPT = timedelta(days=7)
#: how long the machine's own runs that went well are shown: a quarter
UPKEEP_SHOWN = timedelta(days=92)
#: at night, when few people work
_NIGHT = 2


def _take_checkpoint(work: Work) -> Result:
    taken = take_checkpoint(now=work.now, occasion=Occasion.NIGHT)
    return Result({"number": taken.number, "size": taken.size})


def _clear_sessions(work: Work) -> Result:
    ended = end_expired(now=work.now)
    cleared, _kinds = Session.objects.filter(expire_date__lt=work.now).delete()
    return Result({"ended": ended, "cleared": cleared})


def _let_results_expire(work: Work) -> Result:
    before = work.now - RESULT_KEPT
    expired = Job.objects.filter(ended_at__lt=before, file__isnull=False).update(file=None)
    old = Job.objects.filter(state=JobState.DONE, ended_at__lt=work.now - UPKEEP_SHOWN).exclude(slot="")
    JobAttempt.objects.filter(job__in=old).delete()
    forgotten, _kinds = old.delete()
    return Result({"expired": expired, "forgotten": forgotten})


UPKEEP = (
    JobKind(
        "upkeep.checkpoint",
        ("办事记录的每晚检查点", "The record's nightly checkpoint"),
        (
            "检查点第 {number} 号，{size} 条记录；请取一份放到这台机器之外",
            "checkpoint no. {number} over {size} acts; keep a copy outside this machine",
        ),
        _take_checkpoint,
        daily_at=_NIGHT,
    ),
    JobKind(
        "upkeep.sessions",
        ("清理过期的登录", "Clear sessions that are over"),
        ("结束了 {ended} 处过期的登录，清理了 {cleared} 条", "{ended} sessions ended, {cleared} cleared"),
        _clear_sessions,
        daily_at=_NIGHT,
    ),
    JobKind(
        "upkeep.results",
        ("清理过期的任务结果", "Let old results expire"),
        (
            "{expired} 个结果过了七天，不再保留；清理了 {forgotten} 条旧的日常任务",
            "{expired} results older than seven days dropped; {forgotten} old runs of daily work cleared",
        ),
        _let_results_expire,
        daily_at=_NIGHT,
    ),
)
