"""``linli policy amendments|diff|adopt-preview|readings``: how a package changes, and what that would change."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from linli.cli.output import Sheets, print_json, read_day
from linli.cli.stage import read_ledger
from linli.core.amended import Adoption, AmendedProcess, StageChange, adoption_of
from linli.core.cases import Outcome, read_cases
from linli.core.faults import BadInput, Fault
from linli.core.lifecycle import StageStanding, by_compound
from linli.core.policy import find
from linli.core.policy.amend import Edition, Family, Step
from linli.core.policy.amend.difference import Difference, differences
from linli.core.policy.clauses import clause_labels
from linli.core.policy.model import Package
from linli.core.policy.starter import start
from linli.core.wording import say

_AMENDMENTS = "例:\n  linli policy amendments 我的政策包/ --json"
_DIFF = "例:\n  linli policy diff 我的政策包/ --from 2018-05-31 --to 2018-06-01"
_ADOPT = "例:\n  linli policy adopt-preview 我的政策包/ --on 2018-06-01 事实.csv"
_NEW = "例:\n  linli policy new yufeng-2018 --from liuzhou-2017-pilot -o yufeng-2018 --jurisdiction 鱼峰区"
_READINGS = "例:\n  linli policy readings 我的政策包/\n  linli policy readings 我的政策包/ --decisions 决定.yaml"

Add = Callable[..., argparse.ArgumentParser]


def register(commands: Any, add: Add) -> None:
    """Adds the commands about change to ``linli policy``; ``add`` is its way of adding one."""
    add(commands, "amendments", _amendments, "修订、更正和已认定的解释，各版本的起止", _AMENDMENTS)
    starting = add(commands, "new", _new, "在上级政策包之上起草一个下级政策包", _NEW)
    starting.add_argument("--from", dest="from_", metavar="上级", required=True, help="上级政策包的编号或目录")
    starting.add_argument("-o", "--output", metavar="目录", type=Path, required=True, help="新建在哪里；已有的不覆盖")
    starting.add_argument("--name", metavar="名称", default="", help="新包的名称")
    starting.add_argument("--jurisdiction", metavar="地方", default="", help="适用的地方")
    comparing = add(commands, "diff", _diff, "两天之间政策改了什么，新旧条款并列", _DIFF)
    comparing.add_argument("--from", dest="from_", metavar="日期", required=True, help="旧版本的日期")
    comparing.add_argument("--to", metavar="日期", required=True, help="新版本的日期")
    adopting = add(commands, "adopt-preview", _adopt, "在施项目采用修订之前：每个小区会变什么", _ADOPT)
    adopting.add_argument("--on", metavar="日期", required=True, help="修订施行之日")
    adopting.add_argument("--today", metavar="日期", help="看哪一天的情况（不写就是施行之日）")
    adopting.add_argument("facts", metavar="事实表", help="列：小区、日期、阶段、事实、值；.csv 或 .xlsx")
    reading = add(commands, "readings", _readings, "解释登记：待认定、已认定；预览一份决定会改变哪些答复", _READINGS)
    reading.add_argument("--decisions", metavar="决定", type=Path, help="写有 decisions 的 YAML 文件，尚未放进政策包的")


def _new(arguments: argparse.Namespace) -> int:
    package = start(arguments.package, find(arguments.from_), arguments.output,
                    name=arguments.name, jurisdiction=arguments.jurisdiction)  # fmt: skip
    if arguments.json:
        print_json({"policy": {"id": package.id, "hash": package.hash}, "directory": str(arguments.output)})
    else:
        print(f"{arguments.output}：{package.id} 已建好，可以加载；只写与 {arguments.from_} 不同的")
    return 0


def _amendments(arguments: argparse.Namespace) -> int:
    family = Family(find(arguments.package))
    editions = family.editions()
    corrections = [step for step in family.steps if step.kind != "amendment"]
    if arguments.json:
        print_json({
            "policy": {"id": editions[0].package.id, "hash": editions[0].package.hash},
            "editions": [_edition_json(family, one) for one in editions],
            "errata": [_step_json(step) for step in corrections if step.kind == "erratum"],
            "decisions": [_step_json(step) for step in corrections if step.kind == "decision"],
        })  # fmt: skip
        return 0
    for edition in editions:
        print(f"{edition.from_ or '起初'} — {edition.until or '今'}  {edition.package.hash[:12]}")
        for amendment in edition.amendments:
            print(f"  {amendment.id} {amendment.title}（{amendment.by.document}）")
            for step in family.steps:
                if step.origin == amendment.id:
                    print(f"    {step.target}：{_short(step.was)} → {_short(step.now)}，按 {step.governs} 适用")
    for step in corrections:
        word = "更正" if step.kind == "erratum" else "认定"
        print(f"{word} {step.origin}（{step.recorded} 记录）{step.target}：{_short(step.was)} → {_short(step.now)}")
    return 0


def _short(value: Any) -> str:
    text = "（无）" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _edition_json(family: Family, edition: Edition) -> dict[str, Any]:
    return {
        "from": edition.from_.isoformat() if edition.from_ else None,
        "until": edition.until.isoformat() if edition.until else None,
        "hash": edition.package.hash,
        "amendments": [
            {
                "id": one.id, "title": one.title, "document": one.by.document,
                "published": one.published.isoformat() if one.published else None,
                "effective": one.effective.isoformat(), "recorded": one.recorded.isoformat(),
                "changes": [_step_json(step) for step in family.steps if step.origin == one.id],
            }
            for one in edition.amendments
        ],
    }  # fmt: skip


def _step_json(step: Step) -> dict[str, Any]:
    place = step.place()
    return {
        "key": step.key, "op": step.op, "target": step.target, "was": step.was, "now": step.now,
        "cite": list(step.cite), "recorded": step.recorded.isoformat(), "governs_by": step.governs,
        "before_effective": step.before_effective if step.governs else None, "file": place.file, "line": place.line,
    }  # fmt: skip


def _diff(arguments: argparse.Namespace) -> int:
    family = Family(find(arguments.package))
    old, new = family.on(read_day(arguments.from_, "--from")), family.on(read_day(arguments.to, "--to"))
    found = differences(old, new, family.steps)
    if arguments.json:
        print_json({
            "from": {"on": arguments.from_, "hash": old.hash}, "to": {"on": arguments.to, "hash": new.hash},
            "differences": [asdict(one) for one in found],
        })  # fmt: skip
        return 0
    for one in found:
        print(_difference_text(one, old, new))
    print(f"{len(found)} 处不同" if found else "没有不同")
    return 0


def _difference_text(one: Difference, old: Package, new: Package) -> str:
    was = f"{one.was or '（无）'}〔{clause_labels(old, one.was_cite)}〕"
    now = f"{one.now or '（无）'}〔{clause_labels(new, one.now_cite)}〕"
    return f"{one.part} {one.name} {one.path}：{was} → {now}".replace("〔〕", "").replace("  ", " ")


def _adopt(arguments: argparse.Namespace) -> int:
    family, on = Family(find(arguments.package)), read_day(arguments.on, "--on")
    today = read_day(arguments.today, "--today") if arguments.today else on
    if not any(one.effective == on for one in family.amendments):
        known = "、".join(sorted({one.effective.isoformat() for one in family.amendments})) or say(
            "command.no_amendments"
        )
        raise BadInput([Fault(say("command.no_amendment"), path="--on", found=arguments.on, expected=known)])
    process, sheets = AmendedProcess(family, max(today, on)), Sheets()
    facts = read_ledger(sheets, process.plan, arguments.facts, amended=process)
    sheets.close()
    found = adoption_of(family, by_compound(process.plan, facts), adopted_on=on, today=today)
    if arguments.json:
        told = {one.compound: _adoption_json(one) for one in found}
        print_json({"on": on.isoformat(), "today": today.isoformat(), "compounds": told})
        return 0
    for one in found:
        _print_adoption(one)
    print(f"{len(found)} 个小区，{sum(bool(one.changes) for one in found)} 个有变化")
    return 0


def _adoption_json(one: Adoption) -> dict[str, Any]:
    return {
        "changes": [
            {"stage": change.stage, "name": change.name, "before": _stage_json(change.before),
             "after": _stage_json(change.after), "newly_missing": list(change.newly_missing)}
            for change in one.changes
        ],
        "kept": list(one.kept),
        "undone": list(one.undone),
    }  # fmt: skip


def _stage_json(stage: StageStanding | None) -> dict[str, Any] | None:
    if stage is None:
        return None
    return {
        "state": stage.state,
        "since": _iso(stage.since),
        "due": _iso(stage.due),
        "overdue_days": stage.overdue_days,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _print_adoption(one: Adoption) -> None:
    print(
        f"{one.compound}：已完成的 {len(one.kept)} 个阶段不变"
        + (f"，{'、'.join(one.undone)} 待补" if one.undone else "")
    )
    for change in one.changes:
        told = f"{_stage_text(change.before)} → {_stage_text(change.after)}{_newly(change)}"
        print(f"  {change.stage} {change.name}：{told}")


def _newly(change: StageChange) -> str:
    return f"，新要求 {'、'.join(change.newly_missing)}" if change.newly_missing else ""


def _stage_text(stage: StageStanding | None) -> str:
    states = {"done": "已完成", "open": "进行中", "early": "证据先到", "locked": "未到"}
    if stage is None:
        return "无此阶段"
    return states[stage.state] + (f"（期限 {stage.due}）" if stage.due else "")


def _readings(arguments: argparse.Namespace) -> int:
    directory = find(arguments.package)
    package = Family(directory).original()
    changed: list[tuple[Outcome, Outcome]] = []
    if arguments.decisions:
        before, package = package, Family(directory, decisions=[arguments.decisions]).original()
        changed = _answers_changed(directory, before, package)
    if arguments.json:
        print_json({
            "policy": {"id": package.id, "hash": package.hash},
            "readings": [one.model_dump(mode="json") for one in package.interpretations],
            "changed_answers": [
                {"sheet": old.sheet, "row": old.row, "case": old.case, "asked": old.asked,
                 "was": old.got, "now": new.got}
                for old, new in changed
            ],
        })  # fmt: skip
        return 0
    for one in package.interpretations:
        status = f"已认定（{one.settled.by}，{one.settled.on}，{one.settled.document}）" if one.settled else (
            "已认定" if one.status == "settled" else f"待认定（由{one.decider}）")  # fmt: skip
        print(f"{one.id} {one.about}：{one.chosen}  {status}")
    if arguments.decisions:
        for old, new in changed:
            print(f"{old.sheet}:{old.row} {old.case} {old.asked}：{old.got} → {new.got}")
        print(f"这份决定会改变用例里的 {len(changed)} 个答复")
    return 0


def _answers_changed(directory: Path, before: Package, after: Package) -> list[tuple[Outcome, Outcome]]:
    """The answers of the case sheets that come out otherwise."""
    book = read_cases(directory, before)
    pairs = zip(book.outcomes(before), book.outcomes(after), strict=True)
    return [(old, new) for old, new in pairs if old.got != new.got]
