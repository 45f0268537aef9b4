"""``linli score``: the scoring tables of a policy: points, grade, pass or not, and why. No database, no Django."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
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
)
from linli.cli.tongue import both
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package, ScoreTable
from linli.core.programme import ScoreFinding, plain_number, score
from linli.core.wording import listed, say
from linli.integrations.spreadsheets import Column, Row

_EXAMPLE = "linli score --policy my-policy --table year_end 小区.csv --json"
_SUBJECT = "小区"
_PASSED = {True: "yes", False: "no", None: "open"}
_WORDS = {
    "zh": {"yes": "合格", "no": "不合格", "open": "未定"},
    "en": {"yes": "passed", "no": "not passed", "open": "not sure"},
}


def register(subparsers: Any) -> None:
    """Adds ``score``."""
    parser = add_command(
        subparsers,
        "score",
        _score,
        what=both(
            "评分：按政策的评分表逐项计分，缺的指标给出区间，并说明理由",
            "score by a table of the policy, item by item; what is missing leaves a range; with reasons",
        ),
        example=_EXAMPLE,
    )
    parser.add_argument(
        "--table",
        metavar=both("评分表", "TABLE"),
        help=both("评分表的编号或名称；只有一张时可不写", "id or name of the table; not needed where there is one"),
    )
    parser.add_argument("--explain", action="store_true", help=both("打印完整理由", "print the full reasons"))
    parser.add_argument(
        "sheet",
        metavar=both("评分数据表", "SHEET"),
        help=both(
            "列：小区，再加评分表的每个指标一列；.csv 或 .xlsx",
            "columns 小区 and one for each measure of the table; .csv or .xlsx",
        ),
    )


def _chosen(package: Package, wanted: str | None) -> ScoreTable:
    tables = package.evaluation
    if not tables:
        raise BadInput([Fault(say("command.no_scoring"), path="--policy", found=package.id)])
    if wanted is None and len(tables) == 1:
        return tables[0]
    for table in tables:
        if wanted in (table.id, table.name):
            return table
    names = listed(f"{table.id} {table.name}" for table in tables)
    raise BadInput([Fault(say("command.which_table"), path="--table", found=wanted or "", expected=names)])


def columns_for(package: Package, table: ScoreTable) -> dict[str, Column]:
    """The columns of a sheet for this table: whom it is about, and one for each measure under its name or id."""
    names = {one.id: (one.name, f"{one.name}({one.unit})" if one.unit else one.name) for one in package.measures}
    found = {_SUBJECT: Column(required=True, unique=True, aliases=("对象", "单位"), example="甲小区")}
    for measure in dict.fromkeys(item.measure for item in table.items):
        header, *others = dict.fromkeys((*names.get(measure, ()), measure))
        found[header] = Column(aliases=tuple(others))
    return found


def _values(package: Package, table: ScoreTable, row: Row) -> dict[str, str]:
    names = {one.id: one.name for one in package.measures}
    measures = dict.fromkeys(item.measure for item in table.items)
    return {measure: str(row.values.get(names.get(measure, measure)) or "") for measure in measures}


def _score(arguments: argparse.Namespace) -> int:
    package, sheets = load_policy(arguments), Sheets(arguments.language)
    table = _chosen(package, arguments.table)
    read = sheets.read(arguments.sheet, columns_for(package, table))
    found: dict[str, ScoreFinding] = {}
    for row in read or ():
        try:
            found[row[_SUBJECT]] = score(package, table.id, _values(package, table, row))
        except ValueError:
            sheets.add(_faults(package, table, row), read)
    sheets.close()
    if arguments.json:
        print_json(_json(package, table, found, arguments.language))
    else:
        _print(package, found, arguments)
    return 0


def _faults(package: Package, table: ScoreTable, row: Row) -> list[Fault]:
    """Every value of the row that cannot be read, each with its column."""
    names = {one.id: one.name for one in package.measures}
    faults = []
    for measure, told in _values(package, table, row).items():
        try:
            score(package, table.id, {measure: told})
        except ValueError as exc:
            faults.append(Fault(str(exc), line=row.number, column=names.get(measure, measure), found=told))
    return faults


def _json(package: Package, table: ScoreTable, found: Mapping[str, ScoreFinding], language: str) -> dict[str, Any]:
    notes = {note.id: note for one in found.values() for note in one.reason.all_readings()}
    return {
        "policy": policy_json(package),
        "table": {"id": table.id, "name": table.name, "total": plain_number(table.total)},
        "subjects": {name: _one_json(package, one, language) for name, one in found.items()},
        "order": _order(found),
        "readings": readings_json(tuple(notes.values())),
    }


def _one_json(package: Package, one: ScoreFinding, language: str) -> dict[str, Any]:
    return {
        "points": None if one.total is None else plain_number(one.total),
        "least": plain_number(one.least),
        "most": plain_number(one.most),
        "grade": one.grade,
        "passed": _PASSED[one.passed],
        "unknown": list(one.unknown),
        "failed": list(one.failed),
        "items": {
            part.item.id: {
                "points": None if part.points is None else plain_number(part.points),
                "explanation": explanation(package, part.reason, language),
            }
            for part in one.items
        },
        "cite": list(one.reason.all_cites()),
        "explanation": explanation(package, one.reason, language),
    }


def _order(found: Mapping[str, ScoreFinding]) -> list[str]:
    """The best first by what is sure, then by name."""
    return sorted(found, key=lambda name: (-found[name].least, name))


def _print(package: Package, found: Mapping[str, ScoreFinding], arguments: argparse.Namespace) -> None:
    words, rows = _WORDS[arguments.language], []
    for number, name in enumerate(_order(found), start=1):
        one = found[name]
        least, most = plain_number(one.least), plain_number(one.most)
        points = least if least == most else f"{least}–{most}"
        rows.append([str(number), name, points, one.grade or "–", words[_PASSED[one.passed]]])
    if rows:
        print_columns(rows)
    if arguments.explain:
        for name in _order(found):
            print()
            print(name)
            print_reason(package, found[name].reason, arguments.language, indent=1)
