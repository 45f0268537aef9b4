"""How Chinese names sort and are found: by pinyin syllables and by their initials."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin

#: family names that are read otherwise than the same character in a word
_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "区": "ou", "盖": "ge", "翟": "zhai",
    "朴": "piao", "冼": "xian", "缪": "miao", "乐": "yue", "覃": "qin", "尉迟": "yuchi", "万俟": "moqi",
    "长孙": "zhangsun", "召": "shao", "折": "she", "种": "chong", "秘": "bi", "繁": "po", "令狐": "linghu",
    "逄": "pang", "员": "yun",
}  # fmt: skip


def person_key(name: str) -> str:
    """As `pinyin_key`, with the family name read as a family name: ``单明`` is shan ming."""
    for length in (2, 1):
        spoken = _SURNAMES.get(name[:length])
        if spoken:
            rest = [syllable.lower() for syllable in lazy_pinyin(name[length:])]
            return f"{(spoken + ''.join(rest))[:180]} {(spoken[0] + ''.join(one[0] for one in rest if one))[:59]}"
    return pinyin_key(name)


@lru_cache(maxsize=4096)
def pinyin_key(name: str) -> str:
    """Sort and search key: syllables, then initials: ``xiangyangxincun xyxc``. At most 240 characters."""
    syllables = lazy_pinyin(name)
    spoken = "".join(syllables).lower()
    # what is no Chinese character comes back as it stands in the name, and stays whole
    initials = "".join(part if part in name else part[0] for part in syllables).lower()
    return f"{spoken[:180]} {initials[:59]}"
