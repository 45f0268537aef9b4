"""Columns of sheets of costs beyond the amounts: facts that formulas ask for, purposes, decisions, agreements."""

from __future__ import annotations

from collections.abc import Mapping

from linli.core.funding import agreement_in
from linli.integrations.spreadsheets import Column

#: under the headers of `core.funding.HEADERS`
FACT_COLUMNS: Mapping[str, Column] = {
    "户数": Column("count", minimum=0, aliases=("总户数",), example="120"),
    "建筑面积": Column("area", minimum=0, aliases=("面积", "总建筑面积"), example="9800.00"),
    "楼栋数": Column("count", minimum=0, aliases=("楼栋", "幢数", "栋数"), example="4"),
    "单元数": Column("count", minimum=0, example="12"),
    "电梯台数": Column("count", minimum=0, aliases=("电梯数", "加装电梯台数"), example="1"),
    "层数": Column("count", minimum=0, aliases=("楼层数",), example="7"),
    "区县": Column(aliases=("行政区", "区(市)县", "所在区县"), example="锦江区"),
    "改造类别": Column(aliases=("改造类型",), example="综合改造"),
    "年度": Column("year", minimum=0, aliases=("计划年度",), example="2022"),
    "建成年份": Column("year", minimum=0, aliases=("建成年代",), example="1998"),
    "居民出资(元)": Column("money", minimum=0, aliases=("居民出资",), example="50000"),
    "居民出资比例": Column("number", minimum=0, example="10%"),
    "里程碑": Column(example="无", note="已办成的事项，用顿号隔开；都没办成写「无」；不知道就留空"),
}


def _agreement(text: str) -> object:
    return agreement_in(text)


DECISION_COLUMNS: Mapping[str, Column] = {
    "用途": Column(note="资金限定用途的，写这一行的用途"),
    "改由": Column(note="原文是“原则上”、另有决定改由谁承担"),
    "依据": Column(note="改由他方承担的决定文号"),
    "协议份额": Column(check=_agreement, note="电信 3、移动 2"),
}
