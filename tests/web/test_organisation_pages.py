"""Organisations and people on pages: what each viewer sees, the administrator's forms, two people editing one thing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from linli.apps.accounts.models import Appointment, Mandate, Organisation, Post, User
from linli.apps.accounts.services import appoint, console, create_organisation, create_post, create_user
from linli.web import clock
from tests.web.conftest import SignIn
from tests.world import NOW, World

READERS = ["leader", "office", "finance", "auditor", "administrator"]


@pytest.fixture
def person(world: World) -> User:
    return create_user(
        actor=console(), now=NOW, username="baifan", password=None, display_name="白帆", organisation=world.nanmen
    )


@pytest.mark.parametrize("who", READERS)
def test_everybody_of_the_district_sees_its_bodies_and_nobody_elses(sign_in: SignIn, world: World, who: str) -> None:
    text = sign_in(who).get("/organisations/").text
    assert "南门街道" in text
    assert "别的区" not in text


def test_a_subdistrict_sees_itself_alone(sign_in: SignIn, world: World, person: User) -> None:
    client = sign_in("subdistrict")
    assert "南门街道" not in client.get("/organisations/").text
    assert "白帆" not in client.get("/people/").text
    assert "白帆" not in client.get("/people/?q=bf").text


@pytest.mark.parametrize("who", ["stranger", "subdistrict"])
def test_somebody_elses_bodies_people_posts_and_appointments_do_not_exist(
    sign_in: SignIn, world: World, person: User, who: str
) -> None:
    client = sign_in(who)
    post = world["other_subdistrict"].post
    assert post is not None
    held = Appointment.objects.get(post=post)
    for address in (f"/organisations/{world.nanmen.pk}/", f"/people/{person.pk}/", f"/posts/{post.pk}/mandate/"):
        assert client.get(address).status_code == 404, address
    admin = sign_in("administrator")
    foreign = world["stranger"]
    assert foreign.post is not None
    foreign_held = Appointment.objects.get(post=foreign.post)
    for address in (
        f"/organisations/{world.elsewhere.pk}/correct/",
        f"/organisations/{world.elsewhere.pk}/close/",
        f"/posts/{foreign.post.pk}/appoint/",
        f"/appointments/{foreign_held.pk}/end/",
        f"/people/{foreign_held.user_id}/close/",
    ):
        assert admin.get(address).status_code == 404, address
    assert held.held_until is None


@pytest.mark.parametrize("who", ["leader", "office", "finance", "auditor", "subdistrict"])
def test_only_the_administrator_opens_the_forms(sign_in: SignIn, world: World, person: User, who: str) -> None:
    client = sign_in(who)
    for address in (
        f"/organisations/{world.xiangshan.pk}/correct/",
        f"/organisations/{world.xiangshan.pk}/new/",
        f"/organisations/{world.xiangshan.pk}/move/",
        "/people/new/",
        "/sheets/people/",
        "/sheets/organisations/template.xlsx",
        "/programmes/xiangshan/leading-group/roster/",
    ):
        assert client.get(address).status_code == 403, address
    assert "登记下级机构" not in client.get(f"/organisations/{world.xiangshan.pk}/").text


def test_a_body_is_entered_corrected_moved_and_closed(sign_in: SignIn, world: World) -> None:
    client = sign_in("administrator")
    sent = {"name": "长塘社区", "kind": "neighbourhood", "policy_role": "", "credit_code": ""}
    answer = client.post(f"/organisations/{world.xiangshan.pk}/new/", sent)
    made = Organisation.objects.get(name="长塘社区")
    assert answer["Location"] == f"/organisations/{made.pk}/"
    again = client.post(f"/organisations/{world.xiangshan.pk}/new/", sent)
    assert again.status_code == 422
    assert "已有同名机构" in again.text
    move = {"target": str(world.nanmen.pk), "on": "2020-07-01", "reason": "区划调整"}
    assert client.post(f"/organisations/{made.pk}/move/", move).status_code == 302
    made.refresh_from_db()
    assert made.parent == world.nanmen
    assert "区划调整" in client.get(f"/organisations/{made.pk}/").text
    assert client.post(f"/organisations/{made.pk}/close/", {"on": "2020-07-01", "reason": ""}).status_code == 422
    assert client.post(f"/organisations/{made.pk}/close/", {"on": "2020-07-01", "reason": "撤并"}).status_code == 302
    assert "只作历史" in client.get(f"/organisations/{made.pk}/").text
    assert "长塘社区" not in client.get("/organisations/").text
    assert "长塘社区" in client.get("/organisations/?closed=1").text


def fields(client: Client, address: str) -> dict[str, Any]:
    form = client.get(address).context["form"]
    return {name: str(form.initial.get(name) or "") for name in form.fields}


def test_the_second_saver_sees_what_changed_and_chooses(sign_in: SignIn, world: World) -> None:
    client = sign_in("administrator")
    address = f"/organisations/{world.nanmen.pk}/correct/"
    mine = fields(client, address)
    theirs = dict(mine)
    assert client.post(address, {**theirs, "name": "南门街道办事处", "reason": "全称"}).status_code == 302
    answer = client.post(address, {**mine, "policy_role": "street_head", "reason": "角色"})
    assert answer.status_code == 422
    assert "南门街道办事处" in answer.text
    assert "放弃我的" in answer.text
    world.nanmen.refresh_from_db()
    assert world.nanmen.policy_role == "street", "nothing is overwritten unseen"
    form = answer.context["form"]
    assert form.data["name"] == "南门街道办事处", "what only the other changed is taken over"
    assert form.data["policy_role"] == "street_head", "what only I changed stays mine"
    assert client.post(address, {**form.data, "reason": "角色"}).status_code == 302
    world.nanmen.refresh_from_db()
    assert (world.nanmen.name, world.nanmen.policy_role) == ("南门街道办事处", "street_head")


def test_where_both_changed_one_field_it_is_marked(sign_in: SignIn, world: World, person: User) -> None:
    client = sign_in("administrator")
    address = f"/people/{person.pk}/correct/"
    mine = fields(client, address)
    assert client.post(address, {**mine, "display_name": "白凡", "reason": "错字"}).status_code == 302
    answer = client.post(address, {**mine, "display_name": "白繁", "reason": "错字"})
    (difference,) = answer.context["differences"]
    assert (difference.was, difference.now, difference.mine, difference.clash) == ("白帆", "白凡", "白繁", True)
    assert answer.context["form"].data["display_name"] == "白繁"


def test_a_person_is_entered_appointed_and_leaves(sign_in: SignIn, world: World) -> None:
    client = sign_in("administrator")
    sent = {"display_name": "宋雨桐", "organisation": str(world.nanmen.pk), "username": "song"}
    assert client.post("/people/new/", sent).status_code == 302
    user = User.objects.get(username="song")
    assert not user.has_usable_password()
    client.post(f"/organisations/{world.nanmen.pk}/posts/new/", {"title": "科长", "capability": "member", "sole": "on"})
    post = Post.objects.get(title="科长", organisation=world.nanmen)
    given = {"person": str(user.pk), "held_from": "2020-03-01", "held_until": "", "document": "象组〔2020〕3号"}
    assert client.post(f"/posts/{post.pk}/appoint/", given).status_code == 302
    assert client.post(f"/posts/{post.pk}/appoint/", given).status_code == 422
    held = Appointment.objects.get(post=post)
    page = client.get(f"/people/{user.pk}/").text
    assert "象组〔2020〕3号" in page
    assert client.post(f"/posts/{post.pk}/close/", {"on": "2020-07-01", "reason": "撤"}).status_code == 422
    assert client.post(f"/appointments/{held.pk}/end/", {"on": "2020-07-01", "reason": "调离"}).status_code == 302
    assert client.post(f"/posts/{post.pk}/close/", {"on": "2020-07-02", "reason": "撤"}).status_code == 302
    assert client.post(f"/people/{user.pk}/close/", {"reason": "离职"}).status_code == 302
    user.refresh_from_db()
    assert not user.is_active


def test_people_are_found_by_the_initials_of_their_names(sign_in: SignIn, person: User) -> None:
    client = sign_in("office")
    assert "白帆" in client.get("/people/?q=bf").text
    assert "白帆" in client.get("/people/?q=baif").text
    assert "白帆" not in client.get("/people/?q=song").text


def test_acting_by_mandate_is_shown_on_every_page_and_left_again(
    sign_in: SignIn, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "real_today", lambda: date(2020, 7, 1))
    leader, office = sign_in("leader"), sign_in("office")
    post, deputy = world["leader"].post, world["office"].user
    assert post is not None
    assert deputy is not None
    sent = {
        "principal": str(world["leader"].user.pk),  # type: ignore[union-attr]
        "deputy": str(deputy.pk),
        "valid_from": "2020-07-01",
        "valid_until": "2020-08-01",
        "document": "委托书〔2020〕3号",
    }
    assert leader.post(f"/posts/{post.pk}/mandate/", sent).status_code == 302
    mandate = Mandate.objects.get()
    assert "您正在" not in office.get("/organisations/").text
    office.post("/preferences/post/", {"post": f"mandate-{mandate.pk}"})
    for address in ("/organisations/", "/programmes/xiangshan/", "/mandates/"):
        text = office.get(address).text
        assert "您正在" in text, address
        assert "委托书〔2020〕3号" in text
    assert office.get(f"/posts/{post.pk}/mandate/").status_code == 403, "a mandate is not passed on"
    assert leader.post(f"/mandates/{mandate.pk}/revoke/", {"on": "2020-07-01", "reason": "已销假"}).status_code == 302
    assert "您正在" not in office.get("/organisations/").text, "it ends at once"


def test_a_mandate_of_somebody_else_cannot_be_put_on(sign_in: SignIn, world: World) -> None:
    client = sign_in("finance")
    client.post("/preferences/post/", {"post": "mandate-1"})
    assert "您正在" not in client.get("/organisations/").text


def test_an_import_of_people_shows_its_faults_and_then_writes(sign_in: SignIn, world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    client = sign_in("administrator")
    bad = SimpleUploadedFile("人员.csv", "姓名,单位,职务\n白帆,没有的街道,科员\n".encode())
    answer = client.post("/sheets/people/", {"file": bad})
    assert answer.status_code == 422
    assert "没有登记这个单位" in answer.text
    good = SimpleUploadedFile("人员.csv", "姓名,单位,职务\n白帆,南门街道,科员\n".encode())
    token = client.post("/sheets/people/", {"file": good}).context["token"]
    assert not User.objects.filter(display_name="白帆").exists()
    assert client.post("/sheets/people/write/", {"token": token})["Location"] == "/people/"
    assert User.objects.filter(display_name="白帆").exists()
    assert client.get("/sheets/compounds/").status_code == 404


def test_more_bodies_cost_no_more_questions_to_the_database(
    sign_in: SignIn, world: World, django_assert_max_num_queries: Any
) -> None:
    client = sign_in("office")
    for number in range(12):
        body = create_organisation(
            actor=console(), now=NOW, name=f"社区{number}", kind="neighbourhood", parent=world.nanmen
        )
        post = create_post(actor=console(), now=NOW, organisation=body, title="主任", capability="member")
        user = create_user(actor=console(), now=NOW, username=f"n{number}", password=None, organisation=body)
        appoint(actor=console(), now=NOW, user=user, post=post, held_from=date(2020, 1, 1))
    for address, most in (("/organisations/", 14), ("/people/", 14), (f"/organisations/{world.nanmen.pk}/", 22)):
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
