"""Invented names of compounds and lanes: each sounds like a place to live in, none is from a list of real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count

_PLACES = (
    "榕荫", "石桥头", "桂花井", "竹园坡", "清泉", "东篱", "听涛", "望江台", "松坡", "荷塘", "柳岸", "枫树湾",
    "春晖", "朝霞", "青禾", "双井", "古樟", "白鹭", "银杏坪", "梅溪", "云岭脚", "长塘", "南园", "北苑", "红砖",
    "月牙塘", "柑子坪", "水碾", "橘子坡", "金桔园", "芦荻湾", "稻香", "铜锣井", "青石板", "油榨", "莲花塘",
    "半边街", "磨坊", "晒布坪", "鹅卵滩",
)  # fmt: skip
_PLACE_ENDINGS = ("新村", "里", "花园", "小区", "苑", "东区", "西区", "一区", "二区")
_WORKPLACES = (
    "老粮仓", "水泵房", "老机修", "棉织", "印刷", "搪瓷", "木器", "农机站", "老车队", "教工", "医工", "供销",
    "渔业", "竹编", "酱园", "造纸", "陶瓷", "火柴", "缝纫", "面粉", "砖瓦", "老船厂", "园艺", "皮革",
)  # fmt: skip
_WORKPLACE_ENDINGS = ("宿舍", "大院", "家属院", "宿舍一区", "宿舍二区")
_LANES = (
    "榕荫",
    "石桥",
    "荷塘",
    "磨坊",
    "青石",
    "水碾",
    "晒布",
    "望江",
    "梅溪",
    "长塘",
    "双井",
    "竹坡",
    "稻香",
    "月牙",
)


def compound_names(rng: random.Random) -> Iterator[str]:
    """Names that do not repeat, in an order drawn by ``rng``; two of five are housing of a former workplace."""
    for generation in count(1):
        mark = "" if generation == 1 else f"（{generation}）"
        places = [place + ending + mark for place in _PLACES for ending in _PLACE_ENDINGS]
        works = [place + ending + mark for place in _WORKPLACES for ending in _WORKPLACE_ENDINGS]
        rng.shuffle(places)
        rng.shuffle(works)
        while places or works:
            source = works if works and (not places or rng.random() < 0.4) else places
            yield source.pop()


def address(rng: random.Random, subdistrict: str) -> str:
    """An invented street address in a sub-district."""
    lane = rng.choice(_LANES)
    kind = rng.choice(("路", "街", "巷"))
    return f"{subdistrict}{lane}{kind}{rng.randint(1, 180)}号"
