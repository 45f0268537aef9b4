"""Which edition of a package a command answers from: that of ``--on``, or of today."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from linli.core.calendar import parse_day
from linli.core.policy import find
from linli.core.policy.amend import Family
from linli.core.policy.model import Package


def load_family(arguments: argparse.Namespace) -> Family:
    """The package named by ``--policy`` with all its editions. Raises BadInput."""
    return Family(find(arguments.policy))


def edition_on(family: Family, on: date | None) -> Package:
    """The edition of a day; of today if none is given. A package that never changed has only one."""
    return family.original() if family.is_plain else family.on(on or date.today())  # noqa: DTZ011 - the office's day


def load_edition(arguments: argparse.Namespace) -> Package:
    """The edition of ``--on`` where the command has one that can be read, otherwise of today. Raises BadInput."""
    return edition_on(load_family(arguments), day_asked(arguments))


def day_asked(arguments: argparse.Namespace) -> date | None:
    """``--on`` as a day; None where the command has none, or what was given is none (which is told elsewhere)."""
    try:
        return parse_day(getattr(arguments, "on", None) or "")
    except ValueError:
        return None


def edition_json(package: Package) -> dict[str, Any]:
    """Which changes a line's answer rests on; nothing for a package as first written."""
    applied = package.memo.get("applied")
    return {"edition": {"hash": package.hash, "applied": list(applied)}} if applied else {}
