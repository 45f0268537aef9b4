"""Mutants of quotas, pots, the order of priorities, duties and meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from linli.core.cases.mutants.tree import REMOVED, Mutant, day_after, mutant, other, swapped_with_next
from linli.core.money import format_wan
from linli.core.policy.model import Duty, Meeting, Package, Pot
from linli.core.policy.textyaml import Keys

_QUOTAS, _DUTIES = "配额.csv", "职责.csv"
#: the last digit in which documents print 万元
_LAST_DIGIT_FEN = 10_000
_PERIODS = ("month", "quarter", "year")


def head_mutants(package: Package) -> Iterator[Mutant]:
    """Every mutant of package.yaml's numbers, and of the duties."""
    yield from _quota_mutants(package)
    for index, pot in enumerate(package.pots):
        yield from _pot_mutants(("pots", index), pot)
    yield from _priority_mutants(package)
    roles, stages = [role.id for role in package.roles], [stage.id for stage in package.stages]
    for index, duty in enumerate(package.duties):
        yield from _duty_mutants(("duties", index), duty, roles, stages)
    for index, meeting in enumerate(package.meetings):
        yield from _shared_mutants(("meetings", index), meeting, roles)


def _quota_mutants(package: Package) -> Iterator[Mutant]:
    """One more here, one less in the next phase: the sum still closes, so only a case can notice."""
    quotas = package.quotas
    if not quotas:
        return
    for index, phase in enumerate(quotas.phases):
        path: Keys = ("quotas", "phases", index, "compounds")
        hint = f"加两行：{phase.name} 恰好 {phase.compounds} 个不超出，多一个超出"
        partner = (index + 1) % len(quotas.phases)
        for step in (1, -1):
            now = phase.compounds + step
            changes: list[tuple[Keys, str]] = [(path, str(now))]
            if partner != index:
                left = quotas.phases[partner].compounds - step
                changes.append((("quotas", "phases", partner, "compounds"), str(left)))
            else:
                changes.append((("quotas", "total"), str(quotas.total + step)))
            yield Mutant(path, f"{phase.name} 的数目", str(phase.compounds), str(now), _QUOTAS, hint, tuple(changes))


def _pot_mutants(path: Keys, pot: Pot) -> Iterator[Mutant]:
    for number, grant in enumerate(pot.parts):
        for step in (_LAST_DIGIT_FEN, -_LAST_DIGIT_FEN):
            amount, total = (f"{format_wan(fen + step).replace(',', '')}万元" for fen in (grant.amount, pot.total))
            was = f"{format_wan(grant.amount)}万元"
            yield Mutant((*path, "parts", number, "amount"), f"{pot.name} 的一笔", was, amount, _QUOTAS,
                         "加两行：安排恰好用完放得下，多一分放不下",
                         (((*path, "parts", number, "amount"), amount), ((*path, "total"), total)))  # fmt: skip


def _priority_mutants(package: Package) -> Iterator[Mutant]:
    for index, priority in enumerate(package.priorities):
        turned = "low" if priority.better == "high" else "high"
        yield mutant(("priorities", index, "better"), turned, was=priority.better, what=f"{priority.name} 的方向",
                     sheet=_QUOTAS, hint=f"期望行：对象 优先，名称 {priority.id}，问题 方向")  # fmt: skip
    for index in range(len(package.priorities) - 1):
        first, second = package.priorities[index : index + 2]
        path: Keys = ("priorities", index)
        yield Mutant(path, f"{first.name} 与 {second.name} 的先后", first.id, second.id, _QUOTAS,
                     f"期望行：对象 优先，名称 {first.id}，问题 次序",
                     ((("priorities",), swapped_with_next(index)),))  # fmt: skip


def _duty_mutants(path: Keys, duty: Duty, roles: list[str], stages: list[str]) -> Iterator[Mutant]:
    yield from _shared_mutants(path, duty, roles)
    hint = f"在职责.csv 写明 {duty.id} 的这一项"
    if duty.stage and (swapped := other(duty.stage, stages)):
        yield mutant((*path, "stage"), swapped, was=duty.stage, what=f"{duty.id} 的阶段", sheet=_DUTIES, hint=hint)
    for number, role in enumerate(duty.with_):
        yield mutant((*path, "with", number), REMOVED, was=role, what=f"{duty.id} 的会同方", sheet=_DUTIES, hint=hint)
    if duty.count is not None:
        yield mutant((*path, "count"), str(duty.count + 1), was=duty.count, what=f"{duty.id} 的数目", sheet=_DUTIES,
                     hint=hint)  # fmt: skip
    if isinstance(duty.due, date):
        yield mutant((*path, "due"), day_after(duty.due, 1), was=duty.due, what=f"{duty.id} 的期限", sheet=_DUTIES,
                     hint=hint)  # fmt: skip


def _shared_mutants(path: Keys, entry: Duty | Meeting, roles: list[str]) -> Iterator[Mutant]:
    """Who, how often, how many times: alike for duties and meetings."""
    hint = f"在职责.csv 写明 {entry.id} 的这一项"
    if swapped := other(entry.who, roles):
        yield mutant((*path, "who"), swapped, was=entry.who, what=f"{entry.id} 由谁", sheet=_DUTIES, hint=hint)
    if entry.every and (period := other(entry.every, _PERIODS)):
        yield mutant((*path, "every"), period, was=entry.every, what=f"{entry.id} 的周期", sheet=_DUTIES, hint=hint)
    if entry.at_least is not None:
        yield mutant((*path, "at_least"), str(entry.at_least + 1), was=entry.at_least, what=f"{entry.id} 的次数",
                     sheet=_DUTIES, hint=hint)  # fmt: skip
