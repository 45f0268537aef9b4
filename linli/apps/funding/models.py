"""What each project's works cost, item by item, and what is allocated to it from each pot. All money in integer fen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from linli.apps.programme.models import Programme, Project
from linli.core.ledger import OnRecord


class CostLine(models.Model):
    """The cost of one catalogue item (and segment) of a project, and the amount approved for subsidy if there is one.
    A corrected line supersedes the earlier one; the earlier stays.

    ``part``: which of several alike (one lift, one building); ``purpose``: what the money is for; ``override`` and
    ``decision``: the payer that a recorded decision names, and its document; ``agreement``: what sharers agreed on;
    ``facts``: what is told of this line alone, fact -> text. All but ``facts`` as `linli fund split` reads them.
    """

    on_record = OnRecord()

    project = models.ForeignKey(Project, models.PROTECT, related_name="cost_lines")
    item = models.CharField("项目", max_length=20)
    segment = models.CharField("分段", max_length=60, blank=True)
    cost_fen = models.BigIntegerField("费用（分）")
    approved_fen = models.BigIntegerField("批复（分）", null=True, blank=True)
    part = models.CharField("部位", max_length=60, blank=True, default="")
    purpose = models.CharField("用途", max_length=60, blank=True, default="")
    override = models.CharField("改由", max_length=60, blank=True, default="")
    decision = models.CharField("依据", max_length=200, blank=True, default="")
    agreement = models.CharField("协议份额", max_length=300, blank=True, default="")
    facts = models.JSONField("情况", default=dict, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cost_fen__gte=0), name="cost_line_is_not_negative"),
            models.CheckConstraint(
                condition=Q(approved_fen__isnull=True) | Q(approved_fen__gte=0), name="approved_amount_is_not_negative"
            ),
            models.UniqueConstraint(
                fields=["project", "item", "segment", "part"],
                condition=Q(superseded_at__isnull=True),
                name="cost_line_current_once_per_item_and_segment",
            ),
        ]
        ordering = ["item", "segment", "part", "id"]

    def __str__(self) -> str:
        return f"{self.item} {self.segment} {self.cost_fen}"


class Particular(models.Model):
    """What is told of a project beyond its compounds' records, because a funding formula asks for it: class of
    renovation, year of the funding, what residents have paid, milestones … It stands before the compounds' records. A
    corrected one supersedes the earlier, which stays. ``name``: fact; ``value``: as `core.funding.told_fact` writes."""

    on_record = OnRecord()

    project = models.ForeignKey(Project, models.PROTECT, related_name="particulars")
    name = models.CharField("情况", max_length=40)
    value = models.CharField("值", max_length=300)
    document = models.CharField("依据", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(value=""), name="particular_says_something"),
            models.CheckConstraint(condition=~Q(document=""), name="particular_rests_on_a_document"),
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=Q(superseded_at__isnull=True),
                name="particular_current_once_per_fact",
            ),
        ]
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Allocation(models.Model):
    """Money of a pot allocated to a project on a day. The pot's total is the ceiling; ``PotBalance`` holds the line.
    ``request_key``: chosen by the caller; the same key again is the same allocation, not a second one."""

    on_record = OnRecord()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="allocations")
    pot = models.CharField("资金", max_length=60)
    project = models.ForeignKey(Project, models.PROTECT, related_name="allocations")
    amount_fen = models.BigIntegerField("金额（分）")
    allocated_on = models.DateField("日期")
    request_key = models.CharField(max_length=64, blank=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField("撤销理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="allocation_is_positive"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revocation_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revocation_reason="")),
                name="allocation_is_revoked_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["programme", "request_key"],
                condition=~Q(request_key=""),
                name="allocation_once_per_request",
            ),
        ]
        ordering = ["allocated_on", "id"]

    def __str__(self) -> str:
        return f"{self.pot} {self.amount_fen}"


class PotBalance(models.Model):
    """The running total of a pot, so that the database itself refuses the fen too many."""

    on_record = OnRecord()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="pot_balances")
    pot = models.CharField("资金", max_length=60)
    total_fen = models.BigIntegerField()
    allocated_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "pot"], name="pot_balance_once_per_programme"),
            models.CheckConstraint(
                condition=Q(allocated_fen__gte=0) & Q(allocated_fen__lte=models.F("total_fen")),
                name="pot_is_never_overspent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pot} {self.allocated_fen}/{self.total_fen}"
