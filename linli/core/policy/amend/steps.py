"""The files of changes of a package, read into single steps in the order in which they apply."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from linli.core.faults import Fault
from linli.core.policy.files import FOLDER_OF_AMENDMENTS, READINGS, Draft
from linli.core.policy.model.amendments import Amendment, ChangeFile, Decision, Erratum, GoverningDay
from linli.core.policy.textyaml import Keys, Place, decode, parse_text, read_bytes
from linli.core.policy.vocabulary import vocabulary_faults
from linli.core.wording import say

StepKind = Literal["amendment", "erratum", "decision"]


@dataclass(frozen=True, eq=False)
class Step:
    """One change ready to be applied.

    key: names it within the package (``am-2018#1``); origin: id of the amendment, erratum or reading; effective: None
    for what holds from the first day; path: where it stands in its file (``draft``).
    """

    key: str
    origin: str
    kind: StepKind
    op: Literal["replace", "insert", "repeal", "settle"]
    target: str
    was: Any
    now: Any
    cite: tuple[str, ...]
    recorded: date
    effective: date | None
    path: Keys
    draft: Draft = field(repr=False)
    amendment: Amendment | None = None
    decision: Decision | None = None
    before: str = ""
    after: str = ""
    governs: GoverningDay | None = None
    before_effective: Literal["old", "new"] = "old"

    @property
    def digest(self) -> str:
        """What the step says and from when it holds, as SHA-256: comments and the place in the file do not count."""
        said = [self.key, self.op, self.target, self.now, list(self.cite), self.before, self.after]
        if self.effective:
            said += [self.effective.isoformat(), self.governs, self.before_effective]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()

    def place(self, *inside: str | int) -> Place:
        return self.draft.place((*self.path, *inside))

    def fault(self, message: str, *inside: str | int, found: str = "", expected: str = "", hint: str = "") -> Fault:
        """A fault of this step, at its place in the file of changes."""
        at = self.place(*inside)
        return Fault(message, file=at.file, line=at.line, column=str(at.column), path=self.target, found=found,
                     expected=expected, hint=hint)  # fmt: skip


def change_files(directory: Path) -> list[str]:
    """The names of the files of changes in a package, sorted; none for a package that never changed."""
    folder = directory / FOLDER_OF_AMENDMENTS
    names = [READINGS] if (directory / READINGS).exists() else []
    if folder.is_dir():
        names += sorted(f"{FOLDER_OF_AMENDMENTS}/{one.name}" for one in folder.iterdir() if _is_ours(one.name))
    return names


def _is_ours(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith((".yaml", ".yml"))


def read_steps(directory: Path, more: Iterable[Path] = ()) -> tuple[list[Step], list[Fault]]:
    """Every step of the package's files of changes and of ``more`` files outside it (an office's decisions)."""
    files = [(name, directory / name) for name in change_files(directory)]
    files += [(str(path), path) for path in more]
    steps: list[Step] = []
    faults: list[Fault] = []
    for name, path in files:
        found, problems = _read_file(path, name)
        steps += found
        faults += problems
    return in_order(steps), [*faults, *_doubled(steps)]


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Errata first, then amendments as they take effect, then decisions. The names of the files play no part."""
    return sorted(steps, key=_rank)


def _rank(step: Step) -> tuple[Any, ...]:
    kinds = {"erratum": 0, "amendment": 1, "decision": 2}
    published = step.amendment.published if step.amendment else None
    number = step.path[-1] if isinstance(step.path[-1], int) else 0
    when = step.effective or step.recorded
    return kinds[step.kind], when, published or when, step.recorded, step.origin, number


def _doubled(steps: Iterable[Step]) -> Iterator[Fault]:
    seen: dict[str, Step] = {}
    for step in steps:
        if step.key in seen:
            first = seen[step.key].place()
            yield step.fault(
                say("lint.id_twice"), found=step.origin, hint=say("lint.other_place", file=first.file, line=first.line)
            )
        seen.setdefault(step.key, step)


def _read_file(path: Path, name: str) -> tuple[list[Step], list[Fault]]:
    raw, faults = read_bytes(path, name)
    text, more = ("", []) if faults else decode(raw, name)
    if faults or more:
        return [], [*faults, *more]
    document, faults = parse_text(text.replace("\r\n", "\n").replace("\r", "\n"), name)
    draft = Draft(path.parent, document.tree, document.places, document.keys)
    draft.places.setdefault((), Place(name, 1))
    try:
        written = ChangeFile.model_validate(document.tree)
    except ValidationError as exc:
        return [], [*faults, *vocabulary_faults(exc, document.tree, draft, ChangeFile)]
    return list(_steps(written, draft)), faults


def _steps(written: ChangeFile, draft: Draft) -> Iterator[Step]:
    if written.amendment:
        yield from _amendment(written.amendment, ("amendment",), draft)
    for index, amendment in enumerate(written.amendments):
        yield from _amendment(amendment, ("amendments", index), draft)
    if written.erratum:
        yield _erratum(written.erratum, ("erratum",), draft)
    for index, erratum in enumerate(written.errata):
        yield _erratum(erratum, ("errata", index), draft)
    for index, decision in enumerate(written.decisions):
        yield _decision(decision, ("decisions", index), draft)


def _amendment(amendment: Amendment, path: Keys, draft: Draft) -> Iterator[Step]:
    for index, change in enumerate(amendment.changes):
        governs = change.transition.governs_by or default_governing_day(change.target, change.now)
        yield Step(
            f"{amendment.id}#{index + 1}", amendment.id, "amendment", change.op, change.target.strip(), change.was,
            change.now, change.cite, amendment.recorded, amendment.effective, (*path, "changes", index), draft,
            amendment=amendment, before=change.before, after=change.after, governs=governs,
            before_effective=change.transition.before_effective,
        )  # fmt: skip


def _erratum(erratum: Erratum, path: Keys, draft: Draft) -> Step:
    return Step(
        erratum.id, erratum.id, "erratum", "replace", erratum.target.strip(), erratum.was, erratum.now, erratum.cite,
        erratum.recorded, None, path, draft,
    )  # fmt: skip


def _decision(decision: Decision, path: Keys, draft: Draft) -> Step:
    now: dict[str, Any] = {"chosen": decision.chosen, "value": decision.value, "by": decision.decided_by,
           "on": decision.decided_on.isoformat(), "document": decision.document}  # fmt: skip
    if decision.sets:
        now["sets"] = [one.model_dump() for one in decision.sets]
    return Step(
        f"reading:{decision.reading}", decision.reading, "decision", "settle", decision.reading, None, now,
        decision.cite, decision.decided_on, None, path, draft, decision=decision,
    )  # fmt: skip


def default_governing_day(target: str, now: Any) -> GoverningDay:
    """The day that governs a change of this kind where the amendment names none: money promised under the old rule
    stays, a new deadline binds everybody, no paperwork is asked afterwards, a vote obeys the law of its day."""
    words = set(target.replace(":", ".").split("."))
    if words & {"due", "due_by_phase", "window", "window_by_phase", "upper_deadlines", "duties"}:
        return "today"
    if words & {"gate", "stages", "after"} or (isinstance(now, Mapping) and "gate" in now):
        return "stage_entered_on"
    if words & {"votes", "matters", "tests", "electorate", "vetoes", "alternatives", "at_least", "more_than"}:
        return "vote_day"
    money = {"cap", "rest", "payer", "base", "rule", "rules", "items", "segments", "amount", "payments"}
    return "plan_confirmed_on" if words & money else "today"
