"""Who may take part, who may not, and in what order: the selection of a reading edition."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.edition.parts import Entry, Maker, Section
from linli.core.policy.model import AllChecks, AnyChecks, Check, Recent, ScoreItem, Selection

_NAMES = {"built_year": "建成年份", "households": "户数", "floor_area_m2": "建筑面积", "buildings": "楼栋数",
          "age_years": "房龄", "street": "街道", "estimate_yuan": "估算（元）"}  # fmt: skip


def selection_sections(make: Maker) -> Iterator[Section]:
    """One section, empty where the package says nothing of selection."""
    selection = make.package.selection
    entries = tuple(_entries(make, selection)) if selection else ()
    yield Section("selection", make.say("选取", "Selection"), entries)
    yield Section("evaluation", make.say("评分", "Scoring"), tuple(_tables(make)))


def _tables(make: Maker) -> Iterator[Entry]:
    for table in make.package.evaluation:
        lines = [_item(make, item) for item in table.items]
        lines.append(make.say(f"总分 {table.total}", f"{table.total} points in all"))
        if table.pass_mark is not None:
            lines.append(make.say(f"合格线 {table.pass_mark} 分", f"Pass mark {table.pass_mark}"))
        lines += [make.say(f"{grade.name}：{grade.at_least} 分起", f"{grade.name}: from {grade.at_least}")
                  for grade in table.grades]  # fmt: skip
        parts = [table, *table.items]
        yield make.entry(table.id, table.name, lines, cite=[anchor for part in parts for anchor in part.cite],
                         readings=[reading for part in parts for reading in part.interpretations])  # fmt: skip


def _item(make: Maker, item: ScoreItem) -> str:
    how = {
        "met": f"{item.need.op} {item.need.value}" if item.need else "",
        "steps": "，".join(f"≥ {step.at_least}: {step.points}" for step in item.steps),
        "ratio": make.say(f"按比例，{item.full} 得满分", f"in proportion, full at {item.full}"),
        "given": make.say("按记录的得分", "as marked"),
    }[item.by]
    weight = f" × {item.weight}" if item.weight != 1 else ""
    veto = make.say("，一票否决", ", nothing passes without it") if item.required else ""
    return make.say(f"{item.name}：{item.points} 分{weight}（{how}）{veto}",
                    f"{item.name}: {item.points} points{weight} ({how}){veto}")  # fmt: skip


def _entries(make: Maker, selection: Selection) -> Iterator[Entry]:
    for rule in selection.eligibility:
        lines = [make.say("须：", "Must: ") + _check(make, rule.need)]
        lines += _unless(make, rule.unless)
        yield make.entry(rule.id, rule.name, lines, cite=rule.cite, readings=rule.interpretations)
    for out in selection.exclusions:
        lines = [make.say("不纳入：", "Left out: ") + _check(make, out.when), *_unless(make, out.unless)]
        yield make.entry(out.id, out.name, lines, cite=out.cite, readings=out.interpretations)
    ordered = selection.priority_order == "ordered"
    lines = [
        make.say("按列出的先后逐项比较", "Criterion by criterion, as listed")
        if ordered
        else make.say("各项都不差、至少一项更好的在前，不合成总分", "Nowhere worse and somewhere better goes first"),
        make.say("分不出的按申报日期、再按名称", "Then by day of application, then by name"),
        make.say("放不下的不挡后面的", "One that does not fit does not stop the next")
        if selection.when_short == "skip"
        else make.say("放不下的，后面的也不再安排", "After one that does not fit, nobody else is placed"),
    ]  # fmt: skip
    yield make.entry("order", make.say("先后", "Order"), lines, cite=selection.cite, readings=selection.interpretations)


def _unless(make: Maker, check: Check | None) -> Iterator[str]:
    if check is not None:
        yield make.say("但有例外：", "Unless: ") + _check(make, check)


def _check(make: Maker, check: Check) -> str:
    if isinstance(check, (AllChecks, AnyChecks)):
        both = isinstance(check, AllChecks)
        word = make.say("且" if both else "或", " and " if both else " or ")
        return "（" + word.join(_check(make, part) for part in (check.all if both else check.any)) + "）"  # type: ignore[union-attr]
    names = {one.id: one.name for one in make.package.measures}
    if isinstance(check, Recent):
        name = names.get(check.recent, check.recent)
        return make.say(f"{name}在申报前 {check.years} 年以内", f"{name} within {check.years} years before applying")
    return f"{names.get(check.measure) or _NAMES.get(check.measure, check.measure)} {check.op} {check.value}"
