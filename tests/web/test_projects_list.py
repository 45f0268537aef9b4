"""The list: filters, search, order, pages, files to take away, and a constant number of queries."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import load_workbook

from linli.stages.standing.service import forget
from tests.web.conftest import SignIn
from tests.world import World

LIST = "/programmes/xiangshan/compounds/"


@pytest.fixture
def three(world: World) -> World:
    world.project("向阳新村", phase="ph1", households=300)
    world.project("红旗里", phase="ph2", households=20)
    world.project("安新大院", subdistrict=world.nanmen, households=100)
    return world


def names(text: str) -> list[str]:
    return [name for name in ("向阳新村", "红旗里", "安新大院") if f">{name}</a>" in text]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["向阳新村", "红旗里", "安新大院"]),
        ("q=红旗", ["红旗里"]),
        ("q=xyxc", ["向阳新村"]),
        ("q=anxin", ["安新大院"]),
        ("q=XYXC", ["向阳新村"]),
        ("phase=ph2", ["红旗里"]),
        ("filter=late", ["向阳新村"]),
        ("filter=done", []),
        ("stage=X1", ["向阳新村", "红旗里", "安新大院"]),
        ("stage=X3", []),
        ("filter=nonsense&sort=nonsense&page=999&phase=", ["向阳新村", "红旗里", "安新大院"]),
    ],
)
def test_the_list_shows_what_was_asked_for(sign_in: SignIn, three: World, query: str, found: list[str]) -> None:
    answer = sign_in("office").get(f"{LIST}?{query}")
    assert answer.status_code == 200
    assert names(answer.text) == found


def test_a_sub_district_sees_only_its_own(sign_in: SignIn, three: World) -> None:
    assert names(sign_in("other_subdistrict").get(LIST).text) == ["安新大院"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["安新大院", "红旗里", "向阳新村"]),
        ("-name", ["向阳新村", "红旗里", "安新大院"]),
        ("households", ["红旗里", "安新大院", "向阳新村"]),
        ("-households", ["向阳新村", "安新大院", "红旗里"]),
    ],
)
def test_the_list_is_in_the_order_asked_for(sign_in: SignIn, three: World, sort: str, order: list[str]) -> None:
    text = sign_in("office").get(f"{LIST}?sort={sort}").text
    assert sorted(order, key=lambda name: text.index(f">{name}</a>")) == order


def test_htmx_gets_the_list_alone(sign_in: SignIn, three: World) -> None:
    text = sign_in("office").get(LIST, headers={"HX-Request": "true", "HX-Target": "list"}).text
    assert "<html" not in text
    assert len(names(text)) == 3


def test_the_list_is_taken_away_as_csv_with_exact_amounts(sign_in: SignIn, three: World) -> None:
    answer = sign_in("office").get(LIST + "export.csv?q=红旗")
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["小区"], row["户数"], row["建筑面积（㎡）"]) for row in rows] == [("红旗里", "20", "8500")]


def test_the_list_is_taken_away_as_a_workbook(sign_in: SignIn, three: World) -> None:
    content = sign_in("office").get(LIST + "export.xlsx").content
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["安新大院", "红旗里", "向阳新村"]


def test_a_name_that_looks_like_a_formula_stays_text(sign_in: SignIn, world: World) -> None:
    world.project("=1+1里")
    client = sign_in("office")
    assert "'=1+1里" in client.get(LIST + "export.csv").content.decode("utf-8-sig")
    rows = load_workbook(io.BytesIO(client.get(LIST + "export.xlsx").content)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "=1+1里"


def test_there_is_no_other_kind_of_file(sign_in: SignIn, three: World) -> None:
    assert sign_in("office").get(LIST + "export.pdf").status_code == 404


@pytest.mark.parametrize("page", ["", "compounds/", "money/"])
def test_a_page_asks_the_database_the_same_whatever_the_size(
    sign_in: SignIn, world: World, django_assert_max_num_queries: Callable[..., Any], page: str
) -> None:
    client = sign_in("office")
    for number in range(3):
        world.project(f"小院{number}")
    client.get(f"/programmes/xiangshan/{page}")  # the session learns which programme was looked at last
    counts = []
    for more in (0, 12):
        for number in range(more):
            world.project(f"新院{number}")
        forget()
        with django_assert_max_num_queries(40) as asked:
            assert client.get(f"/programmes/xiangshan/{page}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
