"""``linli stage duties``: which duties and meetings fell due between two days, which were done, missed or are open."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from linli.cli.output import (
    Sheets,
    add_command,
    explanation,
    load_policy,
    policy_json,
    print_columns,
    print_json,
    read_day,
)
from linli.cli.stage import FACT_COLUMNS, as_fact
from linli.cli.tongue import both
from linli.core.faults import BadInput
from linli.core.policy.model import Package
from linli.core.programme import Occurrence, duty_occurrences

_EXAMPLE = "linli stage duties --policy xiangshan-2020 --from 2020-07-01 --until 2020-09-30 事实.csv --json"
_STATES = {
    "zh": {"done": "已办", "late": "迟办", "missed": "缺", "open": "未到期"},
    "en": {"done": "done", "late": "late", "missed": "missed", "open": "open"},
}


def add_duties(commands: Any) -> None:
    """Adds ``stage duties``."""
    parser = add_command(
        commands,
        "duties",
        _duties,
        what=both(
            "两个日子之间应办的职责和会议：办了、缺了、还没到期",
            "duties and meetings due between two days: done, missed, not yet due",
        ),
        example=_EXAMPLE,
    )
    parser.add_argument(
        "--from", dest="from_", metavar=both("日期", "DAY"), required=True, help=both("从哪一天起", "from which day")
    )
    parser.add_argument(
        "--until",
        metavar=both("日期", "DAY"),
        required=True,
        help=both("到哪一天止，含当日", "to which day, inclusive"),
    )
    parser.add_argument(
        "facts",
        metavar=both("事实表", "FACTS"),
        help=both(
            "列：小区、日期、阶段、事实、值；事实写职责或会议的编号、凭据",
            "columns 小区、日期、阶段、事实、值; 事实 is the id or the proof of a duty or meeting",
        ),
    )


def _duties(arguments: argparse.Namespace) -> int:
    package, sheets = load_policy(arguments), Sheets()
    days: list[date] = []
    for option, text in (("--from", arguments.from_), ("--until", arguments.until)):
        try:
            days.append(read_day(text, option))
        except BadInput as bad:
            sheets.add(bad.faults)
    table = sheets.read(arguments.facts, FACT_COLUMNS)
    sheets.close()
    found = duty_occurrences(package, days[0], days[1], [as_fact(row) for row in table or ()])
    if arguments.json:
        print_json({"policy": policy_json(package), "from": days[0].isoformat(), "until": days[1].isoformat(),
                    "duties": [_json(package, one, arguments.language) for one in found]})  # fmt: skip
    elif found:
        words = _STATES[arguments.language]
        print_columns([[one.label, one.name, words[one.state], f"{one.done}/{one.needed}"] for one in found])
    return 0


def _json(package: Package, one: Occurrence, language: str) -> dict[str, Any]:
    return {
        "id": one.duty,
        "name": one.name,
        "who": one.who,
        "period": one.label,
        "last": one.last.isoformat(),
        "needed": one.needed,
        "done": one.done,
        "state": one.state,
        "strength": "principle" if one.principle else "must",
        "cite": list(one.reason.all_cites()),
        "explanation": explanation(package, one.reason, language),
    }
