"""Jobs: slow or periodic work outside a page, each run of which can be looked at.

A running job belongs to the worker that claimed it for as long as its lease lasts; a worker that was killed stops
renewing, and the job goes back into the queue. Whoever finishes must still hold it, so no job ends twice.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.models import Mandate, Post
from linli.core.ledger import OffRecord


class JobState(models.TextChoices):
    WAITING = "waiting", _("排队")
    RUNNING = "running", _("正在办")
    DONE = "done", _("办完")
    FAILED = "failed", _("没办成")
    CANCELLED = "cancelled", _("已取消")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Outcome(models.TextChoices):
    """How one attempt ended; empty while it runs."""

    DONE = "done", _("办完")
    FAILED = "failed", _("出错")
    INTERRUPTED = "interrupted", _("中断")
    CANCELLED = "cancelled", _("已取消")


class Job(models.Model):
    """One piece of work. ``asked_by``, ``post``, ``mandate``: as whom it runs, empty for the machine's own upkeep;
    ``slot``: which occurrence of periodic work it is, so that two workers never plan it twice; ``result`` fills the
    sentence of its kind, ``error`` holds what went wrong, by language; ``file``: what can be fetched, until it expires.
    """

    on_record = OffRecord("the queue of a machine; who asked, stopped or repeated a job stands in events")

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    about = models.CharField(_("事项"), max_length=200)
    state = models.CharField(_("状态"), max_length=16, choices=JobState, default=JobState.WAITING)
    slot = models.CharField(max_length=80, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("提交时间"))
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField()
    worker = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(_("开始时间"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    error = models.JSONField(default=dict)
    filename = models.CharField(max_length=200, blank=True)
    file = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=~Q(slot=""), name="job_once_per_slot"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False) & ~Q(worker="")
                | ~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True, worker=""),
                name="job_runs_under_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | ~Q(state__in=ENDED) & Q(ended_at__isnull=True),
                name="job_has_an_end_when_over",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=F("most_attempts")), name="job_is_tried_so_often_and_no_more"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="job_by_turn"),
            models.Index(fields=["asked_by", "id"], name="job_by_person"),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class JobAttempt(models.Model):
    """One run of a job by one worker."""

    on_record = OffRecord("runs of a machine; what a job does is recorded by the act it does")

    job = models.ForeignKey(Job, models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    worker = models.CharField(max_length=32)
    begun_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    outcome = models.CharField(_("结果"), max_length=16, choices=Outcome, blank=True)
    error = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="attempt_once_per_number"),
            models.UniqueConstraint(
                fields=["job"], condition=Q(ended_at__isnull=True), name="attempt_runs_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="attempt_ends_with_an_outcome",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.job_id} {self.number} {self.outcome}"
