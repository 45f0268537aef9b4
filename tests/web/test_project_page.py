"""A compound's page: stages, the next act, recording and withdrawing, why."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from linli.apps.funding.services import NewCostLine, record_cost_lines
from tests.web.conftest import SignIn
from tests.world import NOW, World

FACT = {"what": "X1|document:application", "day": "2020-03-01", "value": "", "note": "第3号"}


def page_of(client: Client, project: Any) -> str:
    return client.get(f"/programmes/xiangshan/compounds/{project.pk}/").text


def test_the_next_act_is_told_with_who_clause_and_due(sign_in: SignIn, world: World) -> None:
    text = page_of(sign_in("office"), world.project(phase="ph1"))
    head = text[text.index('id="next"') : text.index('id="record"')]
    assert "小区申报材料" in head
    assert "街道" in head
    assert "2020-03-20" in head
    assert 'class="cite"' in head


def test_a_recorded_fact_moves_the_page_on_and_is_told_as_done(sign_in: SignIn, world: World) -> None:
    project, client = world.project(), sign_in("subdistrict")
    answer = client.post(f"/programmes/xiangshan/compounds/{project.pk}/facts/", FACT, follow=True)
    assert answer.redirect_chain
    assert "已记入：小区申报材料" in answer.text
    fact = project.facts.get()
    assert (fact.stage, fact.key, fact.happened_on, fact.note) == (
        "X1", "document:application", date(2020, 3, 1), "第3号",
    )  # fmt: skip
    assert fact.recorded_by == world["subdistrict"].user
    assert "第3号" in answer.text


def test_a_day_to_come_is_refused_and_what_was_typed_stays(sign_in: SignIn, world: World) -> None:
    project, client = world.project(), sign_in("office")
    sent = {**FACT, "day": "2020-07-02"}
    answer = client.post(f"/programmes/xiangshan/compounds/{project.pk}/facts/", sent)
    assert answer.status_code == 422
    assert "这一天还没有到" in answer.text
    assert 'value="第3号"' in answer.text
    assert not project.facts.exists()


@pytest.mark.parametrize("day", ["", "2020年3月", "2020-02-30"])
def test_a_day_that_is_none_is_refused_kindly(sign_in: SignIn, world: World, day: str) -> None:
    project = world.project()
    answer = sign_in("office").post(f"/programmes/xiangshan/compounds/{project.pk}/facts/", {**FACT, "day": day})
    assert answer.status_code == 422
    assert not project.facts.exists()


def test_a_value_that_says_nothing_is_refused_with_what_it_may_say(sign_in: SignIn, world: World) -> None:
    project = world.project()
    sent = {**FACT, "value": "胡乱写的"}
    answer = sign_in("office").post(f"/programmes/xiangshan/compounds/{project.pk}/facts/", sent)
    assert answer.status_code == 422
    assert "胡乱写的" in answer.text
    assert not project.facts.exists()


def test_the_second_of_two_people_sees_that_it_is_done_already(sign_in: SignIn, world: World) -> None:
    project = world.project()
    address = f"/programmes/xiangshan/compounds/{project.pk}/facts/"
    first, second = sign_in("office"), sign_in("subdistrict")
    assert first.post(address, FACT).status_code == 302
    answer = second.post(address, FACT)
    assert answer.status_code == 422
    assert "已经有记录" in answer.text
    assert project.facts.count() == 1


def test_a_fact_is_withdrawn_with_a_reason_and_stays_in_the_ledger(sign_in: SignIn, world: World) -> None:
    project = world.project()
    fact = world.fact(project, "X1", "document:application")
    client = sign_in("office")
    address = f"/programmes/xiangshan/compounds/{project.pk}/facts/{fact.pk}/withdraw/"
    assert "请写明理由" in client.post(address, {"reason": " "}).text
    answer = client.post(address, {"reason": "记错了小区"}, follow=True)
    assert "已撤回" in answer.text
    assert "记错了小区" in answer.text
    fact.refresh_from_db()
    assert fact.withdrawal_reason == "记错了小区"


def test_a_fact_of_one_compound_is_not_withdrawn_through_another(sign_in: SignIn, world: World) -> None:
    mine, other = world.project(), world.project("红旗里")
    fact = world.fact(mine, "X1", "document:application")
    address = f"/programmes/xiangshan/compounds/{other.pk}/facts/{fact.pk}/withdraw/"
    assert sign_in("office").post(address, {"reason": "x"}).status_code == 404


def test_why_is_told_beside_the_page_or_as_a_page(sign_in: SignIn, world: World) -> None:
    project, client = world.project(phase="ph1"), sign_in("auditor")
    address = f"/programmes/xiangshan/compounds/{project.pk}/why/stage/X2/"
    whole = client.get(address).text
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert 'class="cite"' in part
    assert client.get(address.replace("X2", "X99")).status_code == 404


def cost(world: World, project: Any, item: str, fen: int, segment: str = "") -> None:
    record_cost_lines(
        actor=world["office"], now=NOW, project=project, package=world.package,
        lines=[NewCostLine(item=item, segment=segment, cost_fen=fen)],
    )  # fmt: skip


def test_every_cost_line_says_who_pays_by_which_clause_and_why(sign_in: SignIn, world: World) -> None:
    project = world.project()
    cost(world, project, "1.1", 1_234_567_89)
    client = sign_in("auditor")
    text = page_of(client, project)
    assert "1,234,567.89" in text
    assert "中央补助资金" in text
    line = project.cost_lines.get()
    told = client.get(f"/programmes/xiangshan/compounds/{project.pk}/why/line/{line.pk}/").text
    assert "1,234,567.89" in told
    assert "待认定" in told


def test_the_reasons_are_told_in_english_to_an_english_reader(sign_in: SignIn, world: World) -> None:
    project, client = world.project(phase="ph1"), sign_in("auditor")
    client.cookies["django_language"] = "en"
    told = client.get(f"/programmes/xiangshan/compounds/{project.pk}/why/stage/X1/").text
    assert "Why?" in told
    assert "open" in told.lower()


def test_names_are_shown_as_typed_never_as_markup(sign_in: SignIn, world: World) -> None:
    project = world.project('<script>alert("x")</script>')
    for path in (f"compounds/{project.pk}/", "compounds/", ""):
        text = sign_in("office").get(f"/programmes/xiangshan/{path}").text
        assert "<script>alert" not in text
    assert '<script>alert("x")</script>' in unescape(page_of(sign_in("office"), project))
