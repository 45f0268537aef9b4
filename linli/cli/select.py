"""``linli select``: which compounds, in which phase, with which money, and why. No database, no Django."""

from __future__ import annotations

import argparse
from typing import Any

from linli.cli.output import (
    Sheets,
    add_command,
    explanation,
    load_policy,
    policy_json,
    print_columns,
    print_json,
    print_reason,
    readings_json,
    warn,
)
from linli.cli.tongue import both
from linli.core.faults import BadInput, Fault
from linli.core.money import format_yuan, parse_money
from linli.core.policy.clauses import clause_label
from linli.core.policy.model import Package
from linli.core.reasons import Reason
from linli.core.selection import (
    Candidate,
    Place,
    SelectionFinding,
    check_candidates,
    criterion_columns,
    select,
)
from linli.core.wording import say
from linli.integrations.spreadsheets import Column, Row, Table

_EXAMPLE = "linli select --policy xiangshan-2020 小区.csv --json"
_NOTES = {
    "zh": {"placed": "", "reserve": "备选", "carried_over": "转下一年度", "excluded": "不在范围",
           "undecided": "待补情况"},
    "en": {"placed": "", "reserve": "reserve", "carried_over": "next year", "excluded": "left out",
           "undecided": "not known"},
}  # fmt: skip
#: the columns of every policy; its criteria come on top
FIXED: dict[str, Column] = {
    "小区": Column(required=True, example="甲小区"),
    "街道": Column(aliases=("街道（乡镇）", "街道办"), example="南门街道"),
    "户数": Column("count", example="320"),
    "建筑面积": Column("area", aliases=("建筑面积（平方米）", "建筑面积(㎡)"), example="25600"),
    "楼栋数": Column("count", aliases=("栋数",), example="8"),
    "建成年份": Column("year", aliases=("建成年代",), example="1995"),
    "估算(元)": Column("money", required=True, aliases=("估算",), minimum=0, example="3500000"),
    "申报日期": Column("day", aliases=("申报时间",), example="2020-02-15", note="分不出先后时，申报在前的在前"),
}


def register(subparsers: Any) -> None:
    """Adds ``select``."""
    parser = add_command(
        subparsers,
        "select",
        _select,
        what=both(
            "选取：按政策的条件、先后、名额和资金，把申报的小区排进各期，并说明每一个的理由",
            "place the compounds that applied into phases, by the policy's conditions, order, quotas and money",
        ),
        example=_EXAMPLE,
    )
    parser.add_argument(
        "--available",
        metavar=both("金额", "AMOUNT"),
        help=both("可用资金（元），代替政策里的资金总额", "money at hand (yuan), in place of the policy's total"),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=both("打印每个小区的完整理由", "print the whole reason of every compound"),
    )
    parser.add_argument(
        "compounds",
        metavar=both("小区表", "COMPOUNDS"),
        help=both("列：", "columns ")
        + "、".join(FIXED)
        + both("，再加政策的每项条件一列；.csv 或 .xlsx", ", and one for each criterion of the policy; .csv or .xlsx"),
    )


def columns_for(package: Package) -> dict[str, Column]:
    """The columns of a selection sheet under this policy: the fixed ones and one for each criterion."""
    taken = {name for key, column in FIXED.items() for name in (key, *column.aliases)}
    own: dict[str, Column] = {}
    for names in criterion_columns(package).values():
        free = [name for name in names if name not in taken]
        if free:
            own[free[0]] = Column(aliases=tuple(free[1:]))
    return {**FIXED, **own}


def as_candidate(package: Package, row: Row) -> Candidate:
    """A row of the sheet."""
    values = {}
    for measure, names in criterion_columns(package).items():
        told = next((str(row.values[name]) for name in names if row.values.get(name)), "")
        if told:
            values[measure] = told
    return Candidate(
        row=row.number,
        name=row["小区"],
        estimate_fen=row["估算(元)"],
        applied=row["申报日期"],
        street=row["街道"],
        households=row["户数"],
        area_centi=row["建筑面积"],
        buildings=row["楼栋数"],
        built_year=row["建成年份"],
        values={measure: told for measure, told in values.items() if measure},
    )


