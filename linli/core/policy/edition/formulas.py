"""Grants by formula and chains of payers of a reading edition, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.money import format_yuan
from linli.core.policy.edition.parts import Maker
from linli.core.policy.model.grants import FloorSteps, Payment, PerCount, ShareOfCost, When

_COUNTED = {
    "compound": ("每个小区", "compound"), "households": ("每户", "household"), "area": ("每平方米", "m²"),
    "buildings": ("每栋", "building"), "entrances": ("每单元", "entrance"), "lifts": ("每部电梯", "lift"),
    "floors": ("每层", "floor"),
}  # fmt: skip
_FACTS = {
    "district": ("区县", "district"), "kind": ("类别", "kind"), "year": ("年度", "year"),
    "built": ("建成年份", "built"), "floors": ("层数", "floors"), "households": ("户数", "households"),
    "buildings": ("楼栋数", "buildings"),
}  # fmt: skip


def payment_lines(make: Maker, payments: tuple[Payment, ...]) -> Iterator[str]:
    """What each payer gives, under which conditions, in their order."""
    for payment in payments:
        payer = make.payer(payment.payer)
        amounts = [amount_line(make, amount) for amount in payment.amounts]
        yield payer + make.say("：", ": ") + make.say("，且不超过", ", and at most ").join(amounts)
        if payment.only_if:
            yield make.say("　条件：", "　only if ") + when_line(make, payment.only_if)
        if payment.released_by:
            yield make.say(f"　须先有：{payment.released_by.name}", f"　released by: {payment.released_by.name}")
        if payment.purpose:
            yield make.say(f"　只用于：{payment.purpose}", f"　only for: {payment.purpose}")
        if payment.advance is not None:
            yield make.say(
                f"　预拨 {payment.advance}，结算时多退少补", f"　{payment.advance} ahead, cleared at the end"
            )


def amount_line(make: Maker, amount: ShareOfCost | PerCount | FloorSteps) -> str:
    """One amount in words."""
    if isinstance(amount, PerCount):
        return _per_count(make, amount)
    if isinstance(amount, FloorSteps):
        each = make.say(*_COUNTED[amount.per])
        base, step = format_yuan(amount.base), format_yuan(amount.step)
        return make.say(f"{each} {amount.from_} 层及以下 {base} 元，每多一层加 {step} 元",
                        f"per {each}: {base} yuan up to {amount.from_} floors, {step} more for each above")  # fmt: skip
    base = make.say("费用", "the cost") if amount.of == "cost" else make.say("余下部分", "what is left")
    text = make.say(f"{base}的 {amount.cap}（向下取整到分）", f"{amount.cap} of {base}, rounded down to the fen")
    if amount.ceiling:
        ceiling = _per_count(make, amount.ceiling)
        text += make.say(f"，费用至多计到{ceiling}", f", the cost counting up to {ceiling}")
    if amount.coefficient:
        steps = make.say("，", ", ").join(f"{step.at_least} → {step.factor}" for step in amount.coefficient.steps)
        text += make.say(f"，乘系数（居民出资比例：{steps}）", f", times a factor (residents' share: {steps})")
    return text


def _per_count(make: Maker, amount: PerCount) -> str:
    each = make.say(*_COUNTED[amount.of])
    rows = [f"{when_line(make, row.when)} {format_yuan(row.rate)}" for row in amount.rates]
    if amount.rate is not None:
        rows.append(format_yuan(amount.rate) if not rows else make.say("其他 ", "else ") + format_yuan(amount.rate))
    told = make.say("；", "; ").join(rows)
    return make.say(f"{each} {told} 元", f"{told} yuan per {each}")


def when_line(make: Maker, when: When) -> str:
    """Conditions on the compound, joined."""
    told = []
    for name, words in _FACTS.items():
        value = getattr(when, name)
        if value:
            text = make.say("、", ", ").join(value) if isinstance(value, tuple) else str(value)
            told.append(f"{make.say(*words)} {text}")
    return make.say("，", ", ").join(told)
