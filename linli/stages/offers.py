"""What a running programme could adopt: amendments at hand that it does not know yet, corrections, newer shipped texts.

Readings that the office has settled go along where the new text still asks the same question; where the question or its
options changed, somebody has to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from linli.apps.programme.models import Programme
from linli.apps.programme.queries import adoption_on
from linli.core.policy.amend import Family, Step
from linli.core.policy.files import Draft
from linli.core.policy.model import Package, Reading
from linli.core.policy.model.amendments import Amendment
from linli.stages.drafts import Decision
from linli.stages.policy_shelf import directory_of, family_in, loaded_package_for, shelf

#: what a settled reading meets in the newer edition: the same question; another text or other options; no such reading
#: any more; the edition settles it itself, otherwise
Meets = Literal["same", "changed", "gone", "settled"]
#: what makes two readings the same question with the same answers to choose from
_QUESTION = ("about", "text_says", "chosen", "alternatives", "setting")


@dataclass(frozen=True, slots=True)
class Adopted:
    """The edition that a programme runs under, with its amendments and what the office has decided on its readings."""

    package: Package
    directory: Path
    family: Family
    keys: frozenset[str]

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.family.steps if step.key in self.keys)

    @property
    def amendments(self) -> frozenset[str]:
        return frozenset(step.origin for step in self.steps if step.kind == "amendment")


@dataclass(frozen=True, slots=True)
class SettledReading:
    """A reading settled by the office, and what becomes of it. ``old``, ``new``: as registered in either edition."""

    id: str
    meets: Meets
    decision: Decision
    old: Reading | None
    new: Reading | None

    @property
    def asks(self) -> bool:
        """Whether somebody has to decide if it still holds."""
        return self.meets in ("changed", "settled")


@dataclass(frozen=True, slots=True)
class Offer:
    """An edition that could be adopted. ``key``: names it in addresses; ``amendments``: those it adds; ``errata``:
    our own mistakes that it puts right; ``rewritten``: the package itself was written anew; ``effective``: the day
    from which it may be adopted (None: at once); ``known``: ids of every amendment in it."""

    key: str
    directory: Path
    package: Package
    amendments: tuple[Amendment, ...]
    errata: tuple[Step, ...]
    rewritten: bool
    known: frozenset[str]
    readings: tuple[SettledReading, ...]
    decided_above: tuple[str, ...]

    @property
    def effective(self) -> date | None:
        return max((one.effective for one in self.amendments), default=None)

    @property
    def is_above(self) -> bool:
        """Whether something above or in the package changed that is no amendment of its own."""
        return self.rewritten or bool(self.decided_above)


def adopted(programme: Programme, today: date) -> Adopted:
    """What the programme runs under. MissingPackageError when it is not at hand."""
    package = loaded_package_for(programme, today)
    directory = directory_of(package)
    assert directory is not None  # noqa: S101 - the package was loaded from it
    family = family_in(directory)
    return Adopted(package, directory, family, frozenset(package.memo.get("applied", ())))


def governing_of(programme: Programme, today: date) -> dict[str, str]:
    """The stages that the office has named for the days that govern changes."""
    adoption = adoption_on(programme.pk, today)
    return dict(adoption.governing) if adoption else {}


def offers(now: Adopted) -> tuple[Offer, ...]:
    """Every edition at hand that says more than the adopted one, the earliest first; those of packages built upon it
    last."""
    at_hand = shelf()
    own = at_hand.current.get(now.package.id)
    sources = [own] if own else []
    sources += [at_hand.current[name] for name in sorted(at_hand.current) if name != now.package.id]
    found: list[Offer] = []
    for digest in sources:
        directory = at_hand.directories[digest]
        family = family_in(directory)
        if at_hand.by_hash[digest].id == now.package.id or _stands_upon(family.draft, now.package.id):
            found += _offers_of(now, directory, family)
    return tuple(found)


def _stands_upon(draft: Draft, package_id: str) -> bool:
    above = draft.above
    while above is not None:
        if above.tree.get("id") == package_id:
            return True
        above = above.above
    return False


def _offers_of(now: Adopted, directory: Path, family: Family) -> Iterator[Offer]:
    said = _said(now.family, now.steps)
    for edition in family.editions():
        steps = [step for step in family.steps if step.key in edition.package.memo["applied"]]
        known = frozenset(step.origin for step in steps if step.kind == "amendment")
        above = tuple(_decided_above(now, steps))
        if not now.amendments <= known or (_said(family, steps) == said and not above):
            continue
        yield Offer(
            key=edition.package.hash[:12],
            directory=directory,
            package=edition.package,
            amendments=tuple(one for one in family.amendments if one.id in known - now.amendments),
            errata=tuple(step for step in steps if step.kind == "erratum" and step.digest not in said[1]),
            rewritten=family.draft.digest != now.family.draft.digest,
            known=known,
            readings=tuple(_readings(now, family, steps)),
            decided_above=above,
        )


def _said(family: Family, steps: Iterable[Step]) -> tuple[str, frozenset[str]]:
    """What an edition says, its settled readings apart."""
    return family.draft.digest, frozenset(step.digest for step in steps if step.kind != "decision")


def _decided_above(now: Adopted, steps: Collection[Step]) -> Iterator[str]:
    """The readings that the newer edition itself settles, and the adopted one does not."""
    own = {step.origin for step in now.steps if step.kind == "decision"}
    for step in steps:
        if step.kind == "decision" and step.origin not in own:
            yield step.origin


def _readings(now: Adopted, family: Family, steps: Collection[Step]) -> Iterator[SettledReading]:
    mine = [step for step in now.steps if step.kind == "decision"]
    if not mine:
        return
    before = now.family.package(frozenset(step.key for step in now.steps if step.kind != "decision"))
    after = family.package(frozenset(step.key for step in steps if step.kind != "decision"))
    theirs = {step.origin: step.digest for step in steps if step.kind == "decision"}
    for step in mine:
        old, new = before.reading_by_id.get(step.origin), after.reading_by_id.get(step.origin)
        if theirs.get(step.origin) == step.digest:
            continue
        meets: Meets = (
            "gone" if new is None else "settled" if step.origin in theirs else "same" if _same(old, new) else "changed"
        )
        yield SettledReading(step.origin, meets, decision_of(step), old, new)


def _same(old: Reading | None, new: Reading) -> bool:
    return old is not None and all(getattr(old, word) == getattr(new, word) for word in _QUESTION)


def decision_of(step: Step) -> Decision:
    """A decision as it stands in ``readings.yaml``."""
    said = {"reading": step.origin, "chosen": step.now["chosen"], "value": step.now["value"],
            "decided_by": step.now["by"], "decided_on": step.now["on"], "document": step.now["document"],
            "cite": list(step.cite)}  # fmt: skip
    return {word: value for word, value in said.items() if value not in (None, "", [])}