def _read(sheets: Sheets, package: Package, path: str, language: str) -> list[Candidate]:
    table = sheets.read(path, columns_for(package))
    candidates = [as_candidate(package, row) for row in table or ()]
    if table:
        sheets.add(check_candidates(package, candidates), table)
        warn(_untold(package, table), language)
    return candidates


def _untold(package: Package, table: Table) -> list[str]:
    """Criteria without a column: everybody stands alike there, and the reader should know."""
    columns = criterion_columns(package)
    missing = [columns[one.measure] for one in package.priorities
               if not set(columns[one.measure]) & set(table.headers)]  # fmt: skip
    return [say("command.no_column", file=table.filename, column=names[0]) for names in missing if names]


def _select(arguments: argparse.Namespace) -> int:
    package, sheets = load_policy(arguments), Sheets(arguments.language)
    if not (package.selection or package.priorities or package.quotas):
        raise BadInput([Fault(say("command.no_selection"), path="--policy",
                              found=package.id)])  # fmt: skip
    available = None
    if arguments.available:
        try:
            available = parse_money(arguments.available)
        except ValueError as exc:
            sheets.add([Fault(str(exc), path="--available", found=arguments.available, expected=say("fact.amount"))])
    candidates = _read(sheets, package, arguments.compounds, arguments.language)
    sheets.close()
    found = select(package, candidates, available_fen=available)
    if arguments.json:
        print_json(_json(package, found, arguments.language))
    else:
        _print(package, found, arguments)
    return 0


def _sentences(package: Package, reason: Reason, language: str) -> list[str]:
    """Every step in a sentence of its own, its clauses behind it."""
    told = []
    for _, step in reason.walk():
        labels = dict.fromkeys(clause_label(package, anchor, language) for anchor in step.cite)
        told.append(step.sentence(language) + (f"〔{'、'.join(labels)}〕" if labels else ""))
    return told


def _json(package: Package, found: SelectionFinding, language: str) -> dict[str, Any]:
    return {
        "policy": policy_json(package),
        "phases": {phase: list(names) for phase, names in found.phases.items()},
        "reserve": list(found.reserve),
        "carried_over": list(found.carried_over),
        "excluded": list(found.excluded),
        "undecided": list(found.undecided),
        "order": list(found.order),
        "reasons": {name: _sentences(package, place.reason, language) for name, place in found.places.items()},
        "places": {name: _place_json(package, place, language) for name, place in found.places.items()},
        "money": {"available_fen": found.available_fen, "used_fen": found.used_fen, "left_fen": found.left_fen},
        "quotas": {phase.id: phase.compounds for phase in package.quotas.phases} if package.quotas else {},
        "readings": readings_json(found.readings),
    }


def _place_json(package: Package, place: Place, language: str) -> dict[str, Any]:
    return {
        "outcome": place.outcome,
        "rank": place.rank or None,
        "phase": place.phase or None,
        "estimate_fen": place.candidate.estimate_fen,
        "left_before_fen": place.left_before_fen,
        "cite": list(place.reason.all_cites()),
        "explanation": explanation(package, place.reason, language),
    }


def _print(package: Package, found: SelectionFinding, arguments: argparse.Namespace) -> None:
    words = _NOTES[arguments.language]
    titles = {phase.id: phase.name for phase in package.quotas.phases} if package.quotas else {}
    rows = []
    for place in found.places.values():
        where = titles.get(place.phase, place.phase) if place.outcome == "placed" else words[place.outcome]
        rows.append([str(place.rank or "–"), place.name, where, format_yuan(place.candidate.estimate_fen or 0)])
    if rows:
        print_columns(rows)
    if found.available_fen is not None:
        available, used, left = map(format_yuan, (found.available_fen, found.used_fen, found.left_fen or 0))
        english = arguments.language == "en"
        print(f"{available} yuan − {used} = {left} left" if english else f"资金 {available} − {used} = 结余 {left} 元")
    if arguments.explain:
        for place in found.places.values():
            print()
            print_reason(package, place.reason, arguments.language)
