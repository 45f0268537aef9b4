"""Two people edit one thing: the second saver sees what changed meanwhile, and chooses.

A form that edits something with a version carries two hidden fields: the version that was read, and what stood in the
fields then. When the service says `ChangedMeanwhileError`, `VersionedForm.rebased` answers the same form on top of the
present state: fields that only the other changed have the other's value, fields that only this person changed keep
theirs, and where both changed this person's words stand, marked, to be kept or given up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody changed meanwhile: what stood there when it was opened, what stands there now, what this
    person typed; ``clash``: both changed it, to different things."""

    label: str
    was: str
    now: str
    mine: str
    clash: bool


class VersionedForm(forms.Form):
    """``compared``: the names of the fields that stand in the thing itself (a reason, say, does not)."""

    compared: tuple[str, ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    differences: tuple[Difference, ...] = ()

    def open_at(self, values: Mapping[str, Any], version: int) -> Self:
        """The unbound form, filled with the present state."""
        self.initial.update({**values, "version": version, "was": _kept(values, self.compared)})
        return self

    def rebased(self, values: Mapping[str, Any], version: int, **more: Any) -> Self:
        """The bound form on top of the present state, with `differences`. ``more``: what the form's class needs."""
        was = _read(str(self.data.get("was", "")))
        data = {str(name): str(value) for name, value in self.data.items()}
        found = []
        for name in self.compared:
            before, now, mine = was.get(name, ""), _text(values.get(name)), data.get(name, "")
            if now == before:
                continue
            if mine == before:
                data[name] = now
            found.append(
                Difference(
                    label=str(self.fields[name].label),
                    was=self._shown(name, before),
                    now=self._shown(name, now),
                    mine=self._shown(name, mine),
                    clash=mine not in (before, now),
                )
            )
        data["version"], data["was"] = str(version), _kept(values, self.compared)
        form = type(self)(data, **more)
        form.differences = tuple(found)
        return form

    def _shown(self, name: str, value: str) -> str:
        choices = getattr(self.fields[name], "choices", None)
        labels = {str(key): str(label) for key, label in choices} if choices else {}
        return labels.get(value, value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _kept(values: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return json.dumps({name: _text(values.get(name)) for name in names}, ensure_ascii=False)


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
