"""Sentences of the reasons given by `core/funding`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

FUNDING: dict[str, tuple[str, str]] = {
    "funding.line": ("{item}，费用 {cost}元", "{item}, cost {cost} yuan"),
    "funding.rule": ("依「{rule}」", "By the rule 「{rule}」"),
    "funding.rule_segment": ("依「{rule}」中的「{segment}」", "By the rule 「{rule}」, segment 「{segment}」"),
    "funding.zero": ("费用为零，没有可分的钱", "The cost is zero: there is nothing to divide"),
    "funding.pays_all": ("{cost}元 全部由{payer}承担", "The whole {cost} yuan is borne by {payer}"),
    "funding.principle": (
        "原文为“原则上”：作为默认，可由批复文件改写并记录依据",
        "The text says “in principle”: a default that a recorded decision may override",
    ),
    "funding.refers_to": ("另见：{other}", "See also: {other}"),
    "funding.shared": (
        "{cost}元 由{payer}共同承担；分摊口径由各方商定，这里只给合计",
        "{cost} yuan is borne by {payer} together; they agree the key among themselves, so only the sum is given",
    ),
    "funding.regulated": (
        "{cost}元 由{payer}按{authority}缴纳",
        "{cost} yuan is paid by {payer} at the price set by {authority}",
    ),
    "funding.approval_unused": (
        "已录批复 {approved}元：这一条不看批复，未采用",
        "An approval of {approved} yuan is on record; this rule does not depend on it",
    ),
    "funding.cap": (
        "{payer}上限：{cost}元 × {cap} 向下取整 = {limit}元",
        "Limit for {payer}: {cost} yuan × {cap}, rounded down = {limit} yuan",
    ),
    "funding.at_cap": (
        "尚无批复，{payer}按上限计 {paid}元",
        "No approval yet: {payer} is shown at the limit, {paid} yuan",
    ),
    "funding.approval_taken": (
        "批复 {approved}元 不超过上限 {limit}元，{payer}按批复计",
        "The approval of {approved} yuan is within the limit of {limit} yuan: {payer} bears what was approved",
    ),
    "funding.approval_cut": (
        "批复 {approved}元 高于上限 {limit}元，超出的 {over}元 不能由{payer}承担，按上限计",
        "The approval of {approved} yuan is {over} yuan above the limit of {limit} yuan: {payer} is cut to the limit",
    ),
    "funding.rest": (
        "其余 {cost}元 − {paid}元 = {rest}元 由{payer}承担",
        "The rest, {cost} − {paid} = {rest} yuan, is borne by {payer}",
    ),
    "funding.rate_unstated": (
        "原文没有写{payer}承担的比例；没有批复就不作答",
        "The text gives no rate for {payer}; without an approval there is no answer",
    ),
    "funding.grant": ("{payer}按批复计 {approved}元", "{payer} bears the approved {approved} yuan"),
    "funding.grant_cut": (
        "批复 {approved}元 高于费用 {cost}元，{payer}按费用计",
        "The approval of {approved} yuan is above the cost of {cost} yuan: {payer} bears the cost only",
    ),
    "funding.pot": (
        "从「{pot}」列支；原文没有写单项比例，总额另行校验",
        "Paid from 「{pot}」; the text gives no rate per item, the pot's total is checked apart",
    ),
    "funding.pot_whole": (
        "尚无批复，{payer}按费用计 {cost}元",
        "No approval yet: {payer} is shown at cost, {cost} yuan",
    ),
    "funding.unresolved": ("不作答：{why}", "No answer: {why}"),
    "funding.share": ("{payer} {amount}元", "{payer} {amount} yuan"),
    "funding.undetermined": ("未定 {amount}元", "Undetermined {amount} yuan"),
    "funding.sharing": (
        "{amount}元 由 {count} 户分摊，按面积 × 系数，最大余数法，合计不差一分",
        "{amount} yuan shared by {count} households, area × coefficient, largest remainder, adding up to the fen",
    ),
    "funding.sharing_total": ("权重合计 {weight}", "Total weight {weight}"),
    "funding.sharing_floor": (
        "各户先向下取整到分，共 {floor}元；余下 {left} 分逐分给余数大的户",
        "Each is first rounded down to the fen, {floor} yuan in all; {left} fen are left for the largest remainders",
    ),
    "funding.sharing_tie": (
        "余数相同的先给权重大的，再按房号顺序",
        "Equal remainders: the larger weight first, then the order of dwelling numbers",
    ),
    "funding.sharing_tie_order": (
        "余数相同的按房号顺序",
        "Equal remainders: by the order of dwelling numbers",
    ),
    "funding.sharing_exempt": ("{count} 户系数为 0，不出钱", "{count} households have coefficient 0 and pay nothing"),
    "funding.household": (
        "{dwelling}：{area}㎡ × {coefficient}，占 {weight}/{total}，{amount}元",
        "{dwelling}: {area} m² × {coefficient}, a share of {weight}/{total}, {amount} yuan",
    ),
}
