"""What amendments, layers, starters and the choice of a package are refused for."""

from __future__ import annotations

POLICY_CHANGES: dict[str, tuple[str, str]] = {
    "shelf.known": (
        "{ids}，或一个目录",
        "{ids}, or a directory",
    ),
    "shelf.directory": (
        "请给出政策包所在的目录，不是其中的文件",
        "name the directory that holds the package, not a file in it",
    ),
    "marks.kind": (
        "性质只写 休 或 班",
        "the kind is “休” (off) or “班” (worked)",
    ),
    "marks.twice": (
        "这一天列了两次",
        "this day is listed twice",
    ),
    "amend.not_found": (
        "要改的地方在这个版本里找不到，可能有人改过政策包，或编号写错了",
        "what is to be changed is not in this edition; perhaps somebody changed the package, or the id is wrong",
    ),
    "amend.not_as_said": (
        "这里现在不是修订所说的原文，可能有人改过政策包",
        "this does not read as the amendment says it does; perhaps somebody changed the package",
    ),
    "amend.place": (
        "{file} 第 {line} 行",
        "{file} line {line}",
    ),
    "amend.no_setting": (
        "这条解释没有写明它由哪个设置体现（setting），不能在决定里直接改值",
        "this reading does not say which setting carries it (setting), so a decision cannot change the value",
    ),
    "following.share_over_one": (
        "“{text}”大于整体，这里的比例最多是 100%",
        "“{text}” is more than the whole; a share here is at most 100%",
    ),
    "following.unknown_word": (
        "“{found}”不是这里认得的词，可用：{words}",
        "“{found}” is no word known here; known are {words}",
    ),
    "following.too_long": (
        "每项最多 {most} 个字，且不能有控制字符",
        "each entry has at most {most} characters and no control characters",
    ),
    "amend.ambiguous": (
        "这个目标可以指几处",
        "this target may mean several places",
    ),
    "amend.replace_now": (
        "replace 要写 now（改成什么）",
        "replace needs now (what it becomes)",
    ),
    "amend.reads_now": (
        "现在的写法在 {place}",
        "how it reads now: {place}",
    ),
    "amend.insert_now": (
        "insert 要写 now（加什么）",
        "insert needs now (what is added)",
    ),
    "amend.already": (
        "这里已经有内容，不能插入；要改请用 replace",
        "there is something here already, so nothing can be inserted; to change it use replace",
    ),
    "amend.no_reading": (
        "没有登记这条解释",
        "this reading is not registered",
    ),
    "amend.ambiguous_hint": (
        "请在前面写明是哪一部分",
        "write in front which part is meant",
    ),
    "amend.no_entry": (
        "列表里没有这一条，不知道插在哪里",
        "the list has no such entry; it is not clear where to insert",
    ),
    "amend.whole_part": (
        "不能整个废止这一部分，请逐条写",
        "this part cannot be repealed as a whole; write it entry by entry",
    ),
    "amend.no_setting_hint": (
        "请另写一条修订，或在解释里补 setting",
        "write an amendment of its own, or add setting to the reading",
    ),
    "layer.no_upper": (
        "没有这个上级政策包",
        "there is no such superior package",
    ),
    "layer.beside": (
        "放在同一文件夹里",
        "put it into the same folder",
    ),
    "layer.circle": (
        "政策包的上下级绕成了圈，或层数太多",
        "the layers of packages form a circle, or there are too many",
    ),
    "layer.as_of": (
        "as_of 要写日期",
        "as_of needs a date",
    ),
    "layer.conflict_hint": (
        "conflict：上级 {upper}〔{upper_cite}〕，本级 {lower}〔{lower_cite}〕",
        "conflict: superior {upper} [{upper_cite}], own {lower} [{lower_cite}]",
    ),
    "layer.conflict": (
        "与上级政策冲突：{what}",
        "this conflicts with the superior policy: {what}",
    ),
    "layer.look": (
        "与上级政策不能直接比较，请人工核对：{what}",
        "this cannot be compared with the superior policy; somebody must look: {what}",
    ),
    "layer.look_hint": (
        "上级 {upper}〔{upper_cite}〕，本级 {lower}〔{lower_cite}〕；本级只能收紧，是否收紧要看两边条文",
        "superior {upper} [{upper_cite}], own {lower} [{lower_cite}]; a lower layer may only narrow: read both clauses",
    ),
    "layer.none": (
        "无",
        "none",
    ),
    "layer.rule_gone": (
        "资金规则 {rule} 不再有",
        "the funding rule {rule} is gone",
    ),
    "layer.rule_otherwise": (
        "资金规则 {rule} 的写法不同",
        "the funding rule {rule} has another shape",
    ),
    "layer.amount_higher": (
        "{rule} 给得更多（{where}）",
        "{rule} gives more ({where})",
    ),
    "layer.vote_gone": (
        "表决规则「{name}」不再有",
        "the vote “{name}” is gone",
    ),
    "layer.vote_editions": (
        "{name} 的分时段规则不同",
        "{name} has other rules for stretches of time",
    ),
    "layer.ways_gone": (
        "{name} 原来要求几种方式之一，现在不要求了",
        "{name} asked for one of several ways, and no longer does",
    ),
    "layer.another_way": (
        "{name} 多了一种通过的方式",
        "{name} can pass in another way as well",
    ),
    "layer.veto_gone": (
        "{name} 少了一项否决",
        "{name} has a veto less",
    ),
    "layer.veto_weaker": (
        "{name} 的否决更难提出",
        "a veto against {name} is harder to raise",
    ),
    "layer.veto_otherwise": (
        "{name} 的否决由另一些业主提出",
        "a veto against {name} is for other owners to raise",
    ),
    "layer.electorate": (
        "{name} 的计票口径不同（{word}）",
        "{name} counts another electorate ({word})",
    ),
    "layer.more_proxies": (
        "{name} 允许一人代理更多户",
        "{name} lets one proxy vote for more",
    ),
    "layer.matter_otherwise": (
        "表决事项「{name}」不同",
        "the matter “{name}” is put otherwise",
    ),
    "layer.condition_gone": (
        "{name} 少了一项条件",
        "{name} has a condition less",
    ),
    "layer.duty_gone": (
        "上级要求必须做的 {duty} 被删去",
        "{duty}, which the superior demands, is deleted",
    ),
    "layer.duty_weaker": (
        "上级要求必须做的 {duty} 降为可做或原则上",
        "{duty}, which the superior demands, is now optional or “in principle”",
    ),
    "layer.evidence_gone": (
        "{stage} 少要一项证据 {evidence}",
        "{stage} asks for a piece of evidence less: {evidence}",
    ),
    "layer.cap_higher": (
        "{rule} 的补助上限更高",
        "the cap of {rule} is higher",
    ),
    "layer.stage_gone": (
        "没有了阶段 {id} {name}",
        "stage {id} {name} is gone",
    ),
    "layer.due_later": (
        "{stage} 的期限更晚",
        "the deadline of {stage} is later",
    ),
    "layer.threshold_lower": (
        "{name} 的门槛更低",
        "the threshold of {name} is lower",
    ),
    "starter.exists": (
        "文件夹已经存在，不覆盖",
        "the folder exists already; it is not overwritten",
    ),
    "starter.beside": (
        "上级政策包不随 linli 提供，新包要放在它旁边",
        "the superior package is not shipped with linli; put the new one beside it",
    ),
    "starter.no_parent": (
        "上一级文件夹不存在",
        "the folder above does not exist",
    ),
    "starter.name_only": (
        "这里只写名称，不写标点符号",
        "write a name only, without marks",
    ),
}
