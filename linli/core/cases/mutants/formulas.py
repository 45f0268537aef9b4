"""Mutants of grants and chains of payments: every number in their formulas, as it is written, a little more or less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from linli.core.cases.mutants.tree import Mutant, mutant
from linli.core.policy.textyaml import Keys

_MONEY = "资金.csv"
_WORDS = {"id", "name", "cite", "interpretations", "purpose", "payer", "rest", "pot", "group", "kind", "district"}
_POINT = Fraction(1, 100)


def formula_mutants(tree: dict[str, Any]) -> Iterator[Mutant]:
    """Every number of every rule of the kinds ``grant`` and ``chain``, segments included."""
    for index, rule in enumerate(tree.get("rules", ())):
        for number, segment in enumerate(rule.get("segments", ())):
            yield from _rule(
                ("rules", index, "segments", number, "rule"), f"{rule['id']}·{segment['id']}", segment["rule"]
            )
        yield from _rule(("rules", index), rule["id"], rule)


def _rule(path: Keys, name: str, rule: dict[str, Any]) -> Iterator[Mutant]:
    if rule.get("kind") in ("grant", "chain"):
        yield from _numbers(path, name, rule)


def _numbers(path: Keys, name: str, node: Any) -> Iterator[Mutant]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in _WORDS:
                yield from _numbers((*path, key), name, value)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _numbers((*path, index), name, value)
    elif isinstance(node, str):
        what = f"{name} 的 {path[-1]}"
        for now in nearby(node):
            yield mutant(path, now, was=node, what=what, sheet=_MONEY, hint=f"加一行用到 {name}、恰在 {node} 处的费用")


def nearby(text: str) -> tuple[str, ...]:
    """The numbers next to the one written; none if it is no number.

    >>> nearby("80%"), nearby("300元"), nearby("7"), nearby("0.8"), nearby("share")
    (('81%', '79%'), ('300.01元', '299.99元'), ('8', '6'), ('81/100', '79/100'), ())
    """
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)%", text):
        return tuple(
            f"{Fraction(match[1]) + step}%" for step in (1, -1) if (Fraction(match[1]) + step).denominator == 1
        )
    if match := re.fullmatch(r"(\d+(?:\.\d{1,2})?)(元|万元)", text):
        fen = int(Fraction(match[1]) * 100)
        return tuple(f"{near // 100}.{near % 100:02d}{match[2]}" for near in (fen + 1, fen - 1) if near >= 0)
    if re.fullmatch(r"\d{1,9}", text):
        return tuple(str(near) for near in (int(text) + 1, int(text) - 1) if near >= 0)
    if re.fullmatch(r"\d+(\.\d+|/[1-9]\d*)", text):
        shares = (Fraction(text) + _POINT, Fraction(text) - _POINT)
        return tuple(f"{near.numerator}/{near.denominator}" for near in shares if near >= 0)
    return ()
