"""Pages of personal data: masked until a reason is given, never another's, never kept by the browser; and the notice
of a restored record that lacks something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from linli.apps.personal.models import Disclosure, StaffContact
from linli.apps.records.models import Event
from tests.apps.test_personal import PHONE, contact_of
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def signed_in(world: World, who: str) -> Client:
    client = Client()
    user = world[who].user
    assert user is not None
    client.force_login(user)
    return client


def address(contact: StaffContact, column: str = "phone") -> str:
    return reverse("reveal_value", args=["contact", contact.pk, column])


def test_a_value_is_masked_until_a_reason_is_given(world: World) -> None:
    contact, office = contact_of(world, "subdistrict"), signed_in(world, "office")
    page = office.get(address(contact))
    assert "138****5678" in page.content.decode()
    assert PHONE not in page.content.decode()
    assert PHONE not in office.post(address(contact), {"reason": ""}).content.decode()
    assert not Disclosure.objects.exists()
    shown = office.post(address(contact), {"reason": "通知开会"})
    assert PHONE in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert PHONE not in shown.request["PATH_INFO"]
    assert Disclosure.objects.get().reason == "通知开会"
    assert PHONE not in office.get(address(contact)).content.decode()


@pytest.mark.parametrize("who", ["stranger", "other_subdistrict", "finance", "auditor"])
def test_somebody_elses_value_does_not_exist(world: World, who: str) -> None:
    contact, client = contact_of(world, "subdistrict"), signed_in(world, who)
    missing = reverse("reveal_value", args=["contact", contact.pk + 999, "phone"])
    for other in (address(contact), missing, address(contact, "user_id"), "/personal/nothing/1/phone/"):
        assert client.get(other).status_code == client.post(other, {"reason": "好奇"}).status_code == 404
    assert not Disclosure.objects.exists()


def test_a_person_reads_what_is_kept_about_them_and_who_saw_it(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    signed_in(world, "office").post(address(contact), {"reason": "通知开会"})
    page = signed_in(world, "subdistrict").get(reverse("kept_about_me")).content.decode()
    for expected in ("138****5678", "通知开会", "个人信息保护法"):
        assert expected in page
    other = signed_in(world, "finance").get(reverse("kept_about_me")).content.decode()
    assert "通知开会" not in other
    assert PHONE not in other


def test_a_person_keeps_their_own_contact(world: World) -> None:
    client = signed_in(world, "finance")
    refused = client.post(reverse("kept_about_me"), {"phone": "12", "email": ""})
    assert "11 位" in refused.content.decode()
    assert client.post(reverse("kept_about_me"), {"phone": PHONE, "email": ""}).status_code == 302
    assert "138****5678" in client.get(reverse("kept_about_me")).content.decode()


def test_who_saw_whose_data_is_for_auditors_and_administrators_of_the_area(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    signed_in(world, "office").post(address(contact), {"reason": "通知开会"})
    for who, status in (("auditor", 200), ("administrator", 200), ("office", 403), ("stranger", 403)):
        page = signed_in(world, who).get(reverse("personal_seen"))
        assert page.status_code == status
        assert ("通知开会" in page.content.decode()) == (status == 200)
        assert PHONE not in page.content.decode()
    nobody = signed_in(world, "auditor").get(reverse("personal_seen"), {"begin": "2001-01-01", "end": "2001-01-02"})
    assert "通知开会" not in nobody.content.decode()
    assert signed_in(world, "auditor").get(reverse("personal_seen"), {"begin": "x", "end": "y"}).status_code == 200


def test_a_gap_is_told_on_every_page_until_an_administrator_acknowledges_it(
    world: World, settings: LazySettings, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    settings.DATA_DIR = tmp_path
    gap = {
        "restored_at": "2026-11-20T08:00:00+00:00",
        "taken_at": "2026-11-19T02:00:00+00:00",
        "events": 40,
        "missing": 7,
    }
    (tmp_path / "restored.json").write_text(json.dumps(gap), "utf-8")
    clerk, administrator = signed_in(world, "subdistrict"), signed_in(world, "administrator")
    told = 'href="/restored/"'
    for name in ("home", "policies", "kept_about_me"):
        assert told in clerk.get(reverse(name), follow=True).content.decode()
    clerk.post(reverse("restored"), {"reason": "随便"})
    assert not Event.objects.filter(kind="records.gap.acknowledged").exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert administrator.post(reverse("restored"), {"reason": "硬盘坏了，按纸质材料补记"}).status_code == 302
    event = Event.objects.get(kind="records.gap.acknowledged")
    assert event.body["missing"] == 7
    assert told not in clerk.get(reverse("policies")).content.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["restored-2026-11-20T080000.json"]
