"""``linli determination``: put an answer on record, prove it years later, find those an erratum reaches."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import Any

from linli.cli.cost_lines import read_facts, read_lines
from linli.cli.editions import edition_on, load_family
from linli.cli.output import Sheets, add_command, print_json, read_day
from linli.cli.parsers import open_group
from linli.cli.stage import read_ledger
from linli.cli.tongue import both
from linli.cli.vote import read_ballots, read_passed_rounds, read_roll
from linli.core.amended import AmendedProcess, check_amended_lines
from linli.core.determinations import Determination, Reached, affected, decide, read_determination, replay
from linli.core.faults import BadInput, Fault
from linli.core.lifecycle import compile_process
from linli.core.policy.amend import Family
from linli.core.policy.textyaml import MAX_BYTES
from linli.core.wording import in_language, say

_EXAMPLE = "linli determination make fund --policy liuzhou-2017-pilot --on 2018-03-01 费用.csv -o 决定书.json"
_VERIFY = "linli determination verify 决定书.json --policy liuzhou-2017-pilot"
_AFFECTED = "linli determination affected 决定书夹/ --policy liuzhou-2017-pilot --json"


def register(subparsers: Any) -> None:
    """Adds ``determination make|verify|affected``."""
    commands = open_group(
        subparsers,
        "determination",
        what=both("决定书", "determinations"),
        examples=[_EXAMPLE, _VERIFY, _AFFECTED],
        description=both(
            "决定书：把一次答复连同规则、输入、理由存档，多年后逐字节重现。",
            "Determinations: an answer kept with rules, inputs and reasons, to be proved byte for byte years later.",
        ),
    )
    making = open_group(
        commands,
        "make",
        what=both("作出并存档", "make one and keep it"),
        examples=[_EXAMPLE],
        metavar=both("种类", "KIND"),
    )
    fund = _making(making, "fund", _make_fund, what=both("资金分摊", "who pays what"), example=_EXAMPLE)
    fund.add_argument(
        "--compounds", metavar=both("小区表", "COMPOUNDS"), help=both("各小区的情况", "what is known of the compounds")
    )
    fund.add_argument(
        "lines", metavar=both("费用表", "COSTS"), help=both("列同 linli fund split", "columns as in linli fund split")
    )
    vote = _making(making, "vote", _make_vote, what=both("表决计票", "tally of a ballot"), example=_EXAMPLE)
    vote.add_argument(
        "--matter",
        metavar=both("事项", "MATTER"),
        required=True,
        help=both("表决事项的编号或名称", "id or name of the matter"),
    )
    vote.add_argument(
        "--roll",
        metavar=both("名册", "ROLL"),
        required=True,
        help=both("列同 linli vote tally", "columns as in linli vote tally"),
    )
    vote.add_argument(
        "--ballots",
        metavar=both("表决票", "BALLOTS"),
        required=True,
        help=both("列同 linli vote tally", "columns as in linli vote tally"),
    )
    vote.add_argument(
        "--building",
        metavar=both("楼栋", "BUILDING"),
        default="",
        help=both("按楼栋表决时，是哪一栋", "which building, when a building votes"),
    )
    vote.add_argument(
        "--entrance",
        metavar=both("单元", "ENTRANCE"),
        default="",
        help=both("按单元表决时，是哪一个单元", "which entrance, when an entrance votes"),
    )
    vote.add_argument(
        "--passed",
        metavar=both("事项=日期", "MATTER=DAY"),
        action="append",
        default=[],
        help=both("上一轮已在哪一天通过", "the day on which an earlier round passed"),
    )
    stage = _making(making, "stage", _make_stage, what=both("阶段状态", "where compounds stand"), example=_EXAMPLE)
    stage.add_argument(
        "facts",
        metavar=both("事实表", "FACTS"),
        help=both("列同 linli stage status", "columns as in linli stage status"),
    )
    verifying = add_command(
        commands,
        "verify",
        _verify,
        what=both(
            "重算并逐字节核对；不符时退出码为 1", "compute again and compare byte for byte; exit code 1 if it differs"
        ),
        example=_VERIFY,
    )
    verifying.add_argument(
        "file",
        metavar=both("决定书", "DETERMINATION"),
        type=Path,
        help=both("make 写下的文件", "the file that make wrote"),
    )
    reaching = add_command(
        commands,
        "affected",
        _affected,
        what=both(
            "列出在已更正的错值之下作出的决定书", "list the determinations made under a value that was corrected since"
        ),
        example=_AFFECTED,
    )
    reaching.add_argument(
        "folder",
        metavar=both("文件夹", "FOLDER"),
        type=Path,
        help=both("存放决定书（.json）的文件夹", "the folder of determinations (.json)"),
    )


def _making(commands: Any, name: str, run: Any, *, what: str, example: str) -> Any:
    parser = add_command(commands, name, run, what=what, example=example)
    parser.add_argument(
        "--on",
        metavar=both("日期", "DAY"),
        required=True,
        help=both("作出决定所依的日期，如 2018-03-01", "the day of the decision, such as 2018-03-01"),
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar=both("文件", "FILE"),
        type=Path,
        required=True,
        help=both("决定书写到哪里；已有文件不覆盖", "where to write it; nothing is overwritten"),
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
        print(both(f"已写入 {path}，封印 {record.seal}", f"written to {path}, seal {record.seal}"))
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
        print_json(
            {
                "file": str(arguments.file),
                "ok": found.ok,
                "problem": in_language(found.problem, arguments.language),
                "sha256": record.seal,
            }
        )
    else:
        differs = both(f"不符：{found.problem}", f"it differs: {in_language(found.problem, arguments.language)}")
        print(both("相符：逐字节重现", "it holds: the same byte for byte") if found.ok else differs)
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
        same = both("结果不变，理由改变", "the result stands, its reasons change")
        outcome = both("结果改变", "the result changes") if one.result_changes else same
        print(f"{one.name}  {both('更正', 'erratum')} {'、'.join(one.errata)}: {outcome}")
    print(
        both(
            f"读了 {len(records)} 份决定书，受更正影响 {len(found)} 份",
            f"read {len(records)} determinations; errata reach {len(found)} of them",
        )
    )
    return 0


def _reached_json(one: Reached) -> dict[str, Any]:
    return {
        "file": one.name,
        "errata": list(one.errata),
        "result_changes": one.result_changes,
        "given": one.determination.body["result"],
        "corrected": one.corrected.body["result"],
    }
