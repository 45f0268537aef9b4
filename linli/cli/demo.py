"""``linli demo``: two invented programmes on a database of their own, ready to sign in to."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import socket
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli.cli.parsers import open_command
from linli.cli.tongue import both, speaking
from linli.core.calendar import parse_day
from linli.core.faults import BadInput, Fault
from linli.core.wording import in_language, say

if TYPE_CHECKING:
    from linli.demo.plan import CityPlan

FIRST_PORT = 8000
_PORTS_TRIED = 50
_HOST = "127.0.0.1"
_ROLES = {
    "leader": ("领导", "leader"),
    "office": ("项目办公室", "programme office"),
    "district": ("城区", "district"),
    "subdistrict": ("街道经办", "subdistrict"),
    "finance": ("财政", "finance"),
    "auditor": ("审计", "auditor"),
    "administrator": ("系统管理", "administrator"),
}


def register(subparsers: Any) -> None:
    parser = open_command(
        subparsers,
        "demo",
        run,
        what=both("演示：两座虚构的城，一条命令打开", "the demo: two invented cities, opened by one command"),
        description=both(
            "准备一个演示数据库（象山 87 个小区、柳州试点 12 个小区，全是虚构的），打开网页，印出地址和账号。\n"
            "第二次运行直接打开，做过的练习还在；--reset 从头再来。",
            "Prepares a demo database (Xiangshan with 87 compounds, the Liuzhou pilot with 12, all invented), serves\n"
            "the pages and prints address and accounts. Run again, it opens what is there; --reset begins anew.",
        ),
        examples=["linli demo", "linli demo --port 8080 --today 2020-09-01", "linli demo --reset --no-serve"],
    )
    parser.add_argument(
        "--port",
        type=_port,
        metavar=both("端口", "PORT"),
        help=both(f"默认从 {FIRST_PORT} 起找一个空着的", f"by default the first free one from {FIRST_PORT}"),
    )
    parser.add_argument(
        "--today",
        metavar=both("日期", "DAY"),
        help=both(
            "模拟的「今天」；不写则每个项目用自己的演示日",
            "the simulated “today”; otherwise each programme has its own",
        ),
    )
    parser.add_argument(
        "--reset",
        action="store_true",
        help=both(
            "清除演示数据，重新载入（只动演示数据库）",
            "remove the demo's data and load them anew (no other database)",
        ),
    )
    parser.add_argument(
        "--no-serve",
        action="store_true",
        help=both("只准备数据库，不打开网页", "prepare the database only, do not serve"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Prepares the demo, then serves it until Ctrl-C. Raises BadInput for what cannot be used."""
    today = _day(arguments.today)
    port = _free_port(arguments.port) if not arguments.no_serve else 0
    _set_environment(today)
    from linli.cli.django import wake  # noqa: PLC0415 -- the environment has to be set first

    wake()
    from django.conf import settings  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    from linli.cli.serving import run_server  # noqa: PLC0415
    from linli.cli.worker import worker_beside  # noqa: PLC0415
    from linli.demo.loading import PASSWORD  # noqa: PLC0415
    from linli.demo.place import serving  # noqa: PLC0415
    from linli.demo.prepare import prepare  # noqa: PLC0415

    try:
        plans = prepare(
            reset=arguments.reset, say=lambda line: print(in_language(line, speaking()), file=sys.stderr, flush=True)
        )
    except DatabaseError as exc:
        name = str(settings.DATABASES["default"]["NAME"])
        hint = say("command.database_hint")
        raise BadInput([Fault(say("command.database", why=str(exc).splitlines()[0]), file=name, hint=hint)]) from exc
    tell = _tell_json if arguments.json else _tell
    today = settings.LINLI_TODAY
    if arguments.no_serve:
        tell("", plans, PASSWORD, today)
        return 0
    with serving(Path(settings.DATA_DIR)), worker_beside(wanted=settings.LINLI_WORKER_BESIDE):
        run_server(
            host=_HOST,
            port=port,
            workers=settings.ENVIRONMENT.workers,
            on_ready=lambda address: tell(address, plans, PASSWORD, today),
        )
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError as exc:
        raise BadInput([Fault(str(exc), file="--today", found=text, expected=say("command.a_day"))]) from exc


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 2**16:
        raise argparse.ArgumentTypeError(in_language(say("command.port_range", most=2**16 - 1, found=text), speaking()))
    return int(text)


def _free_port(asked: int | None) -> int:
    """The port asked for, or the first free one. Raises BadInput when there is none."""
    tried = [asked] if asked is not None else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    for port in tried:
        if _is_free(port):
            return port
    hint = say("command.port_hint")
    raise BadInput([Fault(say("command.port"), file="--port", found=str(tried[0]), hint=hint)])


def _is_free(port: int) -> bool:
    try:
        with socket.create_server((_HOST, port)):
            return True
    except OSError:
        return False


def _set_environment(today: date | None) -> None:
    """A demo is a training instance; where its data lie can be given, and otherwise is a folder of its own."""
    os.environ["LINLI_TRAINING"] = "yes"
    os.environ.setdefault("LINLI_LOG_LEVEL", "WARNING")  # the terminal shows the address, not every request
    if not os.environ.get("LINLI_DATA_DIR"):
        os.environ["LINLI_DATA_DIR"] = str(_own_folder())
    if today is not None:
        os.environ["LINLI_TODAY"] = today.isoformat()
    if os.environ.get("LINLI_DATABASE_URL") and not os.environ.get("LINLI_SECRET_KEY"):
        os.environ["LINLI_SECRET_KEY"] = secrets.token_urlsafe(64)


def _own_folder() -> Path:
    """``.demo`` in a working copy, else beside the user's other data."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and os.access(checkout, os.W_OK):
        return checkout / ".demo"
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "linli-demo"


def _accounts(plans: Sequence[CityPlan], password: str) -> list[dict[str, str]]:
    return [
        {
            "programme": plan.slug,
            "role": account.role,
            "username": account.username,
            "password": password,
            "post": account.shown,
        }
        for plan in plans
        for account in plan.accounts
    ]


def _tell_json(address: str, plans: Sequence[CityPlan], password: str, today: date | None) -> None:
    days = {plan.slug: (today or plan.day).isoformat() for plan in plans}
    document = {"address": address, "today": days, "accounts": _accounts(plans, password)}
    print(json.dumps(document, ensure_ascii=False, indent=2), flush=True)


def _tell(address: str, plans: Sequence[CityPlan], password: str, today: date | None) -> None:
    lines = [
        both(f"邻里演示已打开：{address}（Ctrl-C 停止）", f"the demo is open: {address} (Ctrl-C stops it)")
        if address
        else both("邻里演示已准备好：linli demo 打开", "the demo is ready: linli demo opens it"),
        "",
    ]
    for plan in plans:
        lines.append(f"{plan.name}{both('，模拟的今天', ', simulated today')} {today or plan.day}")
        lines += [
            f"  {account.username:<13} {password}  {both(*_ROLES[account.role])} ({account.shown})"
            for account in plan.accounts
        ]
    lines += ["", both("全部小区、金额和日期都是虚构的。", "All compounds, amounts and dates are invented.")]
    print("\n".join(lines), flush=True)
