"""Every word of the package format has a name in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy import model
from linli.core.policy.model.part import Part
from linli.core.sentences.format_words import FORMAT_WORDS, format_value, format_word

#: words of the files of changes, not of the package itself
CHANGES = {"Transition", "Change", "Instrument", "Amendment", "Effect", "Erratum", "WordSet", "Decision", "ChangeFile"}


def kinds(of: type[Part]) -> Iterator[type[Part]]:
    for one in of.__subclasses__():
        if one.__module__.startswith(model.__name__):
            yield one
        yield from kinds(one)


def test_every_word_of_the_format_has_a_name() -> None:
    words = {
        info.alias or name
        for one in kinds(Part)
        if one.__name__ not in CHANGES
        for name, info in one.model_fields.items()
    }
    assert words - FORMAT_WORDS.keys() == set()


def test_names_are_told_in_both_languages_and_unknown_words_stay() -> None:
    assert all(chinese and english for chinese, english in FORMAT_WORDS.values())
    assert (format_word("base"), format_word("base", "en")) == ("上限的基数", "base of the cap")
    assert (format_word("S2.1"), format_value("market", "en")) == ("S2.1", "market")
