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
_BOUNDS = {
    "at_least": ("不少于", "（含本数），即至少", "at least", "or more"),
    "more_than": ("超过", "（不含本数），即至少", "more than", "or more"),
    "at_most": ("不超过", "（含本数），即至多", "at most", "or fewer"),
    "less_than": ("少于", "（不含本数），即至多", "less than", "or fewer"),
}
_OUTCOMES = {"met": ("满足", "met"), "unmet": ("不满足", "not met")}


def _condition(measure: str, count: str, of: str, bound: str, outcome: str) -> tuple[str, str]:
    zh, unit, en, en_unit = _MEASURES[measure]
    least_zh, note_zh, least_en, side_en = _BOUNDS[bound]
    chinese = (
        f"{zh}：{_COUNTS[count][0]} {{counted}}{unit} / {_BASES[of][0]} {{base}}{unit}，"
        f"要求{least_zh} {{required}}{note_zh} {{needed}}{unit}：{_OUTCOMES[outcome][0]}"
    )
    english = (
        f"{en.capitalize()}: {{counted}}{en_unit} {_COUNTS[count][1]}, {_BASES[of][1]} {{base}}{en_unit}; "
        f"asked for {least_en} {{required}}, that is {{needed}}{en_unit} {side_en}: {_OUTCOMES[outcome][1]}"
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


#: some owners of a matter -> their name in Chinese and English
_GROUPS = {
    "compound": ("全小区", "the whole compound"),
    "building": ("本楼栋", "the building"),
    "entrance": ("本单元", "the entrance"),
    "payers": ("出资业主", "the owners who pay"),
    "affected": ("专有部分受影响的业主", "the owners whose private part is used"),
}


def _group_sentences() -> dict[str, tuple[str, str]]:
    sentences = {}
    for group, (zh, en) in _GROUPS.items():
        sentences[f"vote.within.{group}"] = (f"只看{zh}", f"Among {en} only")
        sentences[f"vote.within_unknown.{group}"] = (
            f"名册没有写明谁是{zh}，这一条件无从判断：不满足",
            f"The roll does not tell who are {en}: this cannot be judged and is not met",
        )
        sentences[f"vote.within_nobody.{group}"] = (
            f"没有{zh}，这一条件不适用",
            f"There are none of {en}: nothing to ask",
        )
    for measure, (_, unit, en, en_unit) in _MEASURES.items():
        sentences[f"vote.lacking.{measure}.not_against"] = (
            f"再有 {{lacking}}{unit} 参与而不反对即可",
            f"{{lacking}}{en_unit} more taking part without objecting would do ({en})",
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
    **_group_sentences(),
    "vote.scope.building": ("表决范围：{place}", "Asked: the owners of building {place}"),
    "vote.scope.entrance": ("表决范围：{place}", "Asked: the owners of entrance {place}"),
    "vote.scope.payers": ("表决范围：出资业主", "Asked: the owners who pay"),
    "vote.scope.affected": (
        "表决范围：专有部分受影响的业主",
        "Asked: the owners whose private part is used",
    ),
    "vote.scope_whole_roll": (
        "名册没有分楼栋、单元，整份名册视为本次表决范围",
        "The roll tells no buildings or entrances: it is taken as the roll of this vote as a whole",
    ),
    "vote.edition": ("{on} 适用的版本：{edition}", "The rule as it reads on {on}: {edition}"),
    "vote.round_passed": ("上一轮「{title}」已于 {on} 通过", "The earlier round 「{title}」 passed on {on}"),
    "vote.round_missing": (
        "上一轮「{title}」没有通过的记录，本轮不能通过",
        "There is no record that the earlier round 「{title}」 passed: this one cannot",
    ),
    "vote.round_late": (
        "上一轮「{title}」{on} 才通过，晚于本轮，本轮不能通过",
        "The earlier round 「{title}」 passed only on {on}, after this one: this one cannot pass",
    ),
    "vote.unsold_excluded": ("开发商未售部分不计入", "The developer's unsold stock does not count"),
    "vote.representative": (
        "共有的专有部分由名册上的代表人投票",
        "Of co-owners only the representative on the roll votes",
    ),
    "vote.proxy_limit": ("一名代理人至多代理 {limit} 位业主", "A proxy votes for at most {limit} owners"),
    "vote.alternative_met": ("可选途径「{name}」：满足", "Alternative 「{name}」: met"),
    "vote.alternative_unmet": ("可选途径「{name}」：不满足", "Alternative 「{name}」: not met"),
    "vote.vetoed": ("「{name}」：有异议（第 {rows} 行），不能通过", "「{name}」: objections in rows {rows} stop it"),
    "vote.veto_free": ("「{name}」：没有异议", "「{name}」: no objection"),
    "vote.veto_unknown": (
        "「{name}」：名册没有写明谁可以提出，不能认定没有异议",
        "「{name}」: the roll does not tell who may object, so nobody can say that none did",
    ),
    "vote.too_many_against": (
        "反对的已经过多，须有反对者改变",
        "Too many object: somebody who objected would have to change",
    ),
    "vote.ballot_unsold": (
        "「{dwelling}」是开发商未售部分，不计入表决",
        "「{dwelling}」 is unsold stock without a vote",
    ),
    "vote.ballot_outside": ("「{dwelling}」不在本次表决范围内", "「{dwelling}」 is not asked in this vote"),
    "vote.ballot_proxy": (
        "代理人「{proxy}」已代理 {limit} 位业主，超出上限",
        "The proxy 「{proxy}」 has already voted for {limit} owners, the most allowed",
    ),
    "vote.ballot_no_representative": (
        "「{dwelling}」的共有人还没有推举代表人",
        "The co-owners of 「{dwelling}」 have named no representative",
    ),
    "vote.ballot_co_owner": (
        "「{voter}」不是共有人推举的代表人「{representative}」",
        "「{voter}」 is not 「{representative}」, whom the co-owners have named",
    ),
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
        "「{choice}」 is none of the three: for, against, abstain",
    ),
    "vote.ballot_blank": ("没有填写选择", "No choice was filled in"),
    "vote.ballot_late": ("投票日 {day} 晚于表决截止日 {last}", "Cast on {day}, after the last day {last}"),
    "vote.ballot_repeated": ("与第{row}行重复", "Repeats row {row}"),
    "vote.ballot_replaced": ("被第{row}行取代", "Replaced by row {row}"),
}
