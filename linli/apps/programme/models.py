"""A programme run under a policy package, its projects, and the dated facts from which every state is derived."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from linli.apps.accounts.models import Organisation
from linli.apps.compounds.models import Compound
from linli.core.ledger import OnRecord


class Programme(models.Model):
    """A renovation programme of a city or district. ``slug`` stands in addresses. ``training_day``: the simulated
    "today" that training opens this programme with; without meaning in production."""

    on_record = OnRecord()

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField("名称", max_length=120)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes", verbose_name="辖区")
    training_day = models.DateField("培训日", null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PolicyAdoption(models.Model):
    """Which edition, by hash, the programme runs under from a day on; of several on one day, the last one.

    document, reason: what the change of edition rests on. governing: day that governs a change
    (``plan_confirmed_on``) -> id of the stage whose completion is that day, as the office decided it.
    """

    on_record = OnRecord()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="adoptions")
    package_id = models.CharField("政策包", max_length=80)
    package_hash = models.CharField(max_length=64)
    adopted_on = models.DateField("采用日期")
    document = models.CharField("依据的文件", max_length=200, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    governing = models.JSONField(default=dict, blank=True)
    recorded_by = models.CharField("经办", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "adopted_on", "package_hash"], name="policy_edition_adopted_once_a_day"
            ),
        ]
        ordering = ["adopted_on", "id"]

    def __str__(self) -> str:
        return f"{self.package_id} {self.adopted_on}"


class Project(models.Model):
    """The renovation of one or several compounds within a programme. ``phase``: id of the phase; empty: reserve."""

    on_record = OnRecord()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="projects")
    name = models.CharField("项目", max_length=120)
    name_key = models.CharField(max_length=240, db_index=True, editable=False)
    subdistrict = models.ForeignKey(Organisation, models.PROTECT, related_name="projects", verbose_name="街道（乡镇）")
    compounds = models.ManyToManyField(Compound, related_name="projects", verbose_name="小区")
    phase = models.CharField("分期", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "subdistrict", "name"], name="project_name_once_in_a_programme"
            ),
        ]
        ordering = ["name_key", "id"]

    def __str__(self) -> str:
        return self.name


class StageFact(models.Model):
    """Something that happened on a day and proves a gate's evidence: ``document:application`` of a project, or of an
    area (district, city) where the policy's stage belongs to that area. Withdrawn with a reason, never deleted."""

    on_record = OnRecord()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="facts")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="facts")
    area = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField("阶段", max_length=40)
    key = models.CharField("事实", max_length=120)
    value = models.CharField("值", max_length=300, blank=True)
    happened_on = models.DateField("日期")
    note = models.CharField("说明", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("记录时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.CharField("撤回理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, area__isnull=True) | Q(project__isnull=True, area__isnull=False),
                name="stage_fact_is_of_a_project_or_of_an_area",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="stage_fact_is_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["project", "stage", "key", "value", "happened_on"],
                condition=Q(withdrawn_at__isnull=True, project__isnull=False),
                name="stage_fact_of_a_project_stands_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "area", "stage", "key", "value", "happened_on"],
                condition=Q(withdrawn_at__isnull=True, area__isnull=False),
                name="stage_fact_of_an_area_stands_once",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "project", "stage"], name="stage_fact_by_project"),
        ]
        ordering = ["happened_on", "id"]

    def __str__(self) -> str:
        return f"{self.stage} {self.key} {self.happened_on}"
