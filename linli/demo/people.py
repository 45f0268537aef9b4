"""Invented people and bodies of a demo city: who sits in the leading group, and what else stands in the tree.

Posts are those of the document; the people in them are drawn from two short lists of words, and nobody is real.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from linli.core.policy.model import Package
from linli.core.programme.leading_group import seat_roles
from linli.core.roster import body_key, split_post
from linli.demo.plan import AccountPlan, BodyPlan, SeatPlan

_FAMILY = "安柏岑丰古纪简柯蓝凌路梅宁齐桑沈舒谭温叶易岳祝云江纪"
_GIVEN = (
    "晨舟", "以恒", "若溪", "清和", "知远", "望舒", "嘉禾", "思齐", "明川", "书遥", "景行", "怀瑾", "云帆", "乐山",
    "安澜", "问渠", "听澜", "守拙", "向晚", "惟新", "澄", "朗", "榕", "湛", "楷", "棠", "禾", "岫",
)  # fmt: skip
_COMPANIES = (
    ("designer", "榕荫建筑设计院（虚构）"), ("cost_consultant", "清泉造价咨询公司（虚构）"),
    ("contractor", "石桥建设公司（虚构）"), ("contractor", "望江市政工程公司（虚构）"),
    ("supervisor", "青禾监理公司（虚构）"), ("tester", "银杏检测公司（虚构）"),
    ("property_company", "白鹭物业公司（虚构）"),
)  # fmt: skip
_UTILITIES = ("供水公司（虚构）", "供电所（虚构）", "燃气公司（虚构）", "通信公司（虚构）")
_COMMUNITIES = ("长塘", "双井", "梅溪", "竹坡", "稻香", "月牙", "磨坊", "晒布", "水碾", "青石")
_KINDS = (
    ("utility", ("公司", "供电", "水务", "燃气", "电信", "移动", "联通", "网络")),
    ("housing", ("住房", "住建")),
    ("treasury", ("财政",)),
    ("development", ("发展改革", "发改")),
    ("urban_management", ("城管",)),
)


def person_names(rng: random.Random) -> Iterator[str]:
    """Names that do not repeat, in an order drawn by ``rng``."""
    names = [family + given for family in dict.fromkeys(_FAMILY) for given in _GIVEN]
    rng.shuffle(names)
    yield from names


def bodies_around(top: str, subdistricts: Sequence[str]) -> tuple[BodyPlan, ...]:
    """Utilities and companies below ``top``, and three communities in each sub-district, each with its committee."""
    found = [BodyPlan(f"utility-{place}", name, "utility", top) for place, name in enumerate(_UTILITIES)]
    found += [BodyPlan(f"company-{place}", name, kind, top) for place, (kind, name) in enumerate(_COMPANIES)]
    for place, subdistrict in enumerate(subdistricts):
        for number in range(3):
            name = _COMMUNITIES[(3 * place + number) % len(_COMMUNITIES)]
            key = f"{subdistrict}-community-{number}"
            found.append(BodyPlan(key, f"{name}社区", "neighbourhood", subdistrict, "community"))
            if number == 0:
                found.append(BodyPlan(f"{key}-owners", f"{name}小区业主委员会（虚构）", "owners", key))
    return tuple(found)


def member_bodies(package: Package, top: str, known: Sequence[BodyPlan]) -> tuple[BodyPlan, ...]:
    """The member bodies of the document's list that are not among ``known``, below ``top``."""
    keys = {body_key(body.name) for body in known}
    found: list[BodyPlan] = []
    for post in _member_posts(package):
        name = split_post(post)[0]
        if name and body_key(name) not in keys:
            keys.add(body_key(name))
            kind = next((kind for kind, words in _KINDS if any(word in name for word in words)), "bureau")
            found.append(BodyPlan(f"member-{len(found)}", name, kind, top))
    return tuple(found)


def _member_posts(package: Package) -> list[str]:
    role = seat_roles(package).get("member")
    return [post.split("（第", 1)[0] for post in role.members] if role else []


def group_seats(
    package: Package, rng: random.Random, accounts: Sequence[AccountPlan], *, vacant: Sequence[str], silent: int
) -> tuple[SeatPlan, ...]:
    """The leading group as the document lists it, with invented holders; a seat that an account holds is its own.
    ``vacant``: posts nobody holds; ``silent``: how many member bodies, from the end, have named no liaison."""
    names, roles = person_names(rng), seat_roles(package)
    held = {account.rank: account for account in accounts if account.rank}
    seats = []
    for rank in ("lead", "deputy", "member", "office_lead", "office_deputy"):
        if rank in held:
            seats.append(SeatPlan(rank, held[rank].shown, held[rank].own_post))
            continue
        posts = _member_posts(package) if rank == "member" else [roles[rank].holder] if rank in roles else []
        seats += [SeatPlan(rank, next(names), post) for post in posts if post not in vacant]
    if "liaison" in roles:
        bodies = list(dict.fromkeys(split_post(post)[0] for post in _member_posts(package)))
        seats += [SeatPlan("liaison", next(names), f"{body}业务科室科长") for body in bodies[: len(bodies) - silent]]
    return tuple(seats)
