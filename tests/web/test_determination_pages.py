"""Selection, scores and determinations on screen: looked at, decided, replayed, exported, annulled."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.apps.determinations.models import Determination
from linli.apps.funding.services import NewCostLine, record_cost_lines
from linli.apps.programme.models import Project
from tests.web.conftest import SignIn
from tests.world import NOW, World

ROOT = "/programmes/xiangshan/"
DECIDE = f"{ROOT}determinations/decide/"


@pytest.fixture
def applied(world: World) -> World:
    for number in range(3):
        project = world.project(f"第{number}院")
        lines = [NewCostLine("1.1", 1_000_000_00 + number)]
        record_cost_lines(actor=world["office"], now=NOW, project=project, package=world.package, lines=lines)
    return world


def decide(client: Client, kind: str, about: str = "", **more: str) -> int:
    address = f"{DECIDE}{kind}/?about={about}"
    seal = re.search(r'name="seal" value="(\w{64})"', client.get(address).text)
    assert seal
    sent = {"seal": seal[1], "decided_on": "2020-06-30", "document": "会议纪要〔2020〕3号", **more}
    return client.post(address, sent).status_code


def test_the_choice_is_shown_with_every_place_and_decided(sign_in: SignIn, applied: World) -> None:
    client = sign_in("office")
    text = client.get(f"{ROOT}selection/").text
    for told in ("第0院", "第一期", "3 / 15", "定下来"):
        assert told in text
    assert decide(client, "selection") == 302
    assert set(Project.objects.values_list("phase", flat=True)) == {"ph1"}
    assert "现行的决定" in client.get(f"{ROOT}selection/").text


def test_money_in_place_of_the_policys_own_changes_who_fits(sign_in: SignIn, applied: World) -> None:
    client = sign_in("office")
    text = client.get(f"{ROOT}selection/?available=2000005").text
    assert "转下一年度" in text
    assert client.get(f"{ROOT}selection/?available=许多").status_code == 422


def test_a_compound_without_an_estimate_is_named_with_the_way_to_tell_it(sign_in: SignIn, applied: World) -> None:
    project = applied.project("没有估算的院")
    text = sign_in("office").get(f"{ROOT}selection/").text
    assert f"{ROOT}compounds/{project.pk}/particulars/" in text
    assert "还不能决定" in sign_in("office").get(f"{DECIDE}selection/").text


def test_a_street_sees_only_its_own_places(sign_in: SignIn, applied: World) -> None:
    other = applied.project("南门的院", subdistrict=applied.nanmen)
    lines = [NewCostLine("1.1", 5_000_00)]
    record_cost_lines(actor=applied["office"], now=NOW, project=other, package=applied.package, lines=lines)
    text = sign_in("subdistrict").get(f"{ROOT}selection/").text
    assert "南门的院" not in text
    assert "定下来</a>" not in text
    assert sign_in("subdistrict").get(f"{ROOT}selection/why/{other.pk}/").status_code == 404
    own = Project.objects.get(name="第0院")
    assert "第0院" in sign_in("subdistrict").get(f"{ROOT}selection/why/{own.pk}/").text


def test_a_determination_is_replayed_exported_and_annulled(sign_in: SignIn, applied: World) -> None:
    client = sign_in("finance")
    project = Project.objects.get(name="第0院")
    assert decide(client, "fund_split", str(project.pk)) == 302
    one = Determination.objects.get()
    address = f"{ROOT}determinations/{one.pk}/"
    assert "相符" in client.get(f"{address}?replay=1").text
    assert client.get(f"{address}file.json").content.decode() == one.content
    assert one.title in client.get(f"{ROOT}determinations/?kind=fund_split&state=standing").text
    assert one.title not in client.get(f"{ROOT}determinations/?kind=selection").text
    assert "财政已确认分摊" in client.get(f"{ROOT}compounds/{project.pk}/").text
    assert sign_in("office").post(f"{address}annul/", {"reason": "x"}).status_code == 403
    assert client.post(f"{address}annul/", {"reason": "程序有误"}).status_code == 302
    assert "程序有误" in client.get(address).text
    assert one.title in client.get(f"{ROOT}determinations/?state=annulled").text


def test_a_pot_is_decided_from_the_money_page_and_then_superseded(sign_in: SignIn, applied: World) -> None:
    client = sign_in("finance")
    assert f"{DECIDE}allocation/?about=central_subsidy" in client.get(f"{ROOT}money/").text
    assert decide(client, "allocation", "central_subsidy") == 302
    assert decide(client, "allocation", "central_subsidy") == 422


def test_the_form_looked_at_before_something_changed_is_refused(sign_in: SignIn, applied: World) -> None:
    client = sign_in("office")
    assert decide(client, "selection", seal="0" * 64) == 422
    assert decide(client, "selection", document="") == 422
    assert decide(client, "selection", decided_on="2021-01-01") == 422
    assert not Determination.objects.exists()


@pytest.mark.parametrize("who", ["auditor", "leader", "subdistrict"])
def test_those_who_may_not_decide_are_told_who_does(sign_in: SignIn, applied: World, who: str) -> None:
    assert sign_in(who).get(f"{DECIDE}selection/").status_code == 403


@pytest.mark.parametrize("page", ["selection/", "scores/", "determinations/"])
def test_for_another_district_none_of_it_exists(sign_in: SignIn, applied: World, page: str) -> None:
    assert sign_in("stranger").get(f"{ROOT}{page}").status_code == 404


def test_a_policy_without_scores_says_so(sign_in: SignIn, applied: World) -> None:
    assert "没有评分表" in sign_in("auditor").get(f"{ROOT}scores/").text


def test_a_longer_list_takes_no_more_queries(sign_in: SignIn, applied: World) -> None:
    client = sign_in("finance")
    counts = []
    for number in range(3):
        decide(client, "fund_split", str(Project.objects.get(name=f"第{number}院").pk))
        client.get(f"{ROOT}determinations/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{ROOT}determinations/")
        counts.append(len(captured))
    assert len(set(counts)) == 1
