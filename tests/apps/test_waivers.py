"""Waivers: whoever asks does not grant, only whom the policy names grants, and none counts a day too long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.mandates import grant_mandate
from linli.apps.accounts.refusals import ConflictError, NotFoundError, NotPermittedError, RefusalError
from linli.apps.determinations.models import Waiver, WaiverDecision
from linli.apps.determinations.waivers import (
    decide_waiver,
    state_of,
    waiver_seen_by,
    waivers_seen_by,
    waiving_roles,
    withdraw_waiver,
)
from linli.apps.programme.facts import NewFact
from linli.apps.programme.services import record_fact
from linli.stages.standing import project_standing
from tests.waiving import KEY, STAGE, UNTIL, Waiving
from tests.world import NOW, TODAY

DAY = timedelta(days=1)


def lacks_survey(waiving: Waiving, day: date) -> bool:
    project, _standing = project_standing(waiving.project.pk, today=day)
    return KEY in {one.fact for one in project.process.stages[STAGE].missing}


def test_only_what_the_package_says_can_be_waived(waiving: Waiving) -> None:
    assert waiving_roles(waiving.package, STAGE, KEY) == ("finance",)
    assert waiving_roles(waiving.world.package, STAGE, KEY) == ()
    assert waiving_roles(waiving.package, STAGE, "document:application") == ()
    assert waiving_roles(waiving.package, "X9", KEY) == ()
    with pytest.raises(RefusalError):
        waiving.ask(key="document:application")
    assert not Waiver.objects.exists()


def test_a_waiver_counts_from_the_grant_to_its_last_day_and_not_a_day_longer(waiving: Waiving) -> None:
    waiver = waiving.ask()
    assert lacks_survey(waiving, TODAY)
    waiving.answer(waiver)
    assert [lacks_survey(waiving, day) for day in (TODAY - DAY, TODAY, UNTIL, UNTIL + DAY)] == [
        True,
        False,
        False,
        True,
    ]
    waiver = waiver_seen_by(waiving.world["office"], waiving.programme, waiver.pk)
    assert [state_of(waiver, day) for day in (TODAY, UNTIL, UNTIL + DAY)] == ["granted", "granted", "over"]


def test_the_gate_says_who_waived_and_why(waiving: Waiving) -> None:
    waiving.answer(waiving.ask())
    project, _standing = project_standing(waiving.project.pk, today=TODAY)
    told = project.process.stages[STAGE].reason().telling()
    assert "财政" in told
    assert "洪水中损毁" in told


def test_what_is_refused_or_withdrawn_opens_no_gate(waiving: Waiving) -> None:
    waiving.answer(waiving.ask(), granted=False)
    assert lacks_survey(waiving, TODAY)
    granted = waiving.ask()
    waiving.answer(granted)
    assert not lacks_survey(waiving, TODAY)
    withdraw_waiver(actor=waiving.world["finance"], now=NOW, waiver=granted, reason="材料补不上")
    assert lacks_survey(waiving, TODAY)
    with pytest.raises(ConflictError):
        withdraw_waiver(actor=waiving.world["finance"], now=NOW, waiver=granted, reason="再来一次")


def test_the_paper_that_came_while_the_waiver_lasted_keeps_the_gate_open(waiving: Waiving) -> None:
    waiving.answer(waiving.ask())
    record_fact(
        actor=waiving.world["office"], now=NOW, programme=waiving.programme, package=waiving.package,
        new=NewFact(STAGE, KEY, UNTIL, "", project=waiving.project), today=UNTIL,
    )  # fmt: skip
    assert not lacks_survey(waiving, UNTIL + DAY)


@pytest.mark.parametrize("who", ["office", "subdistrict", "leader", "auditor", "administrator", "stranger"])
def test_nobody_but_whom_the_policy_names_grants(waiving: Waiving, who: str) -> None:
    waiver = waiving.ask(by="finance")
    with pytest.raises(NotPermittedError):
        waiving.answer(waiver, by=who)
    assert not WaiverDecision.objects.exists()


def test_whoever_asked_does_not_grant_even_in_the_post_that_may(waiving: Waiving) -> None:
    waiver = waiving.ask(by="finance")
    with pytest.raises(NotPermittedError):
        waiving.answer(waiver)


def test_a_mandate_does_not_turn_the_asker_into_the_granter(waiving: Waiving) -> None:
    """The clerk who asked may act for finance by mandate; still one and the same person stands behind both acts."""
    world = waiving.world
    asker, finance = world["subdistrict"], world["finance"]
    waiver = waiving.ask(by="subdistrict")
    assert asker.user is not None
    assert finance.post is not None
    assert finance.user is not None
    mandate = grant_mandate(
        actor=world["administrator"], now=NOW, post=finance.post, principal=finance.user, deputy=asker.user,
        valid_from=date(2020, 6, 1), valid_until=date(2020, 9, 1), document="代管函",
    )  # fmt: skip
    deputy = Actor(asker.user, finance.post, mandate)
    with pytest.raises(NotPermittedError):
        decide_waiver(
            actor=deputy, now=NOW, waiver=waiver, package=waiving.package, granted=True, note="同意", today=TODAY
        )


@pytest.mark.parametrize(("until", "fits"), [(TODAY - DAY, False), (TODAY, True)])
def test_a_waiver_for_days_gone_is_refused_and_one_for_today_is_not(waiving: Waiving, until: date, fits: bool) -> None:
    if fits:
        assert waiving.ask(until=until).until == until
    else:
        with pytest.raises(RefusalError):
            waiving.ask(until=until)


def test_a_request_whose_day_went_by_can_only_be_refused(waiving: Waiving) -> None:
    waiver = waiving.ask()
    with pytest.raises(RefusalError):
        waiving.answer(waiver, day=UNTIL + DAY)
    assert not waiving.answer(waiver, granted=False, day=UNTIL + DAY).granted


def test_one_waits_once_and_is_answered_once(waiving: Waiving) -> None:
    waiver = waiving.ask()
    with pytest.raises(ConflictError):
        waiving.ask()
    waiving.answer(waiver)
    with pytest.raises(ConflictError):
        waiving.answer(waiver, granted=False)
    assert waiving.ask().pk != waiver.pk


def test_another_district_sees_none_of_it(waiving: Waiving) -> None:
    waiver = waiving.ask()
    for who in ("stranger", "other_subdistrict"):
        assert not waivers_seen_by(waiving.world[who], waiving.programme).exists()
        with pytest.raises(NotFoundError):
            waiver_seen_by(waiving.world[who], waiving.programme, waiver.pk)
        with pytest.raises(NotPermittedError):
            waiving.ask(by=who)
