"""``linli determination``: put an answer on record, prove it years later, find those an erratum reaches."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import Any

from linli.cli.cost_lines import read_facts, read_lines
from linli.cli.editions import edition_on, load_family
from linli.cli.output import Sheets, add_command, print_json, read_day
from linli.cli.stage import read_ledger
from linli.cli.vote import read_ballots, read_passed_rounds, read_roll
from linli.core.amended import AmendedProcess, check_amended_lines
from linli.core.determinations import Determination, Reached, affected, decide, read_determination, replay
from linli.core.faults import BadInput, Fault
from linli.core.lifecycle import compile_process
from linli.core.policy.amend import Family
from linli.core.policy.textyaml import MAX_BYTES
from linli.core.wording import say

_EXAMPLE = "linli determination make fund --policy liuzhou-2017-pilot --on 2018-03-01 费用.csv -o 决定书.json"
_VERIFY = "linli determination verify 决定书.json --policy liuzhou-2017-pilot"
_AFFECTED = "linli determination affected 决定书夹/ --policy liuzhou-2017-pilot --json"


def register(subparsers: Any) -> None:
    """Adds ``determination make|verify|affected``."""
    determination = subparsers.add_parser(
        "determination", help="决定书", description="决定书：把一次答复连同规则、输入、理由存档，多年后逐字节重现。",
        epilog=f"例:\n  {_EXAMPLE}\n  {_VERIFY}\n  {_AFFECTED}", formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    commands = determination.add_subparsers(metavar="动作", required=True)
    making = commands.add_parser("make", help="作出并存档", description="作出决定书").add_subparsers(
        metavar="种类", required=True
    )
    fund = _making(making, "fund", _make_fund, what="资金分摊", example=_EXAMPLE)
    fund.add_argument("--compounds", metavar="小区表", help="各小区的情况")
    fund.add_argument("lines", metavar="费用表", help="列同 linli fund split")
    vote = _making(making, "vote", _make_vote, what="表决计票", example=_EXAMPLE)
    vote.add_argument("--matter", metavar="事项", required=True, help="表决事项的编号或名称")
    vote.add_argument("--roll", metavar="名册", required=True, help="列同 linli vote tally")
    vote.add_argument("--ballots", metavar="表决票", required=True, help="列同 linli vote tally")
    vote.add_argument("--building", metavar="楼栋", default="", help="按楼栋表决时，是哪一栋")
    vote.add_argument("--entrance", metavar="单元", default="", help="按单元表决时，是哪一个单元")
    vote.add_argument("--passed", metavar="事项=日期", action="append", default=[], help="上一轮已在哪一天通过")
    stage = _making(making, "stage", _make_stage, what="阶段状态", example=_EXAMPLE)
    stage.add_argument("facts", metavar="事实表", help="列同 linli stage status")
    verifying = add_command(commands, "verify", _verify, what="重算并逐字节核对；不符时退出码为 1", example=_VERIFY)
    verifying.add_argument("file", metavar="决定书", type=Path, help="make 写下的文件")
    reaching = add_command(
        commands, "affected", _affected, what="列出在已更正的错值之下作出的决定书", example=_AFFECTED
    )
    reaching.add_argument("folder", metavar="文件夹", type=Path, help="存放决定书（.json）的文件夹")


def _making(commands: Any, name: str, run: Any, *, what: str, example: str) -> Any:
    parser = add_command(commands, name, run, what=what, example=example)
    parser.add_argument("--on", metavar="日期", required=True, help="作出决定所依的日期，如 2018-03-01")
    parser.add_argument(
        "-o", "--output", metavar="文件", type=Path, required=True, help="决定书写到哪里；已有文件不覆盖"
    )
    return parser


def _make_fund(arguments: argparse.Namespace) -> int:
    family, on = load_family(arguments), read_day(arguments.on, "--on")
    sheets = Sheets(arguments.language)
    lines = read_lines(
        sheets, edition_on(family, on), arguments.lines, facts=read_facts(sheets, arguments.compounds),
        check=lambda lines: check_amended_lines(family, lines, on),
    )  # fmt: skip
    sheets.close()
    return _keep(arguments, family, "fund_split", {"on": on, "lines": lines})


def _make_vote(arguments: argparse.Namespace) -> int:
    family, on = load_family(arguments), read_day(arguments.on, "--on")
    passed = read_passed_rounds(edition_on(family, on), arguments.passed)
    sheets = Sheets(arguments.language)
    inputs = {
        "on": on,
        "matter": arguments.matter,
        "roll": read_roll(sheets, arguments.roll),
        "ballots": read_ballots(sheets, arguments.ballots),
        "building": arguments.building,
        "entrance": arguments.entrance,
        "passed_rounds": passed,
    }
    sheets.close()
    return _keep(arguments, family, "vote_tally", inputs)


def _make_stage(arguments: argparse.Namespace) -> int:
    family, on = load_family(arguments), read_day(arguments.on, "--on")
    amended = None if family.is_plain else AmendedProcess(family, on)
    sheets, plan = Sheets(arguments.language), amended.plan if amended else compile_process(family.original())
    facts = read_ledger(sheets, plan, arguments.facts, amended=amended)
    sheets.close()
    return _keep(arguments, family, "stage_status", {"on": on, "facts": facts})


def _keep(arguments: argparse.Namespace, family: Family, kind: str, inputs: dict[str, Any]) -> int:
    record = decide(kind, family, inputs, version=version("linli"))
    path: Path = arguments.output
    try:
        with path.open("xb") as file:
            file.write(record.text)
    except FileExistsError as exc:
        raise BadInput([Fault(say("determination.exists"), file=str(path))]) from exc
    if arguments.json:
        print_json({"file": str(path), "kind": kind, "sha256": record.seal, "rules": list(record.body["rules"])})
    else:
        print(f"已写入 {path}，封印 {record.seal}")
    return 0


def _read(path: Path) -> tuple[bytes, Determination]:
    try:
        if path.stat().st_size > MAX_BYTES * 50:
            raise BadInput([Fault(say("determination.too_large"), file=str(path))])
        content = path.read_bytes()
    except OSError as exc:
        raise BadInput([Fault(say("determination.unreadable", why=exc.strerror or exc), file=str(path))]) from exc
    return content, read_determination(content, str(path))


def _verify(arguments: argparse.Namespace) -> int:
    family = load_family(arguments)
    content, record = _read(arguments.file)
    found = replay(record, family, content)
    if arguments.json:
        print_json({"file": str(arguments.file), "ok": found.ok, "problem": found.problem, "sha256": record.seal})
    else:
        print("相符：逐字节重现" if found.ok else f"不符：{found.problem}")
    return 0 if found.ok else 1


def _affected(arguments: argparse.Namespace) -> int:
    family = load_family(arguments)
    if not arguments.folder.is_dir():
        raise BadInput([Fault(say("determination.no_folder"), file=str(arguments.folder))])
    records = [(str(path), _read(path)[1]) for path in sorted(arguments.folder.glob("*.json"))]
    found = affected(records, family)
    if arguments.json:
        print_json({"read": len(records), "affected": [_reached_json(one) for one in found]})
        return 0
    for one in found:
        print(f"{one.name}  更正 {'、'.join(one.errata)}：{'结果改变' if one.result_changes else '结果不变，理由改变'}")
    print(f"读了 {len(records)} 份决定书，受更正影响 {len(found)} 份")
    return 0


def _reached_json(one: Reached) -> dict[str, Any]:
    return {
        "file": one.name,
        "errata": list(one.errata),
        "result_changes": one.result_changes,
        "given": one.determination.body["result"],
        "corrected": one.corrected.body["result"],
    }
