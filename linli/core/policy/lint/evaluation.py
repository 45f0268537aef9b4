"""Scoring tables: the items add up to the total, steps and grades rise, nothing brings more than its points."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import Package, ScoreItem, ScoreTable
from linli.core.policy.textyaml import Keys
from linli.core.wording import listed, say


def evaluation_findings(package: Package) -> Iterator[Finding]:
    """What no table can mean."""
    tables: dict[str, Keys] = {}
    for index, table in enumerate(package.evaluation):
        path: Keys = ("evaluation", index)
        if table.id in tables:
            yield Finding((*path, "id"), say("lint.id_twice"), found=table.id, other=(*tables[table.id], "id"))
        tables.setdefault(table.id, path)
        if not table.cite:
            yield Finding(path, say("lint.no_cite"), found=table.id, hint=say("lint.cite_form"))
        yield from _table_findings(package, table, path)


def _table_findings(package: Package, table: ScoreTable, path: Keys) -> Iterator[Finding]:
    total = sum(item.points * item.weight for item in table.items)
    if total != table.total:
        yield Finding((*path, "total"), say("lint.points_sum", total=total), found=str(table.total))
    if table.pass_mark is not None and table.pass_mark > table.total:
        yield Finding((*path, "pass_mark"), say("lint.pass_above"), found=str(table.pass_mark))
    marks = [grade.at_least for grade in table.grades]
    if marks != sorted(set(marks), reverse=True):
        yield Finding((*path, "grades"), say("lint.grades_order"), found="、".join(map(str, marks)))
    seen: set[str] = set()
    known = [one.id for one in package.measures]
    for number, item in enumerate(table.items):
        here = (*path, "items", number)
        if item.id in seen:
            yield Finding((*here, "id"), say("lint.id_twice"), found=item.id)
        seen.add(item.id)
        if known and item.measure not in known:
            yield Finding((*here, "measure"), say("lint.no_measure"), found=item.measure, expected=listed(known[:40]))
        yield from _item_findings(item, here)


def _item_findings(item: ScoreItem, path: Keys) -> Iterator[Finding]:
    before = None
    for index, step in enumerate(item.steps):
        here = (*path, "steps", index)
        if before is not None and step.at_least <= before:
            yield Finding((*here, "at_least"), say("lint.steps_rise"), found=str(step.at_least))
        before = step.at_least
        if step.points > item.points:
            yield Finding((*here, "points"), say("lint.above_item", points=item.points), found=str(step.points))
