"""The record of a programme: each act with the compound it was about, and only those one may see."""

from __future__ import annotations

from datetime import date

from tests.web.conftest import SignIn
from tests.world import World


def test_the_record_names_the_compound_of_each_act(sign_in: SignIn, world: World) -> None:
    project = world.project("向阳新村")
    world.fact(project, "X1", "document:application", on=date(2020, 3, 1))
    text = sign_in("office").get("/programmes/xiangshan/record/").text
    assert f'href="/programmes/xiangshan/compounds/{project.pk}/">向阳新村</a>' in text
    assert "小区申报材料" in text


def test_acts_on_another_subdistricts_compound_are_not_in_ones_record(sign_in: SignIn, world: World) -> None:
    foreign = world.project("南门里", subdistrict=world.nanmen)
    world.fact(foreign, "X1", "document:application", on=date(2020, 3, 1))
    own = world.project("向阳新村")
    world.fact(own, "X1", "document:application", on=date(2020, 3, 2))
    text = sign_in("subdistrict").get("/programmes/xiangshan/record/").text
    assert "向阳新村" in text
    assert "2020-03-02" in text
    assert "南门里" not in text
    assert "2020-03-01" not in text
