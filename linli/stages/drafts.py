"""An edition under consideration: made in a folder of its own, looked at, and gone again unless somebody adopts it.

It is the package in some folder, with the decisions that the office took on its readings, knowing only some of the
amendments that lie beside it. What is adopted is kept in the data folder like any other edition.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from linli.core.faults import BadInput
from linli.core.policy.amend import Family
from linli.core.policy.files import READINGS
from linli.core.policy.model import Package
from linli.core.policy.pinned import copy_with_layers
from linli.core.policy.textyaml import decode, parse_text, read_bytes
from linli.stages.policy_shelf import keep
from linli.stages.standing import Running

#: one decision as it stands in ``readings.yaml``
Decision = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PayerChange:
    """What a payer bears before and after, in fen; the one without a name is what the text gives to nobody."""

    name: str
    before_fen: int
    after_fen: int

    @property
    def difference_fen(self) -> int:
        return self.after_fen - self.before_fen


@dataclass(frozen=True)
class Considered:
    """An edition under consideration. ``family``: the amendments it knows; None where there are none."""

    directory: Path
    package: Package
    family: Family | None

    def running(self, today: date, governing: Mapping[str, str] | None = None) -> Running:
        """How projects would be judged under it. ``governing``: see `PolicyAdoption`."""
        return Running(self.package, today, self.family, dict(governing or {}))

    def keep(self) -> None:
        """Keeps it for the programmes that adopt it; the folder is used up."""
        keep(self.directory, self.package)


@contextmanager
def considered(
    source: Path, package_id: str, decisions: Iterable[Decision], amendments: Collection[str]
) -> Iterator[Considered]:
    """The edition of the package in ``source`` with these decisions and just these amendments (ids).

    BadInput when it would not be sound.
    """
    policies = Path(settings.POLICY_DIR)
    policies.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".draft-", dir=policies))
    try:
        fresh = folder / package_id
        copy_with_layers(source, fresh)
        write_decisions(fresh, decisions)
        yield _understood(fresh, amendments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _understood(directory: Path, amendments: Collection[str]) -> Considered:
    family = Family(directory)
    keys = frozenset(step.key for step in family.steps if step.kind != "amendment" or step.origin in amendments)
    known = family.only(keys)
    return Considered(directory, known.package(keys), None if known.is_plain else known)


def write_decisions(directory: Path, decisions: Iterable[Decision]) -> None:
    """Writes decisions into ``readings.yaml``, each in the place of an earlier one on the same reading."""
    fresh = {str(one["reading"]): dict(one) for one in decisions}
    if not fresh:
        return
    tree = _written(directory)
    others = [one for one in tree.get("decisions", []) if one.get("reading") not in fresh]
    tree["decisions"] = [*others, *fresh.values()]
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in tree.items())
    (directory / READINGS).write_text(text, encoding="utf-8", newline="\n")


def decisions_in(directory: Path) -> tuple[Decision, ...]:
    """The decisions that stand in a package's ``readings.yaml``. BadInput when it cannot be read."""
    return tuple(one for one in _written(directory).get("decisions", []) if isinstance(one, dict))


def _written(directory: Path) -> dict[str, Any]:
    path = directory / READINGS
    if not path.exists():
        return {}
    raw, faults = read_bytes(path, READINGS)
    text, more = decode(raw, READINGS)
    document, rest = parse_text(text, READINGS)
    if found := [*faults, *more, *rest]:
        raise BadInput(found)
    return dict(document.tree)
