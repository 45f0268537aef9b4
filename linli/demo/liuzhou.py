"""The 柳州 pilot: twelve invented compounds in five districts, shown on 15 June 2018, in the middle of the works."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from linli.core.funding import CostLine, split
from linli.core.money import format_area
from linli.core.policy.model import Package
from linli.demo.approvals import with_approvals
from linli.demo.estimates import LIUZHOU, estimate, target_fen
from linli.demo.histories import Story, history, timetable
from linli.demo.naming import address, compound_names
from linli.demo.people import bodies_around, group_seats, member_bodies
from linli.demo.plan import SEED, AccountPlan, BodyPlan, CityPlan, CompoundPlan, CostPlan, FactPlan
from linli.demo.sizes import Size, compound_size

SLUG = "liuzhou"
DAY = date(2018, 6, 15)
BEGIN = date(2018, 1, 2)
ADOPTED = date(2017, 12, 11)

_DISTRICTS = {
    "liubei": ("柳北区", "榕桥街道", 24_336_000, 109_402_000),
    "chengzhong": ("城中区", "鼓亭街道", 24_320_000, 109_412_000),
    "yufeng": ("鱼峰区", "石磬街道", 24_308_000, 109_420_000),
    "liunan": ("柳南区", "西渡街道", 24_318_000, 109_388_000),
    "liujiang": ("柳江区", "樟溪街道", 24_262_000, 109_330_000),
}

_BODIES = (
    BodyPlan("city", "柳州市", "city"),
    BodyPlan("office", "市老旧小区改造领导小组办公室", "office", "city", "city_office"),
    BodyPlan("housing", "市住建委", "housing", "city", "city_housing"),
    BodyPlan("ndrc", "市发改委", "development", "city", "city_ndrc"),
    BodyPlan("audit", "市审计局", "bureau", "city"),
    *(BodyPlan(key, name, "district", "city", "district") for key, (name, *_) in _DISTRICTS.items()),
    *(BodyPlan(f"{key}-street", street, "subdistrict", key, "street") for key, (_, street, *_) in _DISTRICTS.items()),
)

_ACCOUNTS = (
    AccountPlan(
        "lz-office",
        "office",
        "办公室副主任",
        "office",
        "柳州·领导小组办公室",
        "office",
        "office_deputy",
        "市住房城乡建设委副主任",
    ),
    AccountPlan("lz-liubei", "liubei", "城区协调小组联络员", "office", "柳北区·协调小组联络员", "district"),
    AccountPlan("lz-admin", "city", "系统管理员", "administrator", "柳州·系统管理员", "administrator"),
    AccountPlan("lz-audit", "audit", "审计岗", "auditor", "柳州·市审计局审计", "auditor"),
)

#: how many member bodies have named no liaison yet
_SILENT = 5

_WINDOWS = {
    "S1.2": (date(2018, 1, 5), date(2018, 1, 11)),
    "S2.1": (date(2018, 1, 16), date(2018, 1, 19)),
    "S2.2": (date(2018, 2, 9), date(2018, 2, 27)),
    "S2.3": (date(2018, 3, 5), date(2018, 3, 9)),
    "S2.4": (date(2018, 3, 20), date(2018, 3, 30)),
    "S2.5": (date(2018, 4, 18), date(2018, 4, 27)),
    "S2.6": (date(2018, 4, 20), date(2018, 4, 28)),
    "S3.1": (date(2018, 10, 18), date(2018, 11, 16)),
    "S3.2": (date(2018, 12, 5), date(2018, 12, 19)),
}

_SCHEDULE, _RECORDS = ("S3.1", "document:item_schedule"), ("S3.1", "document:site_records")
_APPLICATION, _CONFIRMED = ("S2.1", "document:application"), ("S2.3", "signoff:plan_confirmed")
_APPLICATION_VOTE, _PLAN_VOTE = ("S2.1", "vote:double_two_thirds"), ("S2.3", "vote:double_two_thirds")
_NO_COMMITTEE = "小区未成立业委会，由居委会代行签字"
_SIGNED_BY_COMMUNITY = {_APPLICATION: "community", _CONFIRMED: "community"}


@dataclass(frozen=True, slots=True)
class Part:
    """A compound's part in the pilot: where, what befalls it, what share of the due money the residents have raised."""

    district: str
    story: Story
    raised_per_mille: int = 1000
    votes: tuple[int, int] | None = None
    size: Size | None = None


