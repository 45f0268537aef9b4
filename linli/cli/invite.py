"""``linli invite``: the first way in. Makes the first administrator of a new instance, or lets somebody in again
whom no administrator can help."""

from __future__ import annotations

import argparse
from typing import Any

from linli.cli.django import wake_with_database
from linli.cli.output import print_json
from linli.cli.parsers import open_command
from linli.cli.tongue import both, speaking
from linli.core.faults import BadInput, Fault
from linli.core.wording import in_language, say

KINDS = ("city", "district")


def register(subparsers: Any) -> None:
    inviting = open_command(
        subparsers,
        "invite",
        _invite,
        what=both("开第一个系统管理员的账号，印出登录链接", "open the first administrator's account, print its link"),
        description=both(
            "给一个账号发登录链接（只能用一次）。账号还没有时用 --area 写明辖区：辖区、系统管理员职务和账号一并建立。\n"
            "以后的人由系统管理员在网页上邀请。",
            "A link, good once, with which an account comes in. For a new account name its area with --area: area,\n"
            "post and account are made together. Everybody else is invited on the pages by the administrator.",
        ),
        examples=[
            both("linli invite admin --area 某区", "linli invite admin --area Anywhere"),
            both(
                "linli invite admin --reset-second-factor 手机遗失",
                'linli invite admin --reset-second-factor "phone lost"',
            ),
        ],
    )
    inviting.add_argument("account", metavar=both("账号", "ACCOUNT"), help=both("登录用的账号", "its name"))
    inviting.add_argument(
        "--area", default="", metavar=both("辖区", "NAME"),
        help=both("新账号管理的辖区，没有就建立", "the area it administers; made where it is not there"),
    )  # fmt: skip
    inviting.add_argument(
        "--kind", default="district", choices=KINDS,
        help=both("新建辖区的类别：city 市，district 区县", "what a new area is"),
    )  # fmt: skip
    inviting.add_argument(
        "--reset-second-factor", default="", metavar=both("理由", "REASON"), dest="reset",
        help=both("同时重置动态码；理由辖区里的人都看得到", "also reset its one-time codes; the area reads the reason"),
    )  # fmt: skip


def _invite(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from django.conf import settings  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from linli.apps.accounts.queries import user_named  # noqa: PLC0415
    from linli.apps.accounts.refusals import RefusalError  # noqa: PLC0415
    from linli.apps.accounts.services import console  # noqa: PLC0415
    from linli.apps.signin import invitations, second_factor  # noqa: PLC0415

    now = timezone.now()
    try:
        with transaction.atomic():
            user = user_named(arguments.account) or _opened(arguments, now)
            if arguments.reset:
                second_factor.reset(actor=console(), now=now, user=user, reason=arguments.reset)
            issued = invitations.invite(actor=console(), now=now, user=user)
    except RefusalError as refusal:
        raise BadInput([Fault(message=str(refusal), file="linli invite", found=arguments.account)]) from refusal
    base = settings.LINLI_ADDRESS or "http://127.0.0.1:8000"
    answer = {
        "account": user.username,
        "link": base + reverse("invitation", args=[issued.secret]),
        "until": issued.invitation.expires_at.date().isoformat(),
    }
    if arguments.json:
        print_json(answer)
    else:
        print(in_language(say("command.invited", **answer), speaking()))
    return 0


def _opened(arguments: argparse.Namespace, now: Any) -> Any:
    """The administrator's account with its area and post. Raises BadInput without an area."""
    from linli.apps.accounts.queries import organisations_seen_by, posts_seen_by  # noqa: PLC0415
    from linli.apps.accounts.services import (  # noqa: PLC0415
        appoint,
        console,
        create_organisation,
        create_post,
        create_user,
    )

    if not arguments.area:
        raise BadInput([Fault(say("command.no_account"), file="ACCOUNT", found=arguments.account)])
    machine, title = console(), "系统管理员"
    area = organisations_seen_by(machine).filter(name=arguments.area, parent__isnull=True).first()
    if area is None:
        area = create_organisation(actor=machine, now=now, name=arguments.area, kind=arguments.kind)
    post = posts_seen_by(machine).filter(organisation=area, title=title).first()
    if post is None:
        post = create_post(actor=machine, now=now, organisation=area, title=title, capability="administrator")
    user = create_user(actor=machine, now=now, username=arguments.account, password=None, organisation=area)
    appoint(actor=machine, now=now, user=user, post=post, held_from=now.date())
    return user
