"""A package from its directory: layers, corrections, vocabulary, sense; every fault told at once with its place."""

from __future__ import annotations

from pathlib import Path

from linli.core.policy.amend import read_draft
from linli.core.policy.loader import understand
from linli.core.policy.model import Package


def load(path: Path) -> Package:
    """The package in the directory ``path``: its first edition, with errata and settled readings.

    Raises BadInput with every fault: nothing is half-loaded.
    """
    return understand(read_draft(path))
