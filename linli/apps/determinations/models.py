"""Decisions on record (决定书): what was asked, under which edition, what was answered and why — to be replayed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from linli.apps.accounts.models import Mandate
from linli.apps.programme.models import Programme, Project
from linli.core.ledger import OnRecord


class Kind(models.TextChoices):
    SELECTION = "selection", "选取"
    SCORES = "scores", "评分"
    ALLOCATION = "allocation", "资金下达"
    FUND_SPLIT = "fund_split", "费用分摊"
    VOTE_TALLY = "vote_tally", "表决计票"
    STAGE_STATUS = "stage_status", "阶段状态"


class Determination(models.Model):
    """One decision. ``content``: the canonical record with its seal, as `linli determination verify` reads it;
    ``package_hash``: the edition that the programme ran under; ``document``: the paper it rests on; ``project``: where
    it is about one. It is never changed: a later one supersedes it, or it is annulled, for a reason."""

    on_record = OnRecord(committed=("content",))  # long; sealed with its own hash

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="determinations")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="determinations")
    kind = models.CharField("种类", max_length=20, choices=Kind)
    about = models.CharField("事项", max_length=80, blank=True)
    title = models.CharField("名称", max_length=200)
    package_id = models.CharField("政策包", max_length=80)
    package_hash = models.CharField(max_length=64)
    seal = models.CharField("封印", max_length=64)
    content = models.TextField()
    decided_on = models.DateField("决定日期")
    document = models.CharField("依据的文件", max_length=200)
    reason = models.CharField("理由", max_length=500, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name="取代"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post_label = models.CharField("以何职务", max_length=200, blank=True)
    recorded_at = models.DateTimeField("记录时间")
    annulled_at = models.DateTimeField("撤销时间", null=True, blank=True)
    annulled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    annulment_reason = models.CharField("撤销理由", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="determination_rests_on_a_document"),
            models.CheckConstraint(
                condition=Q(annulled_at__isnull=True, annulment_reason="")
                | (Q(annulled_at__isnull=False) & ~Q(annulment_reason="")),
                name="determination_is_annulled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="determination_supersedes_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "kind", "about", "id"], name="determination_by_kind"),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class DutyDone(models.Model):
    """That a duty or meeting of the policy was seen to on a day (X8.6: a meeting each month). ``duty``: its id in the
    package. Withdrawn with a reason, never deleted."""

    on_record = OnRecord()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="duties_done")
    duty = models.CharField("职责", max_length=80)
    happened_on = models.DateField("日期")
    note = models.CharField("说明", max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("记录时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawal_reason = models.CharField("撤回理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="duty_done_is_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["programme", "duty", "happened_on", "note"],
                condition=Q(withdrawn_at__isnull=True),
                name="duty_done_stands_once",
            ),
        ]
        ordering = ["happened_on", "id"]

    def __str__(self) -> str:
        return f"{self.duty} {self.happened_on}"


class Waiver(models.Model):
    """Asking that a gate of one project let something pass without a paper (容缺), which the policy allows.

    ``stage``, ``key``: the evidence as facts name it; ``name``: its words when asked; ``until``: the last day on which
    it counts; ``requested_on``: the day that the pages judged on. Withdrawn with a reason, never deleted.
    """

    on_record = OnRecord()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="waivers")
    project = models.ForeignKey(Project, models.PROTECT, related_name="waivers")
    stage = models.CharField("阶段", max_length=40)
    key = models.CharField("缺什么", max_length=120)
    name = models.CharField("缺什么（名称）", max_length=200)
    reason = models.CharField("理由", max_length=300)
    document = models.CharField("依据的文件", max_length=200)
    until = models.DateField("有效期至")
    requested_on = models.DateField("申请日期")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    requested_mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    requested_post = models.CharField("以何职务", max_length=200, blank=True)
    requested_at = models.DateTimeField("申请时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.CharField("撤回理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(document=""), name="waiver_has_reason_and_document"),
            models.CheckConstraint(condition=Q(until__gte=F("requested_on")), name="waiver_ends_after_it_is_asked_for"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="waiver_is_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["programme", "project"], name="waiver_by_project")]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} {self.until}"


class WaiverDecision(models.Model):
    """What the post that the policy names answered, once and for all. ``role``: whose role it was; ``decided_on``: the
    day from which a granted waiver counts."""

    on_record = OnRecord()

    waiver = models.OneToOneField(Waiver, models.PROTECT, related_name="decision")
    granted = models.BooleanField("准予")
    role = models.CharField("批准单位", max_length=80)
    note = models.CharField("批准意见", max_length=300)
    decided_on = models.DateField("决定日期")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_post = models.CharField("以何职务", max_length=200, blank=True)
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(note="") & ~Q(role=""), name="waiver_decision_says_who_and_why"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.waiver_id} {self.role}"
