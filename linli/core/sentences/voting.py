"""Sentences of the reasons given by `core/voting`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

from itertools import product

_MEASURES = {
    "area": ("专有部分面积", "㎡", "exclusive area", " m²"),
    "households": ("户数", "户", "households", ""),
    "heads": ("业主人数", "人", "owners by head", ""),
}
_COUNTS = {"for": ("同意", "for"), "participated": ("参与", "taking part"), "against": ("反对", "against")}
_BASES = {"total": ("全体", "of all"), "participants": ("参与者", "of those taking part")}
_BOUNDS = {"at_least": ("不少于", "（含本数）", "at least", ""), "more_than": ("超过", "（不含本数）", "more than", "")}
_OUTCOMES = {"met": ("满足", "met"), "unmet": ("不满足", "not met")}


def _condition(measure: str, count: str, of: str, bound: str, outcome: str) -> tuple[str, str]:
    zh, unit, en, en_unit = _MEASURES[measure]
    least_zh, note_zh, least_en, _ = _BOUNDS[bound]
    chinese = (
        f"{zh}：{_COUNTS[count][0]} {{counted}}{unit} / {_BASES[of][0]} {{base}}{unit}，"
        f"要求{least_zh} {{required}}{note_zh}，即至少 {{needed}}{unit}：{_OUTCOMES[outcome][0]}"
    )
    english = (
        f"{en.capitalize()}: {{counted}}{en_unit} {_COUNTS[count][1]}, {_BASES[of][1]} {{base}}{en_unit}; "
        f"asked for {least_en} {{required}}, that is {{needed}}{en_unit} or more: {_OUTCOMES[outcome][1]}"
    )
    return chinese, english


def _condition_sentences() -> dict[str, tuple[str, str]]:
    """``vote.<measure>.<count>.<of>.<bound>.<met>`` for every combination, and ``vote.<measure>.nobody``."""
    combinations = product(_MEASURES, _COUNTS, _BASES, _BOUNDS, _OUTCOMES)
    nobody = {
        f"vote.{measure}.nobody": (
            f"{zh}：没有人参与，谈不上 {{required}}：不满足",
            f"{en.capitalize()}: nobody took part, so {{required}} is not met",
        )
        for measure, (zh, _, en, _) in _MEASURES.items()
    }
    return {".".join(("vote", *words)): _condition(*words) for words in combinations} | nobody


def _lacking_sentences() -> dict[str, tuple[str, str]]:
    sentences = {}
    for measure, count in product(_MEASURES, _COUNTS):
        _, unit, en, en_unit = _MEASURES[measure]
        zh_count, en_count = _COUNTS[count]
        sentences[f"vote.lacking.{measure}.{count}"] = (
            f"还差 {{lacking}}{unit} {zh_count}",
            f"{{lacking}}{en_unit} more {en_count} would do ({en})",
        )
    return sentences


def _electorate_sentences() -> dict[str, tuple[str, str]]:
    heads = {
        "per_owner": (
            "同一业主的多套专有部分合计一人，开发商未售未交付的合计一人，共有人合计一人",
            "an owner of several dwellings is one head, so are co-owners, so is the developer with all unsold ones",
        ),
        "per_dwelling": ("一套专有部分计一人", "every dwelling is one head"),
    }
    parking = {
        "excluded": ("车位不计入", "parking spaces do not count"),
        "included": ("车位计入面积和人数，不计户数", "parking spaces count in area and heads, not as households"),
    }
    return {
        f"vote.electorate.{one}.parking_{other}": (
            f"{heads[one][0]}；{parking[other][0]}",
            f"{heads[one][1]}; {parking[other][1]}",
        )
        for one, other in product(heads, parking)
    }


VOTING: dict[str, tuple[str, str]] = {
    **_condition_sentences(),
    **_lacking_sentences(),
    **_electorate_sentences(),
    "vote.passed": ("「{title}」通过（{rule}）", "「{title}」 passes ({rule})"),
    "vote.not_passed": ("「{title}」未通过（{rule}）", "「{title}」 does not pass ({rule})"),
    "vote.law": ("表决日 {on} 施行的上位法：{law}", "Higher law on the day of the vote, {on}: {law}"),
    "vote.law_none": ("本政策没有登记 {on} 施行的上位法", "The package names no higher law in force on {on}"),
    "vote.rule_not_in_force": (
        "本表决规则出自{law}，{on} 不在其施行期内：结果仅供参考",
        "This vote rule comes from {law}, which was not in force on {on}: the result is for information only",
    ),
    "vote.total": (
        "名册：{dwellings} 套、{heads} 人、{households} 户、{area}㎡",
        "On the roll: {dwellings} dwellings, {heads} heads, {households} households, {area} m²",
    ),
    "vote.participated": (
        "参与：{dwellings} 套、{heads} 人、{households} 户、{area}㎡",
        "Taking part: {dwellings} dwellings, {heads} heads, {households} households, {area} m²",
    ),
    "vote.divided": (
        "{count} 位业主名下各套意见不一：计入参与人数，不计入同意或反对人数（列入弃权）",
        "{count} owners voted differently with their dwellings: as heads they take part, neither for nor against",
    ),
    "vote.rejected": ("{count} 张表决票不计入，逐张列明原因", "{count} ballots do not count, each with its reason"),
    "vote.lacking_out_of_reach": (
        "未投票的全部同意也不够，须有已投票的改变",
        "Even if all who have not voted agreed it would not do: somebody who voted would have to change",
    ),
    "vote.ballot_parking": ("「{dwelling}」是车位，不计入表决", "「{dwelling}」 is a parking space without a vote"),
    "vote.ballot_unknown": ("名册里没有「{dwelling}」", "「{dwelling}」 is not on the roll"),
    "vote.ballot_unreadable": (
        "「{choice}」不是同意、反对或弃权",
        "「{choice}」 is none of 同意 (for), 反对 (against), 弃权 (abstain)",
    ),
    "vote.ballot_blank": ("没有填写选择", "No choice was filled in"),
    "vote.ballot_late": ("投票日 {day} 晚于表决截止日 {last}", "Cast on {day}, after the last day {last}"),
    "vote.ballot_repeated": ("与第{row}行重复", "Repeats row {row}"),
    "vote.ballot_replaced": ("被第{row}行取代", "Replaced by row {row}"),
}
