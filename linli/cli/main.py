"""``linli``: one command for everything. Commands load only what they need: asking a rule never waits for Django."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from linli.cli.tongue import LANGUAGES, add_language, both, choose, epilog, teach_argparse
from linli.core.faults import BadInput
from linli.core.wording import in_language, say

#: command → the module whose ``register(subparsers)`` adds it, and what it is for
COMMANDS: dict[str, tuple[str, str, str]] = {
    "policy": (
        "linli.cli.policy",
        "政策包：列出、检查、跑用例、阅读版",
        "policy packages: list, check, cases, reading edition",
    ),
    "fund": ("linli.cli.fund", "资金：按政策分摊费用、按户分摊", "who pays what, and each dwelling's share"),
    "vote": ("linli.cli.vote", "表决：按名册和表决票计票", "tally ballots against a roll"),
    "stage": ("linli.cli.stage", "阶段：从事实推出每个小区走到哪一步", "where each compound stands, from dated facts"),
    "select": ("linli.cli.select", "选取：申报的小区怎样排进各期，资金够不够", "which compounds, in which phase"),
    "score": ("linli.cli.score", "评分：按政策的评分表计分", "points, grade and pass by the policy's scoring tables"),
    "determination": ("linli.cli.determination", "决定书：存档、重现、更正所及", "decisions on record, proved again"),
    "demo": ("linli.cli.demo", "演示：两座虚构的城，一条命令打开", "the demo, served"),
    "serve": ("linli.cli.database", "启动网页服务", "serve the pages"),
    "worker": ("linli.cli.worker", "办理后台任务和日常维护", "do background jobs and daily upkeep"),
    "migrate": ("linli.cli.database", "建立或升级数据库", "create or upgrade the database"),
    "check": ("linli.cli.database", "检查配置是否安全", "refuse an unsafe configuration"),
    "invite": ("linli.cli.invite", "开第一个系统管理员的账号", "open the first administrator's account"),
    "import": ("linli.cli.database", "导入表格，默认只预演", "import sheets, a rehearsal by default"),
    "export": ("linli.cli.database", "导出表格和模板", "write sheets and templates"),
    "retention": ("linli.cli.personal", "个人信息的保存期限", "how long personal data are kept"),
    "seen": ("linli.cli.personal", "谁看过谁的个人信息", "who saw whose personal data"),
    "audit": ("linli.cli.audit", "办事记录：核验、存证、导出", "the record: verify, checkpoint, export"),
    "backup": ("linli.cli.backups", "备份成一个文件", "back everything up into one file"),
    "restore": ("linli.cli.backups", "从备份恢复到空的地方", "restore a backup into an empty place"),
    "keys": ("linli.cli.keys", "密钥：看、建、换", "the keys of sealed data and signatures"),
    "bench": ("linli.cli.bench", "测速，每项旁边有标尺", "benchmarks, each beside a yardstick"),
}

EXIT_BAD_INPUT = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0 on success, 1 when the answer is no, 2 on bad input, 70 on a fault of ours."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    language = "zh"
    try:
        teach_argparse()
        language = choose(words)
        arguments = _parser(words).parse_args(words)
        code = int(arguments.run(arguments) or 0)
        sys.stdout.flush()
    except BadInput as exc:
        for fault in exc.faults:
            print(fault.telling(language), file=sys.stderr)
        return EXIT_BAD_INPUT
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing is wrong, and nothing may be said about it
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except (OSError, UnicodeError) as exc:
        print(in_language(say("command.io", why=exc), language), file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception as exc:  # the last guard: a person must never see a traceback
        return _apologise(exc, language)
    return code


def _apologise(exc: Exception, language: str) -> int:
    if os.environ.get("LINLI_DEBUG"):
        traceback.print_exc()
    else:
        sorry = say("command.sorry", kind=type(exc).__name__, why=exc)
        print(in_language(sorry, language), file=sys.stderr)
    return EXIT_BUG


def _speak_utf8() -> None:
    """Pipes and files get UTF-8 whatever the locale; a terminal keeps its encoding but never fails on a character."""
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def _replace_closed_streams() -> None:
    """What was closed by the caller swallows silently; otherwise ``print`` would tell the faults on stdout instead."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


class _Version(argparse.Action):
    """Looks the version up only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415 - slow to import, and rarely asked

        print(f"linli {version('linli')}")
        parser.exit()


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with the one command that was asked for; the others are only listed."""
    wanted = next((word for word in words if not word.startswith("-") and word not in LANGUAGES), None)
    listing = "\n".join(f"  {name:<14}{both(chinese, english)}" for name, (_, chinese, english) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="linli",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=both(
            "邻里：老旧小区改造，照文件办事。\n\n命令:\n",
            "linli: renewing old compounds, by the document.\n\nCommands:\n",
        )
        + listing,
        epilog=epilog("linli policy list", "linli policy check liuzhou-2017-pilot", "linli demo")
        + both(
            "\n\n每个命令都有 --help。",
            "\n\nEvery command has --help. Chinese unless --language en or LINLI_LANGUAGE=en.",
        ),
    )
    add_language(parser)
    parser.add_argument("--version", action=_Version, nargs=0, help=both("版本", "the version"))
    subparsers = parser.add_subparsers(
        metavar=both("命令", "COMMAND"), required=True, title=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    if wanted in COMMANDS:
        importlib.import_module(COMMANDS[wanted][0]).register(subparsers)
    else:
        for name in COMMANDS:
            subparsers.add_parser(name, add_help=False)
    return parser


if __name__ == "__main__":
    sys.exit(main())
