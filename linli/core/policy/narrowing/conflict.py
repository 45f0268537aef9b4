"""What the lower layer says more widely than the upper one, or so differently that a person has to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.core.faults import Fault
from linli.core.policy.clauses import clause_labels
from linli.core.policy.files import Draft
from linli.core.policy.model import Package
from linli.core.policy.model.part import Part
from linli.core.policy.textyaml import Keys, show_path
from linli.core.wording import say

#: what says nothing about the rule itself
_SILENT = {"cite", "interpretations", "id", "name"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the lower layer says more widely. contradicts: it takes away something that the upper one says must be;
    unclear: the two cannot be compared by number, so that a person has to look at both."""

    path: Keys
    message: str
    upper: str
    lower: str
    upper_cite: tuple[str, ...]
    lower_cite: tuple[str, ...]
    contradicts: bool = False
    unclear: bool = False

    @classmethod
    def look(
        cls, path: Keys, message: str, upper: str, lower: str, upper_cite: tuple[str, ...], lower_cite: tuple[str, ...]
    ) -> Conflict:
        """One that cannot be decided here."""
        return cls(path, message, upper, lower, upper_cite, lower_cite, unclear=True)

    def fault(self, above: Package, below: Package, draft: Draft) -> Fault:
        at = draft.place(self.path)
        upper, lower = clause_labels(above, self.upper_cite), clause_labels(below, self.lower_cite)
        hint = say("layer.conflict_hint", upper=self.upper, upper_cite=upper, lower=self.lower, lower_cite=lower)
        if self.unclear:
            hint = say("layer.look_hint", upper=self.upper, upper_cite=upper, lower=self.lower, lower_cite=lower)
        message = say("layer.look" if self.unclear else "layer.conflict", what=self.message)
        return Fault(message, file=at.file, line=at.line, column=str(at.column), path=show_path(self.path),
                     found=self.lower, expected=self.upper, hint=hint)  # fmt: skip


def said(part: Any, *apart: str) -> Any:
    """What a part says, without its clauses, its name and the words ``apart``."""
    if isinstance(part, Part):
        fields = [name for name in type(part).model_fields if name not in _SILENT and name not in apart]
        return (type(part).__name__.removeprefix("Named"), *((name, said(getattr(part, name))) for name in fields))
    return tuple(said(one) for one in part) if isinstance(part, tuple) else part
