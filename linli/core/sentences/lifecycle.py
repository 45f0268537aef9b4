"""Sentences of the reasons given by `core/lifecycle`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

LIFECYCLE: dict[str, tuple[str, str]] = {
    "lifecycle.done": (
        "「{stage}」已完成，完成于 {since}",
        "「{stage}」 is done, since {since}",
    ),
    "lifecycle.open": (
        "「{stage}」正在进行，{since} 起可办",
        "「{stage}」 is open, since {since}",
    ),
    "lifecycle.open_start": (
        "「{stage}」正在进行，没有前置阶段",
        "「{stage}」 is open; it waits for no earlier stage",
    ),
    "lifecycle.early": (
        "「{stage}」的证据已于 {since} 齐备，但前置阶段还没有完成",
        "The evidence of 「{stage}」 was complete on {since}, but an earlier stage is not done",
    ),
    "lifecycle.locked": (
        "「{stage}」在 {on} 还不能办",
        "「{stage}」 is not open on {on}",
    ),
    "lifecycle.before_done": (
        "前置阶段「{stage}」已于 {since} 完成",
        "The earlier stage 「{stage}」 was done on {since}",
    ),
    "lifecycle.before_waiting": (
        "前置阶段「{stage}」还没有完成",
        "The earlier stage 「{stage}」 is not done",
    ),
    "lifecycle.basis_text": ("先后见于原文", "The order is said in the text"),
    "lifecycle.basis_numbering": ("先后依原文的序号推定", "The order follows from the text's numbering"),
    "lifecycle.basis_inferred": ("先后由内容推断", "The order is inferred from the contents"),
    "lifecycle.window_open": ("本阶段自 {opens} 起", "The stage begins on {opens}"),
    "lifecycle.window_closed": (
        "本阶段自 {opens} 起，还没有到",
        "The stage begins on {opens}, which has not come yet",
    ),
    "lifecycle.all_met": ("各项都已齐备，最后一项在 {since}", "Everything is there, the last on {since}"),
    "lifecycle.all_unmet": ("以下各项都要有，还没有齐", "All of the following is needed and not yet complete"),
    "lifecycle.any_met": ("以下有一项即可，最早在 {since} 满足", "Any one of the following is enough: met on {since}"),
    "lifecycle.any_unmet": ("以下有一项即可，还没有一项满足", "Any one of the following is enough: none is met yet"),
    "lifecycle.proved": ("「{name}」已有，{since}", "「{name}」 is on record, {since}"),
    "lifecycle.missing": ("缺「{name}」，由{who}办", "「{name}」 is missing, owed by {who}"),
    "lifecycle.missing_unnamed": (
        "缺「{name}」，原文没有写由谁办",
        "「{name}」 is missing; the text does not say who owes it",
    ),
    "lifecycle.party_signed": ("{party}已签，{since}", "{party} signed on {since}"),
    "lifecycle.party_missing": ("{party}还没有签", "{party} has not signed yet"),
    "lifecycle.amount_reached": ("已筹 {told}元 ≥ 应筹 {floor}元", "{told} yuan raised ≥ {floor} yuan due"),
    "lifecycle.amount_short": (
        "应筹 {floor}元 − 已筹 {told}元 = 还差 {short}元",
        "{floor} yuan due − {told} yuan raised = {short} yuan short",
    ),
    "lifecycle.amount_without_floor": (
        "已记 {told}元；应达到的数额（{floor}）还没有记录，无法判断",
        "{told} yuan on record; the amount to be reached ({floor}) is not on record, so it cannot be judged",
    ),
    "lifecycle.amount_told": ("已记 {told}元", "{told} yuan on record"),
    "lifecycle.against": ("对照：{against}", "Compared with: {against}"),
    "lifecycle.told": ("最近一条记录（{on}）是「{value}」", "The last record ({on}) says 「{value}」"),
    "lifecycle.wrong_signer": (
        "最近一条记录（{on}）由{signer}签，不是文件要求的签字人",
        "The last record ({on}) was signed by {signer}, who is not the signer the text asks for",
    ),
    "lifecycle.fallback": (
        "没有成立{who}的，由{fallback}代签",
        "Where there is no {who}, {fallback} signs in its place",
    ),
    "lifecycle.no_due": ("原文没有写期限", "The text sets no deadline"),
    "lifecycle.due_day": ("期限 {due}，含当日", "Due by {due}, that day included"),
    "lifecycle.due_day_exclusive": (
        "“某日前”不含当日，最后一天是 {due}",
        "“Before” a day leaves that day out: the last day is {due}",
    ),
    "lifecycle.due_month_end": ("“月底前”取当月最后一天，{due}", "“By the end of the month” is its last day, {due}"),
    "lifecycle.due_mid_month": ("“中旬前”取当月{mid}日，{due}", "“By mid-month” is read as day {mid}: {due}"),
    "lifecycle.due_window": ("本阶段止于 {due}，含当日", "The stage ends on {due}, that day included"),
    "lifecycle.due_phase": ("{phase}的期限是 {due}", "The deadline of {phase} is {due}"),
    "lifecycle.due_phase_unknown": (
        "还不知道属于哪一期，先按整个阶段的末日 {due} 计",
        "The phase is not known yet: the end of the whole stage, {due}, is taken",
    ),
    "lifecycle.before_signed": (
        "期限 {due} 早于成文日 {signed}，只作记录，不算逾期",
        "The deadline {due} had passed when the document was signed on {signed}: recorded, not judged",
    ),
    "lifecycle.late": ("已逾期 {days} 天（期限 {due}）", "{days} days late (due {due})"),
    "lifecycle.was_late": ("完成时晚了 {days} 天（期限 {due}）", "Done {days} days late (due {due})"),
    "lifecycle.caused_by": (
        "原因是前面的「{stage}」还没有完成（期限 {due}）",
        "The cause is the earlier 「{stage}」, which is not done (due {due})",
    ),
    "lifecycle.idle": (
        "原文要求紧接着开始，中间空了 {days} 天",
        "The text asks for an immediate start: {days} days passed with nothing on record",
    ),
    "lifecycle.no_idle": ("原文要求紧接着开始，中间没有空档", "The text asks for an immediate start: there was no gap"),
    "lifecycle.due_moved": (
        "{written} 是休息日（{rest}），顺延到下一工作日 {due}",
        "{written} is a rest day ({rest}): the last day moves to the next working day, {due}",
    ),
    "lifecycle.due_unknown": ("期限算不出来：{why}", "The last day cannot be worked out: {why}"),
    "lifecycle.due_not_begun": (
        "期限自「{name}」起 {days} 日内；它还没有发生，期限还没有起算",
        "Due within {days} of 「{name}」, which has not happened: the period has not begun",
    ),
    "lifecycle.due_after_calendar": (
        "自「{name}」（{began}）次日起算 {days} 日，最后一天是 {due}",
        "{days} days counted from the day after 「{name}」 ({began}): the last day is {due}",
    ),
    "lifecycle.due_after_working": (
        "自「{name}」（{began}）次日起算 {days} 个工作日，最后一天是 {due}",
        "{days} working days counted from the day after 「{name}」 ({began}): the last day is {due}",
    ),
    "lifecycle.due_after_month": (
        "自「{name}」（{began}）起 {days} 个月，最后一天是 {due}",
        "{days} months from 「{name}」 ({began}): the last day is {due}",
    ),
    "lifecycle.due_decided": (
        "{who}于 {on} 为本小区另定期限 {due}（理由：{why}）",
        "{who} set another deadline for this compound on {on}: {due} (reason: {why})",
    ),
    "lifecycle.due_instead": ("文件的期限是 {due}", "The text's own deadline is {due}"),
    "lifecycle.due_setter_unsaid": (
        "文件没有写谁可以另定期限",
        "The text does not say who may set another deadline",
    ),
    "lifecycle.upper": ("上级（{source}）的期限是 {on}", "The superior's deadline ({source}) is {on}"),
    "lifecycle.upper_conflict": (
        "本级的期限 {due} 晚于上级的 {on}，两者冲突，须尽早办到 {on} 以前",
        "This stage's own deadline {due} is later than the superior's {on}: they conflict, and the earlier binds",
    ),
    "lifecycle.upper_late": ("已超过上级期限 {days} 天", "{days} days past the superior's deadline"),
    "lifecycle.waived": (
        "{who}于 {on} 准予豁免，至 {until} 有效（理由：{why}）",
        "{who} waived it on {on}, until {until} (reason: {why})",
    ),
    "lifecycle.waiver_over": (
        "{who}于 {on} 准予的豁免已于 {until} 到期，不再作数（理由：{why}）",
        "The waiver given by {who} on {on} ran out on {until} and no longer counts (reason: {why})",
    ),
    "lifecycle.notice_calendar": (
        "要公示满 {days} 日，挂出当日不算",
        "It must hang for {days} days, not counting the first",
    ),
    "lifecycle.notice_working": (
        "要公示满 {days} 个工作日，挂出当日不算",
        "It must hang for {days} working days, not counting the first",
    ),
    "lifecycle.notice_month": ("要公示满 {days} 个月", "It must hang for {days} months"),
    "lifecycle.notice_not_hung": ("还没有挂出的记录", "There is no record that it was put up"),
    "lifecycle.notice_until": (
        "{hung} 挂出，自 {begun} 起算，{ends} 期满",
        "Put up on {hung}; counted from {begun}, its days are over on {ends}",
    ),
    "lifecycle.notice_unknown": (
        "{hung} 挂出，期满日算不出来：{why}",
        "Put up on {hung}; its last day cannot be worked out: {why}",
    ),
    "lifecycle.notice_objected": (
        "{hung} 挂出，{objected} 有异议，答复以前不作数",
        "Put up on {hung}; an objection of {objected} stands until it is answered",
    ),
    "lifecycle.notice_restart": (
        "异议已于 {answered} 答复，公示期自答复重新起算",
        "The objection was answered on {answered}; the days are counted anew from then",
    ),
    "lifecycle.notice_resume": (
        "异议已于 {answered} 答复，公示期接着计算",
        "The objection was answered on {answered}; the days go on",
    ),
    "lifecycle.notice_without_result": ("还没有登记公示结果", "No result of the notice is on record"),
    "lifecycle.one_more": (
        "只差一项：有了「{name}」，本阶段的关口就开",
        "One thing is lacking: with 「{name}」 the gate of this stage opens",
    ),
    "lifecycle.at_least": (
        "最少再办 {count} 件就能过关：{names}",
        "At least {count} more acts open the gate: {names}",
    ),
}
