"""``linli fund``: split cost lines among their payers, share a sum among dwellings. No database, no Django."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from linli.cli.cost_lines import compounds_help, lines_help, read_facts, read_lines
from linli.cli.editions import edition_json, edition_on, load_family
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
from linli.cli.parsers import open_group
from linli.cli.tongue import both
from linli.core.amended import check_amended_lines, clear_amended, split_amended
from linli.core.faults import BadInput, Fault
from linli.core.funding import (
    Clearing,
    Household,
    LineSplit,
    Sharing,
    Split,
    check_households,
    clear,
    share,
    split,
)
from linli.core.money import format_area, format_yuan, parse_money
from linli.core.policy.clauses import clause_label
from linli.core.policy.model import Package
from linli.core.wording import say
from linli.integrations.spreadsheets import Column, Row, Table

_SPLIT_EXAMPLE = "linli fund split --policy liuzhou-2017-pilot 费用.csv --json"
_CLEAR_EXAMPLE = "linli fund clear --policy liuzhou-2017-pilot --before 概算.csv 决算.csv --json"
_SHARE_EXAMPLE = "linli fund share --policy liuzhou-2017-pilot --amount 12,345.67 住户.xlsx"


_MISSING = ("funding.missing.", "funding.milestone_unknown")


def register(subparsers: Any) -> None:
    """Adds ``fund split`` and ``fund share``."""
    commands = open_group(
        subparsers,
        "fund",
        what=both("资金", "who pays what"),
        examples=[_SPLIT_EXAMPLE, _CLEAR_EXAMPLE, _SHARE_EXAMPLE],
        description=both("资金：谁出多少，为什么。", "Money: who pays how much, and why."),
    )
    splitting = add_command(
        commands,
        "split",
        _split,
        what=both(
            "把每一行费用按政策分到出资方，合计不差一分",
            "split every cost line among its payers; the sum closes to the fen",
        ),
        example=_SPLIT_EXAMPLE,
    )
    splitting.add_argument(
        "--on",
        metavar=both("日期", "DAY"),
        help=both("按哪一天的政策作答，如 2018-03-01", "answer by the policy of this day, such as 2018-03-01"),
    )
    splitting.add_argument("--compounds", metavar=both("小区表", "COMPOUNDS"), help=compounds_help())
    splitting.add_argument("lines", metavar=both("费用表", "COSTS"), help=lines_help())
    clearing = add_command(
        commands,
        "clear",
        _clear,
        what=both(
            "清算：两次分摊之差（预拨后清算、审减、变更）",
            "clearing: the difference of two splits (final account, cut, change)",
        ),
        example=_CLEAR_EXAMPLE,
    )
    clearing.add_argument(
        "--on",
        metavar=both("日期", "DAY"),
        help=both("按哪一天的政策作答，如 2018-03-01", "answer by the policy of this day, such as 2018-03-01"),
    )
    clearing.add_argument("--compounds", metavar=both("小区表", "COMPOUNDS"), help=compounds_help())
    clearing.add_argument(
        "--before",
        metavar=both("原费用表", "COSTS-BEFORE"),
        required=True,
        help=both("预拨（或调整前）的全部费用", "all costs as advanced (or before the change)"),
    )
    clearing.add_argument(
        "lines",
        metavar=both("现费用表", "COSTS-NOW"),
        help=both(
            "清算（或调整后）的全部费用，写累计数，不写差额",
            "all costs as settled (or after the change): totals, not differences",
        ),
    )
    sharing = add_command(
        commands,
        "share",
        _share,
        what=both(
            "把一笔钱按面积 × 系数分摊到户，合计不差一分",
            "share a sum among dwellings by area × coefficient; it closes to the fen",
        ),
        example=_SHARE_EXAMPLE,
    )
    sharing.add_argument(
        "--amount",
        metavar=both("金额", "AMOUNT"),
        required=True,
        help=both("要分摊的金额（元）", "the amount to share (yuan)"),
    )
    sharing.add_argument(
        "households",
        metavar=both("住户表", "DWELLINGS"),
        help=both(
            "列：房号、面积、楼层、系数（留空为 1，0 为不出钱）",
            "columns 房号、面积、楼层、系数 (empty: 1; 0 pays nothing)",
        ),
    )


def _split(arguments: argparse.Namespace) -> int:
    family, sheets = load_family(arguments), Sheets(arguments.language)
    on = sheets.day(arguments.on, "--on")
    package, day = edition_on(family, on), on or date.today()  # noqa: DTZ011 - the office's day
    lines = read_lines(
        sheets, package, arguments.lines, facts=read_facts(sheets, arguments.compounds),
        check=None if family.is_plain else partial(check_amended_lines, family, on=day),
    )  # fmt: skip
    sheets.close()
    answer = split(package, lines, on=on) if family.is_plain else split_amended(family, lines, day)
    warn(_out_of_force(package, on) if on else (), arguments.language)
    if arguments.json:
        asked = on.isoformat() if on else None
        print_json({"policy": policy_json(package), "on": asked, **split_json(answer, arguments.language)})
    else:
        _print_split(package, answer, arguments.language)
    return 0


def _out_of_force(package: Package, on: date) -> Iterator[str]:
    """What to know when the document was not in force on the day asked for."""
    for source in package.sources:
        if not source.external and source.effective and on < source.effective:
            yield say("command.not_yet", title=source.title, since=source.effective, day=on)
        if not source.external and source.until and source.until < on:
            yield say("command.no_longer", title=source.title, until=source.until, day=on)


def split_json(answer: Split, language: str) -> dict[str, Any]:
    """The answer of ``fund split --json``, without the policy; its lines are told as they are asked for."""
    return {
        "lines": (_line_json(one.package, one, language) for one in answer.lines),
        "totals": dict(answer.totals),
        "undetermined_fen": answer.undetermined_fen,
        "cost_fen": answer.cost_fen,
        "by_compound": {
            name: {"cost_fen": sub.cost_fen, "totals": dict(sub.shares), "undetermined_fen": sub.undetermined_fen}
            for name, sub in answer.by_compound.items()
        },
    }


def _line_json(package: Package, one: LineSplit, language: str) -> dict[str, Any]:
    told = one.reason.told(language, clause=lambda anchor: clause_label(package, anchor, language))
    return {
        "row": one.line.row,
        "compound": one.line.compound,
        "item": one.item.number,
        "item_name": one.item.name,
        "segment": one.segment,
        "cost_fen": one.line.cost_fen,
        "approved_fen": one.line.approved_fen,
        "shares": dict(one.shares),
        "undetermined_fen": one.undetermined_fen,
        "rule": one.rule,
        "cite": list(one.cite),
        "readings": readings_json(told.readings),
        **edition_json(package),
        "missing": [code.rpartition(".")[2] for code in told.codes if code.startswith(_MISSING)],
        "explanation": told.paragraph,
        "reason": told.tree,
    }


def _print_split(package: Package, answer: Split, language: str) -> None:
    for one in answer.lines:
        print(both(f"第{one.line.row}行 {one.line.compound}", f"row {one.line.row} {one.line.compound}"))
        print_reason(one.package, one.reason, language, indent=1)
    for name, sub in answer.by_compound.items():
        print(f"\n{name}")
        _print_totals(package, sub.shares, sub.undetermined_fen, sub.cost_fen)
    if len(answer.by_compound) > 1:
        print(both("\n全部小区", "\nall compounds"))
        _print_totals(package, answer.totals, answer.undetermined_fen, answer.cost_fen)


def _print_totals(package: Package, shares: Mapping[str, int], undetermined: int, cost: int) -> None:
    rows = [[f"  {package.payer_by_id[payer].name}", _yuan(fen)] for payer, fen in shares.items()]
    rows += [[both("  未定", "  undetermined"), _yuan(undetermined)]] if undetermined else []
    print_columns([*rows, [both("  合计", "  total"), _yuan(cost)]])


def _yuan(fen: int) -> str:
    return f"{format_yuan(fen)}{both('元', ' yuan')}"


def _clear(arguments: argparse.Namespace) -> int:
    family, sheets = load_family(arguments), Sheets(arguments.language)
    on = sheets.day(arguments.on, "--on")
    package, day = edition_on(family, on), on or date.today()  # noqa: DTZ011 - the office's day
    facts = read_facts(sheets, arguments.compounds)
    check = None if family.is_plain else partial(check_amended_lines, family, on=day)
    before = read_lines(sheets, package, arguments.before, facts=facts, check=check)
    after = read_lines(sheets, package, arguments.lines, facts=facts, check=check)
    sheets.close()
    found = clear(package, before, after, on=on) if family.is_plain else clear_amended(family, before, after, day)
    if arguments.json:
        print_json({"policy": policy_json(package), **_clearing_json(package, found, arguments.language)})
        return 0
    for one in found.lines:
        print(f"{one.compound}  {one.reason(_naming(package, found, one.payer)).sentence(arguments.language)}")
    return 0


def _naming(package: Package, found: Clearing, payer: str | None) -> Package:
    """The edition that knows the payer: one that an amendment took away is still paid by under the old rule."""
    used = (one.package for split_ in (found.before, found.after) for one in split_.lines)
    return package if payer is None else next((one for one in (package, *used) if payer in one.payer_by_id), package)


def _clearing_json(package: Package, found: Clearing, language: str) -> dict[str, Any]:
    """The answer of ``fund clear --json``: payer null is what nobody bears yet."""
    return {
        "lines": [
            {
                "compound": one.compound,
                "payer": one.payer,
                "before_fen": one.before_fen,
                "advance_fen": one.advance_fen,
                "after_fen": one.after_fen,
                "difference_fen": one.difference_fen,
                "explanation": one.reason(_naming(package, found, one.payer)).sentence(language),
            }
            for one in found.lines
        ],
        "before": {"cost_fen": found.before.cost_fen, "totals": dict(found.before.totals)},
        "after": {"cost_fen": found.after.cost_fen, "totals": dict(found.after.totals)},
        "difference": {payer: fen for payer, fen in found.totals.items() if payer},
    }


_HOUSEHOLD_COLUMNS = {
    "房号": Column(required=True, example="1-101"),
    "面积": Column("area", required=True, aliases=("建筑面积", "专有面积"), example="89.50"),
    "楼层": Column(),
    "系数": Column("number", example="0.7", note="0 为不出钱；留空为 1"),
}


def _household(row: Row) -> Household:
    coefficient = Fraction(1) if row["系数"] is None else row["系数"]
    return Household(row.number, row["房号"], row["面积"] or 0, row["楼层"], coefficient)


def _read_amount(text: str) -> int:
    expected = say("sheet.expect_money")
    try:
        fen = parse_money(text)
    except ValueError as exc:
        raise BadInput([Fault(str(exc), path="--amount", found=text, expected=expected)]) from exc
    if fen < 0:
        raise BadInput([Fault(say("command.share_negative"), path="--amount", found=text, expected=expected)])
    return fen


def _read_households(sheets: Sheets, path: str, amount_fen: int) -> list[Household]:
    table: Table | None = sheets.read(path, _HOUSEHOLD_COLUMNS)
    households = [_household(row) for row in table or ()]
    if table:
        sheets.add(check_households(amount_fen, households), table)
    return households


def _share(arguments: argparse.Namespace) -> int:
    package, sheets = load_policy(arguments), Sheets(arguments.language)
    amount_fen = 0
    try:
        amount_fen = _read_amount(arguments.amount)
    except BadInput as bad:
        sheets.add(bad.faults)
    households = _read_households(sheets, arguments.households, amount_fen)
    sheets.close()
    answer = share(package, amount_fen, households)
    if arguments.json:
        print_json({"policy": policy_json(package), **_share_json(package, answer, arguments.language)})
    else:
        _print_share(package, answer, arguments.language)
    return 0


def _share_json(package: Package, answer: Sharing, language: str) -> dict[str, Any]:
    return {
        "amount_fen": answer.amount_fen,
        "households": [
            {
                "row": one.household.row,
                "dwelling": one.household.dwelling,
                "area_centi": one.household.area_centi,
                "floor": one.household.floor,
                "coefficient": str(one.household.coefficient),
                "share_fen": one.share_fen,
                "explanation": one.reason.sentence(language),
            }
            for one in answer.households
        ],
        "shares": {one.household.dwelling: one.share_fen for one in answer.households},
        "total_fen": sum(one.share_fen for one in answer.households),
        "cite": list(answer.reason.cite),
        "readings": readings_json(answer.reason.readings),
        "explanation": explanation(package, answer.reason, language),
    }


def _print_share(package: Package, answer: Sharing, language: str) -> None:
    print_reason(package, answer.reason, language)
    rows = [
        [one.household.dwelling, f"{format_area(one.household.area_centi)}㎡", str(one.household.coefficient),
         _yuan(one.share_fen)]
        for one in answer.households
    ]  # fmt: skip
    print()
    head = [both("房号", "dwelling"), both("面积", "area"), both("系数", "coefficient"), both("应出", "pays")]
    print_columns([head, *rows, [both("合计", "total"), "", "", _yuan(answer.amount_fen)]])
