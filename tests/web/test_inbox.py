"""The inbox: what is open and this post's to record, overdue first; gone as soon as it is done; nobody else's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import SignIn
from tests.world import World


def tasks(sign_in: SignIn, who: str, query: str = "?scope=all") -> list[tuple[str, str]]:
    page = sign_in(who).get(f"/inbox/{query}").context["page"]
    return [(task.project, task.todo.key) for task in page.paginator.object_list]


def test_what_is_open_waits_for_who_may_record_it_and_for_nobody_else(sign_in: SignIn, world: World) -> None:
    world.project("向阳新村")
    world.project("南门里", subdistrict=world.nanmen)
    assert {name for name, _key in tasks(sign_in, "office")} == {"向阳新村", "南门里"}
    assert {name for name, _key in tasks(sign_in, "subdistrict")} == {"向阳新村"}
    for who in ("auditor", "leader", "stranger"):
        assert tasks(sign_in, who) == []
    assert "没有要您办的事" in sign_in("auditor").get("/inbox/").text


def test_what_was_done_is_gone_and_what_was_taken_back_returns(sign_in: SignIn, world: World) -> None:
    project = world.project()
    before = tasks(sign_in, "office")
    stage, _bar, key = before[0][1].partition("|")
    client = sign_in("office")
    address = f"/programmes/xiangshan/compounds/{project.pk}/"
    sent = {"what": f"{stage}|{key}", "day": "2020-06-01", "value": "", "note": ""}
    assert client.post(f"{address}facts/", sent).status_code == 302
    assert before[0] not in tasks(sign_in, "office")
    fact = project.facts.get()
    assert client.post(f"{address}facts/{fact.pk}/withdraw/", {"reason": "记错了"}).status_code == 302
    assert tasks(sign_in, "office") == before


def test_overdue_stands_first_and_the_filters_count_what_they_show(
    sign_in: SignIn, world: World, settings: pytest.FixtureRequest
) -> None:
    world.project()
    settings.LINLI_TODAY = world.programme.adoptions.get().adopted_on.replace(year=2024)  # type: ignore[attr-defined]
    context = sign_in("office").get("/inbox/?scope=all").context
    late = [task.late_days for task in context["page"].paginator.object_list]
    assert late == sorted(late, reverse=True)
    assert context["late"] == len(tasks(sign_in, "office", "?scope=all&filter=late")) == sum(map(bool, late))


def test_the_same_queries_for_one_compound_or_many(sign_in: SignIn, world: World) -> None:
    client, counts = sign_in("office"), []
    for number in range(3):
        world.project(f"新村{number}")
        client.get("/inbox/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/inbox/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[-1]
