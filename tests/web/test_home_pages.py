"""The residents' door: a letter opens one's own dwelling and no page of staff; a staff session opens no dwelling."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from linli.apps.residents.models import Dwelling
from linli.apps.residents.services import NewOwner, record_dwellings
from linli.apps.signin.brakes import LIMITS
from linli.web.access import ACCESS
from tests.architecture.test_addresses import ADDRESSES
from tests.web.conftest import SignIn
from tests.world import NOW, World

SENT = {"name": "王某", "digits": "8000"}
STAFF = sorted(name for name, access in ACCESS.items() if not access.public and not access.residents)


@pytest.fixture
def place(world: World) -> str:
    """A compound with two flats; the address of their page for staff."""
    project = world.project()
    world.fact(project, "X1", "document:application")
    compound = project.compounds.get()
    rows = [NewOwner(compound, "1栋101", "王某", "13800138000"), NewOwner(compound, "1栋102", "李某", digits="123X")]
    record_dwellings(actor=world["subdistrict"], now=NOW, rows=rows)
    return f"/programmes/xiangshan/compounds/{project.pk}/dwellings/"


@pytest.fixture
def code(place: str, sign_in: SignIn) -> str:
    """The code of the first flat's letter, as printed by the street office."""
    page = sign_in("subdistrict").post(place + "letters/", {"dwelling": Dwelling.objects.get(number="1栋101").pk}).text
    found = re.search(r"code-big num\">([0-9A-Z]{5}-[0-9A-Z]{5})<", page)
    assert found
    return found.group(1)


def come_in(client: Client, code: str, **more: str) -> Any:
    return client.post("/home/enter/", {**SENT, "code": code, **more})


def test_an_owner_comes_in_and_sees_the_own_compound(code: str, client: Client) -> None:
    link = f"/home/e/{code.replace('-', '')}/"
    assert f'value="{code.replace("-", "")}"' in client.get(link).text
    assert come_in(client, code)["Location"] == "/home/"
    page = client.get("/home/").text
    for told in ("向阳新村", "1栋101", "王*", "改造到哪一步了", "准备改什么", "有问题找谁", "象山街道 经办"):
        assert told in page
    assert "13800138000" not in page
    assert client.post("/home/leave/")["Location"] == "/home/enter/"
    assert client.get("/home/").status_code == 302


def test_what_does_not_fit_is_answered_alike(code: str) -> None:
    answers = [
        come_in(Client(), code, digits="8001"),
        come_in(Client(), code, name="李某"),
        come_in(Client(), "AAAAA-AAAAA"),
    ]
    assert all("三样对不上" in answer.text for answer in answers)
    assert not any("linli_home" in answer.cookies for answer in answers)


def test_guessing_is_answered_with_when_to_try_again(code: str) -> None:
    for number in range(LIMITS["home"].free):
        come_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), code, digits=f"000{number}")
    answer = come_in(Client(), code)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize("name", STAFF)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_letter_opens_no_page_of_staff(code: str, client: Client, name: str, method: str) -> None:
    come_in(client, code)
    client.cookies["linli_home"]["path"] = "/"  # even a browser that sends it everywhere
    answer = getattr(client, method)(ADDRESSES[name])
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("who", ["office", "subdistrict", "administrator"])
def test_a_session_of_staff_opens_no_dwelling(code: str, sign_in: SignIn, who: str) -> None:
    answer = sign_in(who).get("/home/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/home/enter/")


def test_the_cookie_of_a_letter_goes_to_its_own_pages_alone(code: str, client: Client) -> None:
    cookie = come_in(client, code).cookies["linli_home"]
    assert cookie["path"] == "/home/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert "sessionid" not in client.cookies


def test_pages_of_residents_are_kept_by_no_cache_and_tell_no_referrer(code: str, client: Client) -> None:
    page = client.get(f"/home/e/{code}/")
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    come_in(client, code)
    assert "no-store" in client.get("/home/")["Cache-Control"]


def test_a_form_from_elsewhere_is_refused(code: str) -> None:
    assert come_in(Client(enforce_csrf_checks=True), code).status_code == 403


def test_codes_are_shown_once_and_printed_for_the_whole_compound(place: str, sign_in: SignIn) -> None:
    office = sign_in("subdistrict")
    letters = office.post(place + "letters/").text
    codes = re.findall(r"code-big num\">([0-9A-Z-]{11})<", letters)
    assert len(set(codes)) == 2
    assert letters.count("<svg role") == 2
    page = office.get(place).text
    assert not [code for code in codes if code in page or code.replace("-", "") in page]
    assert "王* 138****8000" in page


@pytest.mark.parametrize("who", ["finance", "leader", "auditor"])
def test_others_do_not_read_the_roll(place: str, sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get(place).status_code == 403


@pytest.mark.parametrize("who", ["other_subdistrict", "stranger"])
def test_somebody_elses_roll_does_not_exist(place: str, sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get(place).status_code == 404
    assert sign_in(who).post(place + "letters/").status_code == 404


def test_a_roll_with_faults_tells_all_of_them_and_writes_nothing(sign_in: SignIn, world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    world.project()
    sheet = (
        "小区,房号,业主,手机,证件后四位\n向阳新村,1栋101,王某,13800138000,\n向阳新村,1栋102,李某,,\n"
        "没有的小区,1栋103,张某,13800138000,\n向阳新村,1栋104,赵某,138,12345\n向阳新村,,钱某,13800138000,\n"
    )
    client = sign_in("subdistrict")
    address = "/programmes/xiangshan/imports/dwellings/"
    answer = client.post(address, {"file": SimpleUploadedFile("名册.csv", sheet.encode())})
    assert answer.status_code == 422
    for told in ("至少填一样", "没有这个小区", "手机号不对"):
        assert told in answer.text
    assert not Dwelling.objects.exists()
    good = "\n".join(sheet.splitlines()[:2])
    looked = client.post(address, {"file": SimpleUploadedFile("名册.csv", good.encode())})
    token = re.search(r'name="token" value="([0-9a-f]{32})"', looked.text)
    assert token
    client.post(address + "write/", {"token": token.group(1)})
    assert Dwelling.objects.get().number == "1栋101"
