"""What a package's sheets, cases and official text are refused for."""

from __future__ import annotations

POLICY_SHEETS: dict[str, tuple[str, str]] = {
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
    "source.moved": (
        "从这一行起，与编制政策包时的原文差 {by:+} 行，引用的 {count} 处会对错句子",
        (
            "from here on the text is off by {by:+} lines from the one the package was written from; {count} places "
            "cited would show other sentences"
        ),
    ),
    "source.moved_hint": (
        "用编制政策包时的那份文本；或让编制的人改行号后再换",
        "give the text the package was written from, or have its line numbers changed first",
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
    "catalogue.line_twice": (
        "第 {row} 行已给这一处起了名",
        "row {row} has named this place already",
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
    "cases.unnoticed": (
        "{place} {what}：{was} → {now}，没有用例察觉。{sheet}：{hint}",
        "{place} {what}: {was} → {now}, no case notices. {sheet}: {hint}",
    ),
    "cases.outcome": (
        "{place}：期望 {expected}，得到 {got}{note}",
        "{place}: expected {expected}, got {got}{note}",
    ),
    "cases.twice": (
        "同一种用例表有两份（另一份是 {other}），只能留一份",
        "there are two sheets of this kind (the other is {other}); keep one",
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
