"""Which single values of a package could be other than they are without any case noticing?

Each mutant is written into the package as it stands in its files, validated and linted like any package, and run
against all cases. One that the loader itself refuses is noticed by the loader and not counted. What remains unnoticed
is the list of rules without a boundary case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from linli.core.cases.book import CaseBook, run_cases
from linli.core.cases.mutants import Mutant, changed, mutants
from linli.core.cases.outcome import Outcome
from linli.core.faults import BadInput
from linli.core.policy.files import Draft
from linli.core.policy.loader import build
from linli.core.policy.model import Package
from linli.core.policy.textyaml import show_path
from linli.core.wording import Wording, say


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A change that no case notices: what, from what to what, where it stands, and the case to add."""

    what: str
    was: str
    now: str
    file: str
    line: int
    path: str
    sheet: str
    hint: str

    def __str__(self) -> str:
        return str(self.words())

    def words(self) -> Wording:
        """The line of the report; what changed and which case to add stay in the words of the sheets."""
        return say(
            "cases.unnoticed", place=f"{self.file}:{self.line}", what=self.what, was=self.was, now=self.now,
            sheet=self.sheet, hint=self.hint,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MutationReport:
    """How many mutants were tried (those the loader refuses are not) and which went unnoticed."""

    tried: int
    refused: int
    unnoticed: tuple[Unnoticed, ...]


def mutate(
    package: Package, draft: Draft, book: CaseBook, *, progress: Callable[[int, int], None] | None = None
) -> MutationReport:
    """The report for ``package``, read from ``draft``. ``progress``: told how many of all mutants are done."""
    base = {_key(outcome): outcome.got for outcome in run_cases(package, book).outcomes}
    every = list(mutants(package, draft.tree))
    tried = refused = 0
    unnoticed: list[Unnoticed] = []
    for number, one in enumerate(every, start=1):
        mutated = _mutated(draft, one)
        if mutated is None:
            refused += 1
        else:
            tried += 1
            if not _notices(mutated, book, base, one):
                unnoticed.append(_told(draft, one))
        if progress:
            progress(number, len(every))
    return MutationReport(tried, refused, tuple(unnoticed))


def _key(outcome: Outcome) -> tuple[str, int, str]:
    return outcome.sheet, outcome.row, outcome.asked


def _mutated(draft: Draft, one: Mutant) -> Package | None:
    package, faults = build(changed(draft.tree, one.changes), draft)
    return None if faults else package


def _notices(package: Package, book: CaseBook, base: dict[tuple[str, int, str], str], one: Mutant) -> bool:
    """Whether any outcome differs; stops at the first. Sheets that cannot see the changed tables are left out."""
    tables = frozenset(str(path[0]) for path, _ in one.changes)
    try:
        return any(base.get(_key(outcome)) != outcome.got for outcome in book.outcomes(package, changed=tables))
    except (BadInput, KeyError, ValueError):
        # the rules refuse to answer a case under this package: that is noticed too
        return True


def _told(draft: Draft, one: Mutant) -> Unnoticed:
    place = draft.place(one.path)
    return Unnoticed(one.what, one.was, one.now, place.file, place.line, show_path(one.path), one.sheet, one.hint)
