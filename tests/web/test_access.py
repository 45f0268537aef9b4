"""Roles × addresses × other people's things."""

from __future__ import annotations

import pytest
from django.test import Client

from linli.apps.accounts.services import console, create_user
from tests.web.conftest import SignIn
from tests.world import NOW, PASSWORD, World

READERS = ["leader", "office", "subdistrict", "finance", "auditor"]
PAGES = ["", "compounds/", "money/", "record/"]


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("page", PAGES)
def test_everybody_of_the_district_may_read_its_programme(sign_in: SignIn, world: World, who: str, page: str) -> None:
    world.project()
    assert sign_in(who).get(f"/programmes/xiangshan/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_office_are_not_left_in_the_browser(sign_in: SignIn, world: World, page: str) -> None:
    answer = sign_in("office").get(f"/programmes/xiangshan/{page}")
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


@pytest.mark.parametrize("page", [*PAGES, "imports/", "imports/compounds/", "compounds/export.csv", "why/quota/"])
def test_for_another_district_the_programme_does_not_exist(sign_in: SignIn, world: World, page: str) -> None:
    world.project()
    answer = sign_in("stranger").get(f"/programmes/xiangshan/{page}")
    assert answer.status_code == 404
    assert "没有找到" in answer.text


@pytest.mark.parametrize("who", ["stranger", "other_subdistrict"])
@pytest.mark.parametrize("rest", ["", "why/stage/X1/", "facts/1/withdraw/"])
def test_somebody_elses_compound_does_not_exist(sign_in: SignIn, world: World, who: str, rest: str) -> None:
    project = world.project()
    assert sign_in(who).get(f"/programmes/xiangshan/compounds/{project.pk}/{rest}").status_code == 404


def test_a_fact_cannot_be_put_on_somebody_elses_compound(sign_in: SignIn, world: World) -> None:
    project = world.project()
    sent = {"what": "X1|document:application", "day": "2020-03-01"}
    answer = sign_in("other_subdistrict").post(f"/programmes/xiangshan/compounds/{project.pk}/facts/", sent)
    assert answer.status_code == 404
    assert not project.facts.exists()


@pytest.mark.parametrize("who", ["leader", "auditor"])
def test_those_who_only_read_are_offered_no_form_and_refused_one(sign_in: SignIn, world: World, who: str) -> None:
    project = world.project()
    client = sign_in(who)
    address = f"/programmes/xiangshan/compounds/{project.pk}/"
    assert "记入台账" not in client.get(address).text
    sent = {"what": "X1|document:application", "day": "2020-03-01"}
    assert client.post(address + "facts/", sent).status_code == 403
    assert not project.facts.exists()


@pytest.mark.parametrize("who", ["leader", "office", "subdistrict", "auditor", "administrator"])
def test_only_finance_opens_the_pages_for_allocations(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/programmes/xiangshan/money/allocate/").status_code == 403


@pytest.mark.parametrize(
    ("who", "may"), [("office", True), ("subdistrict", True), ("finance", False), ("leader", False)]
)
def test_sheets_are_for_those_who_bring_them_in(sign_in: SignIn, who: str, may: bool) -> None:
    client = sign_in(who)
    assert client.get("/programmes/xiangshan/imports/").status_code == (200 if may else 403)
    assert ("导入表格" in client.get("/programmes/xiangshan/").text) is may


def test_only_the_office_supplies_official_texts(sign_in: SignIn) -> None:
    assert sign_in("office").get("/policies/xiangshan-2020/text/").status_code == 200
    answer = sign_in("auditor").get("/policies/xiangshan-2020/text/")
    assert answer.status_code == 403
    assert "正式文本由项目办公室提供" in answer.text


def test_a_person_without_a_post_sees_an_explanation_and_nothing_else(world: World, on_the_day: None) -> None:
    user = create_user(actor=console(), now=NOW, username="idle", password=PASSWORD)
    client = Client()
    client.force_login(user)
    assert "没有担任职务" in client.get("/").text
    assert client.get("/programmes/xiangshan/").status_code == 403


def test_one_programme_is_opened_at_once(sign_in: SignIn) -> None:
    assert sign_in("office").get("/")["Location"] == "/programmes/xiangshan/"


def test_a_wrong_method_changes_nothing(sign_in: SignIn, world: World) -> None:
    project = world.project()
    client = sign_in("office")
    assert client.get(f"/programmes/xiangshan/compounds/{project.pk}/facts/").status_code == 405
    assert client.post("/programmes/xiangshan/").status_code == 405
