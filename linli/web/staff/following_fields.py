"""The fields of a form for the words that follow a reading: one for each place, typed, with its part and clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.policy.amend.following import FollowingWord, obstacle, relying_parts, sets_of, written
from linli.core.policy.clauses import clause_labels
from linli.core.policy.model import Package, Reading
from linli.core.sentences.format_words import format_value, format_word
from linli.core.wording import in_language


class PlaceField(forms.CharField):
    """What one word in one part becomes, checked as the format reads it."""

    def __init__(self, word: FollowingWord, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.word = word

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text or self.word.now:
            try:
                written(self.word, text)
            except ValueError as refused:
                said = refused.args[0] if refused.args else ""
                raise forms.ValidationError(in_language(said, get_language() or "zh")) from refused
        return text


def reading_fields(package: Package, words: Sequence[FollowingWord], language: str) -> dict[str, forms.Field]:
    """One field for each place."""
    return {f"at_{number}": _field(package, word, language) for number, word in enumerate(words)}


def words_of(words: Sequence[FollowingWord]) -> dict[str, str]:
    """What the fields hold before anybody types."""
    return {f"at_{number}": word.now for number, word in enumerate(words)}


def typed(form: forms.Form, words: Sequence[FollowingWord]) -> tuple[Mapping[str, Any], ...]:
    """What the decision writes: only the places that are told otherwise than they stand."""
    given = {number: form.cleaned_data.get(f"at_{number}", word.now) for number, word in enumerate(words)}
    return sets_of(words, {number: text for number, text in given.items() if text})


def _field(package: Package, word: FollowingWord, language: str) -> forms.Field:
    parts = [*word.titles] or [format_word(word.at[0], language)]
    joined = " · ".join(parts)
    label = _("%(part)s：%(word)s") % {"part": joined, "word": _name(word, language)}
    hints = [one for one in (_how(word), clause_labels(package, word.cite, language)) if one]
    shared: dict[str, Any] = {"label": label, "help_text": "　".join(hints), "required": bool(word.now)}
    shared["error_messages"] = {"required": _("这里不能空着：不改就保留原来的值。")}
    if word.kind in ("choice", "bound", "yes-no"):
        choices = [(one, format_value(one, language)) for one in word.values]
        if not word.now:
            choices.insert(0, ("", _("（没有写）")))
        return PlaceField(word, widget=forms.Select(attrs={"class": "sel"}, choices=choices), **shared)
    if word.kind == "list":
        return PlaceField(word, widget=forms.Textarea(attrs={"class": "inp", "rows": 4}), **shared)
    kinds = {"day": {"type": "date"}, "count": {"inputmode": "numeric"}, "fen": {"inputmode": "decimal"}}
    return PlaceField(word, widget=forms.TextInput(attrs={"class": "inp", **kinds.get(word.kind, {})}), **shared)


def _name(word: FollowingWord, language: str) -> str:
    return _("含不含本数") if word.kind == "bound" else format_word(word.word, language)


def _how(word: FollowingWord) -> str:
    return {
        "share": _("写成 2/3 或 95%，不写小数。"), "fen": _("元，到分。"), "count": _("整数。"),
        "list": _("每行一项。"), "text": _("写政策包里的编号或用词。"),
    }.get(word.kind, "")  # fmt: skip


def obstacle_words(package: Package, reading: Reading) -> str:
    """Why this very reading can be confirmed here, but not changed."""
    language = get_language() or "zh"
    where = [_("%(part)s（%(clause)s）") % {"part": name, "clause": clause_labels(package, cite, language)}
             for name, cite in relying_parts(package, reading) if name]  # fmt: skip
    told = {"setting": reading.setting, "where": "；".join(where) or "–", "id": reading.id}
    return {
        "no-setting": _(
            "登记簿没有写明 %(id)s 由规则里的哪个词体现，所以这里没有可改的值，只能按登记的读法认定。"
            "取用它的地方：%(where)s。要换读法，请在政策包里为这些地方写一条修订。"
        ),
        "one-word": _(
            "%(id)s 由“%(setting)s”体现，政策包的格式在这里只认得现在这一种写法，没有别的值可选，"
            "只能按登记的读法认定。取用它的地方：%(where)s。"
        ),
        "kind": _(
            "%(id)s 由规则的种类“%(setting)s”体现：换读法就要换整条规则，不是改一个值。"
            "请在政策包里写一条修订，把这些地方换成别种规则：%(where)s。这里可以按登记的读法认定。"
        ),
    }[obstacle(package, reading) or "no-setting"] % told  # fmt: skip
