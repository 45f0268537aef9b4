"""In which language the command line speaks: ``--language``, else ``LINLI_LANGUAGE``, else Chinese.

The machine's own ``LANG`` is not asked: it says how a computer was installed, not what the clerk at it reads (decision
15). The language is fixed before the options are read, so that ``--help`` and refusals of options come in it too.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from linli.core.faults import BadInput, Fault
from linli.core.wording import say

VARIABLE = "LINLI_LANGUAGE"
LANGUAGES = ("zh", "en")

_spoken = {"language": "zh"}

#: names of files and folders in examples; everything else in an example is the same in both languages
_EXAMPLE_NAMES = {
    "我的政策包": "my-package", "原文": "text", "阅读版": "edition", "事实": "facts", "决定书夹": "determinations",
    "决定书": "determination", "决定": "decisions", "费用": "costs", "概算": "estimate", "决算": "final",
    "住户": "dwellings", "名册": "roll", "表决票": "ballots", "小区名单模板": "template", "小区名单": "compounds",
    "实施方案": "plan", "柳州改": "liuzhou-new", "柳州": "liuzhou", "小区": "compounds", "鱼峰区": "Yufeng",
}  # fmt: skip

#: what argparse itself says
_ARGPARSE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "the following arguments are required: %s": "缺少：%s",
    "one of the arguments %s is required": "这几项里要给出一项：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "读到 %(value)r，应为 %(choices)s 之一",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "读到 %(parser_name)r，应为 %(choices)s 之一",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "expected one argument": "后面要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "ignored explicit argument %r": "不带值，读到 %r",
    "invalid %(type)s value: %(value)r": "读不懂 %(value)r",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可以是 %(matches)s，请写全",
}


def choose(words: Sequence[str]) -> str:
    """The language of this command line, and from now on of this process.

    Raises BadInput when ``LINLI_LANGUAGE`` names none; an unknown ``--language`` is told where options are read."""
    asked = [after for word, after in zip(words, [*words[1:], ""], strict=True) if word == "--language"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--language=")]
    named = os.environ.get(VARIABLE, "").strip()
    _spoken["language"] = next((word for word in asked if word in LANGUAGES), named if named in LANGUAGES else "zh")
    if named and named not in LANGUAGES:
        raise BadInput([Fault(say("command.language"), file=VARIABLE, found=named, expected="zh, en")])
    return _spoken["language"]


def speaking() -> str:
    """The language chosen."""
    return _spoken["language"]


def both(chinese: str, english: str) -> str:
    """The one of the two that is being spoken."""
    return english if speaking() == "en" else chinese


def epilog(*examples: str) -> str:
    """The examples under ``--help``; names of files in the reader's language."""
    lines = [line.strip() for example in examples for line in example.splitlines() if line.strip()]
    head = both("例:", "Examples:")
    if speaking() == "en":
        for chinese, english in _EXAMPLE_NAMES.items():
            lines = [line.replace(chinese, english) for line in lines]
    return "\n".join([head, *(f"  {line}" for line in lines)])


def add_language(parser: argparse.ArgumentParser) -> None:
    """``--language``, for every command."""
    told = both(
        "说明文字用中文或英文（默认看 LINLI_LANGUAGE）", "language of the words (default: LINLI_LANGUAGE, else zh)"
    )
    parser.add_argument("--language", choices=LANGUAGES, default=speaking(), help=told)


def _told(text: str) -> str:
    return _ARGPARSE.get(text, text) if speaking() == "zh" else text


def _told_of(one: str, many: str, count: int) -> str:
    if speaking() == "zh":
        return {"expected %s arguments": "后面要写 %s 个值"}.get(many, _ARGPARSE.get(one, many))
    return one if count == 1 else many


def teach_argparse() -> None:
    """argparse looks its own words up by gettext's names, bound when it is imported: they are bound here instead."""
    vars(argparse).update(_=_told, ngettext=_told_of)