#: the compound whose vote stands exactly on two thirds: 6,000.00 of 9,000.00 m², 60 of 90 households
_EXACT_SIZE = Size(households=90, buildings=4, floor_area_centi=9_000_00, built_in=1988)
_EXACT_VOTES = (60, 6_000_00)

PARTS = (
    Part("liubei", Story("hearing", branch="hearing")),
    Part("liubei", Story("exactly-two-thirds"), votes=_EXACT_VOTES, size=_EXACT_SIZE),
    Part("liubei", Story("money-short", last="S2.6", ahead=frozenset({_SCHEDULE})), raised_per_mille=614),
    Part("chengzhong", Story("community-signs", branch="hearing", values=_SIGNED_BY_COMMUNITY,
                              notes={_APPLICATION: _NO_COMMITTEE, _CONFIRMED: _NO_COMMITTEE})),
    Part("chengzhong", Story("contracts-missing", delays={"S2.4": 17},
                              withheld=frozenset({("S2.5", "document:contracts")}), last="S2.6")),
    Part("yufeng", Story("second-vote", delays={"S2.3": 38},
                          second_try={_PLAN_VOTE: "第一次表决：同意面积未达三分之二，修改方案后重新表决"})),
    Part("yufeng", Story("on-time")),
    Part("yufeng", Story("works-before-contracts", withheld=frozenset({("S2.5", "document:contracts")}),
                          last="S2.6", ahead=frozenset({_SCHEDULE, _RECORDS}))),
    Part("liunan", Story("project-not-filed", withheld=frozenset({("S2.2", "signoff:project_filed")}), last="S2.2",
                          ahead=frozenset({("S2.3", "document:renovation_plan")}))),
    Part("liunan", Story("objection", refused={("S2.1", "publicity:application_notice"): "两户对停车位布置提出异议"},
                          withheld=frozenset({_APPLICATION, ("S2.1", "signoff:selected_and_reported")}), last="S2.1",
                          ahead=frozenset({("S2.2", "document:preliminary_plan")}))),
    Part("liujiang", Story("district-late", last="S2.3")),
    Part("liujiang", Story("support-unclear", withheld=frozenset({("S1.2", "judgement:most_residents_support")}),
                            last="S1.2")),
)  # fmt: skip

#: when each district set up its group and trained its people; 柳江's training record never came in
_AREA_DAYS = {
    "liubei": (date(2017, 12, 14), date(2017, 12, 26)),
    "chengzhong": (date(2017, 12, 15), date(2017, 12, 27)),
    "yufeng": (date(2017, 12, 18), date(2018, 1, 8)),
    "liunan": (date(2017, 12, 19), date(2017, 12, 29)),
    "liujiang": (date(2017, 12, 22), None),
}


def liuzhou(package: Package, *, seed: str = SEED, day: date = DAY, copies: int = 1) -> CityPlan:
    """The whole pilot as it stands on ``day``; ``copies``: how often its twelve stories are told."""
    return CityPlan(
        slug=SLUG,
        name="柳州市老旧小区改造试点（演示）",
        package_id=package.id,
        adopted_on=ADOPTED,
        day=day,
        area="city",
        bodies=_bodies(package),
        accounts=_ACCOUNTS,
        compounds=tuple(_compounds(package, seed, day, copies)),
        area_facts=tuple(fact for fact in _area_facts() if fact.on <= day),
        allocations=(),
        seats=group_seats(package, random.Random(f"{seed}/{SLUG}/people"), _ACCOUNTS, vacant=(), silent=_SILENT),
    )


