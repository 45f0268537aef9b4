"""Walking a package: every cited part with its path, every evidence in a gate, every rule down to its segments."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.model import (
    AllOf,
    Chain,
    Evidence,
    FloorSteps,
    Grant,
    Package,
    Payment,
    PerCount,
    SharedAmong,
    ShareOfCost,
    Stage,
)
from linli.core.policy.model.funding import PlainRule, SegmentedRule
from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.model.process import Condition
from linli.core.policy.textyaml import Keys


def parts(part: Part, path: Keys = ()) -> Iterator[tuple[Keys, Part]]:
    """``part`` and every part inside it, outermost first, with paths as they stand in the files."""
    yield path, part
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        key = info.alias or name
        if isinstance(value, Part):
            yield from parts(value, (*path, key))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Part):
                    yield from parts(item, (*path, key, index))


def cited_parts(package: Package) -> Iterator[tuple[Keys, CitedPart]]:
    """Every part of the package that may cite a clause or rely on a reading."""
    if "cited" not in package.memo:
        package.memo["cited"] = [(path, part) for path, part in parts(package) if isinstance(part, CitedPart)]
    yield from package.memo["cited"]


def evidence_of(gate: Condition, path: Keys = ()) -> Iterator[tuple[Keys, Evidence]]:
    """Every piece of evidence that a gate asks for, in the order of the text."""
    if isinstance(gate, Evidence):
        yield path, gate
        return
    key = "all" if isinstance(gate, AllOf) else "any"
    conditions = gate.all if isinstance(gate, AllOf) else gate.any
    for index, condition in enumerate(conditions):
        yield from evidence_of(condition, (*path, key, index))


def stage_evidence(package: Package) -> Iterator[tuple[Keys, Stage, Evidence]]:
    """Every piece of evidence of every stage, with its path."""
    for index, stage in enumerate(package.stages):
        for path, evidence in evidence_of(stage.gate, ("stages", index, "gate")):
            yield path, stage, evidence


def plain_rules(package: Package) -> Iterator[tuple[Keys, str, str | None, PlainRule]]:
    """Every rule that answers for money: path, rule id, segment id or None, the rule itself."""
    for index, rule in enumerate(package.rules):
        if isinstance(rule, SegmentedRule):
            for number, segment in enumerate(rule.segments):
                yield ("rules", index, "segments", number, "rule"), rule.id, segment.id, segment.rule
        else:
            yield ("rules", index), rule.id, None, rule


def payments_of(rule: PlainRule, path: Keys) -> Iterator[tuple[Keys, Payment]]:
    """The payments of a grant or chain, with their paths."""
    if isinstance(rule, Grant):
        yield path, rule
    elif isinstance(rule, Chain):
        for index, payment in enumerate(rule.payments):
            yield (*path, "payments", index), payment


def amounts_of(rule: PlainRule, path: Keys) -> Iterator[tuple[Keys, ShareOfCost | PerCount | FloorSteps]]:
    """Every formula of a rule, that of the least to be spent included."""
    for here, payment in payments_of(rule, path):
        yield (*here, "amount"), payment.amount
        for index, amount in enumerate(payment.at_most):
            yield (*here, "at_most", index), amount
    if isinstance(rule, (Grant, Chain)) and rule.minimum:
        yield (*path, "minimum", "least"), rule.minimum.least


def payers_of(rule: PlainRule, path: Keys) -> Iterator[tuple[Keys, str]]:
    """Every payer a rule names, with the path of the name; ``undetermined`` is none."""
    if payer := getattr(rule, "payer", None):
        yield (*path, "payer"), payer
    rest = getattr(rule, "rest", None)
    if rest and rest != "undetermined":
        yield (*path, "rest"), rest
    if isinstance(rule, Chain):
        for index, payment in enumerate(rule.payments):
            yield (*path, "payments", index, "payer"), payment.payer
    if isinstance(rule, SharedAmong):
        for index, one in enumerate(rule.among):
            yield (*path, "among", index, "payer"), one.payer
