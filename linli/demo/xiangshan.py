"""象山 2020: 87 invented compounds in four phases, shown on 10 December 2020, when compounds stand in every stage."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date

from linli.core.policy.model import Package
from linli.demo.allocations import allocations_of
from linli.demo.estimates import XIANGSHAN, estimate, target_fen
from linli.demo.histories import Story, history, timetable
from linli.demo.naming import address, compound_names
from linli.demo.people import bodies_around, group_seats, member_bodies
from linli.demo.plan import SEED, AccountPlan, BodyPlan, CityPlan, CompoundPlan
from linli.demo.sizes import compound_size

SLUG = "xiangshan"
DAY = date(2020, 12, 10)
BEGIN = date(2020, 1, 2)

_BODIES = (
    BodyPlan("district", "象山区", "district", "", "district_gov"),
    BodyPlan("office", "区老旧小区改造办公室", "office", "district", "office"),
    BodyPlan("ertang", "二塘乡", "subdistrict", "district", "street"),
    BodyPlan("xiangshan", "象山街道", "subdistrict", "district", "street"),
    BodyPlan("nanmen", "南门街道", "subdistrict", "district", "street"),
    BodyPlan("pingshan", "平山街道", "subdistrict", "district", "street"),
    BodyPlan("ndrc", "区发改局", "development", "district", "ndrc"),
    BodyPlan("finance", "区财政局", "treasury", "district", "finance"),
    BodyPlan("urban_mgmt", "区城管局", "urban_management", "district", "urban_mgmt"),
    BodyPlan("audit", "区审计局", "bureau", "district"),
)

_ACCOUNTS = (
    AccountPlan("xs-leader", "district", "领导小组组长", "leader", "象山·领导小组组长", "leader"),
    AccountPlan(
        "xs-office",
        "office",
        "办公室主任",
        "office",
        "象山·办公室主任",
        "office",
        "office_lead",
        "区住房和城乡建设局局长",
    ),
    AccountPlan("xs-xiangshan", "xiangshan", "街道经办", "subdistrict", "象山街道·经办", "subdistrict"),
    AccountPlan("xs-nanmen", "nanmen", "街道经办", "subdistrict", "南门街道·经办", "subdistrict"),
    AccountPlan("xs-finance", "finance", "资金监管岗", "finance", "象山·区财政局资金监管", "finance"),
    AccountPlan("xs-audit", "audit", "审计岗", "auditor", "象山·区审计局审计", "auditor"),
    AccountPlan("xs-admin", "district", "系统管理员", "administrator", "象山·系统管理员", "administrator"),
)

#: a seat of the leading group that nobody has been named for yet
_VACANT = ("区低收入核对中心主任",)

#: where each sub-district lies around the invented centre (millionths of a degree), and its share of the compounds
_CENTRES = {
    "xiangshan": (25_262_000, 110_287_000, 0.32),
    "nanmen": (25_251_000, 110_279_000, 0.28),
    "pingshan": (25_240_000, 110_268_000, 0.25),
    "ertang": (25_221_000, 110_251_000, 0.15),
}

_DAYS = Mapping[str, tuple[date, date]]
#: for each phase, between which days its stages are done when all goes well
_WINDOWS: dict[str, _DAYS] = {
    "ph1": {
        "X1": (date(2020, 1, 13), date(2020, 3, 12)),
        "X2": (date(2020, 5, 18), date(2020, 6, 29)),
        "X3": (date(2020, 7, 8), date(2020, 7, 30)),
        "X4": (date(2020, 8, 10), date(2020, 8, 31)),
        "X5": (date(2020, 11, 2), date(2020, 11, 27)),
        "X6": (date(2020, 12, 1), date(2020, 12, 9)),
    },
    "ph2": {
        "X1": (date(2020, 1, 20), date(2020, 3, 16)),
        "X2": (date(2020, 6, 22), date(2020, 7, 31)),
        "X3": (date(2020, 8, 6), date(2020, 8, 31)),
        "X4": (date(2020, 9, 8), date(2020, 9, 30)),
        "X5": (date(2020, 12, 14), date(2020, 12, 28)),
        "X6": (date(2021, 1, 5), date(2021, 1, 20)),
    },
    "ph3": {
        "X1": (date(2020, 2, 3), date(2020, 3, 18)),
        "X2": (date(2020, 7, 20), date(2020, 8, 28)),
        "X3": (date(2020, 9, 3), date(2020, 9, 28)),
        "X4": (date(2020, 10, 12), date(2020, 10, 30)),
        "X5": (date(2020, 12, 21), date(2020, 12, 31)),
        "X6": (date(2021, 1, 12), date(2021, 1, 28)),
    },
    "ph4": {
        "X1": (date(2020, 2, 17), date(2020, 3, 20)),
        "X2": (date(2020, 8, 3), date(2020, 8, 31)),
        "X3": (date(2020, 9, 9), date(2020, 9, 30)),
        "X4": (date(2020, 10, 19), date(2020, 10, 30)),
        "X5": (date(2020, 12, 24), date(2020, 12, 31)),
        "X6": (date(2021, 1, 18), date(2021, 1, 29)),
    },
}

_SURVEY, _APPROVAL = ("X1", "document:household_survey"), ("X1", "signoff:group_approval")
_DESIGN, _BUDGET = ("X2", "document:design"), ("X2", "document:budget")
_COMMISSION, _REVIEW = ("X3", "signoff:reviewer_commissioned"), ("X3", "document:review_result")
_TENDER, _APPROVED_DESIGN = ("X4", "signoff:tender_done"), ("X5", "document:approved_design")
_ACCEPTANCE, _RECTIFIED = ("X6", "joint_signoff:final_acceptance"), ("X6", "rectification:closed")

STORIES = {
    story.id: story
    for story in (
        Story("on-time"),
        Story("design-late-recovered", delays={"X2": 16}),
        Story("works-early", delays={"X5": -24}),
        Story(
            "acceptance-without-finance",
            withheld=frozenset({("X6", "joint_signoff:final_acceptance=finance"), _RECTIFIED}),
        ),
        Story("rectification-pits", refused={_RECTIFIED: "检查井盖与新铺路面高差超标，限十五日内整改"}),
        Story("rectification-lamps", refused={_RECTIFIED: "北侧三盏路灯不亮、一处绿地裸土，限十日内整改"}),
        Story("review-paper-missing", withheld=frozenset({_REVIEW})),
        Story("commission-paper-missing", withheld=frozenset({_COMMISSION})),
        Story("tender-waiting", withheld=frozenset({_TENDER}), last="X4"),
        Story("tender-waiting-design-ready", withheld=frozenset({_TENDER}), last="X4",
              ahead=frozenset({_APPROVED_DESIGN})),
        Story("review-waiting", withheld=frozenset({_REVIEW}), last="X3"),
        Story("review-not-commissioned", withheld=frozenset({_COMMISSION, _REVIEW}), last="X3"),
        Story("budget-waiting", withheld=frozenset({_BUDGET}), last="X2"),
        Story("budget-waiting-commissioned", withheld=frozenset({_BUDGET}), last="X2",
              ahead=frozenset({_COMMISSION})),
        Story("design-not-begun", withheld=frozenset({_DESIGN, _BUDGET}), last="X2"),
        Story("survey-missing", withheld=frozenset({_SURVEY}), last="X1"),
        Story("survey-missing-designed", withheld=frozenset({_SURVEY}), last="X2"),
        Story("sent-back", refused={_APPROVAL: "申报材料缺居民意愿汇总，退回补正"}, last="X1"),
    )
}  # fmt: skip

#: which stories occur in each phase, and how often; they fill the phase's quota
_CAST = {
    "ph1": {"on-time": 7, "rectification-pits": 2, "rectification-lamps": 1, "acceptance-without-finance": 2,
            "design-late-recovered": 2, "review-paper-missing": 1},
    "ph2": {"on-time": 9, "works-early": 4, "commission-paper-missing": 1, "design-late-recovered": 2,
            "tender-waiting": 2},
    "ph3": {"on-time": 16, "tender-waiting": 4, "tender-waiting-design-ready": 1, "review-waiting": 3,
            "review-not-commissioned": 1, "budget-waiting": 1, "survey-missing-designed": 1},
    "ph4": {"on-time": 7, "tender-waiting": 5, "review-waiting": 3, "review-not-commissioned": 2, "budget-waiting": 3,
            "budget-waiting-commissioned": 1, "design-not-begun": 2, "survey-missing": 3, "sent-back": 1},
}  # fmt: skip

#: the day on which a phase's money was allocated
_ALLOCATED = {
    "ph1": date(2020, 7, 31), "ph2": date(2020, 8, 31), "ph3": date(2020, 9, 29), "ph4": date(2020, 10, 20),
}  # fmt: skip


def xiangshan(package: Package, *, seed: str = SEED, day: date = DAY) -> CityPlan:
    """The whole programme as it stands on ``day``."""
    compounds = tuple(_compounds(package, seed, day))
    return CityPlan(
        slug=SLUG,
        name="象山区老旧小区改造提升（演示）",
        package_id=package.id,
        adopted_on=BEGIN,
        day=day,
        area="district",
        bodies=_bodies(package),
        accounts=_ACCOUNTS,
        compounds=compounds,
        area_facts=(),
        allocations=allocations_of(package, compounds, _ALLOCATED, day),
        seats=group_seats(package, random.Random(f"{seed}/{SLUG}/people"), _ACCOUNTS, vacant=_VACANT, silent=0),
    )


def _bodies(package: Package) -> tuple[BodyPlan, ...]:
    subdistricts = [body.key for body in _BODIES if body.kind == "subdistrict"]
    return (*_BODIES, *member_bodies(package, "district", _BODIES), *bodies_around("district", subdistricts))


def _compounds(package: Package, seed: str, day: date) -> Iterator[CompoundPlan]:
    names = compound_names(random.Random(f"{seed}/{SLUG}/names"))
    number = 0
    for phase, cast in _CAST.items():
        stories = [STORIES[story] for story, times in cast.items() for _ in range(times)]
        for story in stories:
            rng = random.Random(f"{seed}/{SLUG}/{number}")
            yield _compound(package, rng, number, next(names), phase, story, day)
            number += 1


def _compound(
    package: Package, rng: random.Random, number: int, name: str, phase: str, story: Story, day: date
) -> CompoundPlan:
    body = rng.choices(list(_CENTRES), [share for *_, share in _CENTRES.values()])[0]
    latitude, longitude, _ = _CENTRES[body]
    size = compound_size(rng, number)
    costs = estimate(
        rng, XIANGSHAN, target_fen(rng, size.floor_area_centi, median_yuan=165, low=84, high=420), size.households
    )
    spans = timetable(rng, package, _WINDOWS[phase], BEGIN, story.delays)
    return CompoundPlan(
        name=name,
        body=body,
        address=address(rng, next(b.name for b in _BODIES if b.key == body)),
        households=size.households,
        buildings=size.buildings,
        floor_area_centi=size.floor_area_centi,
        built_in=size.built_in,
        latitude_micro=latitude + rng.randint(-6_500, 6_500),
        longitude_micro=longitude + rng.randint(-7_500, 7_500),
        phase=phase,
        story=story.id,
        facts=history(package, story, spans, day),
        costs=costs,
    )
