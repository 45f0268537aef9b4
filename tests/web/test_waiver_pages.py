"""Waivers on screen: asked for where the paper is missing, answered by whom the policy names, listed for the area."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.apps.determinations.models import Waiver, WaiverDecision
from tests.waiving import KEY, STAGE, Waiving
from tests.web.conftest import SignIn

LIST = "/programmes/waiving/waivers/"
SENT = {"reason": "档案在洪水中损毁", "document": "区改办〔2020〕7号", "until": "2020-07-31"}


def page_of(waiving: Waiving) -> str:
    return f"/programmes/waiving/compounds/{waiving.project.pk}/"


def ask_page(waiving: Waiving, key: str = KEY) -> str:
    return f"{page_of(waiving)}waive/?what={STAGE}|{key}"


def test_a_paper_is_waived_from_the_compounds_page_and_is_missing_no_more(sign_in: SignIn, waiving: Waiving) -> None:
    clerk, finance = sign_in("subdistrict"), sign_in("finance")
    assert clerk.get(page_of(waiving)).text.count("/waive/?what=") == 1
    assert "财政" in clerk.get(ask_page(waiving)).text
    assert clerk.post(ask_page(waiving), SENT).status_code == 302
    address = f"{LIST}{Waiver.objects.get().pk}/"
    assert 'name="answer"' not in clerk.get(address).text
    assert 'name="answer"' in finance.get(address).text
    assert finance.post(address, {"answer": "grant", "note": "同意"}).status_code == 302
    text = clerk.get(page_of(waiving)).text
    assert "/waive/?what=" not in text
    assert address in text
    why = clerk.get(f"{page_of(waiving)}why/stage/{STAGE}/").text
    assert "洪水中损毁" in why


def test_what_is_missing_from_the_form_is_told_and_nothing_is_kept(sign_in: SignIn, waiving: Waiving) -> None:
    client = sign_in("subdistrict")
    for changed in ({"reason": " "}, {"document": ""}, {"until": ""}, {"until": "七月"}, {"until": "2020-06-30"}):
        assert client.post(ask_page(waiving), {**SENT, **changed}).status_code == 422
    assert client.get(ask_page(waiving, "document:application")).status_code == 404
    assert not Waiver.objects.exists()


def test_whoever_may_not_is_refused_and_strangers_find_nothing(sign_in: SignIn, waiving: Waiving) -> None:
    waiver = waiving.ask()
    address = f"{LIST}{waiver.pk}/"
    for who in ("office", "subdistrict", "leader", "auditor"):
        assert sign_in(who).post(address, {"answer": "grant", "note": "同意"}).status_code == 403
    for who in ("stranger", "other_subdistrict"):
        assert sign_in(who).get(address).status_code == 404
        assert sign_in(who).get(ask_page(waiving)).status_code == 404
    assert sign_in("auditor").get(ask_page(waiving)).status_code == 403
    assert not WaiverDecision.objects.exists()


def test_one_is_taken_back_with_a_reason(sign_in: SignIn, waiving: Waiving) -> None:
    waiver = waiving.ask()
    waiving.answer(waiver)
    address = f"{LIST}{waiver.pk}/take-back/"
    assert sign_in("auditor").get(address).status_code == 403
    assert sign_in("office").post(address, {"reason": ""}).status_code == 422
    assert sign_in("office").post(address, {"reason": "材料补齐"}).status_code == 302
    assert "材料补齐" in sign_in("finance").get(f"{LIST}{waiver.pk}/").text
    assert sign_in("office").post(address, {"reason": "又一次"}).status_code == 422


def test_the_list_is_filtered_by_how_they_stand_and_costs_the_same_however_long(
    sign_in: SignIn, waiving: Waiving
) -> None:
    client = sign_in("office")
    assert "没有容缺申请" in client.get(LIST).text
    waiving.answer(waiving.ask())
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _ in range(5):
        waiving.answer(waiving.ask(), granted=False)
    waiving.ask()
    client.get(LIST)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    shown = {state: client.get(f"{LIST}?state={state}").text.count('class="nm"') for state in (
        "granted", "refused", "waiting", "over", "withdrawn"
    )}  # fmt: skip
    assert shown == {"granted": 1, "refused": 5, "waiting": 1, "over": 0, "withdrawn": 0}
