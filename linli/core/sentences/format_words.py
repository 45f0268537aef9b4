"""The words of the package format as people call them, Chinese beside English, for tables of differences and forms."""

from __future__ import annotations

from linli.core.sentences.format_words_rules import RULE_WORDS

_TABLES: dict[str, tuple[str, str]] = {
    "application_factors": ("申请时考虑的因素", "factors of the application"),
    "calendar": ("日历", "calendar"),
    "clauses": ("条款名称", "names of clauses"),
    "deadline_defaults": ("期限的通常读法", "how deadlines are read"),
    "definitions": ("定义", "definitions"),
    "disclosure": ("公开", "disclosure"),
    "documents": ("材料", "papers"),
    "duties": ("职责", "duties"),
    "evaluation": ("评价", "evaluation"),
    "goals": ("目标", "goals"),
    "interpretations": ("解释", "readings"),
    "items": ("改造内容", "works"),
    "matters": ("表决事项", "matters"),
    "measures": ("计量", "measures"),
    "meetings": ("会议", "meetings"),
    "money": ("金额约定", "money conventions"),
    "not_rules": ("不是规则的文字", "text that is no rule"),
    "open_terms": ("待补的用语", "open terms"),
    "payers": ("出资方", "payers"),
    "pots": ("资金盘子", "pots"),
    "principles": ("原则", "principles"),
    "priorities": ("优先条件", "priorities"),
    "quotas": ("名额", "quotas"),
    "roles": ("职责主体", "roles"),
    "rounding": ("舍入", "rounding"),
    "rules": ("资金规则", "funding rules"),
    "scope": ("适用范围", "scope"),
    "selection": ("选定", "selection"),
    "sources": ("文件来源", "sources"),
    "stages": ("阶段", "stages"),
    "upper_deadlines": ("上级期限", "deadlines from above"),
    "versions": ("版本", "versions"),
    "votes": ("表决规则", "vote rules"),
}

#: values of choices, where the word alone tells a clerk nothing
_VALUES: dict[str, tuple[str, str]] = {
    "inclusive": ("含当日", "including the day"),
    "exclusive": ("不含当日", "excluding the day"),
    "no-shift": ("不顺延", "not moved"),
    "next-working-day": ("顺延到下一工作日", "moved to the next working day"),
    "judge": ("照判", "judged"),
    "record-only": ("只作记录", "on record only"),
    "excluded": ("不计入", "not counted"),
    "included": ("计入", "counted"),
    "counted": ("计入", "counted"),
    "per-owner": ("一个业主算一人", "one owner, one head"),
    "per-dwelling": ("一户算一人", "one dwelling, one head"),
    "at_least": ("达到即可（含本数）", "at least (the number itself is enough)"),
    "more_than": ("须超过（不含本数）", "more than (the number itself is not enough)"),
    "at_most": ("至多（含本数）", "at most (the number itself is allowed)"),
    "less_than": ("须少于（不含本数）", "less than (the number itself is too much)"),
    "area": ("专有面积", "exclusive area"),
    "households": ("户数", "households"),
    "heads": ("人数", "owners"),
    "must": ("必须", "must"),
    "principle": ("原则上", "in principle"),
    "item": ("逐项", "each item"),
    "group": ("合并单元格内各项合计", "the items of a merged cell together"),
    "category": ("整个类别合计", "the category as a whole"),
    "agreed": ("各方商定", "agreed among them"),
    "given": ("文件给定", "given by the text"),
    "programme": ("约束全体", "binds the programme"),
    "compound": ("也约束单个小区", "binds the single compound too"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "any": ("任一人", "any of them"),
    "representative": ("由代表", "the representative"),
    "high": ("高者优先", "the higher first"),
    "low": ("低者优先", "the lower first"),
    "undetermined": ("未定", "undetermined"),
}

FORMAT_WORDS: dict[str, tuple[str, str]] = {**RULE_WORDS, **_TABLES}


def format_word(word: str, language: str = "zh") -> str:
    """What people call a word of the format; the word itself where it is none.

    >>> format_word("cap"), format_word("cap", "en")
    ('上限', 'cap')
    """
    both = FORMAT_WORDS.get(word)
    return word if both is None else both[1 if language.startswith("en") else 0]


def format_value(value: str, language: str = "zh") -> str:
    """What people call one value of a choice; the value itself where it needs no name."""
    both = _VALUES.get(value)
    return value if both is None else both[1 if language.startswith("en") else 0]
