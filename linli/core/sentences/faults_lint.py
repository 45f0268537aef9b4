"""What the parts of a package are refused for when held against each other."""

from __future__ import annotations

LINT: dict[str, tuple[str, str]] = {
    "lint.other_and": (
        "另一处在 {file} 第 {line} 行；{hint}",
        "the other is in {file} line {line}; {hint}",
    ),
    "lint.rule_unused": (
        "没有项目用到这条资金规则",
        "no item uses this money rule",
    ),
    "lint.payer_unused": (
        "没有规则用到这个出资方",
        "no rule uses this payer",
    ),
    "lint.document_unused": (
        "没有阶段或职责要这份文件",
        "no stage or duty asks for this document",
    ),
    "lint.no_alternatives": (
        "待认定的解释没有写明还有哪些读法（alternatives）",
        "the pending reading does not say what else could be read (alternatives)",
    ),
    "lint.reading_unused": (
        "没有规则引用这条解释，答复里不会带出",
        "no rule cites this reading; no answer will bring it out",
    ),
    "lint.cite_form": (
        '请写 cite: ["行.句"]',
        'write cite: ["line.sentence"]',
    ),
    "lint.no_sources": (
        "没有登记任何来源文件",
        "no source document is registered",
    ),
    "lint.no_cite": (
        "没有写出处",
        "no place in the text is cited",
    ),
    "lint.no_source": (
        "没有登记这个来源",
        "this source is not registered",
    ),
    "lint.points_sum": (
        "各项满分（乘权重）之和是 {total}，与总分不符",
        "the full points of the items (by weight) add up to {total}, which is not the total",
    ),
    "lint.pass_above": (
        "合格线高于总分",
        "the pass mark is above the total",
    ),
    "lint.grades_order": (
        "等级要从高到低列，界限各不相同",
        "grades are listed from high to low, each with another bound",
    ),
    "lint.id_twice": (
        "编号重复，一个编号只能有一条",
        "the id is there twice; an id has one entry only",
    ),
    "lint.no_measure": (
        "没有这个指标",
        "there is no such measure",
    ),
    "lint.steps_rise": (
        "各级的起点要从小到大",
        "the starts of the steps must rise",
    ),
    "lint.above_item": (
        "超过这一项的满分 {points}",
        "more than the full points of this item, {points}",
    ),
    "lint.group_same": (
        "同一组的几条规则合并计算，内容必须一样",
        "rules of one group are reckoned as one, so they must say the same",
    ),
    "lint.given_among": (
        "份额由文件规定（key: given），要在 among 里列明各家和 weight",
        "the parts are set by the document (key: given); list the sharers and their weight under among",
    ),
    "lint.rate_range": (
        "标准要大于或等于零，且不能大得离谱",
        "a rate must be zero or more, and not beyond all measure",
    ),
    "lint.rate_missing": (
        "要写 rate（标准）或 rates（标准表）",
        "write rate or rates (a table of rates)",
    ),
    "lint.rates_overlap": (
        "标准表的两行可能同时成立，一种情形只能有一个标准",
        "two rows of the table of rates may hold at once; one case has one rate only",
    ),
    "lint.item_group": (
        "规则 {rule} 逐项计算（base: item），不能又写 group",
        "rule {rule} is reckoned item by item (base: item), so it has no group",
    ),
    "lint.sharer_twice": (
        "同一家列了两次",
        "the same party is listed twice",
    ),
    "lint.given_weight": (
        "份额由文件规定（key: given），每一家都要写 weight",
        "the parts are set by the document (key: given); every sharer needs its weight",
    ),
    "lint.agreed_weight": (
        "份额由各方商定（key: agreed），这里不能写 weight",
        "the parts are agreed among the parties (key: agreed); no weight is written here",
    ),
    "lint.advance_range": (
        "预拨比例要在 0 与 100% 之间",
        "the advance share must lie between 0 and 100%",
    ),
    "lint.fen": (
        "{fen} 分",
        "{fen} fen",
    ),
    "lint.rates_when": (
        "标准表的每一行都要写条件；其余情形写在 rate",
        "every row of the table of rates needs its condition; all other cases go into rate",
    ),
    "lint.span_empty": (
        "起数大于止数，没有一个数符合",
        "the lower number is above the upper one; no number fits",
    ),
    "lint.span_open": (
        "请写 at_least 或 at_most",
        "write at_least or at_most",
    ),
    "lint.factor_terms": (
        "系数的分子或分母过大",
        "the upper or lower part of the factor is too large",
    ),
    "lint.share_range": (
        "比例要在 0 与 100% 之间",
        "a share must lie between 0 and 100%",
    ),
    "lint.share_terms": (
        "比例的分子或分母过大",
        "the upper or lower part of the share is too large",
    ),
    "lint.at_most": (
        "不超过 {most}",
        "at most {most}",
    ),
    "lint.no_segments": (
        "规则 {rule} 一个分段也没有，没有一条规则答复这笔钱",
        "rule {rule} has no segment; no rule answers for this money",
    ),
    "lint.item_twice": (
        "同一项目列了两次，一个项目只能有一条资金规则",
        "the same item is listed twice; an item has one money rule only",
    ),
    "lint.segment_twice": (
        "同一分段有两条规则，只能有一条",
        "one segment has two rules; it can have one only",
    ),
    "lint.parts_sum": (
        "各笔之和是 {total}万元，与总额不符",
        "the parts add up to {total} × 10,000 yuan, which is not the total",
    ),
    "lint.mid_month": (
        "中旬要是每个月都有的一天",
        "the middle of the month must be a day that every month has",
    ),
    "lint.phases_sum": (
        "各期之和是 {total}，与总数不符",
        "the phases add up to {total}, which is not the total",
    ),
    "lint.pot_positive": (
        "资金数额要大于零",
        "a sum of money must be more than zero",
    ),
    "lint.window_ends": (
        "时段的止日早于起日",
        "the period ends before it begins",
    ),
    "lint.repeal_early": (
        "失效日早于施行日",
        "the day of repeal is before the day it comes into force",
    ),
    "lint.days_of_month": (
        "1 至 {last}",
        "1 to {last}",
    ),
    "lint.cap_range": (
        "上限要在 0 与 100% 之间",
        "a cap must lie between 0 and 100%",
    ),
    "lint.wan": (
        "{amount}万元",
        "{amount} × 10,000 yuan",
    ),
    "lint.superior_due": (
        "{stage} 本级的期限 {day}（{own}）晚于上级的 {upper}（{theirs}），两条冲突",
        "{stage}: its own deadline {day} ({own}) is later than the superior's, {upper} ({theirs}); the two conflict",
    ),
    "lint.due_days": (
        "期限要至少一日，且不能长得离谱",
        "a deadline needs at least one day, and not beyond all measure",
    ),
    "lint.due_own": (
        "期限不能从本阶段完成起算",
        "a deadline cannot be counted from the end of its own stage",
    ),
    "lint.only_notice": (
        "只有公示（publicity）有公示期",
        "only a public notice (publicity) has a notice period",
    ),
    "lint.notice_days": (
        "公示期要至少一日，且不能长得离谱",
        "a notice period needs at least one day, and not beyond all measure",
    ),
    "lint.no_evidence": (
        "阶段 {stage} 没有这一项证据",
        "stage {stage} has no such evidence",
    ),
    "lint.unpublished": (
        "{year} 年放假安排未公布，遇休息日是否顺延还算不出来",
        "the public holidays of {year} have not been announced; whether a rest day moves the day is not known yet",
    ),
    "lint.phase_twice": (
        "这一期写了两个时段",
        "this phase has two periods",
    ),
    "lint.no_later": (
        "不晚于 {day}",
        "no later than {day}",
    ),
    "lint.unpublished_hint": (
        "公布后写进 calendar.csv",
        "write them into calendar.csv once they are announced",
    ),
    "lint.role": (
        "角色",
        "role",
    ),
    "lint.payer": (
        "出资方",
        "payer",
    ),
    "lint.stage": (
        "阶段",
        "stage",
    ),
    "lint.document": (
        "文件",
        "document",
    ),
    "lint.vote": (
        "表决规则",
        "voting rule",
    ),
    "lint.matter": (
        "表决事项",
        "matter to vote on",
    ),
    "lint.reading": (
        "解释",
        "reading",
    ),
    "lint.source": (
        "来源",
        "source",
    ),
    "lint.pot": (
        "资金",
        "pot",
    ),
    "lint.open_term": (
        "待定用语",
        "open term",
    ),
    "lint.rule": (
        "资金规则",
        "money rule",
    ),
    "lint.phase": (
        "分期",
        "phase",
    ),
    "lint.segment": (
        "分段",
        "segment",
    ),
    "lint.measure": (
        "指标",
        "measure",
    ),
    "lint.none_yet": (
        "本包还没有登记任何{kind}",
        "this package registers none yet ({kind})",
    ),
    "lint.item_rule": (
        "项目 {number} {name} 的资金规则不存在，没有一条规则答复这笔钱",
        "the money rule of item {number} {name} does not exist; no rule answers for this money",
    ),
    "lint.unknown": (
        "没有这个{kind}",
        "there is no such {kind}",
    ),
    "lint.rule_no_segments": (
        "资金规则 {rule} 不分段，这里不能写分段",
        "money rule {rule} has no segments; none can be written here",
    ),
    "lint.years": (
        "年数要至少一年，且不能长得离谱",
        "at least one year, and not beyond all measure",
    ),
    "lint.no_pot": (
        "没有这个资金",
        "there is no such pot",
    ),
    "lint.grade_twice": (
        "等次重复",
        "the grade is there twice",
    ),
    "lint.number_grades": (
        "写数的一项没有等次（kind: judged 才有）",
        "an item told by a number has no grades (only kind: judged has)",
    ),
    "lint.stage_circle": (
        "阶段先后绕成了圈，谁也开不了工",
        "the stages follow each other in a circle; none could ever begin",
    ),
    "lint.vote_circle": (
        "各轮表决的先后绕成了圈",
        "the rounds of voting follow each other in a circle",
    ),
    "lint.role_circle": (
        "代行关系绕成了圈",
        "roles stand in for each other in a circle",
    ),
    "lint.threshold_range": (
        "门槛要在 0 与 100% 之间，且可能达到也可能达不到",
        "a threshold must lie between 0 and 100%, and it must be possible both to meet it and to miss it",
    ),
    "lint.only_against": (
        "“不超过”“少于”只用于数反对者（count: against）",
        "“at_most” and “less_than” are for counting those against only (count: against)",
    ),
    "lint.no_tests": (
        "表决规则 {rule} 一个条件也没有，任何结果都会通过",
        "voting rule {rule} has no condition at all; every result would pass",
    ),
    "lint.edition_no_tests": (
        "表决规则 {rule} 的这一版一个条件也没有",
        "this edition of voting rule {rule} has no condition at all",
    ),
    "lint.until_early": (
        "止日早于起日",
        "the last day is before the first",
    ),
    "lint.editions_overlap": (
        "两版的日期重叠，同一天只能有一种规则",
        "the days of two editions overlap; one day has one rule only",
    ),
    "lint.other_place": (
        "另一处在 {file} 第 {line} 行",
        "the other is in {file} line {line}",
    ),
}
