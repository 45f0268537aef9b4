"""The money page: pots with their documents, allocations with the balance after each, who no longer fits."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from linli.apps.funding.services import NewCostLine, record_cost_lines
from tests.web.conftest import SignIn
from tests.world import NOW, World

MONEY = "/programmes/xiangshan/money/"


@pytest.fixture
def asking(world: World) -> World:
    for name, fen in (("向阳新村", 100_000_000_00), ("红旗里", 50_000_000_00)):
        project = world.project(name, phase="ph1")
        lines = [NewCostLine(item="1.1", cost_fen=fen)]
        record_cost_lines(actor=world["office"], now=NOW, project=project, package=world.package, lines=lines)
    return world


def key_of(client: Client) -> str:
    found = re.search(r'name="key" value="(\w+)"', client.get(MONEY + "allocate/").text)
    assert found
    return found[1]


def sent(world: World, client: Client, **changes: str) -> dict[str, str]:
    project = world.programme.projects.get(name="向阳新村")
    usual = {"pot": "central_subsidy", "project": str(project.pk), "amount": "5000万元", "day": "2020-06-30"}
    return {"key": key_of(client), **usual, **changes}


def test_the_pot_shows_its_documents_and_what_is_left(sign_in: SignIn, world: World) -> None:
    text = sign_in("auditor").get(MONEY).text
    for told in ("桂财综〔2019〕45号", "946.33", "11,977.54", "12,923.87"):
        assert told in text


def test_an_allocation_is_shown_with_the_balance_after_it(sign_in: SignIn, asking: World) -> None:
    client = sign_in("finance")
    answer = client.post(MONEY + "allocate/", sent(asking, client), follow=True)
    assert "已下达。" in answer.text
    assert "50,000,000.00" in answer.text
    assert "79,238,700.00" in answer.text


def test_the_fen_too_many_is_refused_with_what_is_left(sign_in: SignIn, asking: World) -> None:
    client = sign_in("finance")
    answer = client.post(MONEY + "allocate/", sent(asking, client, amount="129238700.01"))
    assert answer.status_code == 422
    assert "129,238,700.00" in answer.text
    assert not asking.programme.allocations.exists()


def test_sending_a_form_twice_allocates_once(sign_in: SignIn, asking: World) -> None:
    client = sign_in("finance")
    form = sent(asking, client)
    client.post(MONEY + "allocate/", form)
    client.post(MONEY + "allocate/", form)
    assert asking.programme.allocations.count() == 1


@pytest.mark.parametrize("amount", ["", "abc", "0", "-5", "1.234", "１e99", "9" * 40])
def test_an_amount_that_is_none_is_refused_kindly(sign_in: SignIn, asking: World, amount: str) -> None:
    client = sign_in("finance")
    answer = client.post(MONEY + "allocate/", sent(asking, client, amount=amount))
    assert answer.status_code == 422
    assert not asking.programme.allocations.exists()


def test_those_who_no_longer_fit_go_to_next_years_plan(sign_in: SignIn, asking: World) -> None:
    text = sign_in("finance").get(MONEY).text
    assert "转下一年度" in text
    assert text.count("转下一年度</span>") == 1


def test_an_allocation_is_taken_back_with_a_reason(sign_in: SignIn, asking: World) -> None:
    client = sign_in("finance")
    client.post(MONEY + "allocate/", sent(asking, client))
    allocation = asking.programme.allocations.get()
    answer = client.post(f"{MONEY}allocations/{allocation.pk}/revoke/", {"reason": "项目推迟"}, follow=True)
    assert "已撤销" in answer.text
    assert "项目推迟" in answer.text


def test_why_the_pot_stands_as_it_does(sign_in: SignIn, asking: World) -> None:
    answer = sign_in("auditor").get("/programmes/xiangshan/why/central_subsidy/")
    assert "129,238,700.00" in answer.text
    assert sign_in("auditor").get("/programmes/xiangshan/why/nothing/").status_code == 404


def test_the_split_of_all_costs_adds_up_by_rule(sign_in: SignIn, asking: World) -> None:
    text = sign_in("auditor").get("/programmes/xiangshan/why/split/").text
    assert "150,000,000.00" in text


def test_after_allocating_the_new_line_is_on_the_page_shown(sign_in: SignIn, asking: World) -> None:
    client = sign_in("finance")
    for _ in range(31):
        client.post(MONEY + "allocate/", sent(asking, client, amount="1元"))
    answer = client.post(MONEY + "allocate/", sent(asking, client, amount="2元"))
    newest = asking.programme.allocations.get(amount_fen=200)
    assert answer["Location"].endswith(f"?at={newest.pk}#allocation-{newest.pk}")
    assert f'id="allocation-{newest.pk}"' in client.get(answer["Location"]).text
    assert f'id="allocation-{newest.pk}"' not in client.get(MONEY).text
