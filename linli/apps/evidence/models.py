"""Files put in as evidence: the content, kept once by its hash, and each record that it was put in for something."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from linli.apps.accounts.models import Organisation
from linli.core.ledger import OnRecord


class Content(models.Model):
    """A file of the store. ``digest``: ``sha256:…``; ``look_*``: the four quarters of a picture's 64-bit fingerprint;
    origin as the camera wrote it (restricted: who may see it is asked). Never changed, never deleted."""

    on_record = OnRecord(committed=("latitude", "longitude"))  # perhaps somebody's home

    digest = models.CharField("校验值", max_length=80, unique=True)
    size = models.BigIntegerField("字节数")
    kind = models.CharField("类型", max_length=8)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    look_a = models.PositiveIntegerField(null=True, db_index=True)
    look_b = models.PositiveIntegerField(null=True, db_index=True)
    look_c = models.PositiveIntegerField(null=True, db_index=True)
    look_d = models.PositiveIntegerField(null=True, db_index=True)
    taken_at = models.DateTimeField("拍摄时间", null=True)
    latitude = models.DecimalField("拍摄纬度", max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField("拍摄经度", max_digits=9, decimal_places=6, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="content_is_never_empty"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="content_place_has_both_degrees",
            ),
        ]

    def __str__(self) -> str:
        return self.digest

    @property
    def look(self) -> int | None:
        """The fingerprint as one number; None for what is no picture, or one without features."""
        quarters = (self.look_a, self.look_b, self.look_c, self.look_d)
        if any(quarter is None for quarter in quarters):
            return None
        number = 0
        for quarter in quarters:
            number = number * 2**16 + (quarter or 0)
        return number


class Moment(models.TextChoices):
    NONE = "", "不分"
    BEFORE = "before", "改造前"
    DURING = "during", "施工中"
    AFTER = "after", "改造后"


class Retention(models.TextChoices):
    """How long a file is kept (DA/T and 档案法: permanent, 30 years, 10 years). Nothing is removed by linli itself."""

    PERMANENT = "permanent", "永久"
    THIRTY = "thirty", "30 年"
    TEN = "ten", "10 年"


class Evidence(models.Model):
    """That somebody put a file in for an official object. ``subject_*``: the object; ``organisation``: where it lies,
    which decides who sees it; ``stage``/``key``: the policy's evidence that it shows; ``is_personal``: only those who
    work on the case open it; ``looks_reused``: when it came, another object had the same picture."""

    on_record = OnRecord()

    content = models.ForeignKey(Content, models.PROTECT, related_name="records")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    programme_id = models.BigIntegerField(null=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stage = models.CharField("阶段", max_length=40, blank=True)
    key = models.CharField("证明什么", max_length=120, blank=True)
    title = models.CharField("名称", max_length=120)
    filename = models.CharField("文件名", max_length=200)
    moment = models.CharField("何时的样子", max_length=8, choices=Moment, blank=True)
    source = models.CharField("来源", max_length=120, blank=True)
    retention = models.CharField("保管期限", max_length=12, choices=Retention, default=Retention.THIRTY)
    is_personal = models.BooleanField("含个人信息", default=False)
    looks_reused = models.BooleanField(default=False)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField("换版理由", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post_label = models.CharField("以何职务", max_length=200, blank=True)
    uploaded_at = models.DateTimeField("上传时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.CharField("撤回理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="evidence_is_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="evidence_supersedes_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="evidence_by_subject"),
            models.Index(fields=["programme_id", "id"], name="evidence_by_programme"),
            models.Index(fields=["organisation", "id"], name="evidence_by_organisation"),
            models.Index(fields=["programme_id", "looks_reused", "id"], name="evidence_by_reuse"),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title
