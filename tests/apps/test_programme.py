"""Programmes, projects and the ledger of facts."""

from __future__ import annotations

from datetime import date

import pytest

from linli.apps.accounts.refusals import ConflictError, NotFoundError, NotPermittedError, RefusalError
from linli.apps.programme.facts import NewFact
from linli.apps.programme.models import StageFact
from linli.apps.programme.queries import (
    adoption_on,
    fact_seen_by,
    ledger_of,
    programme_seen_by,
    programmes_seen_by,
    project_seen_by,
    projects_seen_by,
)
from linli.apps.programme.services import (
    NewProject,
    add_projects,
    adopt_policy,
    create_programme,
    record_fact,
    record_facts,
    set_phase,
    withdraw_fact,
)
from linli.apps.records.models import Event
from linli.apps.records.queries import event_sentence
from linli.core.faults import BadInput
from tests.world import NOW, TODAY, World

MARCH = date(2020, 3, 1)


def test_the_policy_in_force_is_the_last_adopted_by_then_and_the_first_for_days_before(world: World) -> None:
    adopt_policy(
        actor=world["office"], now=NOW, programme=world.programme, package=world.package, adopted_on=date(2020, 6, 1)
    )
    days = {
        day: adoption_on(world.programme.pk, day)
        for day in map(date.fromisoformat, ("2019-01-01", "2020-05-31", "2020-06-01"))
    }
    assert [adoption.adopted_on for adoption in days.values() if adoption] == [
        date(2020, 1, 1), date(2020, 1, 1), date(2020, 6, 1),
    ]  # fmt: skip


def test_two_policies_cannot_be_adopted_on_one_day(world: World) -> None:
    with pytest.raises(ConflictError):
        adopt_policy(
            actor=world["office"],
            now=NOW,
            programme=world.programme,
            package=world.package,
            adopted_on=date(2020, 1, 1),
        )


def test_a_programme_is_set_up_by_the_office_that_covers_its_area(world: World) -> None:
    def set_up(who: str, slug: str) -> None:
        create_programme(
            actor=world[who],
            now=NOW,
            slug=slug,
            name="二期",
            area=world.district,
            package=world.package,
            adopted_on=TODAY,
        )

    for who in ("stranger", "subdistrict", "finance", "leader", "auditor"):
        with pytest.raises(NotPermittedError):
            set_up(who, "second")
    set_up("office", "second")
    with pytest.raises(ConflictError):
        set_up("office", "second")


def test_a_fact_told_in_peoples_words_is_kept_under_its_canonical_name(world: World) -> None:
    project = world.project()
    fact = world.fact(project, "项目申报及前期调查", "小区申报材料")
    assert (fact.stage, fact.key) == ("X1", "document:application")
    with pytest.raises(ConflictError):
        world.fact(project, "X1", "document:application")


def test_an_unknown_stage_or_fact_or_value_is_refused_with_what_is_expected(world: World) -> None:
    project = world.project()
    for stage, key, value in (
        ("X9", "document:application", ""),
        ("X1", "document:desing", ""),
        ("X6", "rectification:closed", "也许"),
    ):
        with pytest.raises(BadInput) as refused:
            world.fact(project, stage, key, value=value)
        assert refused.value.faults[0].found
    assert not StageFact.objects.exists()


def test_a_fact_cannot_be_of_a_day_to_come(world: World) -> None:
    project = world.project()
    world.fact(project, "X1", "document:application", on=TODAY)
    with pytest.raises(RefusalError):
        world.fact(project, "X1", "document:household_survey", on=date(2020, 7, 2))


def test_a_fact_of_a_mistyped_year_is_refused(world: World) -> None:
    with pytest.raises(RefusalError):
        world.fact(world.project(), "X1", "document:application", on=date(202, 6, 1))


def test_in_training_the_day_to_come_is_after_the_simulated_one(world: World) -> None:
    new = NewFact("X1", "document:application", date(2020, 5, 2), project=world.project())
    given = {"actor": world["office"], "now": NOW, "programme": world.programme, "package": world.package, "new": new}
    with pytest.raises(RefusalError):
        record_fact(**given, today=date(2020, 5, 1))
    record_fact(**given, today=date(2020, 5, 2))


def test_a_phase_is_not_told_as_a_fact(world: World) -> None:
    with pytest.raises(RefusalError):
        world.fact(world.project(), "X1", "分期", value="第一期")


def test_who_comes_second_learns_who_was_first(world: World) -> None:
    project = world.project()
    world.fact(project, "X1", "document:application", by="subdistrict")
    with pytest.raises(ConflictError, match="subdistrict"):
        world.fact(project, "X1", "document:application")


def test_a_withdrawn_fact_stays_in_the_ledger_with_its_reason_and_may_be_told_again(world: World) -> None:
    project = world.project()
    fact = world.fact(project, "X1", "document:application")
    with pytest.raises(RefusalError):
        withdraw_fact(actor=world["office"], now=NOW, fact=fact, package=world.package, reason=" ")
    withdraw_fact(actor=world["office"], now=NOW, fact=fact, package=world.package, reason="日期记错")
    with pytest.raises(ConflictError):
        withdraw_fact(actor=world["office"], now=NOW, fact=fact, package=world.package, reason="再撤")
    world.fact(project, "X1", "document:application")
    assert [f.withdrawal_reason for f in ledger_of(project).order_by("id")] == ["日期记错", ""]


