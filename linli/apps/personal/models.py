"""Telephones and mail addresses of people who work here, sealed; and who looked at whose personal data, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.apps.personal.fields import IndexField, SealedField
from linli.core.ledger import OnRecord


class StaffContact(models.Model):
    """How a person of the offices is reached. ``ended_on``: the day they left; the period of keeping runs from it."""

    on_record = OnRecord(committed=("phone", "phone_index", "email", "email_index"))

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    phone = SealedField(_("手机"), kind="phone", retention="staff_contact", since="ended_on")
    phone_index = IndexField()
    email = SealedField(_("邮箱"), kind="email", retention="staff_contact", since="ended_on")
    email_index = IndexField()
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Disclosure(models.Model):
    """One person's data shown to somebody, or written into a file for them: who, in which post, what of whom, why.
    Never changed, never deleted."""

    on_record = OnRecord()

    WAYS = [("shown", _("查看")), ("exported", _("导出"))]

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post_label = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    columns = models.CharField(max_length=200)
    way = models.CharField(max_length=10, choices=WAYS)
    reason = models.CharField(max_length=300)
    disclosed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="disclosure_has_a_reason"),
            models.CheckConstraint(condition=Q(way__in=["shown", "exported"]), name="disclosure_way_is_known"),
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="disclosure_by_subject")]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.way} {self.subject_type} {self.subject_id}"
