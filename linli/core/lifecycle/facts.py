"""A dated fact about a compound, and what its value says: yes, no, which party signed, how much money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from linli.core.money import parse_money
from linli.core.wording import say


def normal(text: str) -> str:
    """Text for comparison: half-width, lower case, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _words(text: str) -> frozenset[str]:
    return frozenset(map(normal, text.split()))


#: words for "it is so"; an empty value says the same: the fact was put on record
AFFIRMATIVE = _words(
    """
    是 有 已 对 通过 同意 赞成 确认 完成 合格 闭合 统一 无异议 公示无异议
    已公示 已完成 已确认 已统一 已签 已签字 已签认 已备案 已办结 已整改 已闭合 整改完成
    yes y true 1 pass passed done ok approved agreed no-objection closed signed
    """
)
NEGATIVE = _words(
    """
    否 无 未 不 反对 没有 不通过 未通过 不同意 未完成 不合格 有异议
    未公示 未签 未整改 整改中 未闭合 退回 驳回 撤回 撤销 作废
    no n false 0 fail failed rejected withdrawn revoked objection open not-passed
    """
)
#: the negative words that still say that a notice was posted
OBJECTION = frozenset({"有异议", "objection"})
#: what a notice may be said to be besides: posted, ended well, its objection answered
HUNG = _words("挂出 已挂出 张贴 已张贴 公示 公示中 开始公示 hung posted up")
RESULT = _words("无异议 公示无异议 期满无异议 公示期满 通过 no-objection passed")
ANSWERED = _words("已答复 异议已答复 答复 已处理 异议已处理 异议不成立 异议已撤回 answered")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened on a day.

    key: ``kind:ref``, the bare ref, or the name people use; stage: id, name, or None where the key alone decides;
    row: place in the ledger, decides between facts of one day (the later counts).
    """

    compound: str
    on: date
    stage: str | None
    key: str
    value: str
    row: int


@dataclass(frozen=True, slots=True)
class Yes:
    """``party``: the role that signed, where the value named one."""

    party: str = ""


@dataclass(frozen=True, slots=True)
class No:
    """``objection``: a notice met an objection; ``wrong_signer``: the role that signed without being asked to."""

    party: str = ""
    objection: bool = False
    wrong_signer: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    fen: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of a notice that must hang for some days."""

    what: Literal["hung", "result", "objection", "answered", "taken_down"]


Meaning = Yes | No | Amount | Notice


def read_answer(value: str) -> bool | None:
    """True for yes (or nothing), False for no, None for other words."""
    word = normal(value)
    if not word or word in AFFIRMATIVE:
        return True
    return False if word in NEGATIVE else None


def read_amount(value: str) -> Amount:
    """The amount of money. Raises ValueError with the reason."""
    if not value.strip():
        raise ValueError(say("value.amount"))
    fen = parse_money(value)
    if fen < 0:
        raise ValueError(say("line.negative"))
    return Amount(fen)


def read_signatures(value: str, roles: Mapping[str, str]) -> list[tuple[str, bool]] | None:
    """The roles named in a value, each with its yes or no: ``区财政局``, ``finance、ndrc``, ``区财政局：否``.

    roles: normalised id or name -> role id. None if any word is neither a role nor an answer.
    """
    signatures = []
    for part in re.split(r"[、,;，；]", value):
        name, _, answer = unicodedata.normalize("NFKC", part).partition("=" if "=" in part else ":")
        role, says = roles.get(normal(name)), read_answer(answer)
        if role is None or says is None:
            return None
        signatures.append((role, says))
    return signatures