def test_a_subdistrict_records_what_is_done_in_the_subdistrict_and_not_the_groups_approval(world: World) -> None:
    project = world.project()
    world.fact(project, "X1", "document:application", by="subdistrict")
    for who, key in (
        ("subdistrict", "signoff:group_approval"),
        ("other_subdistrict", "document:household_survey"),
        ("stranger", "document:household_survey"),
        ("auditor", "document:household_survey"),
        ("leader", "document:household_survey"),
    ):
        with pytest.raises(NotPermittedError):
            world.fact(project, "X1", key, by=who)


def test_finance_records_its_own_sign_off_and_no_other(world: World) -> None:
    project = world.project()
    world.fact(project, "X3", "signoff:reviewer_commissioned", by="finance")
    with pytest.raises(NotPermittedError):
        world.fact(project, "X4", "signoff:tender_done", by="finance")


def test_a_recorder_withdraws_the_own_facts_and_the_office_any(world: World) -> None:
    project = world.project()
    own = world.fact(project, "X1", "document:application", by="subdistrict")
    offices = world.fact(project, "X1", "document:household_survey")
    for actor, fact in ((world["finance"], own), (world["auditor"], own), (world["subdistrict"], offices)):
        with pytest.raises(NotPermittedError):
            withdraw_fact(actor=actor, now=NOW, fact=fact, package=world.package, reason="错")
    withdraw_fact(actor=world["subdistrict"], now=NOW, fact=own, package=world.package, reason="错")
    withdraw_fact(actor=world["office"], now=NOW, fact=offices, package=world.package, reason="错")


def test_many_facts_are_recorded_whole_or_not_at_all(world: World) -> None:
    project = world.project()
    good = [NewFact("X1", key, MARCH, project=project) for key in ("document:application", "document:household_survey")]
    given = {"actor": world["office"], "now": NOW, "programme": world.programme, "package": world.package}
    for spoilt in ([*good, NewFact("X1", "nothing", MARCH, project=project)], [*good, good[0]]):
        with pytest.raises((BadInput, ConflictError)):
            record_facts(**given, rows=spoilt)
        assert not StageFact.objects.exists()
    assert len(record_facts(**given, rows=good)) == 2
    assert Event.objects.filter(kind="programme.facts.recorded").get().body["count"] == 2


def test_a_fact_belongs_to_a_project_of_the_same_programme(world: World) -> None:
    other = create_programme(
        actor=world["office"], now=NOW, slug="other", name="另一项目", area=world.district, package=world.package,
        adopted_on=TODAY,
    )  # fmt: skip
    new = NewFact("X1", "document:application", MARCH, project=world.project())
    with pytest.raises(RefusalError):
        record_fact(actor=world["office"], now=NOW, programme=other, package=world.package, new=new)


def test_a_project_changes_phase_with_a_reason_and_only_to_one_the_policy_knows(world: World) -> None:
    project = world.project(phase="ph1")
    given = {"actor": world["office"], "now": NOW, "project": project, "package": world.package}
    for refused in ({"phase": "ph9", "reason": "错"}, {"phase": "ph2", "reason": ""}):
        with pytest.raises(RefusalError):
            set_phase(**given, **refused)
    with pytest.raises(NotPermittedError):
        set_phase(**{**given, "actor": world["subdistrict"]}, phase="ph2", reason="想早些")
    assert set_phase(**given, phase="ph2", reason="管网先行").phase == "ph2"
    event = Event.objects.filter(kind="programme.project.phase_changed").get()
    assert event_sentence(event.kind, event.body) == "「向阳新村」由第一期改为第二期"


def test_a_subdistrict_enters_its_own_compounds_without_a_phase(world: World) -> None:
    def enter(name: str, place: object, phase: str = "") -> None:
        add_projects(
            actor=world["subdistrict"], now=NOW, programme=world.programme, package=world.package,
            rows=[NewProject(name, place, (), phase)],
        )  # fmt: skip

    enter("甲院", world.xiangshan)
    for name, place, phase in (("乙院", world.nanmen, ""), ("丙院", world.xiangshan, "ph1")):
        with pytest.raises(NotPermittedError):
            enter(name, place, phase)
    with pytest.raises(ConflictError):
        enter("甲院", world.xiangshan)


def test_one_sees_the_programmes_of_the_own_area_and_of_the_areas_it_lies_in(world: World) -> None:
    for who in ("leader", "office", "subdistrict", "finance", "auditor", "administrator"):
        assert programme_seen_by(world[who], "xiangshan") == world.programme
    assert not programmes_seen_by(world["stranger"]).exists()
    with pytest.raises(NotFoundError):
        programme_seen_by(world["stranger"], "xiangshan")


def test_somebody_elses_project_or_fact_does_not_exist(world: World) -> None:
    project = world.project()
    fact = world.fact(project, "X1", "document:application")
    assert project_seen_by(world["subdistrict"], world.programme, project.pk) == project
    for who in ("other_subdistrict", "stranger"):
        assert not projects_seen_by(world[who], world.programme).exists()
        with pytest.raises(NotFoundError):
            project_seen_by(world[who], world.programme, project.pk)
        with pytest.raises(NotFoundError):
            fact_seen_by(world[who], world.programme, fact.pk)
    assert fact_seen_by(world["auditor"], world.programme, fact.pk) == fact


def test_a_fact_of_the_area_stands_in_the_ledger_of_every_project_in_it(world: World) -> None:
    mine, other = world.project(), world.project("南院", subdistrict=world.nanmen)
    record_fact(
        actor=world["office"], now=NOW, programme=world.programme, package=world.package,
        new=NewFact("X1", "document:household_survey", MARCH, area=world.xiangshan),
    )  # fmt: skip
    assert ledger_of(mine).count() == 1
    assert ledger_of(other).count() == 0
