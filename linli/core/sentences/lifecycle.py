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
}
