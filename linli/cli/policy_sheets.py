"""``linli policy sheets|build``: a package as one Excel workbook, and back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from linli.cli.output import print_json
from linli.cli.tongue import both
from linli.core.policy import find, load

_SHEETS = "linli policy sheets liuzhou-2017-pilot -o 柳州.xlsx"
_BUILD = "linli policy build 柳州.xlsx -o 柳州改/"


def register(commands: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds both commands to ``linli policy``; ``add`` is its way of adding one."""
    writing = add(
        commands,
        "sheets",
        _sheets,
        both(
            "把政策包写成一个 Excel 工作簿，给不写程序的人改",
            "write a package as an Excel workbook, for people who do not program",
        ),
        _SHEETS,
    )
    writing.add_argument(
        "-o",
        "--output",
        metavar=both("文件", "FILE"),
        type=Path,
        required=True,
        help=both("写到哪里（.xlsx）", "where to write it (.xlsx)"),
    )
    building = add(
        commands,
        "build",
        _build,
        both(
            "从工作簿做成政策包，错误指到表、行、列",
            "build a package from the workbook; faults name sheet, row and column",
        ),
        _BUILD,
        package=False,
    )
    building.add_argument(
        "workbook",
        metavar=both("工作簿", "WORKBOOK"),
        type=Path,
        help=both("linli policy sheets 写出、改过的 .xlsx", "the .xlsx that linli policy sheets wrote and you changed"),
    )
    building.add_argument(
        "-o",
        "--output",
        metavar=both("目录", "FOLDER"),
        type=Path,
        required=True,
        help=both("新建在哪里；已有的不覆盖", "where to create it; nothing is overwritten"),
    )


def _sheets(arguments: argparse.Namespace) -> int:
    from linli.integrations.policy_sheets import write_sheets  # noqa: PLC0415 -- asking a rule never loads Excel

    directory = find(arguments.package)
    arguments.output.write_bytes(write_sheets(directory))
    package = load(directory)
    if arguments.json:
        print_json({"policy": {"id": package.id, "hash": package.hash}, "file": str(arguments.output)})
    else:
        head = f"{package.id}, {package.hash[:12]}"
        print(both(f"已写入 {arguments.output}（{head}）", f"written to {arguments.output} ({head})"))
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
        head = f"{arguments.output}: {package.id} ({package.hash[:12]})"
        print(both(f"{head} 已做成，可以加载", f"{head} is built and loads"))
    return 0
