"""The result of a determination as lines for people: what, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.money import format_yuan
from linli.core.policy.model import Package

KIND_WORDS: dict[str, str | Promise] = {
    "selection": gettext_lazy("选取"), "scores": gettext_lazy("评分"), "allocation": gettext_lazy("资金下达"),
    "fund_split": gettext_lazy("费用分摊"), "vote_tally": gettext_lazy("表决计票"),
    "stage_status": gettext_lazy("阶段状态"),
}  # fmt: skip
OUTCOMES: dict[str, str | Promise] = {
    "placed": gettext_lazy("选入"), "reserve": gettext_lazy("备选"), "carried_over": gettext_lazy("转下一年度"),
    "excluded": gettext_lazy("不在范围"), "undecided": gettext_lazy("待补情况"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``strong``: a sum."""

    label: str
    value: str
    strong: bool = False


Names = Mapping[str, str]


def names_in(package: Package | None) -> Names:
    """Id -> name of the phases, payers and rules; nothing where the package is not at hand."""
    if package is None:
        return {}
    phases = package.quotas.phases if package.quotas else ()
    named = [(one.id, one.name) for one in phases]
    named += [(one.id, one.name) for one in package.rules]
    named += [(one.id, one.name) for one in package.payers]
    return dict(named)


def rows_of(kind: str, result: Mapping[str, Any], names: Names) -> list[Row]:
    """The lines of a result; for a kind without lines of its own, its entries as they stand."""
    return _ROWS.get(kind, _plain)(result, names)


def _selection(result: Mapping[str, Any], names: Names) -> list[Row]:
    rows = []
    for name, place in result["places"].items():
        rank = f"{place['rank']}. " if place["rank"] else ""
        where = str(OUTCOMES[place["outcome"]])
        rows.append(Row(f"{rank}{name}", f"{where} {names.get(place['phase'], place['phase'])}".strip()))
    if "left_fen" in result:
        told = {"used": format_yuan(result["used_fen"]), "left": format_yuan(result["left_fen"])}
        rows.append(Row(_("资金"), _("用 %(used)s 元，余 %(left)s 元") % told, strong=True))
    return rows


def _scores(result: Mapping[str, Any], _names: Names) -> list[Row]:
    passed = {"yes": _("合格"), "no": _("不合格"), "open": _("未定")}
    rows = []
    for name, one in result["subjects"].items():
        points = one["least"] if one["least"] == one["most"] else f"{one['least']}–{one['most']}"
        words = [points, one.get("grade", ""), passed[one["passed"]]]
        rows.append(Row(name, " · ".join(word for word in words if word)))
    return rows


def _allocation(result: Mapping[str, Any], _names: Names) -> list[Row]:
    rows = [
        Row(f"{one['on']} {one['name']}", format_yuan(one["amount_fen"])
            + ("" if one["fits"] == "yes" else _("（排不进）")))
        for one in result["entries"]
    ]  # fmt: skip
    told = {"total": format_yuan(result["total_fen"]), "used": format_yuan(result["used_fen"]),
            "left": format_yuan(result["left_fen"])}  # fmt: skip
    return [*rows, Row(_("合计"), _("总额 %(total)s − 已下达 %(used)s = 余额 %(left)s 元") % told, strong=True)]


def _split(result: Mapping[str, Any], names: Names) -> list[Row]:
    rows = []
    for one in result["lines"]:
        parts = [f"{names.get(payer, payer)} {format_yuan(fen)}" for payer, fen in one["shares"].items()]
        if one["undetermined_fen"]:
            parts.append(_("未定 %(fen)s") % {"fen": format_yuan(one["undetermined_fen"])})
        rows.append(Row(f"{one['compound']} · {names.get(one['rule'], one['rule'])}", " + ".join(parts)))
    totals = [f"{names.get(payer, payer)} {format_yuan(fen)}" for payer, fen in result["totals"].items()]
    if result["undetermined_fen"]:
        totals.append(_("未定 %(fen)s") % {"fen": format_yuan(result["undetermined_fen"])})
    return [*rows, Row(_("合计 %(fen)s") % {"fen": format_yuan(result["cost_fen"])}, " + ".join(totals), strong=True)]


def _plain(result: Mapping[str, Any], _names: Names) -> list[Row]:
    return [Row(name, str(value)) for name, value in result.items() if isinstance(value, (str, int))]


_ROWS: Mapping[str, Callable[[Mapping[str, Any], Names], list[Row]]] = {
    "selection": _selection,
    "scores": _scores,
    "allocation": _allocation,
    "fund_split": _split,
}
