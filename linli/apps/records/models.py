"""The append-only record of official acts, and the official texts that the office supplied."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from linli.apps.accounts.models import Organisation, Post
from linli.core.ledger import OffRecord, OnRecord


class Event(models.Model):
    """One act: who, in which post, did what to what, when, why, before and after. Never changed, never deleted
    (triggers on both databases refuse it). No personal data in ``body``: ids and masked values only.

    ``canonical``: the whole act, with every row it wrote, in the bytes that were hashed; the other columns repeat what
    it says, so that they can be searched. ``seq``: its place in the chain, without holes.
    """

    on_record = OffRecord("它就是记录本身，由链和存证点守护")

    seq = models.BigIntegerField("序号")
    algorithm = models.CharField("算法", max_length=16)
    prev = models.CharField("前一条", max_length=64)
    leaf = models.CharField("回执", max_length=64)
    canonical = models.TextField("原文")
    kind = models.CharField("事件", max_length=80, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    post_label = models.CharField("以何职务", max_length=200, blank=True)
    mandate_id = models.BigIntegerField("委托书", null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    programme_id = models.BigIntegerField(null=True)
    body = models.JSONField(default=dict)
    reason = models.CharField("理由", max_length=500, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField("记录时间", db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_by_subject"),
            models.Index(fields=["programme_id", "id"], name="event_by_programme"),
            models.Index(fields=["programme_id", "kind", "id"], name="event_by_programme_and_kind"),
            models.Index(fields=["actor", "id"], name="event_by_actor"),
            models.Index(fields=["organisation", "id"], name="event_by_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["seq"], name="event_stands_once_in_the_chain"),
            models.UniqueConstraint(fields=["leaf"], name="event_receipt_is_given_once"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}"


class UnrecordedRow(models.Model):
    """A row written in the present transaction that no event tells yet. Triggers put it here, `record_event` takes it
    away. ``event`` names an event that never exists, and the database looks only when the transaction ends: so an
    official row without an act cannot be kept. ``before``: the columns as they were, raw JSON; empty for a new row."""

    on_record = OffRecord("只在一次办理之内存在，办完即空")

    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    before = models.TextField(blank=True, default="")
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"


class TouchedRow(models.Model):
    """Which rows an event wrote: an index into the events, so that the history of one thing is found at once."""

    on_record = OffRecord("由事件推出的索引，核验时重新推出并比对")

    event = models.ForeignKey(Event, models.PROTECT, related_name="touched", db_index=False)
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table_name", "row_id", "event"], name="touched_row_once_in_an_event"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"


class CommitmentSalt(models.Model):
    """The random salt of a row's present commitments. It is renewed with every writing, so an earlier commitment in the
    log can never be opened again, not even by trying every phone number."""

    on_record = OffRecord("盐值不属于记录，承诺值在记录里，核验时用到")

    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    salt = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table_name", "row_id"], name="commitment_salt_once_per_row"),
        ]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"


class Occasion(models.TextChoices):
    """When a checkpoint is taken."""

    NIGHT = "night", "每晚"
    OPENING = "opening", "开启"
    CLOSING = "closing", "截止"
    PAYMENT = "payment", "拨付批次"
    ASKED = "asked", "要求"


class Checkpoint(models.Model):
    """The record's root at a moment, signed. Worth something only where a copy is kept outside this machine."""

    on_record = OffRecord("由签名和重算的根守护")

    number = models.BigIntegerField("编号")
    origin = models.CharField("出处", max_length=200)
    size = models.BigIntegerField("事件数")
    root = models.CharField("根", max_length=64)
    algorithm = models.CharField("算法", max_length=16)
    frontier = models.TextField("续算用的子树根", blank=True)
    occasion = models.CharField("缘由", max_length=16, choices=Occasion)
    about = models.CharField("关于", max_length=200, blank=True)
    note = models.TextField("文本")
    taken_at = models.DateTimeField("时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="checkpoint_number_is_given_once"),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.origin} {self.size}"


class OfficialText(models.Model):
    """The official text of a package's source, as the office supplied it; packages themselves hold only anchors."""

    on_record = OnRecord(committed=("text",))  # long, and it may name people

    package_id = models.CharField(max_length=80)
    source_id = models.CharField(max_length=40)
    filename = models.CharField(max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    supplied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    supplied_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package_id", "source_id"],
                condition=models.Q(superseded_at__isnull=True),
                name="official_text_current_once_per_source",
            )
        ]
        ordering = ["-supplied_at", "-id"]

    def __str__(self) -> str:
        return f"{self.package_id} {self.source_id}"
