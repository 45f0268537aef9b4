"""Single values of a package that could be other than they are, subject by subject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linli.core.cases.mutants.evaluation import evaluation_mutants
from linli.core.cases.mutants.formulas import formula_mutants
from linli.core.cases.mutants.head import head_mutants
from linli.core.cases.mutants.money import money_mutants
from linli.core.cases.mutants.process import process_mutants
from linli.core.cases.mutants.selection import selection_mutants
from linli.core.cases.mutants.tree import Mutant, changed
from linli.core.cases.mutants.votes import vote_mutants
from linli.core.policy.model import Package


def mutants(package: Package, tree: dict[str, Any]) -> Iterator[Mutant]:
    """Every one-value mutant of the package, in the order of its files. ``tree``: the package as written."""
    for make in (head_mutants, selection_mutants, evaluation_mutants, process_mutants, vote_mutants, money_mutants):
        yield from make(package)
    yield from formula_mutants(tree)


__all__ = ["Mutant", "changed", "mutants"]
