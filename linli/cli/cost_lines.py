"""The sheets of ``linli fund``: cost lines with the facts that formulas ask for, and compounds with theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from linli.cli.output import Sheets
from linli.cli.tongue import both
from linli.core.faults import Fault
from linli.core.funding import HEADERS, NOTHING_KNOWN, CostLine, Facts, agreement_in, check_lines, facts_of
from linli.core.policy.model import Package
from linli.core.wording import say
from linli.integrations.cost_columns import DECISION_COLUMNS, FACT_COLUMNS
from linli.integrations.spreadsheets import Column, Row

_FACT_WORDS = "、".join(HEADERS.values())


def lines_help() -> str:
    """What a sheet of cost lines holds."""
    plain, more = "小区、项目、分段、费用(元)、批复(元)", "用途、改由、依据、协议份额、方案确认日"
    return both(
        f"列：{plain}；公式要用到时可加 {_FACT_WORDS}；以及 {more}。.csv 或 .xlsx",
        f"columns {plain}; where formulas ask for them {_FACT_WORDS}; and {more}; .csv or .xlsx",
    )


def compounds_help() -> str:
    """What a sheet of compounds holds."""
    return both(
        f"各小区的情况，列：小区、{_FACT_WORDS}；费用表里写了的以费用表为准",
        f"what is known of the compounds, columns 小区、{_FACT_WORDS}; the cost sheet prevails",
    )


def _line_columns(package: Package) -> dict[str, Column]:
    numbers = {item.number for item in package.items}
    return {
        "小区": Column(required=True, example="甲小区"),
        "项目": Column(
            required=True, ambiguous={number for number in numbers if f"{number}0" in numbers}, example="2.1"
        ),
        "分段": Column(),
        "费用(元)": Column("money", required=True, aliases=("费用",), example="100000.00"),
        "批复(元)": Column("money", aliases=("批复",)),
        **FACT_COLUMNS,
        "方案确认日": Column("day", note="政策中途修订的，按方案确认之日适用上限；留空按 --on 那天"),
        **DECISION_COLUMNS,
    }


def _cost_line(row: Row, own: Facts, facts: Facts) -> CostLine:
    agreed = row["协议份额"]
    return CostLine(
        row.number, row["小区"], row["项目"], row["分段"] or None, row["费用(元)"] or 0, row["批复(元)"],
        own.or_else(facts), row["用途"], row["改由"], row["依据"], agreement_in(agreed) if agreed else (),
        row["方案确认日"],
    )  # fmt: skip


def read_lines(
    sheets: Sheets,
    package: Package,
    path: str,
    *,
    facts: Mapping[str, Facts],
    check: Callable[[list[CostLine]], list[Fault]] | None = None,
) -> list[CostLine]:
    """The cost lines of a sheet, each with its facts: its own, and of its compound where it tells none.

    check: what finds their faults, where they are answered by several editions of the package.
    """
    table = sheets.read(path, _line_columns(package))
    tells = table is not None and not set(table.headers).isdisjoint(FACT_COLUMNS)
    lines = [
        _cost_line(row, facts_of(row.values) if tells else NOTHING_KNOWN, facts.get(row["小区"], NOTHING_KNOWN))
        for row in table or ()
    ]
    sheets.add(check(lines) if check else check_lines(package, lines), table)
    return lines


def read_facts(sheets: Sheets, path: str | None) -> dict[str, Facts]:
    """Compound -> its facts, from the sheet given with ``--compounds``; a compound told twice is a fault."""
    if path is None:
        return {}
    columns: dict[str, Any] = {"小区": Column(required=True, example="甲小区"), **FACT_COLUMNS}
    table = sheets.read(path, columns)
    facts: dict[str, Facts] = {}
    for row in table or ():
        name = row["小区"]
        if name in facts:
            sheets.add([Fault(say("command.compound_twice"), line=row.number, column="小区", found=name)], table)
        facts.setdefault(name, facts_of(row.values))
    return facts
