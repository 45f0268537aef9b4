"""Sentences of the reasons given by `core/funding`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

#: fact -> its name in Chinese and English
_FACTS = {
    "households": ("户数", "the number of households"),
    "area": ("建筑面积", "the floor area"),
    "buildings": ("楼栋数", "the number of buildings"),
    "entrances": ("单元数", "the number of entrances"),
    "lifts": ("电梯台数", "the number of lifts"),
    "floors": ("层数", "the number of floors"),
    "district": ("区县", "the district"),
    "kind": ("改造类别", "the class of renovation"),
    "year": ("年度", "the year of funding"),
    "built": ("建成年份", "the year of building"),
    "residents_share": ("居民出资或居民出资比例", "what residents have paid"),
}
#: what an amount is counted by -> the unit after the rate, and after the count
_COUNTED = {
    "households": ("户", "户", "household", "households"),
    "area": ("㎡", "㎡", "m²", "m²"),
    "buildings": ("栋", "栋", "building", "buildings"),
    "entrances": ("单元", "个单元", "entrance", "entrances"),
    "lifts": ("台", "台电梯", "lift", "lifts"),
    "floors": ("层", "层", "floor", "floors"),
    "compound": ("小区", "个小区", "compound", "compound"),
}


def _missing_sentences() -> dict[str, tuple[str, str]]:
    return {
        f"funding.missing.{fact}": (f"没有填写{zh}，算不出来", f"Cannot be worked out: {en} is not given")
        for fact, (zh, en) in _FACTS.items()
    }


def _count_sentences() -> dict[str, tuple[str, str]]:
    return {
        f"funding.per.{counted}": (
            f"{{rate}}元/{zh} × {{count}}{zh_unit} = {{amount}}元",
            f"{{rate}} yuan per {en} × {{count}} {en_unit} = {{amount}} yuan",
        )
        for counted, (zh, zh_unit, en, en_unit) in _COUNTED.items()
    }


#: grants by formula, chains of payers, merged limits, decisions on record
_GRANTS: dict[str, tuple[str, str]] = {
    "funding.rate_row": ("符合「{when}」，标准取 {rate}元", "「{when}」 holds: the rate is {rate} yuan"),
    "funding.no_rate": ("文件没有写这种情形的标准", "The text states no rate for this case"),
    "funding.floor_steps": (
        "{floors} 层，高出 {from} 层 {above} 层：{base}元 + {above} × {step}元 = {amount}元",
        "{floors} floors, {above} above {from}: {base} + {above} × {step} = {amount} yuan",
    ),
    "funding.floor_steps_most": ("最多 {most}元", "At most {most} yuan"),
    "funding.factor": ("居民出资占 {share}，系数 {factor}", "Residents have paid {share}: factor {factor}"),
    "funding.no_factor": (
        "居民出资占 {share}，文件没有写相应的系数",
        "Residents have paid {share}; the text states no factor for that",
    ),
    "funding.ceiling_met": (
        "费用 {cost}元 超过 {ceiling}元，计算基数取 {ceiling}元",
        "The cost of {cost} yuan is above {ceiling} yuan: only {ceiling} yuan count",
    ),
    "funding.ceiling_kept": (
        "费用 {cost}元 不超过 {ceiling}元，按费用计",
        "The cost of {cost} yuan is within {ceiling} yuan and counts in full",
    ),
    "funding.share_of": (
        "{base}元 × {share} 向下取整 = {amount}元",
        "{base} yuan × {share}, rounded down = {amount} yuan",
    ),
    "funding.share_times": (
        "{base}元 × {share} × 系数 = {base}元 × {product} 向下取整 = {amount}元",
        "{base} yuan × {share} × factor = {base} yuan × {product}, rounded down = {amount} yuan",
    ),
    "funding.least": ("以上取最小的一个：{amount}元", "The least of these: {amount} yuan"),
    "funding.minimum_reached": (
        "投入 {cost}元 不低于下限 {least}元",
        "The {cost} yuan spent reach the minimum of {least} yuan",
    ),
    "funding.minimum_missed.no_subsidy": (
        "投入 {cost}元 比下限 {least}元 少 {short}元，不予补助",
        "The {cost} yuan spent are {short} yuan below the minimum of {least} yuan: no subsidy",
    ),
    "funding.minimum_missed.undetermined": (
        "投入 {cost}元 比下限 {least}元 少 {short}元，如何补助须另行决定",
        "The {cost} yuan spent are {short} yuan below the minimum of {least} yuan: somebody must decide",
    ),
    "funding.condition_met": ("符合条件「{when}」", "The condition 「{when}」 holds"),
    "funding.condition_not_met": ("不符合条件「{when}」", "The condition 「{when}」 does not hold"),
    "funding.milestone_reached": ("「{name}」已有记录", "「{name}」 is on record"),
    "funding.milestone_waiting": (
        "「{name}」还没有记录，暂不拨付",
        "「{name}」 is not on record yet: nothing is released",
    ),
    "funding.milestone_unknown": (
        "没有填写里程碑，不知道「{name}」办成没有",
        "Milestones are not given: whether 「{name}」 is done is unknown",
    ),
    "funding.pot_expired": (
        "「{pot}」到 {expires} 为止，{on} 已过期",
        "「{pot}」 could be spent until {expires}; on {on} it has lapsed",
    ),
    "funding.pot_eligible": ("符合「{pot}」的范围「{when}」", "Within what 「{pot}」 is for: 「{when}」"),
    "funding.pot_not_eligible": ("不在「{pot}」的范围「{when}」内", "Not within what 「{pot}」 is for: 「{when}」"),
    "funding.purpose": ("只能用于：{purpose}", "To be used only for: {purpose}"),
    "funding.pool": ("{count} 行一并计算，费用共 {cost}元", "{count} lines are taken together, {cost} yuan in all"),
    "funding.pool_part": (
        "{payer}共出 {paid}元，按各行应补数分配（最大余数法），这一行 {part}元",
        "{payer} bears {paid} yuan in all, parted by what each line asks (largest remainder): {part} yuan here",
    ),
    "funding.pool_stopped": ("缺以上条件，其余不作答", "Without the above there is no answer for the rest"),
    "funding.approval_asked": (
        "按批复，补助合计不超过 {approved}元",
        "As approved, the subsidies together are at most {approved} yuan",
    ),
    "funding.paid.by_formula": ("{payer}按公式出 {paid}元", "{payer} bears {paid} yuan by the formula"),
    "funding.paid.as_asked": (
        "{payer}可出 {limit}元，按批复出 {paid}元",
        "{payer} could bear {limit} yuan and bears what was approved, {paid} yuan",
    ),
    "funding.paid.up_to_cost": (
        "{payer}可出 {limit}元，费用只需 {paid}元",
        "{payer} could bear {limit} yuan; the cost takes only {paid} yuan",
    ),
    "funding.paid.nothing_left": (
        "费用已由前面各方出足，{payer}出 {paid}元",
        "Nothing is left to pay: {payer} bears {paid} yuan",
    ),
    "funding.paid.other_purpose": (
        "这一行不是该项资金的用途，{payer}出 {paid}元",
        "The line is not what this money is for: {payer} bears {paid} yuan",
    ),
    "funding.paid.not_given": ("{payer}不出（{paid}元）", "{payer} bears nothing ({paid} yuan)"),
    "funding.paid.unknown": (
        "{payer}出多少还不能定（暂计 {paid}元）",
        "What {payer} bears is not known yet ({paid} yuan so far)",
    ),
    "funding.override": (
        "原文是“原则上”由{payer}承担；已有决定（{decision}）改由{other}承担",
        "By default {payer} bears it; a recorded decision ({decision}) puts {other} in its place",
    ),
    "funding.shared_given": (
        "{cost}元 按文件规定的份额分摊：{key}，最大余数法",
        "{cost} yuan shared by the key in the text: {key}, largest remainder",
    ),
    "funding.shared_agreed": (
        "{cost}元 按各方协议分摊：{key}，最大余数法",
        "{cost} yuan shared as the parties agreed: {key}, largest remainder",
    ),
    "funding.cleared": (
        "{payer}：已拨 {advance}元（当时应出 {before}元），现应出 {after}元，差额 {difference}元",
        "{payer}: {advance} yuan paid ahead (of {before} then due), {after} yuan now due, difference {difference} yuan",
    ),
    "funding.cleared_nobody": (
        "未定：原 {before}元（已拨 {advance}元），现 {after}元，差额 {difference}元",
        "Undetermined: {before} yuan then ({advance} paid), {after} yuan now, difference {difference} yuan",
    ),
}

FUNDING: dict[str, tuple[str, str]] = {
    **_missing_sentences(),
    **_count_sentences(),
    **_GRANTS,
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
