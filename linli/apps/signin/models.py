"""How people come in: attempts and their waits, known browsers, sessions, second factors, invitations.

Secrets are never kept as they are: what a browser or a letter holds stands here as a keyed hash, the key of a second
factor sealed.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from linli.core.ledger import OffRecord

HASH_LENGTH = 64


def of_a_person(**options: object) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **options)  # type: ignore[arg-type]


class Brake(models.Model):
    """How often something failed lately, and until when the next attempt has to wait. ``key``: a keyed hash of an
    account with an address, an address, a known browser …; ``refused``: attempts turned away during this wait."""

    on_record = OffRecord("计数器，不是官方事实")

    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=HASH_LENGTH)
    failures = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    waits_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="brake_once_per_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.failures}"


class Outcome(models.TextChoices):
    """How an attempt to come in ended."""

    CAME_IN = "came_in", "进入"
    WRONG = "wrong", "账号或密码不对"
    WRONG_CODE = "wrong_code", "动态码不对"
    HALFWAY = "halfway", "密码对，等待动态码"
    WAIT = "wait", "次数过多，要求等待"
    REFUSED = "refused", "身份系统没有认可"


class Attempt(models.Model):
    """An attempt to come in. ``user``: empty where no account has that name; what was typed then is not kept, because
    people type passwords into the wrong field. Never changed, never deleted."""

    on_record = OffRecord("登录尝试自有一本只增不改的账")

    at = models.DateTimeField("时间", db_index=True)
    user = of_a_person(null=True)
    way = models.CharField("方式", max_length=16, default="password")
    outcome = models.CharField("结果", max_length=16, choices=Outcome)
    address = models.CharField("网络地址", max_length=45)
    browser = models.CharField("浏览器", max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "id"], name="attempt_by_user")]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at} {self.outcome}"


class KnownBrowser(models.Model):
    """A browser in which this person has come in before; it is not slowed by what strangers try elsewhere."""

    on_record = OffRecord("浏览器的记号，不是官方事实")

    user = of_a_person()
    token_hash = models.CharField(max_length=HASH_LENGTH)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "token_hash"], name="known_browser_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.last_at}"


class OpenSession(models.Model):
    """A session: where and when it began, when it was last used, how it ended. ``key_hash`` finds it again,
    ``strong``: a second factor, or the city's identity system, was asked."""

    on_record = OffRecord("会话，不是官方事实")

    user = of_a_person()
    key_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    begun_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")
    address = models.CharField("网络地址", max_length=45)
    browser = models.CharField("浏览器", max_length=40, blank=True)
    way = models.CharField("方式", max_length=16, default="password")
    strong = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField("最近核实身份")
    ended_at = models.DateTimeField("结束时间", null=True)
    ended_why = models.CharField("结束原因", max_length=16, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | ~Q(ended_why=""), name="session_end_has_a_why"),
            models.CheckConstraint(condition=Q(seen_at__gte=F("begun_at")), name="session_is_seen_after_it_began"),
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="open_session_by_user")]
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.begun_at}"


class PasswordChange(models.Model):
    """When a person set a password: how old it is. The password itself stands, hashed, with the account."""

    on_record = OffRecord("改密码另有事件")

    user = of_a_person()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"


class SecondFactor(models.Model):
    """A one-time-code generator of a person. ``secret``: sealed; ``last_step``: the newest step whose code was taken,
    so that none is taken twice. Confirmed by a first right code; ended by its owner or by an administrator."""

    on_record = OffRecord("密钥材料，设置和重置另有事件")

    user = of_a_person()
    secret = models.TextField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at__isnull=True, confirmed_at__isnull=False),
                name="second_factor_once_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at}"


class RecoveryCode(models.Model):
    """A code on paper for the day the telephone is lost. Good once."""

    on_record = OffRecord("密钥材料，发放另有事件")

    factor = models.ForeignKey(SecondFactor, models.PROTECT, related_name="recovery_codes")
    code_hash = models.CharField(max_length=HASH_LENGTH)
    replaced_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor", "code_hash"], name="recovery_code_once_per_factor"),
        ]

    def __str__(self) -> str:
        return f"{self.factor_id}"


class Purpose(models.TextChoices):
    FIRST = "first", "首次登录"
    FORGOTTEN = "forgotten", "重设密码"


class Invitation(models.Model):
    """A link with which one person sets a password, once, until a day. Only its hash is kept."""

    on_record = OffRecord("邀请码的杂凑，发出和撤回另有事件")

    user = of_a_person()
    purpose = models.CharField(max_length=16, choices=Purpose)
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    made_by = of_a_person(null=True)
    made_at = models.DateTimeField("发出")
    expires_at = models.DateTimeField("有效至")
    used_at = models.DateTimeField("用过", null=True)
    revoked_at = models.DateTimeField("作废", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitation_ends_after_it_is_made"),
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once_per_purpose",
            ),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose}"
