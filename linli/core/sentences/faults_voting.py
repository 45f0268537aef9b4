"""Rolls, matters and days that a tally refuses."""

from __future__ import annotations

VOTING: dict[str, tuple[str, str]] = {
    "law.no_edition": (
        "表决规则「{rule}」没有写这一天适用的条件",
        "the voting rule “{rule}” does not say what holds on this day",
    ),
    "law.period": (
        "{first} 至 {last}",
        "{first} to {last}",
    ),
    "roll.no_dwelling": (
        "缺房号",
        "the dwelling's number is missing",
    ),
    "roll.no_owner": (
        "缺业主",
        "the owner is missing",
    ),
    "roll.area": (
        "专有面积要大于 0",
        "the exclusive area must be more than 0",
    ),
    "roll.empty": (
        "名册里没有一户",
        "there is no dwelling on the roll",
    ),
    "roll.dwelling_twice": (
        "房号重复，已在第{row}行",
        "the same dwelling is already in row {row}",
    ),
    "roll.unsold_hint": (
        "开发商未售的请在类型中写明",
        "for one the developer has not sold, say so in the column “类型”",
    ),
    "roll.co_owners_hint": (
        "共有人请写在同一行，用顿号隔开",
        "write co-owners in one row, parted by “、”",
    ),
    "scope.which": (
        "名册里有几个{column}，要写明是哪一个",
        "the roll names several ({column}); say which one",
    ),
    "scope.unknown": (
        "名册里没有这个{column}",
        "the roll does not know this one ({column})",
    ),
    "tally.nobody_within": (
        "名册里没有属于本次表决范围的专有部分",
        "the roll has nobody within the scope of this vote",
    ),
    "tally.column_empty": (
        "本事项只由部分业主表决，名册的「{column}」列还没有填",
        "only some of the owners vote on this matter, and the roll's column “{column}” is not filled in",
    ),
    "tally.only_parking": (
        "名册里没有有表决权的专有部分：全是不计入的车位",
        "nobody on the roll carries a vote: it is all parking that does not count",
    ),
    "tally.columns_hint": (
        "请核对楼栋、单元、出资、受影响各列",
        "check the columns “楼栋” (building), “单元” (entrance), “出资” (pays) and “受影响” (affected)",
    ),
    "tally.no_matter": (
        "本政策里没有这个表决事项",
        "this policy has no such matter to vote on",
    ),
    "tally.yes_or_no": (
        "是 或 否",
        "“是” (yes) or “否” (no)",
    ),
    "tally.no_votes": (
        "（本政策没有表决）",
        "(this policy has no votes)",
    ),
}
