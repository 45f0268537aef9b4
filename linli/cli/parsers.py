"""How every command opens its parser: what it is for, its examples under ``--help``, ``--json`` and ``--language``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from linli.cli.tongue import add_language, both, epilog

Run = Callable[[argparse.Namespace], int]


def open_parser(
    commands: Any, name: str, *, what: str, examples: Sequence[str], description: str = ""
) -> argparse.ArgumentParser:
    """A parser that tells what it is for and how it is used, in the language spoken."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=what,
        description=description or what,
        epilog=epilog(*examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def open_group(
    commands: Any, name: str, *, what: str, examples: Sequence[str], description: str = "", metavar: str = ""
) -> Any:
    """A command of several (``linli fund …``); returns where the several are added."""
    parser = open_parser(commands, name, what=what, examples=examples, description=description)
    return parser.add_subparsers(metavar=metavar or both("动作", "ACTION"), required=True)


def open_command(
    commands: Any, name: str, run: Run, *, what: str, examples: Sequence[str], description: str = "", json: bool = True
) -> argparse.ArgumentParser:
    """A command that can be run, with ``--language`` and, where it answers, ``--json``."""
    parser = open_parser(commands, name, what=what, examples=examples, description=description)
    if json:
        parser.add_argument("--json", action="store_true", help=both("只输出一份 JSON", "print one JSON document only"))
    add_language(parser)
    parser.set_defaults(run=run)
    return parser
