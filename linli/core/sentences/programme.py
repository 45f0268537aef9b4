"""Sentences of the reasons given by `core/programme`: code -> (中文, English), filled with `str.format`."""

from __future__ import annotations

PROGRAMME: dict[str, tuple[str, str]] = {
    "programme.quota": (
        "{phases} 期共 {sum} = {total} 个小区，已排入 {taken} 个",
        "{phases} phases take {sum} = {total} compounds; {taken} are placed",
    ),
    "programme.phase_full": (
        "{phase}：{taken} 个，已满（{quota} 个）",
        "{phase}: {taken}, full ({quota})",
    ),
    "programme.phase_room": (
        "{phase}：{taken} 个，还可排 {quota} − {taken} = {left} 个",
        "{phase}: {taken}, room for {quota} − {taken} = {left} more",
    ),
    "programme.phase_over": (
        "{phase}：{taken} 个，比文件定的 {quota} 个多 {excess} 个",
        "{phase}: {taken}, {excess} more than the {quota} the text allows",
    ),
    "programme.unphased": ("还有 {count} 个没有排入任何一期", "{count} are in no phase yet"),
    "programme.pot": (
        "「{pot}」到 {on}：{total}元 − 已安排 {count} 笔 {used}元 = 结余 {left}元",
        "「{pot}」 on {on}: {total} yuan − {used} yuan in {count} allocations = {left} yuan left",
    ),
    "programme.pot_parts": ("{parts} = {total} 万元", "{parts} = {total} (10,000 yuan)"),
    "programme.does_not_fit": (
        "{name}（{on}）要 {amount}元，轮到它时只剩 {left}元，差 {short}元，放不下",
        "{name} ({on}) asks for {amount} yuan; {left} yuan were left, {short} yuan too few: it does not fit",
    ),
    "programme.carried_over": (
        "放不下的列入下一年度计划",
        "What does not fit goes to the plan of the next year",
    ),
    "programme.pot_late": (
        "{name}（{on}）要 {amount}元，资金已过期",
        "{name} ({on}) asks for {amount} yuan after the pot's last day",
    ),
    "programme.pot_reserved": (
        "其中已预留 {reserved}元，可再安排 {free}元",
        "Of that {reserved} yuan are put aside; {free} yuan are free",
    ),
    "programme.pot_lapsed": (
        "{expires} 到期，余下的 {left}元 不能结转",
        "It ended on {expires}: the {left} yuan left lapse",
    ),
    "programme.pot_forward": (
        "{expires} 到期，余下的 {left}元 结转下年",
        "It ended on {expires}: the {left} yuan left go into the next year",
    ),
    "programme.no_limit": ("原文没有写总额限制", "The text sets no ceiling on the sum"),
    "programme.requirement_met": (
        "{measure} = {value}，符合 {op} {wanted}",
        "{measure} = {value} meets {op} {wanted}",
    ),
    "programme.requirement_unmet": (
        "{measure} = {value}，不符合 {op} {wanted}",
        "{measure} = {value} does not meet {op} {wanted}",
    ),
    "programme.requirement_unknown": (
        "还不知道 {measure}，要求 {op} {wanted}",
        "{measure} is not known; {op} {wanted} is required",
    ),
}
