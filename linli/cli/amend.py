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
from linli.cli.tongue import both, speaking
from linli.core.amended import Adoption, AmendedProcess, StageChange, adoption_of
from linli.core.cases import Outcome
from linli.core.faults import BadInput, Fault
from linli.core.lifecycle import StageStanding, by_compound
from linli.core.policy import find
from linli.core.policy.amend import Edition, Family, Step
from linli.core.policy.amend.difference import Difference, differences
from linli.core.policy.clauses import clause_labels
from linli.core.policy.model import Package, Reading
from linli.core.policy.starter import start
from linli.core.wording import listed, say
from linli.integrations.case_sheets import read_case_book

_AMENDMENTS = "linli policy amendments 我的政策包/ --json"
_DIFF = "linli policy diff 我的政策包/ --from 2018-05-31 --to 2018-06-01"
_ADOPT = "linli policy adopt-preview 我的政策包/ --on 2018-06-01 事实.csv"
_NEW = "linli policy new yufeng-2018 --from liuzhou-2017-pilot -o yufeng-2018 --jurisdiction 鱼峰区"
_READINGS = "linli policy readings 我的政策包/\n  linli policy readings 我的政策包/ --decisions 决定.yaml"

Add = Callable[..., argparse.ArgumentParser]


def register(commands: Any, add: Add) -> None:
    """Adds the commands about change to ``linli policy``; ``add`` is its way of adding one."""
    add(
        commands,
        "amendments",
        _amendments,
        both(
            "修订、更正和已认定的解释，各版本的起止",
            "amendments, errata and settled readings; from when to when each edition holds",
        ),
        _AMENDMENTS,
    )
    starting = add(
        commands,
        "new",
        _new,
        both("在上级政策包之上起草一个下级政策包", "start a package on top of the one above it"),
        _NEW,
    )
    starting.add_argument(
        "--from",
        dest="from_",
        metavar=both("上级", "UPPER"),
        required=True,
        help=both("上级政策包的编号或目录", "id or folder of the package above"),
    )
    starting.add_argument(
        "-o",
        "--output",
        metavar=both("目录", "FOLDER"),
        type=Path,
        required=True,
        help=both("新建在哪里；已有的不覆盖", "where to create it; nothing is overwritten"),
    )
    starting.add_argument(
        "--name", metavar=both("名称", "NAME"), default="", help=both("新包的名称", "name of the new package")
    )
    starting.add_argument(
        "--jurisdiction", metavar=both("地方", "PLACE"), default="", help=both("适用的地方", "where it applies")
    )
    comparing = add(
        commands,
        "diff",
        _diff,
        both("两天之间政策改了什么，新旧条款并列", "what changed between two days, old clause beside new"),
        _DIFF,
    )
    comparing.add_argument(
        "--from",
        dest="from_",
        metavar=both("日期", "DAY"),
        required=True,
        help=both("旧版本的日期", "day of the old edition"),
    )
    comparing.add_argument(
        "--to", metavar=both("日期", "DAY"), required=True, help=both("新版本的日期", "day of the new edition")
    )
    adopting = add(
        commands,
        "adopt-preview",
        _adopt,
        both(
            "在施项目采用修订之前：每个小区会变什么",
            "before a running programme adopts an amendment: what changes for each compound",
        ),
        _ADOPT,
    )
    adopting.add_argument(
        "--on",
        metavar=both("日期", "DAY"),
        required=True,
        help=both("修订施行之日", "day on which the amendment comes into force"),
    )
    adopting.add_argument(
        "--today",
        metavar=both("日期", "DAY"),
        help=both("看哪一天的情况（不写就是施行之日）", "as on which day (otherwise the day it comes into force)"),
    )
    adopting.add_argument(
        "facts",
        metavar=both("事实表", "FACTS"),
        help=both("列：小区、日期、阶段、事实、值；.csv 或 .xlsx", "columns 小区、日期、阶段、事实、值; .csv or .xlsx"),
    )
    reading = add(
        commands,
        "readings",
        _readings,
        both(
            "解释登记：待认定、已认定；预览一份决定会改变哪些答复",
            "the register of readings; which answers a decision would change",
        ),
        _READINGS,
    )
    reading.add_argument(
        "--decisions",
        metavar=both("决定", "DECISIONS"),
        type=Path,
        help=both(
            "写有 decisions 的 YAML 文件，尚未放进政策包的", "a YAML file with decisions that is not yet in the package"
        ),
    )


