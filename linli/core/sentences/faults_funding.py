"""Cost lines, decisions and dwellings that the money rules refuse."""

from __future__ import annotations

FUNDING: dict[str, tuple[str, str]] = {
    "line.near": (
        "是不是「{near}」？",
        "did you mean “{near}”?",
    ),
    "line.not_agreed": (
        "这一项不按协议分摊，或政策没有列明由哪几家分摊",
        "this item is not divided by agreement, or the policy does not list who shares it",
    ),
    "line.payer_twice": (
        "同一家写了两次",
        "the same party is named twice",
    ),
    "line.bad_parts": (
        "份额不能为负，也不能全为零",
        "parts can neither be negative nor all be zero",
    ),
    "line.no_item": (
        "本政策的目录里没有这个项目",
        "the catalogue of this policy has no such item",
    ),
    "line.negative": (
        "金额不能为负",
        "an amount cannot be negative",
    ),
    "line.product": (
        "费用与上限 {cap} 相乘超出可处理的范围",
        "cost times the cap {cap} is more than can be handled",
    ),
    "line.out_of_range": (
        "要在 0 与上限之间",
        "must lie between 0 and what can be handled",
    ),
    "line.no_payer": (
        "本政策没有这个出资方",
        "this policy has no such payer",
    ),
    "line.no_decision": (
        "改由他方承担要写明依据（文号）",
        "name the document (its number) by which another party bears this",
    ),
    "line.not_principle": (
        "原文不是“原则上”，不能另行决定由谁承担",
        "the text does not say “in principle” here, so nobody else can be decided on",
    ),
    "line.not_sharer": (
        "这一家不在分摊之列",
        "this party is not among those who share",
    ),
    "line.item_expected": (
        "目录中的编号或名称",
        "a number or name in the catalogue",
    ),
    "line.no_segments": (
        "项目 {number} {name} 不分段",
        "item {number} {name} has no segments",
    ),
    "line.segment_missing": (
        "项目 {number} {name} 要写明分段",
        "item {number} {name} needs its segment",
    ),
    "line.no_segment": (
        "项目 {number} {name} 没有这个分段",
        "item {number} {name} has no such segment",
    ),
    "line.zero_or_more": (
        "0 或正数",
        "0 or a positive number",
    ),
    "line.cut_hint": (
        "审减请录入减后的累计金额，差额由两次分摊相减得出",
        "for a cut, give the reduced cumulative amount; the difference of the two divisions is the cut",
    ),
    "line.too_large": (
        "金额超出可处理的上限",
        "the amount is more than can be handled",
    ),
    "line.product_hint": (
        "请核对金额单位，或把政策中的上限写成约分后的分数",
        "check the unit of the amount, or write the policy's cap as a reduced fraction",
    ),
    "line.nothing": (
        "空",
        "nothing",
    ),
    "line.leave_empty": (
        "留空",
        "to be left empty",
    ),
    "line.at_most": (
        "不超过 {amount}",
        "at most {amount}",
    ),
    "share.sum": (
        "分摊金额要在 0 与上限之间",
        "the amount to share must lie between 0 and what can be handled",
    ),
    "share.nobody": (
        "没有可以分摊的户",
        "there is no dwelling to share it",
    ),
    "share.no_dwelling": (
        "缺房号",
        "the dwelling's number is missing",
    ),
    "share.area": (
        "面积要大于 0",
        "the area must be more than 0",
    ),
    "share.coefficient": (
        "系数不能为负",
        "a coefficient cannot be negative",
    ),
    "share.no_weight": (
        "各户权重（面积 × 系数）全为零，无法分摊",
        "all weights (area × coefficient) are zero; nothing can be shared by them",
    ),
    "share.dwelling_twice": (
        "房号重复，已在第{row}行",
        "the same dwelling is already in row {row}",
    ),
    "share.exempt_hint": (
        "不出钱的户请把系数写成 0",
        "for a dwelling that pays nothing, write the coefficient 0",
    ),
    "share.weight_hint": (
        "至少一户的系数要大于 0",
        "at least one dwelling's coefficient must be more than 0",
    ),
    "pool.differ": (
        "一并计算的几行写的不一样",
        "lines that are reckoned together tell this differently",
    ),
    "pool.differ_hint": (
        "这是这几行合在一起的数；只写在一行里也可以",
        "this is the number for these lines together; it may be written in one of them only",
    ),
    "pool.row": (
        "第{row}行",
        "row {row}",
    ),
    "formula.units_hint": (
        "请核对户数、面积、层数和金额的单位",
        "check the units of households, area, storeys and amounts",
    ),
    "formula.product": (
        "按公式相乘超出可处理的范围",
        "the product of the formula is more than can be handled",
    ),
    "facts.agreement": (
        "请写成 电信 3、移动 2",
        "write it as “电信 3、移动 2” (name and part)",
    ),
    "facts.empty": ("没有填写", "nothing is given"),
    "facts.share": ("比例不能超过 100%", "a share cannot be above 100%"),
    "facts.count": ("请写不超过 {most} 的整数", "write a whole number of at most {most}"),
    "amended.one_day": (
        "一个小区的方案确认日只有一个",
        "a compound's plan is confirmed on one day only",
    ),
}
