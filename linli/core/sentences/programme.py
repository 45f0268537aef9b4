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
    "programme.score": ("「{table}」：{sum} = {total} 分（满分 {of}）", "「{table}」: {sum} = {total} of {of} points"),
    "programme.score_graded": (
        "「{table}」：{sum} = {total} 分（满分 {of}），{grade}",
        "「{table}」: {sum} = {total} of {of} points: {grade}",
    ),
    "programme.score_open": (
        "「{table}」：{sum}，还有没记录的项，总分在 {total} 与 {most} 之间（满分 {of}）",
        "「{table}」: {sum}; items are not on record yet, the total lies between {total} and {most} of {of}",
    ),
    "programme.score_item": ("{name}：{value}，得 {points} 分（满分 {most}）", "{name}: {value}, {points} of {most}"),
    "programme.score_weighed": (
        "{name}：{value}，得 {points} 分 × 权重 {weight} = {weighed}（满分 {most}）",
        "{name}: {value}, {points} points × weight {weight} = {weighed} of {most}",
    ),
    "programme.score_unknown": (
        "{name}：没有{measure}的记录（满分 {most}）",
        "{name}: no {measure} on record (of {most})",
    ),
    "programme.score_veto": ("这一项一票否决", "Nothing passes without this item"),
    "programme.score_passed": ("达到合格线 {mark} 分", "Reaches the pass mark of {mark}"),
    "programme.score_not_passed": ("没有合格（合格线 {mark} 分）", "Does not pass (the mark is {mark})"),
    "programme.score_not_sure": (
        "记录还不全，是否达到合格线 {mark} 分不能定",
        "Not yet sure to reach the mark of {mark}",
    ),
    "programme.duty_done": (
        "{label}「{name}」：{who}已办 {done} 次，应办 {needed} 次",
        "{label} 「{name}」: {who} did it {done} times of {needed}",
    ),
    "programme.duty_late": (
        "「{name}」：{who}办到了，但晚于 {last}",
        "「{name}」: {who} did it, but after {last}",
    ),
    "programme.duty_missed": (
        "{label}「{name}」：{who}应办 {needed} 次，只有 {done} 次，缺 {lacking} 次（到 {last} 止）",
        "{label} 「{name}」: {who} owed {needed}, did {done}, {lacking} lacking (by {last})",
    ),
    "programme.duty_open": (
        "{label}「{name}」：{who}应办 {needed} 次，已有 {done} 次，{last} 前补齐",
        "{label} 「{name}」: {who} owes {needed}, did {done}, until {last}",
    ),
    "programme.duty_principle": (
        "文件写的是“原则上”：缺了提示，不判违规",
        "The text says “in principle”: told, not judged",
    ),
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