def _new(arguments: argparse.Namespace) -> int:
    package = start(arguments.package, find(arguments.from_), arguments.output,
                    name=arguments.name, jurisdiction=arguments.jurisdiction)  # fmt: skip
    if arguments.json:
        print_json({"policy": {"id": package.id, "hash": package.hash}, "directory": str(arguments.output)})
    else:
        print(
            both(
                f"{arguments.output}：{package.id} 已建好，可以加载；只写与 {arguments.from_} 不同的",
                f"{arguments.output}: {package.id} stands and loads; write only what differs from {arguments.from_}",
            )
        )
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
        first, last = edition.from_ or both("起初", "the beginning"), edition.until or both("今", "today")
        print(f"{first} — {last}  {edition.package.hash[:12]}")
        for amendment in edition.amendments:
            print(f"  {amendment.id} {amendment.title} ({amendment.by.document})")
            for step in family.steps:
                if step.origin == amendment.id:
                    was, now = _short(step.was), _short(step.now)
                    print(
                        both(
                            f"    {step.target}：{was} → {now}，按 {step.governs} 适用",
                            f"    {step.target}: {was} → {now}, governed by {step.governs}",
                        )
                    )
    for step in corrections:
        word = both("更正", "erratum") if step.kind == "erratum" else both("认定", "settled")
        recorded = both(f"{step.recorded} 记录", f"recorded {step.recorded}")
        print(f"{word} {step.origin} ({recorded}) {step.target}: {_short(step.was)} → {_short(step.now)}")
    return 0


def _short(value: Any) -> str:
    text = both("（无）", "(none)") if value is None else str(value)
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
    print(both(f"{len(found)} 处不同", f"{len(found)} differences") if found else both("没有不同", "no difference"))
    return 0


def _difference_text(one: Difference, old: Package, new: Package) -> str:
    none, language = both("（无）", "(none)"), speaking()
    was = f"{one.was or none}〔{clause_labels(old, one.was_cite, language)}〕"
    now = f"{one.now or none}〔{clause_labels(new, one.now_cite, language)}〕"
    return f"{one.part} {one.name} {one.path}：{was} → {now}".replace("〔〕", "").replace("  ", " ")


def _adopt(arguments: argparse.Namespace) -> int:
    family, on = Family(find(arguments.package)), read_day(arguments.on, "--on")
    today = read_day(arguments.today, "--today") if arguments.today else on
    if not any(one.effective == on for one in family.amendments):
        days = listed(sorted({one.effective.isoformat() for one in family.amendments}))
        known = days or say("command.no_amendments")
        raise BadInput([Fault(say("command.no_amendment"), path="--on", found=arguments.on, expected=known)])
    process, sheets = AmendedProcess(family, max(today, on)), Sheets(arguments.language)
    facts = read_ledger(sheets, process.plan, arguments.facts, amended=process)
    sheets.close()
    found = adoption_of(family, by_compound(process.plan, facts), adopted_on=on, today=today)
    if arguments.json:
        told = {one.compound: _adoption_json(one) for one in found}
        print_json({"on": on.isoformat(), "today": today.isoformat(), "compounds": told})
        return 0
    for one in found:
        _print_adoption(one)
    changed = sum(bool(one.changes) for one in found)
    print(both(f"{len(found)} 个小区，{changed} 个有变化", f"{len(found)} compounds, {changed} of them change"))
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
    kept, undone = len(one.kept), "、".join(one.undone)
    print(
        both(f"{one.compound}：已完成的 {kept} 个阶段不变", f"{one.compound}: {kept} stages done stay done")
        + (both(f"，{undone} 待补", f", {undone} to be completed") if undone else "")
    )
    for change in one.changes:
        told = f"{_stage_text(change.before)} → {_stage_text(change.after)}{_newly(change)}"
        print(f"  {change.stage} {change.name}：{told}")


def _newly(change: StageChange) -> str:
    new = "、".join(change.newly_missing)
    return both(f"，新要求 {new}", f", newly asked: {new}") if new else ""


def _stage_text(stage: StageStanding | None) -> str:
    states = {
        "done": both("已完成", "done"), "open": both("进行中", "open"), "early": both("证据先到", "early"),
        "locked": both("未到", "locked"),
    }  # fmt: skip
    if stage is None:
        return both("无此阶段", "no such stage")
    return states[stage.state] + (both(f"（期限 {stage.due}）", f" (due {stage.due})") if stage.due else "")


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
        print(f"{one.id} {one.about}：{one.chosen}  {_status(one)}")
    if arguments.decisions:
        for old, new in changed:
            print(f"{old.sheet}:{old.row} {old.case} {old.asked}：{old.got} → {new.got}")
        print(
            both(
                f"这份决定会改变用例里的 {len(changed)} 个答复",
                f"this decision changes {len(changed)} answers of the cases",
            )
        )
    return 0


def _status(reading: Reading) -> str:
    if reading.settled:
        by = reading.settled
        return both(f"已认定（{by.by}，{by.on}，{by.document}）", f"settled ({by.by}, {by.on}, {by.document})")
    if reading.status == "settled":
        return both("已认定", "settled")
    return both(f"待认定（由{reading.decider}）", f"pending (to be decided by {reading.decider})")


def _answers_changed(directory: Path, before: Package, after: Package) -> list[tuple[Outcome, Outcome]]:
    """The answers of the case sheets that come out otherwise."""
    book = read_case_book(directory, before)
    pairs = zip(book.outcomes(before), book.outcomes(after), strict=True)
    return [(old, new) for old, new in pairs if old.got != new.got]
