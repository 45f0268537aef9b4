"""Facts that the process refuses."""

from __future__ import annotations

LIFECYCLE: dict[str, tuple[str, str]] = {
    "value.done": (
        "留空（已办）",
        "empty (done)",
    ),
    "value.yes": (
        "是",
        "“是” (yes)",
    ),
    "value.no": (
        "否",
        "“否” (no)",
    ),
    "value.objection": (
        "有异议",
        "“有异议” (objection)",
    ),
    "process.circle": (
        "阶段互为前提，成了一个圈：{stages}",
        "stages ask for each other, in a circle: {stages}",
    ),
    "fact.decision_expected": (
        "批准的角色；理由；至某日，如 区财政局；理由：资料已毁；至 2020-12-31",
        "the role that approved; the reason; until which day: such as “区财政局；理由：资料已毁；至 2020-12-31”",
    ),
    "fact.not_of_stage": (
        "这个阶段没有这一条",
        "this stage has no such fact",
    ),
    "fact.several_stages": (
        "没有写阶段，这一条可能属于几个阶段",
        "no stage is given, and this fact may belong to several stages",
    ),
    "fact.no_stage": (
        "没有这个阶段",
        "there is no such stage",
    ),
    "fact.other_stage": (
        "这一条不属于阶段 {stage}",
        "this fact does not belong to stage {stage}",
    ),
    "fact.belongs": (
        "它属于阶段 {stages}",
        "it belongs to stage {stages}",
    ),
    "fact.unknown": (
        "没有写阶段，也认不出这一条",
        "no stage is given, and this fact is not known",
    ),
    "fact.nothing_told": (
        "没有写阶段和事实",
        "neither a stage nor a fact is given",
    ),
    "fact.no_compound": (
        "没有写是哪个小区",
        "no compound is named",
    ),
    "fact.everybody": (
        "全体小区请写 *",
        "for all compounds write *",
    ),
    "fact.no_phase": (
        "没有这一期",
        "there is no such phase",
    ),
    "fact.no_phases": (
        "这份政策不分期",
        "this policy has no phases",
    ),
    "fact.no_area": (
        "没有写是哪个城区或街道",
        "no district or subdistrict is named",
    ),
    "fact.not_understood": (
        "看不懂这个值",
        "this value cannot be understood",
    ),
    "fact.amount": (
        "金额（元）",
        "an amount in yuan",
    ),
    "fact.area_hint": (
        "请为小区写一行「城区」或「分期」的事实，或直接写小区名",
        "give the compound a row of the fact “城区” or “分期”, or name the compound itself",
    ),
    "fact.two_phases": (
        "第 {row} 行已把这个小区列入「{phase}」，两行矛盾，不知以哪一行为准",
        "row {row} puts this compound into “{phase}”; the two rows contradict each other",
    ),
    "fact.two_phases_hint": (
        "留下对的一行；后来改了分期的，两行都写日期",
        "keep the right one; if the phase was changed later, date both rows",
    ),
    "fact.nobody_of": (
        "没有一个小区属于它，这一行对谁都不起作用",
        "no compound belongs to it; this row has effect for nobody",
    ),
    "decision.not_waivable": (
        "文件没有允许豁免「{evidence}」",
        "the document does not allow “{evidence}” to be waived",
    ),
    "decision.no_approver": (
        "没有写由谁批准（角色编号或名称）",
        "who approved it is missing (id or name of the role)",
    ),
    "decision.no_reason": (
        "没有写理由",
        "the reason is missing",
    ),
    "decision.no_until": (
        "没有写有效期（至哪一天）",
        "until which day it holds is missing",
    ),
    "decision.no_due": (
        "没有写期限是哪一天",
        "the day of the deadline is missing",
    ),
    "decision.no_setter": (
        "没有写由谁定（角色编号或名称）",
        "who set it is missing (id or name of the role)",
    ),
    "decision.other_approver": (
        "批准人不是文件允许的：{roles}",
        "who approved it is not one whom the document allows: {roles}",
    ),
    "decision.until_early": (
        "有效期早于批准的日子",
        "it ends before the day of the approval",
    ),
    "decision.other_setter": (
        "定期限的不是文件允许的：{roles}",
        "who set the deadline is not one whom the document allows: {roles}",
    ),
    "value.notice": (
        "留空或 挂出、有异议、已答复、公示无异议、撤下（否）",
        (
            "empty, or “挂出” (hung), “有异议” (objection), “已答复” (answered), “公示无异议” (no objection), "
            "“撤下（否）” (taken down)"
        ),
    ),
    "value.amount": (
        "这里要写金额（元）",
        "an amount in yuan is wanted here",
    ),
    "fact.no_quotas": (
        "这份政策不分期，没有每期的数目",
        "this policy has no phases, so no number for each phase",
    ),
    "requirement.no_order": (
        "「{wanted}」不是数，不能比大小",
        "“{wanted}” is not a number; it cannot be compared as larger or smaller",
    ),
    "requirement.not_number": (
        "「{value}」不是数，请写成 150、12.5、25% 或 1/4",
        "“{value}” is not a number; write 150, 12.5, 25% or 1/4",
    ),
    "score.not_number": (
        "「{told}」不是数",
        "“{told}” is not a number",
    ),
    "score.range": (
        "{item} 的得分要在 0 与 {most} 之间，读到 {told}",
        "the points of {item} must lie between 0 and {most}; found {told}",
    ),
}
