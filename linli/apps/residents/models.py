"""Dwellings and their owners, for coming in: the letter on the door, and the check against the roll."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from linli.apps.compounds.models import Compound
from linli.core.ledger import OffRecord, OnRecord

HASH_LENGTH = 64


class Dwelling(models.Model):
    """A flat of a compound, by its number as it stands on the door (``3栋2单元501``); ``number_key``: folded."""

    compound = models.ForeignKey(Compound, models.PROTECT, related_name="dwellings", verbose_name="小区")
    number = models.CharField("房号", max_length=60)
    number_key = models.CharField(max_length=60, editable=False)
    removed_at = models.DateTimeField(null=True)

    on_record = OnRecord()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compound", "number_key"],
                condition=Q(removed_at__isnull=True),
                name="dwelling_number_once_in_a_compound",
            ),
        ]
        ordering = ["compound_id", "number_key", "id"]

    def __str__(self) -> str:
        return f"{self.compound} {self.number}"


class Owner(models.Model):
    """An owner of a dwelling. Name, telephone and last digits are sealed, each bound to this row by ``ref``."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="owners")
    ref = models.UUIDField(default=uuid4, unique=True, editable=False)
    name_sealed = models.TextField()
    phone_sealed = models.TextField(blank=True)
    digits_sealed = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)

    on_record = OnRecord(committed=("name_sealed", "phone_sealed", "digits_sealed"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone_sealed="") | ~Q(digits_sealed=""), name="owner_has_something_to_check"
            ),
        ]

    def __str__(self) -> str:
        return f"owner {self.pk}"


class EntryCode(models.Model):
    """The code on the letter of a dwelling; only its hash is kept. Good until it ends, is revoked or issued anew."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="codes")
    code_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    on_record = OnRecord(committed=("code_hash",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling"], condition=Q(revoked_at__isnull=True), name="entry_code_open_once_per_dwelling"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="entry_code_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class HomeSession(models.Model):
    """An owner looking at the own dwelling: no staff session, another cookie, another kind of actor."""

    owner = models.ForeignKey(Owner, models.PROTECT, related_name="sessions")
    code = models.ForeignKey(EntryCode, models.PROTECT, related_name="sessions")
    key_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    on_record = OffRecord("an open browser, no official state")

    class Meta:
        indexes = [models.Index(fields=["owner", "ended_at"], name="home_session_by_owner")]

    def __str__(self) -> str:
        return f"home session {self.pk}"


class HomeAttempt(models.Model):
    """An attempt to come in with a letter. ``dwelling``: empty for a code that does not exist. Never changed."""

    at = models.DateTimeField(db_index=True)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, null=True, related_name="attempts")
    came_in = models.BooleanField()
    address = models.CharField(max_length=45)
    browser = models.CharField(max_length=40, blank=True)

    on_record = OffRecord("a log of its own, kept by triggers; one row for each visit of an owner")

    def __str__(self) -> str:
        return f"{self.at} {self.came_in}"
