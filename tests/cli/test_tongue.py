"""The command line speaks Chinese or English, whole: helps, refusals of options, settings that cannot be read."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from linli.cli import fund, select, stage, tongue, vote
from linli.cli.main import COMMANDS, _parser, main
from linli.core.funding import HEADERS
from linli.integrations import cost_columns

HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"(?<![\w./<>=-])[A-Za-z]{2,}(?![\w./-])")
COLUMNS = {
    *vote._ROLL_COLUMNS, *vote._BALLOT_COLUMNS, *stage.FACT_COLUMNS, *select.FIXED, *fund._HOUSEHOLD_COLUMNS,
    *cost_columns.FACT_COLUMNS, *HEADERS.values(),
    "项目", "分段", "费用(元)", "批复(元)", "用途", "改由", "依据", "协议份额", "方案确认日",
    "同意", "反对", "弃权", "是", "否", "性质", "休", "班", "名称", "日期",
}  # fmt: skip
COLUMN_WORDS = {word for column in COLUMNS for word in HAN.findall(column)}
#: what has no Chinese name: programs, formats, keys of the format, names of commands
NAMES = {
    "linli", "JSON", "json", "YAML", "Excel", "PostgreSQL", "SQLite", "zh", "en",
    "Ctrl", "English", "in", "explanations",
    "decisions", "sources", "compounds", "facts", "costs", "particulars",
    "organisations", "people", "help", "make", "policy", "sheets", "fund",
    "split", "city", "district", "dwellings",
    "vote", "tally", "stage", "status", "template", "text", "build", "commit", "list", "adopt", "preview",
    "rotate", "keys", "load", "pages", "stages", "checkpoint", "index", "personal", "phone", "seal", "sign",
}  # fmt: skip


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from leaves(child)


def helps(language: str) -> Iterator[tuple[str, str]]:
    tongue.teach_argparse()
    tongue.choose(["--language", language])
    yield "linli", _parser([]).format_help()
    for name in COMMANDS:
        for parser in list(leaves(_parser([name])))[1:]:
            yield parser.prog, parser.format_help()


def test_every_help_in_english_holds_no_chinese_but_columns_names() -> None:
    told = dict(helps("en"))
    assert len(told) > 40
    for name, text in told.items():
        left = set(HAN.findall(re.sub(r"\n {6,}", "", text))) - COLUMN_WORDS  # wrapped lines joined
        assert not left, (name, left)
        assert "Example" in text, name


def test_every_help_in_chinese_holds_no_english_words() -> None:
    for name, text in helps("zh"):
        usage, _, rest = text.partition("\n\n")
        assert usage.startswith("用法："), name
        before_examples = rest.split("例:")[0]
        options = re.sub(r"--?[\w-]+|LINLI_\w+|\{[^}]*\}", "", before_examples)
        options = re.sub(r"(?m)^ {2,4}[a-z-]+( +|$)", "", options)  # names of commands
        assert not set(LATIN.findall(options)) - NAMES, (name, set(LATIN.findall(options)) - NAMES)
        assert "例:" in text, name


def test_the_language_is_asked_of_the_option_then_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LINLI_LANGUAGE", raising=False)
    assert tongue.choose(["policy", "list"]) == "zh"
    monkeypatch.setenv("LINLI_LANGUAGE", "en")
    assert tongue.choose(["policy", "list"]) == "en"
    assert tongue.choose(["policy", "list", "--language", "zh"]) == "zh"
    assert tongue.choose(["policy", "list", "--language=zh"]) == "zh"


def test_a_setting_that_names_no_language_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINLI_LANGUAGE", "fr")
    assert main(["policy", "list"]) == 2
    assert "LINLI_LANGUAGE：不认识这种语言；读到「fr」，应为 zh, en" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (["fund", "split"], "缺少：", "the following arguments are required"),
        (["gibtsnicht"], "读到 'gibtsnicht'", "invalid choice"),
        (["policy", "list", "--gibtsnicht"], "不认识的参数：--gibtsnicht", "unrecognized arguments"),
        (["serve", "--port", "70000"], "端口应为 1 至 65535，读到「70000」", "a port is 1 to 65535; found “70000”"),
    ],
)
def test_options_are_refused_in_both_languages(
    words: list[str], chinese: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, expected in (("zh", chinese), ("en", english)):
        with pytest.raises(SystemExit) as refused:
            main([*words, "--language", language])
        assert refused.value.code == 2
        assert expected in capsys.readouterr().err


def test_what_commands_say_comes_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["policy", "list"], ["policy", "cases", "xiangshan-2020"], ["policy", "amendments", "cn-civil-code"]):
        assert main([*words, "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "not as expected" in told
    assert "the beginning — today" in told
