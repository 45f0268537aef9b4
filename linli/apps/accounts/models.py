"""Organisations in their tree, the posts in them, and the people who hold those posts over time (X2, L1)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core.ledger import OnRecord


class OrganisationKind(models.TextChoices):
    CITY = "city", _("市")
    DISTRICT = "district", _("区县")
    SUBDISTRICT = "subdistrict", _("街道（乡镇）")
    NEIGHBOURHOOD = "neighbourhood", _("社区")
    GROUP = "group", _("领导小组")
    OFFICE = "office", _("领导小组办公室")
    HOUSING = "housing", _("住建部门")
    DEVELOPMENT = "development", _("发改部门")
    TREASURY = "treasury", _("财政部门")
    URBAN_MANAGEMENT = "urban_management", _("城管部门")
    BUREAU = "bureau", _("其他部门")
    UTILITY = "utility", _("专营单位")
    DESIGNER = "designer", _("设计单位")
    COST_CONSULTANT = "cost_consultant", _("造价咨询单位")
    CONTRACTOR = "contractor", _("施工单位")
    SUPERVISOR = "supervisor", _("监理单位")
    TESTER = "tester", _("检测单位")
    PROPERTY_COMPANY = "property_company", _("物业服务企业")
    COMPANY = "company", _("其他参建单位")
    OWNERS = "owners", _("业主委员会")
    RESIDENTS = "residents", _("居民自治小组")


ADMINISTRATIVE = frozenset(
    {
        OrganisationKind.CITY,
        OrganisationKind.DISTRICT,
        OrganisationKind.SUBDISTRICT,
        OrganisationKind.NEIGHBOURHOOD,
    }
)


class Organisation(models.Model):
    """A body. Its area of responsibility is the subtree under ``area_path``. A closed one stays, for the history; one
    merged into another lies below it, so that what was its own is the other's from then on."""

    on_record = OnRecord()

    name = models.CharField(_("名称"), max_length=120)
    #: pinyin, for sorting and for finding by initials
    name_key = models.CharField(max_length=240, default="", editable=False)
    kind = models.CharField(_("类别"), max_length=16, choices=OrganisationKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    #: materialised path of ids, "/1/4/9/", so that a subtree is one indexed prefix query on both databases
    path = models.CharField(max_length=255, db_index=True, default="", editable=False)
    #: path of the administrative area it works in: its own if it is one, otherwise that of the nearest one above it
    area_path = models.CharField(max_length=255, db_index=True, default="", editable=False)
    policy_role = models.CharField(
        _("在文件中的角色"), max_length=64, blank=True, help_text=_("政策包里的角色编号，如 finance")
    )
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    #: grows with every change; whoever saves says which one they had read
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(closed_on__isnull=True),
                name="organisation_name_once_under_a_parent",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent__isnull=True, closed_on__isnull=True),
                name="organisation_name_once_at_the_top",
            ),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code="") & Q(closed_on__isnull=True),
                name="organisation_credit_code_once",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_is_not_its_own_parent"),
        ]
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person. Rights come from the posts held, never from the person; without a password one cannot sign in."""

    on_record = OnRecord(
        committed=("display_name", "email"),
        left_out={"password": "凭据，换密码另有事件", "last_login": "登录时间不是官方事实，登录另有记录"},
    )

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("姓名或称呼"), max_length=60, blank=True)
    #: pinyin, for sorting and for finding by initials
    name_key = models.CharField(max_length=240, default="", editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("所在单位")
    )
    #: grows with every change; whoever saves says which one they had read
    version = models.PositiveIntegerField(default=1, editable=False)

    @property
    def shown_name(self) -> str:
        return self.display_name or self.username


class Capability(models.TextChoices):
    """What the holder of a post is there for. Predicates in ``permissions.py`` are written in these words."""

    LEADER = "leader", _("领导")
    OFFICE = "office", _("项目办公室")
    SUBDISTRICT = "subdistrict", _("街道经办")
    FINANCE = "finance", _("财政")
    AUDITOR = "auditor", _("审计（只读）")
    MEMBER = "member", _("成员单位（只读）")
    ADMINISTRATOR = "administrator", _("系统管理")


class Rank(models.TextChoices):
    """The place of a post in a leading group or its office; empty for a post elsewhere."""

    LEAD = "lead", _("组长")
    DEPUTY = "deputy", _("副组长")
    MEMBER = "member", _("成员")
    OFFICE_LEAD = "office_lead", _("办公室主任")
    OFFICE_DEPUTY = "office_deputy", _("办公室副主任")
    OFFICE_MEMBER = "office_member", _("办公室成员")
    LIAISON = "liaison", _("联络员")


class Post(models.Model):
    """A post in an organisation (组长, 办公室主任, 联络员 …); what is official is done by posts.

    A seat of a leading group has a ``rank``; ``own_post`` is the office its holder has elsewhere, as the appointment
    list prints it, and ``stands_for`` the member body. ``sole``: held by one person at a time.
    """

    on_record = OnRecord()

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(_("职务"), max_length=80)
    capability = models.CharField(_("职责类别"), max_length=16, choices=Capability)
    rank = models.CharField(_("席位"), max_length=16, choices=Rank, blank=True)
    own_post = models.CharField(_("本职"), max_length=60, blank=True)
    stands_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("成员单位")
    )
    position = models.PositiveSmallIntegerField(_("名单次序"), default=0)
    sole = models.BooleanField(_("同时只有一人担任"), default=False)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=Q(closed_on__isnull=True),
                name="post_title_once_in_an_organisation",
            ),
        ]
        ordering = ["organisation__path", "position", "title"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.title}"


class Appointment(models.Model):
    """Who holds a post, from a day until a day (half-open; open-ended when ``held_until`` is empty)."""

    on_record = OnRecord()

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    held_from = models.DateField(_("任职起"))
    held_until = models.DateField(_("任职止"), null=True, blank=True)
    document = models.CharField(_("任职文件"), max_length=120, blank=True)
    #: copied from the post, so that the database itself refuses a second holder
    sole = models.BooleanField(default=False, editable=False)

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
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(held_until__isnull=True, sole=True),
                name="appointment_open_once_per_sole_post",
            ),
        ]
        ordering = ["held_from", "id"]

    def __str__(self) -> str:
        return f"{self.post} ({self.held_from}–{self.held_until or ''})"


class Mandate(models.Model):
    """Acting for somebody in a post, by a written mandate with dates (代行职务): half-open, ``valid_until`` excluded.

    It gives what the principal holds in that post, only while the principal holds it, and can never be passed on.
    """

    on_record = OnRecord()

    post = models.ForeignKey(Post, models.PROTECT, related_name="mandates")
    principal = models.ForeignKey(User, models.PROTECT, related_name="mandates_given")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="mandates_held")
    valid_from = models.DateField(_("代行起"))
    valid_until = models.DateField(_("代行止"))
    document = models.CharField(_("依据文件"), max_length=120)
    revoked_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="mandate_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(deputy=F("principal")), name="mandate_is_for_somebody_else"),
            models.CheckConstraint(condition=~Q(document=""), name="mandate_is_in_writing"),
        ]
        ordering = ["valid_from", "id"]

    def __str__(self) -> str:
        return f"代 {self.post} ({self.valid_from}–{self.valid_until})"
