"""``linli migrate``, ``serve``, ``check``, ``import``, ``export``: the commands that work on the database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from linli.cli.django import wake, wake_with_database
from linli.cli.parsers import open_command
from linli.cli.tongue import both, speaking
from linli.core.faults import BadInput
from linli.core.wording import in_language, say

_HIGHEST_PORT = 65535


def register(subparsers: Any) -> None:
    """Adds the commands of this module and those of `linli.cli.sheets`."""
    from linli.cli import sheets  # noqa: PLC0415 -- only when one of these is asked for

    open_command(
        subparsers,
        "migrate",
        _migrate,
        json=False,
        examples=["linli migrate"],
        what=both("建立数据库，或升级到这个版本", "create the database, or upgrade it to this version"),
    )
    open_command(
        subparsers,
        "check",
        _check,
        examples=["linli check --json"],
        what=both(
            "检查配置是否安全、能否工作，不安全就说怎么办",
            "is this configuration safe and able to work; if not, what to do",
        ),
    )
    serving = open_command(
        subparsers,
        "serve",
        _serve,
        json=False,
        what=both("启动网页服务，Ctrl-C 停止", "serve the pages; Ctrl-C stops"),
        examples=["linli serve --port 8000", "LINLI_HOSTS=linli.example.gov.cn linli serve --host 0.0.0.0"],
    )
    serving.add_argument(
        "--host",
        default="127.0.0.1",
        metavar=both("地址", "ADDRESS"),
        help=both("监听的地址，默认只限本机", "the address to listen on; by default this machine only"),
    )
    serving.add_argument(
        "--port", default=8000, type=_port, metavar=both("端口", "PORT"), help=both("默认 8000", "default 8000")
    )
    serving.add_argument(
        "--workers",
        default=0,
        type=int,
        metavar=both("数", "N"),
        help=both("进程数，默认按处理器数决定", "processes; by default decided by the processors"),
    )
    sheets.register(subparsers)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            in_language(say("command.port_range", most=_HIGHEST_PORT, found=text), speaking())
        )
    return int(text)


def migrate() -> int:
    """Brings the tables in step and keeps the shipped packages; returns how many migrations ran.

    Raises BadInput when the database does not answer."""
    from linli.config.health import database_answers, storage_writable  # noqa: PLC0415
    from linli.core.faults import Fault  # noqa: PLC0415
    from linli.stages import upgrade  # noqa: PLC0415
    from linli.stages.policy_shelf import keep_shipped  # noqa: PLC0415

    for condition in (storage_writable(), database_answers()):
        if not condition.holds:
            raise BadInput([Fault(message=condition.detail, file=condition.name)])
    waiting = upgrade.migrate(now=datetime.now(UTC))
    keep_shipped()
    return waiting


def _migrate(_: argparse.Namespace) -> int:
    wake()
    done = migrate()
    ready = both(f"数据库已就绪：执行了 {done} 个迁移", f"the database is ready: {done} migrations were run")
    print(ready if done else both("数据库已是最新，没有要执行的迁移", "the database is up to date; nothing to do"))
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from django.conf import settings  # noqa: PLC0415

    from linli.cli.serving import refuse_taken_port, run_server  # noqa: PLC0415
    from linli.cli.worker import worker_beside  # noqa: PLC0415

    refuse_taken_port(arguments.host, arguments.port)
    with worker_beside(wanted=settings.LINLI_WORKER_BESIDE):
        run_server(
            host=arguments.host,
            port=arguments.port,
            workers=arguments.workers or settings.ENVIRONMENT.workers,
            on_ready=lambda address: print(
                both(f"邻里已启动：{address}（Ctrl-C 停止）", f"linli is serving: {address} (Ctrl-C stops it)"),
                flush=True,
            ),
        )
    return 0


def _check(arguments: argparse.Namespace) -> int:
    """Exit 0 when safe and able to work, 1 otherwise."""
    found = _findings()
    refused = [one for one in found if one["refused"]]
    if arguments.json:
        print(json.dumps({"ok": not refused, "findings": found}, ensure_ascii=False, indent=2))
        return 1 if refused else 0
    for one in found:
        mark = both("不行", "refused") if one["refused"] else both("提示", "note")
        hint = both("。", ". ") + one["hint"] if one["hint"] else ""
        print(f"{mark} {one['id']}{both('：', ': ')}{one['message']}{hint}", file=sys.stderr)
    print(
        both("这样的配置不能用，请按上面的提示改正", "this configuration cannot be used; mend what is named above")
        if refused
        else both("配置安全，可以工作", "the configuration is safe and able to work")
    )
    return 1 if refused else 0


def _finding(name: str, message: str, hint: str = "", *, refused: bool = True) -> dict[str, Any]:
    return {"id": name, "message": message, "hint": hint, "refused": refused}


def _told(words: str) -> str:
    return in_language(words, speaking())


def _findings() -> list[dict[str, Any]]:
    try:
        wake()
    except BadInput as exc:
        return [_finding("settings", _told(fault.message), _told(fault.hint)) for fault in exc.faults]
    from django.core import checks  # noqa: PLC0415

    from linli.config.health import readiness  # noqa: PLC0415

    found = [
        _finding(str(one.id), _told(one.msg), _told(one.hint or ""), refused=one.level >= checks.WARNING)
        for one in checks.run_checks(include_deployment_checks=True)
        if not one.is_silenced()
    ]
    ready = True
    for condition in readiness():
        if not condition.holds:
            ready, waits = False, condition.name == "migrations"
            found.append(_finding(condition.name, _told(condition.detail), refused=not waits))
    return found + _durability_findings() + _policy_findings(with_database=ready)


def _durability_findings() -> list[dict[str, Any]]:
    """Promises of the database that were waived, and a disk that is nearly full."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import DatabaseError, connection  # noqa: PLC0415

    from linli.config.durability import broken_promises, too_little_space  # noqa: PLC0415

    found = []
    if settings.DURABILITY_WAIVED:
        try:
            found = [_finding("durability", _told(wrong)) for wrong in broken_promises(connection)]
        except DatabaseError:
            found = []  # told already: the database does not answer
    if short := too_little_space(settings.DATA_DIR, settings.DISK_FLOOR_MB):
        found.append(_finding("space", _told(short)))
    return found


def _policy_findings(*, with_database: bool) -> list[dict[str, Any]]:
    """Packages that cannot be loaded, and adoptions of packages that are not at hand."""
    from linli.stages.policy_shelf import missing_adoptions, shelf  # noqa: PLC0415

    found = [
        _finding(f"policy:{problem.package_id}", fault.telling(speaking()))
        for problem in shelf().problems
        for fault in problem.faults
    ]
    if with_database:
        found += [
            _finding(
                f"policy:{adoption.package_id}",
                _told(say("command.adopted_away", slug=adoption.programme.slug, hash=adoption.package_hash[:12])),
                _told(say("command.adopted_away_hint")),
            )
            for adoption in missing_adoptions()
        ]
    return found
