"""``linli stage``: where each compound stands, derived from a ledger of dated facts. No database, no Django."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from linli.cli.editions import day_asked, edition_on, load_family
from linli.cli.output import (
    Sheets,
    add_command,
    explanation,
    policy_json,
    print_columns,
    print_json,
    print_reason,
    read_day,
    readings_json,
    warn,
)
from linli.cli.parsers import open_group
from linli.cli.tongue import both
from linli.core.amended import AmendedProcess
from linli.core.faults import BadInput, Fault
from linli.core.lifecycle import (
    CompoundStanding,
    Fact,
    MissingEvidence,
    ProcessPlan,
    StageStanding,
    UpperStanding,
    by_compound,
    check_facts,
    check_ledger,
    compile_process,
    derive,
)
from linli.core.money import format_yuan
from linli.core.policy.holidays import calendar_of, read_calendar
from linli.core.policy.model import Package
from linli.core.wording import say
from linli.integrations.spreadsheets import Column, Row, Table

_EXAMPLE = "linli stage status --policy xiangshan-2020 --on 2020-11-20 事实.csv --json"
#: columns of a ledger of facts
FACT_COLUMNS = {
    "小区": Column(required=True, example="甲小区", note="对全体小区或一个城区都成立的，写 * 或城区名"),
    "日期": Column("day", present=True, example="2020-03-20", note="分期、城区两种事实可以不写"),
    "阶段": Column(present=True, example="X1", note="阶段编号或名称"),
    "事实": Column(required=True, example="document:application", note="证据编号或名称；也可写 分期、城区"),
    "值": Column(present=True, note="留空即已办；否、不通过、有异议即没有；金额写元；会签写签字方"),
}
_STATES = {
    "zh": {"done": "已完成", "open": "进行中", "early": "证据先到", "locked": "未到"},
    "en": {"done": "done", "open": "open", "early": "early", "locked": "locked"},
}


def register(subparsers: Any) -> None:
    """Adds ``stage status`` and ``stage duties``."""
    from linli.cli.duties import add_duties  # noqa: PLC0415 - it reads the same ledger

    commands = open_group(
        subparsers,
        "stage",
        what=both("阶段", "stages"),
        examples=[_EXAMPLE],
        description=both(
            "阶段：从事实推出每个小区走到哪一步。", "Stages: where each compound stands, derived from facts."
        ),
    )
    status = add_command(
        commands,
        "status",
        _status,
        what=both(
            "每个小区每个阶段：状态、缺什么、期限、逾期、卡在哪一步",
            "each stage of each compound: state, what is missing, due, overdue, blocked by what",
        ),
        example=_EXAMPLE,
    )
    status.add_argument(
        "--on",
        metavar=both("日期", "DAY"),
        required=True,
        help=both("看哪一天的情况，如 2020-11-20", "as on which day, such as 2020-11-20"),
    )
    status.add_argument(
        "--calendar",
        metavar=both("放假表", "CALENDAR"),
        help=both(
            "另加的放假安排，列：日期、性质（休/班）、名称；如 LINLI_DATA_DIR 里的",
            "further days off and on, columns 日期、性质(休/班)、名称",
        ),
    )
    status.add_argument(
        "--explain", action="store_true", help=both("每个阶段都说明理由", "tell the reasons of every stage")
    )
    status.add_argument(
        "facts",
        metavar=both("事实表", "FACTS"),
        help=both("列：小区、日期、阶段、事实、值；.csv 或 .xlsx", "columns 小区、日期、阶段、事实、值; .csv or .xlsx"),
    )
    add_duties(commands)


def as_fact(row: Row) -> Fact:
    """A row of the ledger. What is said of the compound itself (phase, area) needs no day: it held from the start."""
    on = row["日期"] or date.min
    return Fact(row["小区"], on, row["阶段"] or None, row["事实"], row["值"], row.number)


def check_rows(
    plan: ProcessPlan, table: Table, facts: Sequence[Fact], *, amended: AmendedProcess | None = None
) -> list[Fault]:
    """Everything wrong with a ledger: unknown stages, facts and values, days left out, rows that count for nobody.

    amended: the process of all editions, where the policy changed: a fact may be of any of them.
    """
    undated = [
        table.fault(fact.row, "日期", say("command.no_day"), expected=say("sheet.expect_day"))
        for fact in facts
        if fact.on == date.min and plan.find(fact.stage, fact.key) not in ("phase", "area")
    ]
    found = amended.check(facts) if amended else check_facts(plan, facts)
    return [*undated, *found, *check_ledger(plan, facts)]


def read_ledger(sheets: Sheets, plan: ProcessPlan, path: str, *, amended: AmendedProcess | None = None) -> list[Fact]:
    """The facts of a ledger; what is wrong with it is added to ``sheets``."""
    table = sheets.read(path, FACT_COLUMNS)
    facts = [as_fact(row) for row in table or ()]
    if table:
        sheets.add(check_rows(plan, table, facts, amended=amended), table)
    return facts


def _status(arguments: argparse.Namespace) -> int:
    family, sheets = load_family(arguments), Sheets(arguments.language)
    asked = day_asked(arguments)
    package = edition_on(family, asked)
    if not package.stages:
        raise BadInput([Fault(say("command.no_stages"), path="--policy", found=package.id)])
    office = read_calendar(Path(arguments.calendar)) if arguments.calendar else ()
    plan, on = compile_process(package, calendar_of(package, office)), date.min
    try:
        on = read_day(arguments.on, "--on")
    except BadInput as bad:
        sheets.add(bad.faults)
    amended = None if family.is_plain or asked is None else AmendedProcess(family, asked, calendar=plan.calendar)
    facts = read_ledger(sheets, plan, arguments.facts, amended=amended)
    sheets.close()
    standings = {
        name: amended.derive(mine) if amended else derive(plan, mine, on)
        for name, mine in by_compound(plan, facts).items()
    }
    warn(dict.fromkeys(
        say("command.due_unknown", stage=stage.stage, why=stage.due_unknown)
        for standing in standings.values() for stage in standing.stages.values() if stage.due_unknown
    ), arguments.language)  # fmt: skip
    if arguments.json:
        print_json(_json(package, on, standings, arguments))
    else:
        _print(package, on, standings, arguments)
    return 0


def _json(
    package: Package, on: date, standings: dict[str, CompoundStanding], arguments: argparse.Namespace
) -> dict[str, Any]:
    return {
        "policy": policy_json(package),
        "on": on.isoformat(),
        "compounds": {
            name: {stage.stage: _stage_json(package, stage, arguments) for stage in standing.stages.values()}
            for name, standing in standings.items()
        },
        "summary": {name: _summary_json(standing) for name, standing in standings.items()},
    }


def _stage_json(package: Package, stage: StageStanding, arguments: argparse.Namespace) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "name": stage.name,
        "state": stage.state,
        "since": _iso(stage.since),
        "due": _iso(stage.due),
        "overdue_days": stage.overdue_days,
        "blocked_by": stage.blocked_by,
        "missing": list(dict.fromkeys(fact for one in stage.missing for fact in one.facts())),
        "missing_details": [_missing_json(one) for one in stage.missing],
        "judged": stage.judged,
        "idle_days": stage.idle_days,
        "needs": [fact for one in stage.needs for fact in one.facts()],
        "one_more": stage.one_more.fact if stage.one_more else None,
        "cite": list(stage.cite),
        "readings": readings_json(stage.readings),
    }
    if stage.due_unknown:
        answer["due_unknown"] = stage.due_unknown
    if stage.decided:
        answer["due_set_by"] = {"role": stage.decided.by, "on": _iso(stage.decided.on), "why": stage.decided.why}
    if stage.upper:
        answer["upper"] = [_upper_json(upper) for upper in stage.upper]
    if arguments.explain:
        reason = stage.reason()
        answer["explanation"] = explanation(package, reason, arguments.language)
        answer["reason"] = reason.as_dict(arguments.language)
    return answer


def _upper_json(upper: UpperStanding) -> dict[str, Any]:
    deadline = upper.deadline
    return {"on": _iso(deadline.on), "source": deadline.source, "conflict": upper.conflicts,
            "overdue_days": upper.overdue_days, "cite": list(deadline.cite)}  # fmt: skip


def _missing_json(one: MissingEvidence) -> dict[str, Any]:
    if one.alternatives:
        return {"one_of": [[_missing_json(part) for part in way] for way in one.alternatives], "cite": list(one.cite)}
    answer = {"fact": one.fact, "name": one.name, "who": list(one.who), "cite": list(one.cite)}
    if one.parties:
        answer["parties"] = list(one.parties)
    if one.until:
        answer["until"] = one.until.isoformat()
    if one.waivable_by:
        answer["waivable_by"] = list(one.waivable_by)
    return answer if one.short_fen is None else {**answer, "short_fen": one.short_fen}


def _summary_json(standing: CompoundStanding) -> dict[str, Any]:
    act, current = standing.next_act, standing.current
    return {
        "phase": standing.phase,
        "current": current.stage if current else None,
        "late": [stage.stage for stage in standing.late],
        "next_act": {"stage": act.stage, "due": _iso(act.due), **_missing_json(act.missing)} if act else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _print(package: Package, on: date, standings: dict[str, CompoundStanding], arguments: argparse.Namespace) -> None:
    english = arguments.language == "en"
    for name, standing in standings.items():
        print(f"{name}  {on.isoformat()}")
        if arguments.explain:
            for stage in standing.stages.values():
                print_reason(package, stage.reason(), arguments.language, indent=1)
        else:
            print_columns([_row(stage, english=english) for stage in standing.stages.values()])
            for stage in standing.stages.values():
                if stage.state == "open":
                    _print_missing(package, stage, english=english)
        print()


def _row(stage: StageStanding, *, english: bool) -> list[str]:
    late = f"{stage.overdue_days} days late" if english else f"逾期{stage.overdue_days}天"
    cause = f"because of {stage.blocked_by}" if english else f"卡在 {stage.blocked_by}"
    return [
        f"  {stage.stage}",
        stage.name,
        _STATES["en" if english else "zh"][stage.state],
        _iso(stage.since) or "",
        ("due " if english else "期限 ") + stage.due.isoformat() if stage.due else "",
        late if stage.overdue_days else "",
        cause if stage.blocked_by else "",
    ]


def _print_missing(package: Package, stage: StageStanding, *, english: bool) -> None:
    for one in stage.missing:
        text = _missing_text(package, one, english=english)
        print(f"  {stage.stage} missing: {text}" if english else f"  {stage.stage} 缺：{text}")


def _missing_text(package: Package, one: MissingEvidence, *, english: bool) -> str:
    if one.alternatives:
        ways = ["、".join(_missing_text(package, part, english=english) for part in way) for way in one.alternatives]
        return (" or " if english else " 或 ").join(ways)
    roles = "、".join(package.role_by_id[role].name for role in one.who if role in package.role_by_id)
    left = format_yuan(one.short_fen) if one.short_fen else ""
    short = (f", {left} yuan short" if english else f"，还差 {left}元") if left else ""
    return f"{one.name}（{roles}{short}）" if roles or short else one.name
