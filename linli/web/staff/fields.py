"""Form fields that the pages for organisations and people share: a day, a reason, a line of text, a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from linli.apps.accounts.refusals import ChangedMeanwhileError, NotPermittedError, RefusalError


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"class": "inp", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写日期。"),
            "invalid": gettext_lazy("日期没有看懂，请写成 2020-11-20 这样。"),
        },
    )


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        error_messages={"required": gettext_lazy("请写明理由。")},
    )


def line_field(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("这里要填写。")},
    )


def choice_field(
    label: Any, choices: Callable[[], Iterable[tuple[str, str]]], *, required: bool = True, help_text: Any = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        widget=forms.Select(attrs={"class": "sel"}),
        error_messages={"required": gettext_lazy("请选择。"), "invalid_choice": gettext_lazy("请选择。")},
    )


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the act was done; otherwise the form says why not. What this post may not do at all, and
    what somebody changed meanwhile, stays an error."""
    try:
        act()
    except (NotPermittedError, ChangedMeanwhileError):
        raise
    except RefusalError as refused:
        form.add_error(None, str(refused))
        return False
    return True
