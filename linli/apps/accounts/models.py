"""Organisations in their tree, the posts in them, and the people who hold those posts over time (X2, L1)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q


class OrganisationKind(models.TextChoices):
    CITY = "city", "市"
    DISTRICT = "district", "区县"
    SUBDISTRICT = "subdistrict", "街道（乡镇）"
    NEIGHBOURHOOD = "neighbourhood", "社区"
    OFFICE = "office", "领导小组办公室"
    BUREAU = "bureau", "部门"
    UTILITY = "utility", "专营单位"
    COMPANY = "company", "参建单位"
    OWNERS = "owners", "小区自治组织"


ADMINISTRATIVE = frozenset(
    {
        OrganisationKind.CITY,
        OrganisationKind.DISTRICT,
        OrganisationKind.SUBDISTRICT,
        OrganisationKind.NEIGHBOURHOOD,
    }
)


class Organisation(models.Model):
    """A body. Its area of responsibility is the subtree under ``area_path``."""

    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=16, choices=OrganisationKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    #: materialised path of ids, "/1/4/9/", so that a subtree is one indexed prefix query on both databases
    path = models.CharField(max_length=255, db_index=True, default="", editable=False)
    #: path of the administrative area it works in: its own if it is one, otherwise that of the nearest one above it
    area_path = models.CharField(max_length=255, db_index=True, default="", editable=False)
    policy_role = models.CharField(
        "在文件中的角色", max_length=64, blank=True, help_text="政策包里的角色编号，如 finance"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="organisation_name_once_under_a_parent"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent__isnull=True), name="organisation_name_once_at_the_top"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_is_not_its_own_parent"),
        ]
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in. Rights come from the posts held, never from the person."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField("称呼", max_length=60, blank=True)


class Capability(models.TextChoices):
    """What the holder of a post is there for. Predicates in ``permissions.py`` are written in these words."""

    LEADER = "leader", "领导"
    OFFICE = "office", "项目办公室"
    SUBDISTRICT = "subdistrict", "街道经办"
    FINANCE = "finance", "财政"
    AUDITOR = "auditor", "审计（只读）"
    ADMINISTRATOR = "administrator", "系统管理"


class Post(models.Model):
    """A post in an organisation (组长, 办公室主任, 联络员 …); what is official is done by posts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField("职务", max_length=80)
    capability = models.CharField("职责类别", max_length=16, choices=Capability)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title"], name="post_title_once_in_an_organisation"),
        ]
        ordering = ["organisation__path", "title"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.title}"


class Appointment(models.Model):
    """Who holds a post, from a day until a day (half-open; open-ended when ``held_until`` is empty)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    held_from = models.DateField("任职起")
    held_until = models.DateField("任职止", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gt=F("held_from")),
                name="appointment_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["post", "user"],
                condition=Q(held_until__isnull=True),
                name="appointment_open_once_per_post_and_user",
            ),
        ]
        ordering = ["held_from", "id"]

    def __str__(self) -> str:
        return f"{self.post} ({self.held_from}–{self.held_until or ''})"