def _bodies(package: Package) -> tuple[BodyPlan, ...]:
    subdistricts = [body.key for body in _BODIES if body.kind == "subdistrict"]
    return (*_BODIES, *member_bodies(package, "city", _BODIES), *bodies_around("city", subdistricts))


def _area_facts() -> Iterator[FactPlan]:
    for body, (set_up, trained) in _AREA_DAYS.items():
        yield FactPlan("S1.1", "signoff:district_group_set_up", "", set_up, body=body)
        if trained:
            yield FactPlan("S1.1", "document:training_record", "", trained, body=body)


def _compounds(package: Package, seed: str, day: date, copies: int) -> Iterator[CompoundPlan]:
    names = compound_names(random.Random(f"{seed}/{SLUG}/names"))
    for number, part in enumerate(PARTS * copies):
        yield _compound(package, random.Random(f"{seed}/{SLUG}/{number}"), next(names), part, day)


def _compound(package: Package, rng: random.Random, name: str, part: Part, day: date) -> CompoundPlan:
    _, street, latitude, longitude = _DISTRICTS[part.district]
    size = part.size or compound_size(rng, len(PARTS), median=180)
    budget = target_fen(rng, size.floor_area_centi, median_yuan=236, low=130, high=440)
    costs = with_approvals(package, rng, estimate(rng, LIUZHOU, budget, size.households))
    story = _told(package, rng, part, size, costs)
    if story.last in {"S1.2", "S2.1", "S2.2"}:
        costs = tuple(replace(cost, approved_fen=None) for cost in costs)
    spans = timetable(rng, package, _WINDOWS, BEGIN, story.delays)
    return CompoundPlan(
        name=name,
        body=f"{part.district}-street",
        address=address(rng, street),
        households=size.households,
        buildings=size.buildings,
        floor_area_centi=size.floor_area_centi,
        built_in=size.built_in,
        latitude_micro=latitude + rng.randint(-5_500, 5_500),
        longitude_micro=longitude + rng.randint(-6_000, 6_000),
        phase="",
        story=story.id,
        facts=history(package, story, spans, day),
        costs=costs,
    )


def _told(package: Package, rng: random.Random, part: Part, size: Size, costs: tuple[CostPlan, ...]) -> Story:
    """The story with the numbers of this compound: its votes, what its residents owe and what they have raised."""
    due = _residents_due(package, costs)
    raised = due * part.raised_per_mille // 1000
    values = {("S2.6", "amount:residents_due"): _yuan(due), ("S2.6", "amount:residents_raised"): _yuan(raised)}
    notes = {
        _APPLICATION_VOTE: _counted(*(part.votes or _votes(rng, size)), size),
        _PLAN_VOTE: _counted(*(part.votes or _votes(rng, size)), size),
    }
    return replace(part.story, values={**values, **part.story.values}, notes={**notes, **part.story.notes})


def _residents_due(package: Package, costs: tuple[CostPlan, ...]) -> int:
    lines = [
        CostLine(row, "", cost.item, cost.segment or None, cost.cost_fen, cost.approved_fen)
        for row, cost in enumerate(costs, start=1)
    ]
    return split(package, lines).totals.get("residents", 0)


def _votes(rng: random.Random, size: Size) -> tuple[int, int]:
    """Households and area (0.01 m²) in favour: comfortably above two thirds."""
    households = size.households * rng.randint(700, 930) // 1000
    return households, size.floor_area_centi * rng.randint(705, 935) // 1000


def _counted(households: int, area_centi: int, size: Size) -> str:
    return (
        f"同意面积 {format_area(area_centi)} / {format_area(size.floor_area_centi)} 平方米，"
        f"同意 {households} / {size.households} 户"
    )


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
