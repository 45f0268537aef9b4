"""Sentences of the reasons given by `core/selection`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

SELECTION: dict[str, tuple[str, str]] = {
    "selection.placed_overall": ("{name}：第 {rank} 位，列入{phase}", "{name}: place {rank}, taken into {phase}"),
    "selection.placed_whole_overall": ("{name}：第 {rank} 位，入选", "{name}: place {rank}, selected"),
    "selection.reserve_overall": ("{name}：第 {rank} 位，列为备选", "{name}: place {rank}, in reserve"),
    "selection.carried_over_overall": (
        "{name}：第 {rank} 位，转入下一年度计划",
        "{name}: place {rank}, carried over to the plan of the next year",
    ),
    "selection.excluded_overall": ("{name}：不在本次范围", "{name}: may not take part"),
    "selection.undecided_overall": (
        "{name}：情况不明，暂不排序，补齐后再看",
        "{name}: not enough is known; it is not ranked until it is",
    ),
    "selection.eligible_met": ("符合「{name}」", "Meets 「{name}」"),
    "selection.eligible_lifted": (
        "不符合「{name}」，但属于文件列明的例外",
        "Does not meet 「{name}」, but falls under the exception the text names",
    ),
    "selection.eligible_unmet": ("不符合「{name}」", "Does not meet 「{name}」"),
    "selection.eligible_unknown": ("还不知道是否符合「{name}」", "Whether it meets 「{name}」 is not known"),
    "selection.not_excluded": ("不属于「{name}」", "Is not 「{name}」"),
    "selection.excluded_lifted": (
        "属于「{name}」，但属于文件列明的例外",
        "Is 「{name}」, but falls under the exception the text names",
    ),
    "selection.excluded": ("属于「{name}」，不纳入", "Is 「{name}」: left out"),
    "selection.excluded_unknown": ("还不知道是否属于「{name}」", "Whether it is 「{name}」 is not known"),
    "selection.test_met": ("{name} {value}，满足 {op} {bound}", "{name} {value} meets {op} {bound}"),
    "selection.test_unmet": ("{name} {value}，不满足 {op} {bound}", "{name} {value} does not meet {op} {bound}"),
    "selection.test_unknown": ("没有写{name}，要求 {op} {bound}", "{name} is not told; {op} {bound} is asked"),
    "selection.recent": (
        "{name} {value}，在申报（{applied}）前 {years} 年以内",
        "{name} {value} lies within {years} years before the application ({applied})",
    ),
    "selection.not_recent": (
        "{name} {value}，距申报（{applied}）已超过 {years} 年",
        "{name} {value} lies more than {years} years before the application ({applied})",
    ),
    "selection.recent_never": (
        "没有{name}的记录，按没有发生过看（{years} 年以内）",
        "There is no {name} on record: taken as never (within {years} years)",
    ),
    "selection.recent_unknown": (
        "{name} {value}，没有写申报日期，算不出是否在 {years} 年以内",
        "{name} {value}; without the day of application it cannot be said to lie within {years} years",
    ),
    "selection.rank_ordered": (
        "在 {of} 个符合条件的小区里排第 {rank}，按文件列出的先后逐项比较",
        "Place {rank} of {of}: compared criterion by criterion, in the order of the text",
    ),
    "selection.rank_unordered": (
        "在 {of} 个符合条件的小区里排第 {rank}：没有先后和权重，各项都不差、有一项更好的在前，其余按申报日期、名称",
        "Place {rank} of {of}: unweighed: nowhere worse and somewhere better goes first; then by application and name",
    ),
    "selection.rank_by_application": (
        "在 {of} 个符合条件的小区里排第 {rank}：文件没有写优先条件，按申报日期、再按名称",
        "Place {rank} of {of}: the text names no criteria; by day of application, then by name",
    ),
    "selection.criterion_told_high": ("{name}：{value}（高者优先）", "{name}: {value} (more goes first)"),
    "selection.criterion_told_low": ("{name}：{value}（低者优先）", "{name}: {value} (less goes first)"),
    "selection.criterion_untold_high": (
        "{name}：没有记录，排在有记录的之后",
        "{name}: nothing on record, behind everybody with a record",
    ),
    "selection.criterion_untold_low": (
        "{name}：没有记录，排在有记录的之后",
        "{name}: nothing on record, behind everybody with a record",
    ),
    "selection.behind_criterion": (
        "前一位是{other}：先看「{criterion}」，{other}{theirs}，本小区{mine}",
        "Behind {other}: 「{criterion}」 comes first, {other} {theirs}, this compound {mine}",
    ),
    "selection.behind_dominated": (
        "前一位是{other}：它各项都不差，而「{criterion}」更好（{theirs}，本小区{mine}）",
        "Behind {other}: nowhere worse, and better in 「{criterion}」 ({theirs}, this compound {mine})",
    ),
    "selection.behind_applied": (
        "前一位是{other}：各项分不出先后，它申报在前（{their_day}，本小区 {day}）",
        "Behind {other}: the criteria do not decide, and it applied earlier ({their_day}, this compound {day})",
    ),
    "selection.behind_name": (
        "前一位是{other}：各项分不出先后，申报日期相同（{day}），按名称",
        "Behind {other}: the criteria do not decide, both applied on {day}; by name",
    ),
    "selection.room": ("{phase}的第 {number} 个，该期名额 {quota} 个", "Number {number} of {quota} in {phase}"),
    "selection.full": ("各期 {total} 个名额已满", "All {total} places of the phases are taken"),
    "selection.no_phases": ("文件没有分期和名额", "The text has neither phases nor quotas"),
    "selection.fits": (
        "要 {need}元，轮到它时有 {left}元，安排后剩 {after}元",
        "Needs {need} yuan of the {left} left when its turn comes; {after} stay",
    ),
    "selection.does_not_fit": (
        "要 {need}元，只剩 {left}元，差 {short}元",
        "Needs {need} yuan, only {left} left: {short} short",
    ),
    "selection.behind": (
        "要 {need}元，还剩 {left}元；前面有放不下的，文件不许后面的越过",
        "Needs {need} yuan, {left} left; one before it did not fit, and the text lets nobody pass",
    ),
    "selection.no_limit": ("要 {need}元，文件没有写总额限制", "Needs {need} yuan; the text sets no ceiling"),
}
