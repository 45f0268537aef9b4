"""Jobs on the pages: a sheet asked for, left, returned to and fetched; stopped and repeated by whom it concerns."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.apps.work.models import Job
from linli.apps.work.worker import work_once
from linli.web import clock
from tests.web.conftest import SignIn
from tests.world import World

ASK = "/programmes/xiangshan/exports/"


def test_a_sheet_is_asked_for_left_and_fetched(sign_in: SignIn, world: World) -> None:
    world.project()
    office = sign_in("office")
    page = office.post(ASK, {"kind": "compounds"})
    assert page.status_code == 302
    assert "在排队" in office.get(page["Location"]).text
    assert office.get(f"{page['Location']}file/").status_code == 404
    work_once(clock=clock.now)
    assert "表格已备好" in office.get(page["Location"]).text
    fetched = office.get(f"{page['Location']}file/")
    assert fetched.content.startswith(b"PK")
    assert "attachment" in fetched["Content-Disposition"]
    for who, status in (("finance", 404), ("stranger", 404), ("administrator", 403)):
        assert sign_in(who).get(f"{page['Location']}file/").status_code == status


def test_an_unknown_sheet_and_somebody_elses_programme_are_not_found(sign_in: SignIn, world: World) -> None:
    assert sign_in("office").post(ASK, {"kind": "secrets"}).status_code == 404
    assert sign_in("stranger").post(ASK, {"kind": "compounds"}).status_code == 404
    assert not Job.objects.exists()


def test_a_job_is_stopped_and_started_again_by_its_owner(sign_in: SignIn, world: World) -> None:
    office = sign_in("office")
    address = office.post(ASK, {"kind": "facts"})["Location"]
    assert sign_in("finance").post(f"{address}cancel/").status_code == 404
    assert "已取消" in office.post(f"{address}cancel/", follow=True).text
    assert "已经结束" in office.post(f"{address}cancel/", follow=True).text
    assert "已重新排队" in office.post(f"{address}again/", follow=True).text
    assert "才能重办" in office.post(f"{address}again/", follow=True).text
    work_once(clock=clock.now)
    assert "取结果" in office.get(address).text


def test_daily_upkeep_is_shown_to_administrators_only_and_in_english(sign_in: SignIn, world: World) -> None:
    late = timezone.localtime().replace(hour=3)
    work_once(clock=lambda: late)
    administrator = sign_in("administrator")
    administrator.cookies["django_language"] = "en"
    assert "Clear sessions that are over" in administrator.get("/jobs/").text
    assert "清理过期的登录" not in sign_in("office").get("/jobs/").text


def test_the_list_needs_the_same_queries_for_more_jobs(sign_in: SignIn, world: World) -> None:
    office = sign_in("office")
    counts = []
    for kind in ("compounds", "facts", "costs"):
        office.post(ASK, {"kind": kind})
        office.get("/jobs/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            office.get("/jobs/")
        counts.append(len(captured))
    assert counts[0] == counts[-1]


@pytest.mark.parametrize("address", ["/jobs/999999/", "/jobs/999999/file/"])
def test_a_job_that_is_not_there_is_not_found(sign_in: SignIn, world: World, address: str) -> None:
    assert sign_in("office").get(address).status_code == 404
