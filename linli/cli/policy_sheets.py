"""``linli policy sheets|build``: a package as one Excel workbook, and back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from linli.cli.output import print_json
from linli.core.policy import find, load

_SHEETS = "例:\n  linli policy sheets liuzhou-2017-pilot -o 柳州.xlsx"
_BUILD = "例:\n  linli policy build 柳州.xlsx -o 柳州改/"


def register(commands: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds both commands to ``linli policy``; ``add`` is its way of adding one."""
    writing = add(commands, "sheets", _sheets, "把政策包写成一个 Excel 工作簿，给不写程序的人改", _SHEETS)
    writing.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="写到哪里（.xlsx）")
    building = add(commands, "build", _build, "从工作簿做成政策包，错误指到表、行、列", _BUILD, package=False)
    building.add_argument("workbook", metavar="工作簿", type=Path, help="linli policy sheets 写出、改过的 .xlsx")
    building.add_argument("-o", "--output", metavar="目录", type=Path, required=True, help="新建在哪里；已有的不覆盖")


def _sheets(arguments: argparse.Namespace) -> int:
    from linli.integrations.policy_sheets import write_sheets  # noqa: PLC0415 -- asking a rule never loads Excel

    directory = find(arguments.package)
    arguments.output.write_bytes(write_sheets(directory))
    package = load(directory)
    if arguments.json:
        print_json({"policy": {"id": package.id, "hash": package.hash}, "file": str(arguments.output)})
    else:
        print(f"已写入 {arguments.output}（{package.id}，{package.hash[:12]}）")
    return 0


def _build(arguments: argparse.Namespace) -> int:
    from linli.integrations.policy_sheets import build_package  # noqa: PLC0415
    from linli.integrations.spreadsheets.files import read_bytes  # noqa: PLC0415
    from linli.integrations.spreadsheets.grid import Limits  # noqa: PLC0415

    content, name = read_bytes(arguments.workbook, "", Limits())
    package = build_package(content, name, arguments.output)
    if arguments.json:
        print_json({"policy": {"id": package.id, "hash": package.hash}, "directory": str(arguments.output)})
    else:
        print(f"{arguments.output}：{package.id}（{package.hash[:12]}）已做成，可以加载")
    return 0
