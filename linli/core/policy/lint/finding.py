"""A finding of the linter: a path into the package and what is wrong there; its place is looked up when it is told."""

from __future__ import annotations

from dataclasses import dataclass

from linli.core.faults import Fault
from linli.core.policy.files import Draft
from linli.core.policy.textyaml import Keys, show_path


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
            hint = f"另一处在 {first.file} 第 {first.line} 行" + (f"；{hint}" if hint else "")
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
