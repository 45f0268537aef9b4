"""Facts on record as text, and back: of a cost line alone, of a project, of its compounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linli.core.funding import NOTHING_KNOWN, Facts, read_fact, told_fact
from linli.core.funding.facts import NAMES


def told_facts(facts: Facts) -> dict[str, str]:
    """What is known, fact -> text."""
    if facts is NOTHING_KNOWN:
        return {}
    known = {name: getattr(facts, name) for name in NAMES}
    return {name: told_fact(name, value) for name, value in known.items() if value is not None}


def facts_from(told: Mapping[str, str]) -> Facts:
    """The facts that `told_facts` wrote."""
    if not told:
        return NOTHING_KNOWN
    known: dict[str, Any] = {name: read_fact(name, text) for name, text in told.items() if name in NAMES}
    return Facts(**known)
