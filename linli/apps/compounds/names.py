"""Names of compounds: how they sort (pinyin) and when two of them look like one."""

from __future__ import annotations

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

_ORNAMENT = re.compile(r"[\s·．.,，、()（）\[\]【】\-—_#号]+")
_ENDINGS = ("住宅小区", "生活小区", "小区", "大院", "宿舍区", "宿舍", "生活区", "住宅区", "片区", "院")


def pinyin_key(name: str) -> str:
    """Sort and search key: syllables, then initials: ``xiangyangxincun xyxc``. At most 240 characters."""
    spoken = "".join(lazy_pinyin(name)).lower()
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    return f"{spoken[:180]} {initials[:59]}"


def plain_name(name: str) -> str:
    """A name as typed, with one form of every character and single spaces: what is stored."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip()


def likeness_key(name: str) -> str:
    """Two names with the same key probably mean one compound: ornament and a common ending do not count.

    >>> likeness_key("向阳 小区") == likeness_key("向阳（大院）")
    True
    """
    bare = _ORNAMENT.sub("", unicodedata.normalize("NFKC", name)).lower()
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending) + 1:
            return bare.removesuffix(ending)
    return bare
