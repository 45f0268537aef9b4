"""How a package changes over time, on screen: three dates, both clauses, the layer above, the programmes touched."""

from __future__ import annotations

import shutil

import pytest

from linli.stages.policy_shelf import shelf
from tests.core.policy.amend.amended import ERRATUM
from tests.core.policy.test_layers import HEAD
from tests.stages.amended_city import City
from tests.web.conftest import signed_in
from tests.world import World

PAGE = "/policies/liuzhou-2017-pilot/changes/"


def district(city: City, as_of: str = "") -> None:
    place = city.folder.parent / "yufeng"
    place.mkdir()
    extends = f"{{package: {city.folder.name}, as_of: {as_of}}}" if as_of else city.folder.name
    (place / "package.yaml").write_text(HEAD.format(parent=extends), encoding="utf-8")
    shelf(reload=True)


def test_every_edition_tells_its_three_dates_and_both_clauses(city: City, world: World) -> None:
    city.amend()
    city.amend(ERRATUM, "er.yaml")
    text = signed_in(world, "auditor").get(PAGE).text
    for word in (
        "2018-05-10",
        "2018-06-01",
        "2018-05-15",
        "演示文号",
        "90%",
        "85%",
        "演示用修订（第1行）",
        "er-2018-demo",
    ):
        assert word in text
    assert text.index("85%") < text.index("最初的版本")


def test_the_running_programmes_are_named_before_anybody_adopts(city: City, world: World) -> None:
    client = signed_in(world)
    assert "已是最新" in client.get(PAGE).text
    city.amend()
    for page in (PAGE, "/policies/liuzhou-2017-pilot/"):
        text = client.get(page).text
        assert "/programmes/liuzhou/policy/" in text
        assert "看会改变什么" in text
    assert "/programmes/liuzhou/" not in signed_in(world, "stranger").get(PAGE).text


def test_the_overview_tells_that_a_newer_edition_is_at_hand(city: City, world: World) -> None:
    client = signed_in(world)
    assert "手头有新的一版" not in client.get("/programmes/liuzhou/").text
    city.amend()
    assert "手头有新的一版" in client.get("/programmes/liuzhou/").text


def test_a_change_above_is_shown_below_and_taken_over_by_naming_its_day(city: City, world: World) -> None:
    city.amend()
    district(city)
    client, page = signed_in(world), "/policies/yufeng-2018/changes/"
    assert "还没有接过来" in client.get(page).text
    assert "yufeng-2018" in client.get(PAGE).text
    shutil.rmtree(city.folder.parent / "yufeng")
    district(city, as_of="2018-06-01")
    assert "取的就是上级现在的版本" in client.get(page).text


def test_the_edition_of_the_day_is_the_one_to_read(city: City, world: World) -> None:
    city.amend()
    assert "居民满意度调查表" in signed_in(world).get("/policies/liuzhou-2017-pilot/").text


@pytest.mark.parametrize("path", ["/policies/nothing/changes/", "/policies/../changes/"])
def test_a_package_nobody_has_is_not_found(city: City, world: World, path: str) -> None:
    assert signed_in(world).get(path).status_code == 404
