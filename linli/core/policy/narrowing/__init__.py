"""A lower layer may narrow what the upper one says, never widen it: each widening is told with both clauses.

What no comparison of numbers can decide — another formula, another electorate — is told too, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.model import Package
from linli.core.policy.narrowing.conflict import Conflict
from linli.core.policy.narrowing.money import rule_conflicts
from linli.core.policy.narrowing.process import process_conflicts
from linli.core.policy.narrowing.votes import vote_conflicts

__all__ = ["Conflict", "conflicts"]


def conflicts(above: Package, below: Package) -> Iterator[Conflict]:
    """Every widening: a higher cap or amount, a later deadline, less evidence, a lower threshold, a duty dropped; and
    what cannot be compared."""
    yield from rule_conflicts(above, below)
    yield from process_conflicts(above, below)
    yield from vote_conflicts(above, below)
