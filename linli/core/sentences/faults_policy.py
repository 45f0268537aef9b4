"""What a policy package is refused for."""

from __future__ import annotations

POLICY: dict[str, tuple[str, str]] = {
    "shelf.known": (
        "{ids}，或一个目录",
        "{ids}, or a directory",
    ),
    "scalar.one_kind": (
        "一条证据要写且只写一种：{kinds}",
        "a piece of evidence is of exactly one kind: {kinds}",
    ),
    "lint.other_and": (
        "另一处在 {file} 第 {line} 行；{hint}",
        "the other is in {file} line {line}; {hint}",
    ),
    "csv.unreadable": (
        "表格读不下去（{why}）",
        "the table cannot be read on from here ({why})",
    ),
    "csv.empty": (
        "表是空的",
        "the table is empty",
    ),
    "csv.too_wide": (
        "这一行比表头多出单元格",
        "this row has more cells than the header",
    ),
    "csv.delete": (
        "请删去",
        "delete it",
    ),
    "csv.column_twice": (
        "列名重复",
        "the same column name twice",
    ),
    "csv.unknown_column": (
        "不认识的列",
        "unknown column",
    ),
    "csv.quotes_hint": (
        "多半是引号没有成对",
        "most likely quotation marks do not pair",
    ),
    "csv.cells": (
        "{count} 格",
        "{count} cells",
    ),
    "csv.comma_hint": (
        "内容里有逗号时请加双引号",
        "put a cell that contains a comma in double quotes",
    ),
    "scalar.text": (
        "这里要写一段文字",
        "a piece of text is wanted here",
    ),
    "scalar.money": (
        "金额请写单位，如 12.34元 或 946.33万元",
        "write the amount's unit, such as “12.34元” (yuan) or “946.33万元” (10,000 yuan)",
    ),
    "scalar.day": (
        "日期请写成 2018-01-20",
        "write a date as 2018-01-20",
    ),
    "scalar.yes_no": (
        "请写 yes 或 no",
        "write yes or no",
    ),
    "scalar.whole": (
        "请写整数，如 15",
        "write a whole number, such as 15",
    ),
    "scalar.anchor": (
        "出处请写行号或「行.句」，如 83、83.2、33-50、121.2-3，须加引号；引用外部法条则写它的来源编号",
        (
            "write a place as a line or “line.sentence”, such as 83, 83.2 or 33-50, in quotation marks; "
            "for a provision of other law write its source id"
        ),
    ),
    "scalar.identifier": (
        "编号只用英文字母、数字、下划线、连字符和点，并以字母开头",
        "an id has English letters, digits, underscores, hyphens and dots only, and begins with a letter",
    ),
    "package.no_directory": (
        "目录不存在",
        "there is no such directory",
    ),
    "package.is_file": (
        "这是一个文件，请给出政策包所在的目录",
        "this is a file; name the directory that holds the package",
    ),
    "package.needs_head": (
        "政策包至少要有 package.yaml",
        "a package has at least a package.yaml",
    ),
    "package.only_in": (
        "{key} 只写在 {file} 里",
        "{key} is written in {file} only",
    ),
    "package.no_head": (
        "目录里没有 package.yaml，不是政策包",
        "the directory holds no package.yaml, so it is no policy package",
    ),
    "package.unknown_file": (
        "政策包里没有这种文件，它不会被读取",
        "a package has no such file; it will not be read",
    ),
    "package.part_twice": (
        "这一部分在两个文件里都写了",
        "this part is written in two files",
    ),
    "package.none_here": (
        "这里没有政策包目录",
        "there is no package directory here",
    ),
    "package.already": (
        "{file} 第 {line} 行已有，请并到一处",
        "{file} line {line} has it already; put both in one place",
    ),
    "yaml.syntax": (
        "YAML 语法不对，从这里起读不下去",
        "this is not sound YAML; it cannot be read on from here",
    ),
    "yaml.syntax_hint": (
        "多半是缩进、引号、冒号后少了空格，或用了制表符",
        "most likely the indentation, a quotation mark, a blank missing after a colon, or a tab",
    ),
    "yaml.key": (
        "键必须是一个词，不能是列表或映射",
        "a key must be one word, not a list or a mapping",
    ),
    "yaml.depth": (
        "嵌套超过 {most} 层",
        "nested deeper than {most} levels",
    ),
    "yaml.no_value": (
        "这里没有写值",
        "no value is written here",
    ),
    "yaml.key_twice": (
        "同一处写了两次这个键",
        "this key is written twice in one place",
    ),
    "yaml.alias": (
        "不接受 YAML 别名",
        "YAML aliases are not accepted",
    ),
    "yaml.write_out": (
        "请把内容写全",
        "write the content out in full",
    ),
    "yaml.tag": (
        "不接受 YAML 标签",
        "YAML tags are not accepted",
    ),
    "yaml.tag_hint": (
        "所有值都是文字，不必标类型",
        "all values are text; no type need be given",
    ),
    "yaml.nul": (
        "文件里有空字符（NUL），不是文本文件",
        "the file holds NUL characters; it is no text file",
    ),
    "yaml.no_value_hint": (
        '确实没有就删去这一项，或写 ""',
        'if there really is none, leave the key out or write ""',
    ),
    "yaml.first_at": (
        "第一次在第 {line} 行，请只留一个",
        "the first is in line {line}; keep one only",
    ),
    "yaml.anchor": (
        "不接受 YAML 锚",
        "YAML anchors are not accepted",
    ),
    "yaml.outermost": (
        "文件最外层要写「键: 值」",
        "the outermost level of the file is to be “key: value”",
    ),
    "yaml.no_plain_file": (
        "不是普通文件，linli 不读取链接和目录",
        "no ordinary file; linli reads neither links nor directories",
    ),
    "yaml.too_large": (
        "文件过大",
        "the file is too large",
    ),
    "yaml.unreadable": (
        "读不了这个文件（{why}）",
        "this file cannot be read ({why})",
    ),
    "yaml.not_utf8": (
        "文件不是 UTF-8 编码",
        "the file is not in UTF-8",
    ),
    "yaml.no_plain_file_hint": (
        "请把文件本身放进政策包",
        "put the file itself into the package",
    ),
    "yaml.bytes": (
        "{size:,} 字节",
        "{size:,} bytes",
    ),
    "yaml.not_utf8_hint": (
        "请在编辑器里另存为 UTF-8",
        "save it as UTF-8 in your editor",
    ),
    "yaml.one_document": (
        "一个文件里只能有一份内容",
        "one file holds one document only",
    ),
    "yaml.one_document_hint": (
        "请删去多余的 ---",
        "delete the surplus ---",
    ),
    "source.no_text": (
        "原文不是文本文件",
        "the text is no text file",
    ),
    "source.too_many": (
        "政策包没有登记这么多份原文",
        "the package does not register so many texts",
    ),
    "source.lock_line": (
        "指纹行写法不对",
        "this line of fingerprints is not written as it should be",
    ),
    "source.text_expected": (
        "UTF-8 或 GB18030 的 .txt",
        "a .txt in UTF-8 or GB18030",
    ),
    "source.not_given": (
        "没有给出这个来源的原文，无法登记指纹",
        "the text of this source was not given, so no fingerprint can be taken",
    ),
    "source.no_place": (
        "原文里没有这一处",
        "the text has no such place",
    ),
    "source.lock_expected": (
        "出处、制表符、12位指纹",
        "place, tab, fingerprint of 12 digits",
    ),
    "source.lock_hint": (
        "用 linli policy lock 重写",
        "write it anew with linli policy lock",
    ),
    "source.at_most": (
        "不超过 {most:,}",
        "at most {most:,}",
    ),
    "source.place_twice": (
        "同一出处登记了两次",
        "the same place is registered twice",
    ),
    "source.no_lock": (
        "没有原文指纹，原文改动时发现不了",
        "there are no fingerprints of the text; a change of the text would go unnoticed",
    ),
    "source.not_locked": (
        "引用的出处没有登记原文指纹",
        "the place cited has no fingerprint of the text",
    ),
    "source.lock_make": (
        "用 linli policy lock 从原文生成",
        "make them from the text with linli policy lock",
    ),
    "source.lock_add": (
        "用 linli policy lock 从原文补登",
        "add it from the text with linli policy lock",
    ),
    "source.no_sentence": (
        "声明为非规则的这一处，原文里没有句子",
        "the text has no sentence at this place, which is declared to be no rule",
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
    "catalogue.requirement": (
        "请写成 hydrant_radius_m<=150 或 share_60plus>=25%",
        "write it as hydrant_radius_m<=150 or share_60plus>=25%",
    ),
    "catalogue.number_side": (
        "大小比较的一边要是数",
        "one side of a comparison must be a number",
    ),
    "catalogue.line_form": (
        "行号请写 83 或 33-50",
        "write the line as 83 or 33-50",
    ),
    "catalogue.empty": (
        "不能空着",
        "it cannot be left empty",
    ),
    "word.a_text": (
        "一段文字",
        "a piece of text",
    ),
    "word.a_list": (
        "一个列表，如 [甲, 乙]",
        "a list, such as [a, b]",
    ),
    "word.a_mapping": (
        "一组「键: 值」",
        "“key: value” pairs",
    ),
    "word.missing": (
        "缺少「{key}」",
        "“{key}” is missing",
    ),
    "word.unknown_key": (
        "不认识的键",
        "unknown key",
    ),
    "word.wrong_form": (
        "写法不对",
        "this is not the form wanted",
    ),
    "word.unknown_word": (
        "不认识这个词",
        "unknown word",
    ),
    "word.no_kind": (
        "没有写明是哪一种，缺少「{key}」",
        "it does not say of which kind it is: “{key}” is missing",
    ),
    "word.say_kind": (
        "写明 {key}",
        "write {key}",
    ),
    "word.unknown_kind": (
        "不认识这种写法",
        "unknown kind",
    ),
    "word.at_least_one": (
        "至少要写一项",
        "at least one is wanted",
    ),
    "scalar.factor": (
        "系数请写成 0.8、4/5 或 80%",
        "write a factor as 0.8, 4/5 or 80%",
    ),
    "scalar.from_where": (
        "请写从哪里起算：stage（某阶段完成）或 fact（某项证据）",
        "write from where it is counted: stage (a stage is done) or fact (a piece of evidence)",
    ),
    "scalar.threshold": (
        "at_least（含本数）、more_than（不含）、at_most（不超过，含本数）、less_than（少于）要写且只写一个",
        "write exactly one of at_least (included), more_than (not), at_most (included), less_than (not)",
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
    "lint.other_place": (
        "另一处在 {file} 第 {line} 行",
        "the other is in {file} line {line}",
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
    "scalar.score_met": (
        "by: met 要写 need，如 hydrants>=1，且与 measure 是同一指标",
        "by: met needs need, such as hydrants>=1, of the same measure as measure",
    ),
    "scalar.score_steps": (
        "by: steps 要写 steps（从低到高的各级）",
        "by: steps needs steps, from low to high",
    ),
    "scalar.score_ratio": (
        "by: ratio 要写 full（得满分的数），且大于零",
        "by: ratio needs full (the number of full points), more than zero",
    ),
    "cases.no_kind": (
        "没有这种用例表",
        "there is no such kind of case sheet",
    ),
    "cases.no_payer": (
        "没有这个出资方",
        "there is no such payer",
    ),
    "cases.no_duty": (
        "没有这项职责或会议",
        "there is no such duty or meeting",
    ),
    "cases.ask": (
        "请问 {words}",
        "ask {words}",
    ),
    "cases.which_day": (
        "请写看到哪一天",
        "write the day on which it is looked at",
    ),
    "cases.no_stage": (
        "没有这个阶段，应为 {known}",
        "there is no such stage; expected {known}",
    ),
    "cases.given_rows": (
        "给定行只能写 分期 或 资金",
        "a given row is “分期” or “资金” only",
    ),
    "cases.a_day": (
        "请写是哪一天",
        "write which day",
    ),
    "cases.matter_day": (
        "请写成 事项=2014-03-01",
        "write it as matter=2014-03-01",
    ),
    "cases.up_to": (
        "请写 1 到 {most}",
        "write 1 to {most}",
    ),
    "cases.write": (
        "请写 {words}",
        "write {words}",
    ),
    "cases.whole": (
        "请写整数",
        "write a whole number",
    ),
    "cases.many": (
        "户数超过 {most}",
        "more than {most} dwellings",
    ),
    "cases.together": (
        "{who}户数与{who}面积要一起写",
        "“户数” and “面积” of {who} are written together",
    ),
    "cases.no_fit": (
        "「{group}」的户数、人数、面积合不拢：{problem}",
        "dwellings, owners and area of “{group}” do not fit: {problem}",
    ),
}
