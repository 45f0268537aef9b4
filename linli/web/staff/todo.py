"""What is still to be put on record for a project, and the form for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.lifecycle import CompoundStanding, MissingEvidence
from linli.core.policy.model import Package

#: what a value may say, by kind of evidence; an empty value says that it was done
ANSWERS: dict[str, tuple[str, ...]] = {
    "publicity": ("无异议", "有异议"),
    "judgement": ("是", "否"),
    "vote": ("通过", "不通过"),
    "hearing": ("通过", "不通过"),
    "rectification": ("已整改", "未整改"),
}


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing missing, flat. key: as the form sends it (``stage|fact``); way: 1, 2 … of a choice, 0 outside one."""

    key: str
    stage: str
    stage_name: str
    name: str
    kind: str
    who: tuple[str, ...]
    cite: tuple[str, ...]
    due: date | None
    overdue_days: int
    is_now: bool
    way: int = 0
    parties: tuple[str, ...] = ()
    short_fen: int | None = None

    @property
    def who_text(self) -> str:
        return "、".join(self.who)

    @property
    def answers(self) -> tuple[str, ...]:
        return self.parties or ANSWERS.get(self.kind, ())


def to_dos(package: Package, standing: CompoundStanding) -> list[ToDo]:
    """Everything missing: of the open stages first, then what may already be handed in for later ones."""
    found: list[ToDo] = []
    for stage in standing.stages.values():
        if stage.state in ("open", "locked"):
            for missing, way in _flat(stage.missing):
                found.append(_to_do(package, stage, missing, way))
    return sorted(found, key=lambda item: not item.is_now)


def _flat(missing: Sequence[MissingEvidence]) -> Iterator[tuple[MissingEvidence, int]]:
    for one in missing:
        if one.alternatives:
            for number, way in enumerate(one.alternatives, start=1):
                for part, _way in _flat(way):
                    yield part, number
        else:
            yield one, 0


def _to_do(package: Package, stage: Any, missing: MissingEvidence, way: int) -> ToDo:
    return ToDo(
        key=f"{stage.stage}|{missing.fact}",
        stage=stage.stage,
        stage_name=stage.name,
        name=missing.name or missing.fact,
        kind=missing.fact.partition(":")[0],
        who=role_names(package, missing.who),
        cite=missing.cite,
        due=stage.due,
        overdue_days=stage.overdue_days,
        is_now=stage.state == "open",
        way=way,
        parties=role_names(package, missing.parties),
        short_fen=missing.short_fen,
    )


def first_part(missing: MissingEvidence) -> MissingEvidence:
    """The thing itself, or the first thing of the first way where there is a choice."""
    return next(part for part, _way in _flat((missing,)))


def role_names(package: Package, ids: Sequence[str]) -> tuple[str, ...]:
    """Roles by their names in the document."""
    return tuple(package.role_by_id[role].name if role in package.role_by_id else role for role in ids)


def role_name(package: Package, value: str) -> str:
    """A fact's value as people read it: roles by name, anything else as written."""
    return "、".join(role_names(package, value.split("、"))) if value else ""


class FactForm(forms.Form):
    """A dated fact to put on record. ``what`` offers only what this viewer may record."""

    what = forms.ChoiceField(label=gettext_lazy("办成了什么"), widget=forms.Select(attrs={"class": "sel"}))
    day = forms.DateField(
        label=gettext_lazy("哪一天"),
        widget=forms.DateInput(attrs={"class": "inp", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写日期。"),
            "invalid": gettext_lazy("日期没有看懂，请写成 2020-11-20 这样。"),
        },
    )
    value = forms.CharField(
        label=gettext_lazy("结果"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"class": "inp", "list": "answers"}),
        help_text=gettext_lazy("留空就是已办；金额写元；联合验收写签字单位；有异议、不通过也照实写。"),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("说明（文号、页数等）"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"class": "inp"}),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Sequence[ToDo], latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._latest = latest
        groups: dict[str, list[tuple[str, str]]] = {}
        for item in choices:
            label = item.name if not item.who else f"{item.name}（{item.who_text}）"
            groups.setdefault(item.stage_name, []).append((item.key, label))
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101 -- declared above
        what.choices = list(groups.items())
        what.error_messages = {
            "required": _("请选择办成了什么。"),
            "invalid_choice": _("这一项已经有记录，或者由其他单位记录。请刷新页面。"),
        }
        day = self.fields["day"]
        day.widget.attrs["max"] = latest.isoformat()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self._latest:
            raise forms.ValidationError(_("这一天还没有到（今天是 %(day)s）。") % {"day": self._latest.isoformat()})
        return day


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=300,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3}),
        error_messages={"required": gettext_lazy("请写明理由：以后查起来要看得懂。")},
    )  # fmt: skip
