"""``linli vote``: tally ballots against a roll. No database, no Django."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from linli.cli.output import (
    Sheets,
    add_command,
    explanation,
    load_policy,
    policy_json,
    print_json,
    print_reason,
    read_day,
    readings_json,
)
from linli.cli.parsers import open_group
from linli.cli.tongue import both
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package
from linli.core.voting import BallotPaper, ConditionFinding, RollEntry, TallyFinding, check_roll, find_vote, tally
from linli.core.wording import listed, say
from linli.integrations.spreadsheets import Column

_EXAMPLE = (
    "linli vote tally --policy liuzhou-2017-pilot --matter application --on 2018-01-15 "
    "--roll 名册.csv --ballots 表决票.csv --json"
)
_ROLL_WORDS, _MORE_ROLL = "房号、业主、专有面积、类型", "楼栋、单元、出资(是/否)、受影响(是/否)、代表人"
_BALLOT_WORDS, _MORE_BALLOT = "房号、选择(同意/反对/弃权)、时间、渠道", "代理人、投票人、异议(是/否)"
_YES_NO = {"是": ("有", "yes", "Y", "√", "1"), "否": ("无", "no", "N", "0")}
_ROLL_COLUMNS = {
    "房号": Column(required=True, example="1-101"),
    "业主": Column(present=True, example="张三、李四", note="共有人写在同一格，用顿号隔开"),
    "专有面积": Column("area", required=True, aliases=("专有部分面积", "面积"), example="89.50"),
    "类型": Column(example="住宅", note="住宅、商铺、车位、开发商未售等"),
    "楼栋": Column(aliases=("幢", "栋", "楼号"), example="3"),
    "单元": Column(example="1"),
    "出资": Column("choice", choices=_YES_NO, note="是否分摊费用"),
    "受影响": Column("choice", choices=_YES_NO, note="是否占用其专有部分"),
    "代表人": Column(note="共有人推举的代表"),
}
_BALLOT_COLUMNS = {
    "房号": Column(required=True, example="1-101"),
    "选择": Column(present=True, example="同意", note="同意（赞成、赞同）、反对（不同意、不赞成）、弃权"),
    "时间": Column("moment", example="2018-01-10 09:30"),
    "渠道": Column(example="纸质"),
    "代理人": Column(aliases=("受托人",), note="受业主委托投票的人；本人投票留空"),
    "投票人": Column(note="共有的，写是哪一位投的"),
    "异议": Column("choice", choices=_YES_NO, note="是否书面提出异议"),
}


def register(subparsers: Any) -> None:
    """Adds ``vote tally``."""
    commands = open_group(
        subparsers,
        "vote",
        what=both("表决", "votes"),
        examples=[_EXAMPLE],
        description=both("表决：按名册和表决票计票。", "Votes: tally the ballots against a roll."),
    )
    tallying = add_command(
        commands,
        "tally",
        _tally,
        what=both(
            "计票：每一张票都有下落，每一项条件都有算式",
            "tally: every ballot is accounted for, every condition has its arithmetic",
        ),
        example=_EXAMPLE,
    )
    tallying.add_argument(
        "--matter",
        metavar=both("事项", "MATTER"),
        required=True,
        help=both("表决事项（或表决规则）的编号或名称", "id or name of the matter (or of its rule)"),
    )
    tallying.add_argument(
        "--on",
        metavar=both("日期", "DAY"),
        required=True,
        help=both(
            "表决日（截止日，当日有效），如 2018-01-15", "day of the vote (the last one, inclusive), such as 2018-01-15"
        ),
    )
    tallying.add_argument(
        "--roll",
        metavar=both("名册", "ROLL"),
        required=True,
        help=both(f"列：{_ROLL_WORDS}；需要时加 {_MORE_ROLL}", f"columns {_ROLL_WORDS}; where needed {_MORE_ROLL}"),
    )
    tallying.add_argument(
        "--ballots",
        metavar=both("表决票", "BALLOTS"),
        required=True,
        help=both(
            f"列：{_BALLOT_WORDS}；需要时加 {_MORE_BALLOT}", f"columns {_BALLOT_WORDS}; where needed {_MORE_BALLOT}"
        ),
    )
    tallying.add_argument(
        "--building",
        metavar=both("楼栋", "BUILDING"),
        default="",
        help=both("按楼栋表决时，是哪一栋", "which building, when a building votes"),
    )
    tallying.add_argument(
        "--entrance",
        metavar=both("单元", "ENTRANCE"),
        default="",
        help=both("按单元表决时，是哪一个单元", "which entrance, when an entrance votes"),
    )
    tallying.add_argument(
        "--passed",
        metavar=both("事项=日期", "MATTER=DAY"),
        action="append",
        default=[],
        help=both("上一轮已在哪一天通过，可写多次", "the day on which an earlier round passed; may be repeated"),
    )


def read_roll(sheets: Sheets, path: str) -> list[RollEntry]:
    table = sheets.read(path, _ROLL_COLUMNS)
    roll = [
        RollEntry(
            row.number, row["房号"], row["业主"], row["专有面积"] or 0, row["类型"], row["楼栋"], row["单元"],
            _tick(row["出资"]), _tick(row["受影响"]), row["代表人"],
        )
        for row in table or ()
    ]  # fmt: skip
    if table:
        sheets.add(check_roll(roll), table)
    return roll


def read_ballots(sheets: Sheets, path: str) -> list[BallotPaper]:
    table = sheets.read(path, _BALLOT_COLUMNS, may_be_empty=True)
    return [
        BallotPaper(
            row.number, row["房号"], row["选择"], row["时间"], row["渠道"], row["代理人"], row["投票人"],
            objection=row["异议"] == "是",
        )
        for row in table or ()
    ]  # fmt: skip


def _tick(cell: str) -> bool | None:
    return {"是": True, "否": False}.get(cell)


def read_passed_rounds(package: Package, told: Sequence[str]) -> dict[str, date]:
    """``--passed first=2024-03-01``: earlier matters that passed, and when. Raises BadInput."""
    passed: dict[str, date] = {}
    for text in told:
        matter, sign, day = text.partition("=")
        known = [word for one in package.matters for word in (one.id, one.name)]
        if not sign or matter.strip() not in known:
            raise BadInput([Fault(say("command.passed_form"), path="--passed", found=text, expected=listed(known))])
        passed[matter.strip()] = read_day(day.strip(), "--passed")
    return passed


def _tally(arguments: argparse.Namespace) -> int:
    package, sheets = load_policy(arguments), Sheets(arguments.language)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: read_day(arguments.on, "--on"), lambda: find_vote(package, arguments.matter),
        lambda: read_passed_rounds(package, arguments.passed),
    )  # fmt: skip
    for attempt in attempts:
        try:
            attempt()
        except BadInput as bad:
            sheets.add(bad.faults)
    roll, ballots = read_roll(sheets, arguments.roll), read_ballots(sheets, arguments.ballots)
    sheets.close()
    try:
        finding = tally(
            package, arguments.matter, read_day(arguments.on, "--on"), roll, ballots,
            building=arguments.building, entrance=arguments.entrance,
            passed_rounds=read_passed_rounds(package, arguments.passed),
        )  # fmt: skip
    except BadInput as bad:
        raise BadInput([_in_file(fault, arguments.roll) for fault in bad.faults]) from bad
    if arguments.json:
        print_json(tally_json(package, finding, arguments.language))
    else:
        _print_tally(package, finding, arguments.language)
    return 0


def _in_file(fault: Fault, path: str) -> Fault:
    return fault if fault.path == "on" else replace(fault, file=fault.file or path)


def tally_json(package: Package, finding: TallyFinding, language: str) -> dict[str, Any]:
    """The answer of ``vote tally --json``."""
    standing = finding.standing
    return {
        "policy": policy_json(package),
        "matter": finding.matter_id,
        "rule": finding.rule.id,
        "on": finding.on.isoformat(),
        "law": finding.law.id if finding.law else None,
        "law_title": finding.law.title if finding.law else None,
        "total": standing.total.as_dict(),
        "participated": standing.participated.as_dict(),
        "for": standing.for_.as_dict(),
        "against": standing.against.as_dict(),
        "abstained": standing.abstained.as_dict(),
        "divided_heads": standing.divided_heads,
        "conditions": _conditions_json(finding.conditions),
        "scope": finding.ground.scope,
        "building": finding.ground.building or None,
        "entrance": finding.ground.entrance or None,
        "edition": finding.edition,
        "alternatives": [
            {"id": one.id, "met": all(c.met for c in finding.conditions if c.alternative == one.id)}
            for one in finding.rule.alternatives
        ],
        "vetoes": [{"id": one.veto.id, "raised": one.is_raised, "rows": list(one.rows)} for one in finding.vetoes],
        "earlier_round": _round_json(finding),
        "passed": finding.passed,
        "rejected": [
            {"row": ballot.row, "dwelling": ballot.dwelling, "reason": ballot.reason.sentence(language)}
            for ballot in finding.rejected
        ],
        "cite": list(finding.cite),
        "readings": readings_json(finding.readings),
        "explanation": explanation(package, finding.reason, language),
        "reason": finding.reason.as_dict(language),
    }


def _round_json(finding: TallyFinding) -> dict[str, Any] | None:
    found = finding.round
    if found is None:
        return None
    return {"matter": found.matter.id, "passed_on": found.on.isoformat() if found.on else None, "met": found.met}


def _conditions_json(conditions: Sequence[ConditionFinding]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "name": one.test.name,
            "measure": one.test.measure,
            "count": one.test.count,
            "of": one.test.of,
            "required": str(one.test.threshold),
            "inclusive": one.test.inclusive,
            "bound": one.test.bound,
            "within": one.test.within,
            "alternative": one.alternative or None,
            "value": list(one.value),
            "met": one.met,
            "needed_area_centi" if one.test.measure == "area" else "needed": one.needed,
            "lacking_area_centi" if one.test.measure == "area" else "lacking": one.lacking,
        }
        for one in conditions
    ]


def _print_tally(package: Package, finding: TallyFinding, language: str) -> None:
    print_reason(package, finding.reason, language)
    if finding.rejected:
        print("Ballots that do not count:" if language == "en" else "不计入的表决票：")
        for ballot in finding.rejected:
            row = f"row {ballot.row}" if language == "en" else f"第{ballot.row}行"
            print(f"  {row} {ballot.dwelling}：{ballot.reason.sentence(language)}")
