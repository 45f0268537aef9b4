"""A finding of the linter: a path into the package and what is wrong there; its place is looked up when it is told."""

from __future__ import annotations

from dataclasses import dataclass

from linli.core.faults import Fault
from linli.core.policy.files import Draft
from linli.core.policy.textyaml import Keys, show_path
from linli.core.wording import say


@dataclass(frozen=True, slots=True)
class Finding:
    path: Keys
    message: str
    found: str = ""
    expected: str = ""
    hint: str = ""
    other: Keys = ()

    def fault(self, draft: Draft) -> Fault:
        """The finding with its place; ``other``: where the first of two stands, told in the hint."""
        place = draft.place(self.path)
        hint = self.hint
        if self.other:
            first = draft.place(self.other)
            more = {"hint": hint} if hint else {}
            hint = say("lint.other_and" if hint else "lint.other_place", file=first.file, line=first.line, **more)
        return Fault(
            self.message,
            file=place.file,
            line=place.line,
            column=str(place.column),
            path=show_path(self.path),
            found=self.found,
            expected=self.expected,
            hint=hint,
        )
