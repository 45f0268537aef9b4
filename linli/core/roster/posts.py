"""Taking a post apart: ``区住房和城乡建设局局长`` is 局长 of 区住房和城乡建设局; and which two names mean one body."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEADS = (
    "秘书长|大队长|支队长|中队长|董事长|部长|厅长|局长|处长|科长|股长|所长|站长|院长|校长|馆长|台长|园长|社长|行长|队长|"
    "组长|会长|理事长|省长|市长|区长|县长|州长|镇长|乡长|村长|指挥长"
)
_OTHERS = (
    "总经理|经理|总工程师|工程师|总会计师|总监|主任科员|主任|书记|主席|政委|政治委员|教导员|委员|常委|调研员|巡视员|"
    "专员|工作人员|科员|干部|负责人|干事|代表|助理|监事|董事|顾问|网格员|联络员"
)
_TITLE = re.compile(
    "(?:(?:党组|党委|党工委|党总支|党支部|纪检组|工会)?(?:第一|常务|执行|专职|分管)?副?"
    f"(?:[一二三四]级)?(?:{_HEADS}|{_OTHERS})(?:助理)?)(?:（[^（）]*）)?$"
)
_ABBREVIATIONS = (
    (re.compile("住房(?:和|与)?城乡建设|住房建设|城乡建设"), "住建"),
    (re.compile("发展(?:和|与)?改革"), "发改"),
    (re.compile("城市管理(?:综合)?(?:行政)?执法|城市管理|城管(?:行政)?执法|综合行政执法"), "城管"),
    (re.compile("自然资源(?:和|与)规划"), "自然资源"),
    (re.compile("工业(?:和|与)信息化|工业信息化"), "工信"),
    (re.compile("国有资产监督管理"), "国资"),
    (re.compile("(?:街道|乡镇)办事处$|街道办$"), "街道"),
    (re.compile("人民政府"), "政府"),
    (re.compile("委员会$"), "委"),
    (re.compile("(?:居民|社区居民)委$"), "社区"),
)
_PLACE = re.compile("^[\u4e00-\u9fff]{0,4}?(?:自治区|自治州|省|市|区|县|州)(?=[\u4e00-\u9fff]{2})")


def has_title(text: str) -> bool:
    """Whether the text ends as a post ends: 局长, 工作人员, 总经理（兼） …"""
    return _TITLE.search(text) is not None


def titles_of(post: str) -> tuple[str, ...]:
    """The posts that one text names: 区委常委、常务副区长 are two; a 、 inside a body's name parts nothing."""
    parts = [part.strip() for part in re.split("[、，,]", post) if part.strip()]
    return tuple(parts) if parts and all(has_title(part) for part in parts) else (post,) if post else ()


def split_post(post: str, known: Iterable[str] = ()) -> tuple[str, str]:
    """The body and the title of a post. ``known``: names of bodies, the longest that begins the post wins.

    >>> split_post("区住房和城乡建设局局长")
    ('区住房和城乡建设局', '局长')
    >>> split_post("某某水务有限公司执行副总经理")
    ('某某水务有限公司', '执行副总经理')
    """
    post = re.sub(r"\s+", "", post)
    named = max((name for name in known if post.startswith(name) and len(post) > len(name)), key=len, default="")
    if named:
        return named, post[len(named) :]
    first, *others = titles_of(post) or ("",)
    found = _TITLE.search(first)
    if found is None:
        return "", post
    return first[: found.start()], "、".join([first[found.start() :], *others])


def body_key(name: str) -> str:
    """Two names with the same key probably mean one body: places before the name and common short forms do not count.

    >>> body_key("甲甲区住房和城乡建设局") == body_key("区住建局")
    True
    """
    bare = re.sub(r"[\s（）()]", "", name)
    for pattern, short in _ABBREVIATIONS:
        bare = pattern.sub(short, bare)
    return _PLACE.sub("", bare) or bare
