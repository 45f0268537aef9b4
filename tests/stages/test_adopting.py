"""A running programme adopts an amendment: what that changes is known before, and what was done stays done."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest

from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.programme.models import PolicyAdoption, Project
from linli.apps.records.models import Event
from linli.core.policy import find
from linli.stages.adopting import AdoptionPreview, ProjectChange, Terms, adopt, difference, looked_at, preview
from linli.stages.offers import Offer, adopted, offers
from linli.stages.policy_shelf import shelf
from linli.stages.readings import Choice, settle
from linli.stages.standing import ProjectStanding, programme_standing
from tests.core.policy.amend.amended import ERRATUM
from tests.stages.amended_city import EFFECTIVE, NOW, TODAY, City
from tests.world import World

PLACED = Terms(governing={"plan_confirmed_on": "S2.3"})


def offered(city: City, today: date = TODAY) -> Offer:
    (only,) = offers(adopted(city.programme, today))
    return only


def looked(city: City, terms: Terms = PLACED, today: date = TODAY) -> AdoptionPreview:
    return preview(city.programme, offered(city, today), terms, today=today)


def change_of(seen: AdoptionPreview, project: Project) -> ProjectChange:
    return next(one for one in seen.changes if one.project.id == project.pk)


def standing_of(city: City, project: Project, today: date = TODAY) -> ProjectStanding:
    return programme_standing(city.programme.pk, today=today).by_id[project.pk]


def take_over(city: City, world: World, terms: Terms = PLACED, today: date = TODAY, who: str = "office") -> None:
    adopt(
        actor=world[who], now=NOW, programme=city.programme, standing=adopted(city.programme, today),
        offer=offered(city, today), terms=terms, document="某文〔2018〕1号", reason="市里修订", today=today,
    )  # fmt: skip


def settle_one(city: City, world: World, reading: str = "I-03", value: str = "15") -> None:
    package = programme_standing(city.programme.pk, today=TODAY).policy
    choice = Choice(reading, "市办公室", date(2018, 6, 30), "复函〔2018〕1号", "当月15日" if value else "", value)
    settle(actor=world["office"], now=NOW, programme=city.programme, package=package, choice=choice, today=TODAY)


def test_a_policy_that_did_not_change_offers_nothing(city: City) -> None:
    assert offers(adopted(city.programme, TODAY)) == ()


def test_an_amendment_is_offered_and_changes_nothing_by_itself(city: City) -> None:
    before = standing_of(city, city.early)
    city.amend()
    assert [one.id for one in offered(city).amendments] == ["am-2018-demo"]
    assert not offered(city).rewritten
    after = standing_of(city, city.early)
    assert after.process.stages["S3.1"].due == before.process.stages["S3.1"].due
    assert PolicyAdoption.objects.count() == 2  # this city's, and that of the world it lies in


def test_each_change_asks_the_day_that_governs_it(city: City) -> None:
    city.amend()
    seen = looked(city)
    early, late = change_of(seen, city.early), change_of(seen, city.late)
    assert [(one.name, one.difference_fen) for one in early.payers] == []
    assert {one.difference_fen for one in late.payers} == {-50_000, 50_000}
    for one in (early, late):
        moved = next(stage for stage in one.stages if stage.stage == "S3.1")
        assert moved.before is not None
        assert moved.after is not None
        assert (moved.before.due, moved.after.due) == (date(2018, 11, 20), date(2018, 12, 10))
        assert next(stage for stage in one.papers if stage.stage == "S3.2").newly_missing == (
            "document:resident_satisfaction",
        )
        assert set(one.kept) == {"S1.1", "S1.2", "S2.1", "S2.2", "S2.3"}
        assert one.undone == ()


def test_the_sums_of_the_preview_are_those_of_its_projects_to_the_fen(city: City) -> None:
    city.amend()
    seen = looked(city)
    assert {one.name: one.difference_fen for one in seen.payers} == {
        one.name: one.difference_fen for one in change_of(seen, city.late).payers
    }
    assert seen.after.cost_fen == seen.before.cost_fen == 2_000_000
    assert sum(seen.after.shares.values()) + seen.after.undetermined_fen == seen.after.cost_fen


def test_a_confirmation_on_the_day_it_takes_effect_is_under_the_new_rule_and_the_day_before_under_the_old(
    city: City,
) -> None:
    """The plan of 后确认 was confirmed on 06-20: an amendment of that day catches it, one of the day after does not."""
    from tests.core.policy.amend.amended import AMENDMENT  # noqa: PLC0415

    for day, caught in ((date(2018, 6, 20), True), (date(2018, 6, 21), False)):
        city.amend(AMENDMENT.replace("effective: 2018-06-01", f"effective: {day.isoformat()}"))
        assert bool(change_of(looked(city), city.late).payers) is caught


def test_without_a_stage_for_the_confirmation_every_compound_is_taken_as_of_today(city: City) -> None:
    city.amend()
    seen = looked(city, Terms())
    assert change_of(seen, city.early).payers
    assert change_of(seen, city.late).payers


def test_adopting_puts_the_preview_into_force_in_one_act(city: City, world: World) -> None:
    city.amend()
    seen = looked(city)
    acts = Event.objects.count()
    take_over(city, world)
    assert Event.objects.count() == acts + 1
    event = Event.objects.latest("id")
    assert (event.kind, event.reason) == ("programme.policy.amended", "市里修订")
    assert event.body["changes"] == "am-2018-demo"
    now = programme_standing(city.programme.pk, today=TODAY)
    assert now.shares == seen.after.shares
    for project in (city.early, city.late):
        assert now.by_id[project.pk].process.stages["S3.1"].due == date(2018, 12, 10)
        assert now.by_id[project.pk].process.stages["S2.3"].state == "done"
    assert standing_of(city, city.early).money.shares["fiscal"] == 900_000
    assert standing_of(city, city.late).money.shares["fiscal"] == 850_000
    assert offers(adopted(city.programme, TODAY)) == ()


def test_days_before_the_adoption_are_judged_as_they_were(city: City, world: World) -> None:
    city.amend()
    take_over(city, world)
    before = TODAY - timedelta(days=1)
    assert standing_of(city, city.late, before).process.stages["S3.1"].due == date(2018, 11, 20)


def test_what_was_adopted_is_found_again_when_its_folder_is_gone(city: City, world: World) -> None:
    city.amend()
    take_over(city, world)
    wanted = programme_standing(city.programme.pk, today=TODAY).policy.hash
    shutil.rmtree(city.folder)
    shelf(reload=True)
    standing = programme_standing(city.programme.pk, today=TODAY)
    assert standing.problem is None
    assert standing.policy.hash == wanted
    assert standing_of(city, city.early).money.shares["fiscal"] == 900_000


def test_an_amendment_is_seen_before_its_day_and_adopted_from_it(city: City, world: World) -> None:
    city.amend()
    day_before = EFFECTIVE - timedelta(days=1)
    assert looked(city, today=day_before).day == EFFECTIVE
    with pytest.raises(RefusalError, match="2018-06-01"):
        take_over(city, world, today=day_before)
    take_over(city, world, today=EFFECTIVE)
    assert adopted(city.programme, EFFECTIVE).amendments == {"am-2018-demo"}


def test_a_correction_of_ours_lists_every_compound_that_was_told_otherwise(city: City, world: World) -> None:
    city.amend(ERRATUM, "er.yaml")
    offer = offered(city)
    assert [step.origin for step in offer.errata] == ["er-2018-demo"]
    seen = looked(city)
    assert {one.project.id for one in seen.changed} == {city.early.pk, city.late.pk}
    take_over(city, world)
    assert standing_of(city, city.early).process.stages["S2.3"].due == date(2018, 3, 10)


def test_a_settled_reading_goes_along_where_the_question_is_the_same(city: City, world: World) -> None:
    settle_one(city, world)
    city.amend()
    (carried,) = offered(city).readings
    assert (carried.id, carried.meets) == ("I-03", "same")
    take_over(city, world)
    package = programme_standing(city.programme.pk, today=TODAY).policy
    assert package.deadline_defaults.mid_month == 15
    settled = package.reading_by_id["I-03"].settled
    assert settled is not None
    assert settled.document == "复函〔2018〕1号"


@pytest.mark.parametrize(("keeps", "day"), [(frozenset({"I-03"}), 15), (frozenset[str](), 20)])
def test_where_the_text_of_a_reading_changed_somebody_decides(
    city: City, world: World, keeps: frozenset[str], day: int
) -> None:
    settle_one(city, world)
    file = city.folder / "interpretations.yaml"
    file.write_text(file.read_text("utf-8").replace("text_says: 只写某月中旬前", "text_says: 写作中旬之前"), "utf-8")
    shelf(reload=True)
    (asked,) = offered(city).readings
    assert (asked.meets, asked.asks) == ("changed", True)
    take_over(city, world, Terms(kept_readings=keeps))
    package = programme_standing(city.programme.pk, today=TODAY).policy
    assert package.deadline_defaults.mid_month == day
    assert package.reading_by_id["I-03"].status == ("settled" if keeps else "pending")


def test_a_reading_settled_after_an_amendment_was_adopted_keeps_the_amendment(city: City, world: World) -> None:
    city.amend()
    take_over(city, world)
    settle_one(city, world)
    now = programme_standing(city.programme.pk, today=TODAY)
    assert now.policy.deadline_defaults.mid_month == 15
    assert now.by_id[city.early.pk].money.shares["fiscal"] == 900_000  # the stage named for the confirmation stays
    assert now.by_id[city.late.pk].money.shares["fiscal"] == 850_000
    assert adopted(city.programme, TODAY).amendments == {"am-2018-demo"}
    assert offers(adopted(city.programme, TODAY)) == ()


def test_a_package_written_anew_is_offered_as_a_difference(city: City) -> None:
    shutil.copy(find("liuzhou-2017-pilot") / "process.yaml", city.folder / "process.yaml")
    shelf(reload=True)
    offer = offered(city)
    assert offer.rewritten
    assert not offer.amendments
    edition = looked_at(offer, Terms(), TODAY)
    told = [(one.part, one.was, one.now) for one in difference(adopted(city.programme, TODAY), edition)]
    assert told == [("stages:S2.3", "2018-03-01", "2018-03-10")]


def test_somebody_who_was_second_looks_again(city: City, world: World) -> None:
    city.amend()
    standing, offer = adopted(city.programme, TODAY), offered(city)
    take_over(city, world)
    with pytest.raises(ConflictError):
        adopt(
            actor=world["office"], now=NOW, programme=city.programme, standing=standing, offer=offer, terms=PLACED,
            document="某文", reason="又一次", today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["leader", "subdistrict", "finance", "auditor", "administrator", "stranger"])
def test_only_the_office_of_the_whole_programme_adopts(city: City, world: World, who: str) -> None:
    city.amend()
    with pytest.raises(NotPermittedError):
        take_over(city, world, who=who)
    assert not list(shelf().directories[city.package.hash].parent.glob(".draft-*"))


@pytest.mark.parametrize(("document", "reason"), [("", "理由"), ("某文", "  ")])
def test_document_and_reason_must_be_told(city: City, world: World, document: str, reason: str) -> None:
    city.amend()
    with pytest.raises(RefusalError):
        adopt(
            actor=world["office"], now=NOW, programme=city.programme, standing=adopted(city.programme, TODAY),
            offer=offered(city), terms=PLACED, document=document, reason=reason, today=TODAY,
        )  # fmt: skip
