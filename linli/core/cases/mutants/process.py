"""Mutants of the process: evidence and signers of gates, due days, windows, order of stages, how day words are read."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.cases.mutants.tree import REMOVED, Mutant, day_after, month_after, mutant, other, renamed
from linli.core.policy.model import AllOf, Evidence, Package, Stage
from linli.core.policy.model.process import Condition, DueAfter, DueDay
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import evidence_of

_PROCESS = "流程.csv"
_STEPS = (1, -1)


def process_mutants(package: Package) -> Iterator[Mutant]:
    """Every mutant of the stages and of the reading of deadlines."""
    roles = [role.id for role in package.roles]
    for index, stage in enumerate(package.stages):
        path: Keys = ("stages", index)
        yield from _gate_mutants((*path, "gate"), stage.id, stage.gate, top=True)
        for where, evidence in evidence_of(stage.gate, (*path, "gate")):
            yield from _signer_mutants(where, stage, evidence, roles)
        yield from _day_mutants(path, stage)
        if stage.window and package.deadline_defaults.windows_bind == "compound":
            hint = f"加两行：{stage.id} 在起日和前一日的状态"
            yield mutant((*path, "window", "from"), day_after(stage.window.from_, 1), was=stage.window.from_,
                         what=f"{stage.id} 的起日", sheet=_PROCESS, hint=hint)  # fmt: skip
        if stage.starts:
            hint = f"期望行问 {stage.id} 的 空档天数"
            yield mutant((*path, "starts"), REMOVED, was=stage.starts.rule, what=f"{stage.id} 须立即开始",
                         sheet=_PROCESS, hint=hint)  # fmt: skip
        for number, predecessor in enumerate(stage.after):
            before = predecessor.stage
            hint = f"给一个 {before} 没完成的小区，期望 {stage.id} 状态 locked 或 early"
            yield mutant((*path, "after", number), REMOVED, was=before, what=f"{stage.id} 须在 {before} 之后",
                         sheet=_PROCESS, hint=hint)  # fmt: skip
    yield from _reading_mutants(package)
    for index, role in enumerate(package.roles):
        if role.fallback:
            yield mutant(("roles", index, "fallback"), REMOVED, was=role.fallback, what=f"{role.id} 的代行者",
                         sheet=_PROCESS, hint=f"给一个由 {role.fallback} 代签的小区，期望不缺")  # fmt: skip


def _gate_mutants(path: Keys, stage: str, gate: Condition, *, top: bool = False) -> Iterator[Mutant]:
    if isinstance(gate, Evidence):
        if not top:
            yield mutant(path, REMOVED, was=gate.fact, what=f"{stage} 要的 {gate.fact}", sheet=_PROCESS,
                         hint=f"给齐其余证据、只少 {gate.fact}，期望 {stage} 缺 {gate.fact}")  # fmt: skip
        return
    key, conditions = ("all", gate.all) if isinstance(gate, AllOf) else ("any", gate.any)
    if len(conditions) > 1:
        yield _turned(path, stage, key)
    for number, condition in enumerate(conditions):
        if not (len(conditions) == 1 and isinstance(condition, Evidence)):
            yield from _gate_mutants((*path, key, number), stage, condition)


def _turned(path: Keys, stage: str, key: str) -> Mutant:
    turned = "any" if key == "all" else "all"
    return Mutant((*path, key), f"{stage} 各项证据的关系", key, turned, _PROCESS,
                  "给只满足其中一项的小区，期望状态", ((path, renamed(key, turned)),))  # fmt: skip


def _signer_mutants(path: Keys, stage: Stage, evidence: Evidence, roles: list[str]) -> Iterator[Mutant]:
    name = f"{stage.id} {evidence.fact}"
    for key, role in (("by", evidence.by), ("signed_by", evidence.signed_by)):
        if role and (swapped := other(role, roles)):
            yield mutant((*path, key), swapped, was=role, what=f"{name} 由谁", sheet=_PROCESS,
                         hint=f"期望行问「由谁·{evidence.fact}」，或给定由 {role} 签的事实")  # fmt: skip
    for number, role in enumerate(evidence.with_):
        yield mutant((*path, "with", number), REMOVED, was=role, what=f"{name} 的会签方", sheet=_PROCESS,
                     hint=f"给齐其余各方、只少 {role} 的会签，期望缺")  # fmt: skip
    if evidence.result:
        yield mutant((*path, "result"), REMOVED, was=evidence.result, what=f"{name} 的结果", sheet=_PROCESS,
                     hint="给一个公示有异议的小区，期望缺")  # fmt: skip
    yield from _period_mutants(path, name, evidence)
    if evidence.waivable:
        by = "、".join(evidence.waivable.by) or "yes"
        yield mutant((*path, "waivable"), REMOVED, was=by, what=f"{name} 可以豁免", sheet=_PROCESS,
                     hint=f"给一条 waiver:{evidence.fact}，期望不缺")  # fmt: skip
    if evidence.at_least:
        yield mutant((*path, "at_least"), REMOVED, was=evidence.at_least, what=f"{name} 要达到的数", sheet=_PROCESS,
                     hint="给一个差一分的小区，期望缺")  # fmt: skip


def _period_mutants(path: Keys, name: str, evidence: Evidence) -> Iterator[Mutant]:
    if not evidence.period:
        return
    period, hint = evidence.period, "加两行：期满前一日缺、期满当日不缺"
    for step in _STEPS:
        if period.days + step > 0:
            yield mutant((*path, "period", "days"), str(period.days + step), was=period.days, what=f"{name} 的公示期",
                         sheet=_PROCESS, hint=hint)  # fmt: skip
    turned = "working" if period.kind == "calendar" else "calendar"
    yield mutant((*path, "period", "kind"), turned, was=period.kind, what=f"{name} 的公示期怎么数", sheet=_PROCESS,
                 hint=hint)  # fmt: skip
    if evidence.result:
        turned = "resume" if period.after_objection == "restart" else "restart"
        yield mutant((*path, "period", "after_objection"), turned, was=period.after_objection,
                     what=f"{name} 有异议后怎么计", sheet=_PROCESS,
                     hint="给一个有异议、已答复的小区，期望期满日")  # fmt: skip


def _day_mutants(path: Keys, stage: Stage) -> Iterator[Mutant]:
    hint = f"加两行：{stage.id} 在期限当日不逾期、次日逾期"
    for step in _STEPS:
        if isinstance(stage.due, DueDay):
            yield mutant((*path, "due", "on"), day_after(stage.due.on, step), was=stage.due.on,
                         what=f"{stage.id} 的期限", sheet=_PROCESS, hint=hint)  # fmt: skip
        elif isinstance(stage.due, DueAfter):
            yield mutant((*path, "due", "days"), str(stage.due.days + step), was=stage.due.days,
                         what=f"{stage.id} 的期限天数", sheet=_PROCESS, hint=hint)  # fmt: skip
        elif stage.due:
            yield mutant((*path, "due", "on"), month_after(stage.due.on, step), was="{}-{:02d}".format(*stage.due.on),
                         what=f"{stage.id} 的期限", sheet=_PROCESS, hint=hint)  # fmt: skip
        if stage.window:
            yield mutant((*path, "window", "until"), day_after(stage.window.until, step), was=stage.window.until,
                         what=f"{stage.id} 的止日", sheet=_PROCESS, hint=hint)  # fmt: skip
        for phase, day in stage.due_by_phase.days.items() if stage.due_by_phase else ():
            yield mutant((*path, "due_by_phase", phase), day_after(day, step), was=day,
                         what=f"{stage.id} {phase} 的期限", sheet=_PROCESS, hint=f"{hint}（分期 {phase}）")  # fmt: skip
    if isinstance(stage.due, DueAfter):
        turned = "working" if stage.due.kind == "calendar" else "calendar"
        yield mutant((*path, "due", "kind"), turned, was=stage.due.kind, what=f"{stage.id} 的期限怎么数",
                     sheet=_PROCESS, hint=hint)  # fmt: skip
    elif stage.due and not isinstance(stage.due, DueDay):
        turned = "mid-month" if stage.due.by == "month-end" else "month-end"
        yield mutant(
            (*path, "due", "by"), turned, was=stage.due.by, what=f"{stage.id} 的期限", sheet=_PROCESS, hint=hint
        )


def _reading_mutants(package: Package) -> Iterator[Mutant]:
    """How day words are read, where some stage of the package depends on it."""
    defaults, path = package.deadline_defaults, ("deadline_defaults",)
    dues = [stage.due for stage in package.stages if stage.due]
    days = [stage.window.until for stage in package.stages if stage.window]
    if any(due.by == "mid-month" for due in dues):
        for step in _STEPS:
            yield mutant((*path, "mid_month"), str(defaults.mid_month + step), was=defaults.mid_month,
                         what="“中旬前”取哪一日", sheet=_PROCESS, hint="加两行：中旬期限当日与次日")  # fmt: skip
    if any(due.by == "day" for due in dues):
        turned = "exclusive" if defaults.before_day == "inclusive" else "inclusive"
        yield mutant((*path, "before_day"), turned, was=defaults.before_day, what="“某日前”是否含当日", sheet=_PROCESS,
                     hint="加一行：期限当日不逾期")  # fmt: skip
    yield from _signing_mutants(package)
    signed = [source.signed for source in package.sources if source.signed and not source.external]
    if signed and any(day < min(signed) for day in days):
        turned = "judge" if defaults.before_signed == "record-only" else "record-only"
        yield mutant((*path, "before_signed"), turned, was=defaults.before_signed, what="成文日前的期限怎么看",
                     sheet=_PROCESS, hint="加一行：期限早于成文日的阶段是否判逾期")  # fmt: skip
    if days:
        turned = "compound" if defaults.windows_bind == "programme" else "programme"
        yield mutant((*path, "windows_bind"), turned, was=defaults.windows_bind, what="时段约束全体还是单个小区",
                     sheet=_PROCESS, hint="加一行：前一阶段已完成、本阶段时段未到的小区的状态")  # fmt: skip


def _signing_mutants(package: Package) -> Iterator[Mutant]:
    """The day of signing, where deadlines before it are only kept on record."""
    if package.deadline_defaults.before_signed != "record-only":
        return
    hint = "加一行：期限恰在成文日的阶段是否判逾期"
    ends = {stage.window.until for stage in package.stages if stage.window}
    for index, source in enumerate(package.sources):
        if source.signed and not source.external and source.signed in ends:
            yield mutant(("sources", index, "signed"), day_after(source.signed, 1), was=source.signed,
                         what="成文日", sheet=_PROCESS, hint=hint)  # fmt: skip
