"""Organisations and people from sheets: every fault with its row and column, all written or nothing, in seconds."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from datetime import date

import pytest

from linli.apps.accounts.actors import Actor, actor_for
from linli.apps.accounts.models import Appointment, Organisation, Post, User
from linli.apps.accounts.services import console, create_user
from linli.apps.records.models import Event
from linli.stages.imports import Preview
from linli.stages.people import commit, preview, template
from tests.world import NOW, TODAY, World

ORGANISATIONS = ("名称", "类别", "上级", "统一社会信用代码", "文件角色")
PEOPLE = ("姓名", "单位", "职务", "职责类别", "任职起", "任职止", "账号")
SECONDS_ALLOWED = 20


def sheet(headers: Sequence[str], *rows: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([*row, *[""] * (len(headers) - len(row))] for row in rows)
    return text.getvalue().encode()


def look(kind: str, content: bytes, actor: Actor | None = None) -> Preview:
    return preview(kind, actor=actor or console(), filename="表.csv", content=content, today=TODAY)


def write(kind: str, content: bytes, actor: Actor | None = None) -> Preview:
    return commit(kind, actor=actor or console(), now=NOW, filename="表.csv", content=content, today=TODAY)


def places(looked: Preview) -> list[tuple[int | None, str]]:
    return [(fault.line, fault.column) for fault in looked.faults]


def test_a_tree_is_entered_in_any_order_of_rows(world: World) -> None:
    content = sheet(
        ORGANISATIONS,
        ("长塘社区", "社区", "西门街道"),
        ("西门街道", "街道", "象山区", "", "street"),
        ("某某水务公司", "专营单位", "象山区", "91110000600037341L"),
        ("长塘业委会", "业委会", "西门街道/长塘社区"),
    )
    before = Organisation.objects.count()
    assert look("organisations", content).is_clean
    assert Organisation.objects.count() == before, "looking writes nothing"
    assert write("organisations", content).written
    street = Organisation.objects.get(name="西门街道")
    community = Organisation.objects.get(name="长塘社区")
    committee = Organisation.objects.get(name="长塘业委会")
    assert street.path == f"{world.district.path}{street.pk}/"
    assert community.path == f"{street.path}{community.pk}/"
    assert committee.area_path == community.path
    assert Organisation.objects.get(name="某某水务公司").area_path == world.district.path
    assert Event.objects.filter(kind="accounts.organisations.imported").count() == 1


def test_every_fault_of_the_organisations_is_told_at_once_and_nothing_written(world: World) -> None:
    before = Organisation.objects.count()
    content = sheet(
        ORGANISATIONS,
        ("", "街道", "象山区"),
        ("甲街道", "不知道", "象山区"),
        ("乙街道", "街道", "没有的区"),
        ("丙公司", "公司", "象山区", "91110000600037341M"),
        ("象山街道", "街道", "象山区"),
        ("丁街道", "街道", "象山区"),
        ("丁街道", "街道", "象山区"),
        ("圈一", "部门", "圈二"),
        ("圈二", "部门", "圈一"),
    )
    looked = write("organisations", content)
    assert not looked.written
    assert places(looked) == [
        (2, "名称"),
        (3, "类别"),
        (4, "上级"),
        (5, "统一社会信用代码"),
        (6, "名称"),
        (8, "名称"),
        (9, "上级"),
    ]
    assert Organisation.objects.count() == before


def test_one_name_twice_in_the_tree_wants_the_whole_path(world: World) -> None:
    write("organisations", sheet(ORGANISATIONS, ("综合科", "部门", "象山街道"), ("综合科", "部门", "南门街道")))
    looked = look("organisations", sheet(ORGANISATIONS, ("档案室", "部门", "综合科")))
    assert places(looked) == [(2, "上级")]
    assert write("organisations", sheet(ORGANISATIONS, ("档案室", "部门", "南门街道/综合科"))).written
    assert Organisation.objects.get(name="档案室").path.startswith(world.nanmen.path)


def test_an_administrator_enters_only_below_the_own_area(world: World) -> None:
    admin = world["administrator"]
    looked = look("organisations", sheet(ORGANISATIONS, ("甲", "部门", "别的区"), ("乙", "部门", "")), admin)
    assert places(looked) == [(2, "上级"), (3, "上级")]
    assert write("organisations", sheet(ORGANISATIONS, ("甲", "部门", "象山区")), admin).written


def test_people_and_their_posts_are_entered(world: World) -> None:
    content = sheet(
        PEOPLE,
        ("宋雨桐", "南门街道", "街道经办", "街道经办", "2020-03-01"),
        ("宋雨桐", "南门街道", "联络员", "", "2020-04-01"),
        ("白帆", "区财政局", "", "", "", "", "baifan"),
        ("钟岚", "象山区", "调研员", "领导", "2019-01-01", "2020-01-01"),
    )
    looked = write("people", content)
    assert looked.written, [str(fault) for fault in looked.faults]
    clerk = User.objects.get(display_name="宋雨桐")
    assert clerk.organisation == world.nanmen
    assert not clerk.has_usable_password()
    assert clerk.name_key.startswith("songyutong")
    assert {post.title for post in Post.objects.filter(appointments__user=clerk)} == {"街道经办", "联络员"}
    assert actor_for(clerk, TODAY).area_path == world.nanmen.path
    assert User.objects.get(username="baifan").appointments.count() == 0
    assert actor_for(User.objects.get(display_name="钟岚"), TODAY).post is None, "that appointment has ended"
    body = Event.objects.get(kind="accounts.people.imported").body
    assert body == {"people": 3, "appointments": 3}


def test_every_fault_of_the_people_is_told_at_once_and_nothing_written(world: World) -> None:
    create_user(
        actor=console(), now=NOW, username="near", password=None, display_name="近处人", organisation=world.district
    )
    before = User.objects.count()
    content = sheet(
        PEOPLE,
        ("", "南门街道", "经办甲"),
        ("宋雨桐", "没有的街道", "经办"),
        ("白帆", "南门街道", "科员", "不知道"),
        ("钟岚", "南门街道", "科员", "", "2020-03-01", "2020-03-01"),
        ("严谨", "南门街道", "", "", "2020-03-01"),
        ("尹小满", "南门街道", "科员", "", "", "", "near"),
        ("陶晓棠", "南门街道", "科员", "", "2020-01-01"),
        ("陶晓棠", "南门街道", "科员", "", "2020-02-01"),
        ("方圆圆", "南门街道", "科员", "", "", "", "fang!one"),
    )
    looked = write("people", content)
    assert not looked.written
    assert places(looked) == [
        (2, "姓名"),
        (3, "单位"),
        (4, "职责类别"),
        (5, "任职止"),
        (6, "职务"),
        (7, "姓名"),
        (9, "职务"),
        (10, "账号"),
    ]
    assert User.objects.count() == before


def test_two_of_one_name_in_one_body_are_told_apart_by_their_accounts(world: World) -> None:
    doubtful = sheet(PEOPLE, ("白帆", "南门街道", "科员", "", "", "", "b1"), ("白帆", "南门街道", "科员"))
    assert places(look("people", doubtful)) == [(3, "账号")]
    clear = sheet(
        PEOPLE, ("白帆", "南门街道", "科员", "", "", "", "b1"), ("白帆", "南门街道", "科员", "", "", "", "b2")
    )
    assert write("people", clear).written
    assert places(look("people", sheet(PEOPLE, ("白帆", "南门街道", "主任")))) == [(2, "账号")]


def test_somebody_on_record_gets_another_post_not_another_account(world: World) -> None:
    write("people", sheet(PEOPLE, ("白帆", "南门街道", "科员")))
    assert write("people", sheet(PEOPLE, ("白帆", "南门街道", "主任"))).written
    assert User.objects.filter(display_name="白帆").count() == 1
    assert Appointment.objects.filter(user__display_name="白帆").count() == 2
    assert places(look("people", sheet(PEOPLE, ("白帆", "南门街道", "科员")))) == [(2, "职务")]


def test_an_account_of_another_area_is_taken_and_nothing_more_is_said(world: World) -> None:
    create_user(
        actor=console(), now=NOW, username="far", password=None, display_name="远方人", organisation=world.elsewhere
    )
    looked = look("people", sheet(PEOPLE, ("白帆", "南门街道", "科员", "", "", "", "far")), world["administrator"])
    assert places(looked) == [(2, "账号")]
    assert "远方人" not in str(looked.faults)


@pytest.mark.parametrize("kind", ["organisations", "people"])
def test_the_template_comes_back_as_an_empty_sheet(world: World, kind: str) -> None:
    looked = preview(kind, actor=console(), filename="空表.xlsx", content=template(kind), today=TODAY)
    assert looked.rows == 0
    assert [fault.message for fault in looked.faults]


def test_a_city_of_500_bodies_and_2000_people_comes_in_within_seconds(world: World) -> None:
    bodies = [(f"街道{n}", "街道", "象山区") for n in range(20)]
    bodies += [(f"社区{n}", "社区", f"街道{n % 20}") for n in range(480)]
    people = [(f"人员{n}", f"社区{n % 480}", f"岗位{n}", "", "2020-01-02") for n in range(2000)]
    begun = time.perf_counter()
    assert write("organisations", sheet(ORGANISATIONS, *bodies)).written
    assert write("people", sheet(PEOPLE, *people)).written
    assert time.perf_counter() - begun < SECONDS_ALLOWED
    assert Appointment.objects.filter(held_from=date(2020, 1, 2)).count() == 2000
