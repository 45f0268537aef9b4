"""The second factor of a person: set up with a first right code, asked at sign-in, backed by codes on paper, reset by
an administrator where everybody in the area can see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import User
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.records.services import record_event
from linli.apps.signin import browsers, one_time_codes
from linli.apps.signin.models import RecoveryCode, SecondFactor
from linli.apps.signin.permissions import may_help_to_come_in
from linli.apps.signin.secrets import as_typed, fresh_code, kept
from linli.apps.signin.sessions import end_all
from linli.integrations.crypto import open_sealed, seal

SEALED_FOR = "second-factor"
ISSUER = "邻里"
RECOVERY_CODES = 10
RECOVERY_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Setup:
    """What a person needs to set up the generator: shown once, until the first code is right."""

    key: str
    address: str


def _place(factor: SecondFactor) -> str:
    return f"signin_secondfactor:{factor.pk}:secret"


def factor_of(user: User) -> SecondFactor | None:
    """The second factor in force."""
    return SecondFactor.objects.filter(user=user, ended_at__isnull=True, confirmed_at__isnull=False).first()


@transaction.atomic
def prepare(*, now: datetime, user: User) -> Setup:
    """A key to set up; the same one when asked again before it was confirmed. Raises ConflictError when one is in
    force."""
    if factor_of(user) is not None:
        raise ConflictError(_("动态码已经启用。换手机请先停用原来的。"))
    waiting = SecondFactor.objects.filter(user=user, ended_at__isnull=True, confirmed_at__isnull=True).first()
    if waiting is None:
        waiting = SecondFactor.objects.create(user=user, secret="", made_at=now)
        key = one_time_codes.fresh_key()
        waiting.secret = seal(key, purpose=SEALED_FOR, place=_place(waiting))
        waiting.save(update_fields=["secret"])
    key = _key(waiting)
    return Setup(key, one_time_codes.address(key, account=user.username, issuer=ISSUER))


def _key(factor: SecondFactor) -> str:
    return open_sealed(factor.secret, purpose=SEALED_FOR, place=_place(factor))


def plain_code(code: str) -> str:
    """Six digits as typed, with spaces or full-width digits."""
    return as_typed(code)


@transaction.atomic
def set_up(*, actor: Actor, now: datetime, code: str) -> list[str]:
    """Put the prepared generator in force with its first right code; answers the recovery codes, which are shown once.
    Raises RefusalError for a wrong code."""
    user = _person(actor)
    waiting = (
        SecondFactor.objects.select_for_update()
        .filter(user=user, ended_at__isnull=True, confirmed_at__isnull=True)
        .first()
    )
    step = one_time_codes.matching_step(_key(waiting), plain_code(code), now) if waiting else None
    if waiting is None or step is None:
        raise RefusalError(_("动态码不对。请看手机上现在的六位数；手机时间要准。"))
    waiting.confirmed_at, waiting.last_step = now, step
    waiting.save(update_fields=["confirmed_at", "last_step"])
    codes = _new_codes(waiting)
    record_event(
        actor=actor, now=now, kind="signin.second_factor.set_up", subject=user, body={"username": user.username}
    )
    return codes


def _person(actor: Actor) -> User:
    if actor.user is None:
        raise RefusalError(_("命令行没有动态码。"))
    return actor.user


def _new_codes(factor: SecondFactor) -> list[str]:
    codes = [fresh_code(RECOVERY_LENGTH) for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(factor=factor, code_hash=kept("recovery", str(factor.pk), code)) for code in codes]
    )
    return codes


@transaction.atomic
def renew_recovery_codes(*, actor: Actor, now: datetime) -> list[str]:
    """A new set of recovery codes; the old ones are void. Raises RefusalError without a second factor."""
    user = _person(actor)
    factor = factor_of(user)
    if factor is None:
        raise RefusalError(_("还没有启用动态码。"))
    factor.recovery_codes.filter(replaced_at__isnull=True).update(replaced_at=now)
    codes = _new_codes(factor)
    record_event(
        actor=actor, now=now, kind="signin.recovery_codes.renewed", subject=user,
        body={"username": user.username, "count": len(codes)},
    )  # fmt: skip
    return codes


def recovery_codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(
        factor__user=user, factor__ended_at__isnull=True, replaced_at__isnull=True, used_at__isnull=True
    ).count()


def is_right(*, now: datetime, user: User, code: str) -> bool:
    """Whether this is the person's one-time code of now, not taken before, or a recovery code (then used up)."""
    factor = factor_of(user)
    if factor is None:
        return False
    plain = plain_code(code)
    step = one_time_codes.matching_step(_key(factor), plain, now)
    if step is not None:
        taken = SecondFactor.objects.filter(pk=factor.pk, ended_at__isnull=True, last_step__lt=step)
        return taken.update(last_step=step) == 1
    return len(plain) == RECOVERY_LENGTH and _use_recovery_code(now, user, factor, plain)


@transaction.atomic
def _use_recovery_code(now: datetime, user: User, factor: SecondFactor, code: str) -> bool:
    codes = factor.recovery_codes.filter(
        code_hash=kept("recovery", str(factor.pk), code), replaced_at__isnull=True, used_at__isnull=True
    )
    if codes.update(used_at=now) != 1:
        return False
    record_event(
        actor=Actor(user=user, post=None), now=now, kind="signin.recovery_code.used", subject=user,
        body={"username": user.username, "left": recovery_codes_left(user)},
    )  # fmt: skip
    return True


@transaction.atomic
def reset(*, actor: Actor, now: datetime, user: User, reason: str) -> int:
    """Take the second factor away, for a reason: its owner lost it, or changes the telephone. All sessions end, no
    browser is known any more; how many sessions ended. One's own needs no administrator."""
    if actor.user != user or actor.user is None:
        require(may_help_to_come_in, actor, user, now.date())
    if not reason.strip():
        raise RefusalError(_("重置动态码要写理由。"))
    if not SecondFactor.objects.filter(user=user, ended_at__isnull=True).update(ended_at=now):
        raise ConflictError(_("此人没有启用动态码。"))
    browsers.forget_all(now=now, user=user)
    ended = end_all(now=now, user=user, why="second_factor")
    record_event(
        actor=actor, now=now, kind="signin.second_factor.reset", subject=user,
        body={"username": user.username, "sessions": ended}, reason=reason.strip(),
    )  # fmt: skip
    return ended
