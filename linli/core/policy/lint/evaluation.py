"""Scoring tables: the items add up to the total, steps and grades rise, nothing brings more than its points."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import Package, ScoreItem, ScoreTable
from linli.core.policy.textyaml import Keys


def evaluation_findings(package: Package) -> Iterator[Finding]:
    """What no table can mean."""
    tables: dict[str, Keys] = {}
    for index, table in enumerate(package.evaluation):
        path: Keys = ("evaluation", index)
        if table.id in tables:
            yield Finding(
                (*path, "id"), "编号重复，一个编号只能有一条", found=table.id, other=(*tables[table.id], "id")
            )
        tables.setdefault(table.id, path)
        if not table.cite:
            yield Finding(path, "没有写出处", found=table.id, hint='请写 cite: ["行.句"]')
        yield from _table_findings(package, table, path)


def _table_findings(package: Package, table: ScoreTable, path: Keys) -> Iterator[Finding]:
    total = sum(item.points * item.weight for item in table.items)
    if total != table.total:
        yield Finding((*path, "total"), f"各项满分（乘权重）之和是 {total}，与总分不符", found=str(table.total))
    if table.pass_mark is not None and table.pass_mark > table.total:
        yield Finding((*path, "pass_mark"), "合格线高于总分", found=str(table.pass_mark))
    marks = [grade.at_least for grade in table.grades]
    if marks != sorted(set(marks), reverse=True):
        yield Finding((*path, "grades"), "等级要从高到低列，界限各不相同", found="、".join(map(str, marks)))
    seen: set[str] = set()
    known = [one.id for one in package.measures]
    for number, item in enumerate(table.items):
        here = (*path, "items", number)
        if item.id in seen:
            yield Finding((*here, "id"), "编号重复，一个编号只能有一条", found=item.id)
        seen.add(item.id)
        if known and item.measure not in known:
            yield Finding((*here, "measure"), "没有这个指标", found=item.measure, expected="、".join(known[:40]))
        yield from _item_findings(item, here)


def _item_findings(item: ScoreItem, path: Keys) -> Iterator[Finding]:
    before = None
    for index, step in enumerate(item.steps):
        here = (*path, "steps", index)
        if before is not None and step.at_least <= before:
            yield Finding((*here, "at_least"), "各级的起点要从小到大", found=str(step.at_least))
        before = step.at_least
        if step.points > item.points:
            yield Finding((*here, "points"), f"超过这一项的满分 {item.points}", found=str(step.points))
