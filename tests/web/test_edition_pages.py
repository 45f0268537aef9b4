"""An amendment on screen: what it changes first, then adopted on a document; only its office decides."""

from __future__ import annotations

import re
from typing import Any

import pytest

from linli.apps.programme.models import PolicyAdoption
from linli.stages.standing import programme_standing
from tests.core.policy.amend.amended import ERRATUM
from tests.stages.amended_city import TODAY, City
from tests.web.conftest import signed_in
from tests.world import World

PAGE = "/programmes/liuzhou/policy/"
PLACED = {"day.plan_confirmed_on": "S2.3"}


def form_of(text: str, **changed: str) -> dict[str, str]:
    """What a browser would send of the form that adopts."""
    inside = text[text.index('id="adopt"') :]
    fields = dict(re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)"', inside))
    return {**fields, "document": "某文〔2018〕1号", "reason": "市里修订", **changed}


def test_where_nothing_is_at_hand_the_page_says_so_and_tells_what_was_adopted(city: City, world: World) -> None:
    text = signed_in(world).get(PAGE).text
    assert "没有等着采用的修订" in text
    assert city.package.hash[:12] in text


def test_an_amendment_is_shown_rule_by_rule_with_its_clause_and_governing_day(city: City, world: World) -> None:
    city.amend()
    text = signed_in(world).get(PAGE, PLACED).text
    for word in ("演示用修订", "2018-05-10", "90%", "85%", "方案确认之日", "进入该阶段之日", "居民满意度调查表"):
        assert word in text
    assert "先确认小区" in text
    assert "9,000.00" in text
    assert "8,500.00" in text


def test_the_list_is_filtered_and_taken_away(city: City, world: World) -> None:
    city.amend()
    client = signed_in(world)
    money = client.get(PAGE, {**PLACED, "filter": "money"}).text
    shown = money[money.index('id="list"') :]
    assert "后确认小区" in shown
    assert "先确认小区" not in shown
    sheet = client.get(PAGE + "export.csv", {**PLACED, "filter": "money"}).content.decode("utf-8-sig")
    lines = sheet.strip().splitlines()
    assert len(lines) == 3  # two payers whose share changes
    assert all("后确认小区" in line for line in lines[1:])
    assert ",9000,8500,-500," in sheet
    assert client.get(PAGE + "export.pdf").status_code == 404


def test_adopting_on_screen_shows_the_new_clause_and_keeps_what_was_done(city: City, world: World) -> None:
    city.amend()
    client = signed_in(world)
    page = client.get(PAGE, PLACED).text
    done = client.post(PAGE, form_of(page), follow=True).text
    assert "已采用" in done
    assert "某文〔2018〕1号" in done
    assert "没有等着采用的修订" in done
    compound = client.get(f"/programmes/liuzhou/compounds/{city.late.pk}/").text
    assert "2018-12-10" in compound or "2018年12月10日" in compound
    assert programme_standing(city.programme.pk, today=TODAY).by_id[city.late.pk].process.stages["S2.3"].state == "done"
    assert "新的一版" in client.get("/programmes/liuzhou/record/").text
    for path in ("", "compounds/", "money/", "readings/"):
        assert client.get(f"/programmes/liuzhou/{path}").status_code == 200


def test_adopting_waits_until_the_stage_of_the_confirmation_is_named(city: City, world: World) -> None:
    city.amend()
    client = signed_in(world)
    page = client.get(PAGE).text
    assert 'name="document"' not in page
    edition = city.package.hash
    sent = {"edition": edition, "document": "某文", "reason": "理由", "offer": re.findall(r"offer=(\w{12})", page)[0]}
    assert client.post(PAGE, sent).status_code == 422
    assert PolicyAdoption.objects.filter(programme=city.programme).count() == 1


@pytest.mark.parametrize("field", ["document", "reason"])
def test_document_and_reason_must_be_told(city: City, world: World, field: str) -> None:
    city.amend()
    client = signed_in(world)
    answer = client.post(PAGE, form_of(client.get(PAGE, PLACED).text, **{field: ""}))
    assert answer.status_code == 422
    assert PolicyAdoption.objects.filter(programme=city.programme).count() == 1


def test_two_people_at_once_adopt_once(city: City, world: World) -> None:
    city.amend()
    client = signed_in(world)
    sent = form_of(client.get(PAGE, PLACED).text)
    assert client.post(PAGE, sent).status_code == 302
    assert "刚刚换了政策版本" in client.post(PAGE, sent, follow=True).text
    assert PolicyAdoption.objects.filter(programme=city.programme).count() == 2


@pytest.mark.parametrize("who", ["leader", "subdistrict", "finance", "auditor"])
def test_others_see_what_would_change_and_decide_nothing(city: City, world: World, who: str) -> None:
    city.amend()
    client = signed_in(world, who)
    page = client.get(PAGE, PLACED)
    assert page.status_code == 200
    assert 'id="adopt"' not in page.text
    assert client.post(PAGE, {"edition": city.package.hash, "document": "某文", "reason": "理由"}).status_code == 403


def test_a_subdistrict_sees_the_changes_of_its_own_compounds_only(city: City, world: World) -> None:
    city.amend()
    text = signed_in(world, "other_subdistrict").get(PAGE, PLACED).text
    assert "后确认小区" not in text
    assert signed_in(world, "stranger").get(PAGE).status_code == 404


def test_a_correction_lists_every_compound_that_was_answered_under_the_wrong_value(city: City, world: World) -> None:
    city.amend(ERRATUM, "er.yaml")
    text = signed_in(world).get(PAGE).text
    assert "er-2018-demo" in text
    assert "先确认小区" in text
    assert "后确认小区" in text


def test_a_broken_amendment_is_told_where_the_packages_are_and_harms_no_programme(city: City, world: World) -> None:
    city.amend("amendment: [")
    client = signed_in(world)
    assert client.get(PAGE).status_code == 200
    assert "liuzhou" in client.get("/policies/").text


def test_looking_takes_as_many_queries_for_many_compounds_as_for_few(
    city: City, world: World, django_assert_max_num_queries: Any
) -> None:
    city.amend()
    client = signed_in(world)
    client.get(PAGE, PLACED)
    with django_assert_max_num_queries(16):
        client.get(PAGE, PLACED)
