"""The append-only record of official acts, and the official texts that the office supplied."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One act: who, in which post, did what to what, when, why, before and after. Never changed, never deleted
    (triggers on both databases refuse it). No personal data in ``body``: ids and masked values only."""

    kind = models.CharField("事件", max_length=80, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post_label = models.CharField("以何职务", max_length=200, blank=True)
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
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}"


class OfficialText(models.Model):
    """The official text of a package's source, as the office supplied it; packages themselves hold only anchors."""

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
