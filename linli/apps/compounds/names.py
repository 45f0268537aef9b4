"""Names of compounds: how they sort (pinyin) and when two of them look like one."""

from __future__ import annotations

import re
import unicodedata

from linli.integrations.pinyin import pinyin_key

__all__ = ["folded_name", "likeness_key", "pinyin_key", "plain_name"]

_ORNAMENT = re.compile(r"[\s·．.,，、()（）\[\]【】\-—_#号]+")
_ENDINGS = ("住宅小区", "生活小区", "小区", "大院", "宿舍区", "宿舍", "生活区", "住宅区", "片区", "院")


#: full-width digits and letters, and their narrow forms; brackets stay as they were typed
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def plain_name(name: str) -> str:
    """A name as typed, with narrow digits and letters and single spaces: what is stored."""
    return re.sub(r"\s+", " ", name.translate(_NARROW)).strip()


def folded_name(name: str) -> str:
    """What makes two ways of writing one name equal: width, case and spaces do not count.

    >>> folded_name("教工 大院（２）") == folded_name("教工大院(2)")
    True
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


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
