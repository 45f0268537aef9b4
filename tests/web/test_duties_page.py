"""Duties and meetings of a year: what is missing first, by whom under which clause; put on record and taken back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.apps.determinations.models import DutyDone
from tests.web.conftest import SignIn
from tests.world import World

PAGE = "/programmes/xiangshan/duties/"
SENT = {"duty": "monthly", "day": "2020-06-10", "note": "第六次例会纪要"}


def test_a_month_without_a_meeting_is_missing_and_one_with_it_is_done(sign_in: SignIn, world: World) -> None:
    """象山 X8.6: at least one meeting a month; on 1 July 2020 six months have passed."""
    client = sign_in("office")
    before = client.get(PAGE).text
    assert before.count("缺 <span") >= 6
    assert client.post(PAGE, SENT).status_code == 302
    after = client.get(PAGE).text
    assert after.count("缺 <span") == before.count("缺 <span") - 1
    assert "第六次例会纪要" in after
    assert "2020-07" in after


def test_what_is_missing_stands_before_what_is_due_and_what_has_no_day(sign_in: SignIn, world: World) -> None:
    text = sign_in("auditor").get(PAGE).text
    assert text.index("工作例会") < text.index("没有写明日期的职责")
    assert 'name="note"' not in text


@pytest.mark.parametrize(
    "changed", [{"day": "2020-07-02"}, {"day": "1820-06-10"}, {"note": ""}, {"duty": "none"}, {"day": "六月"}]
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(sign_in: SignIn, world: World, changed: dict[str, str]) -> None:
    assert sign_in("office").post(PAGE, {**SENT, **changed}).status_code == 422
    assert not DutyDone.objects.exists()


def test_the_same_again_is_no_second_one_and_is_taken_back_with_a_reason(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    client.post(PAGE, SENT)
    assert client.post(PAGE, SENT).status_code == 422
    address = f"{PAGE}{DutyDone.objects.get().pk}/take-back/"
    assert sign_in("auditor").get(address).status_code == 403
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "记错了"}).status_code == 302
    assert client.post(PAGE, SENT).status_code == 302


def test_a_body_records_what_the_document_gives_to_it_and_nothing_else(sign_in: SignIn, world: World) -> None:
    client = sign_in("finance")
    text = client.get(PAGE).text
    assert 'value="u17"' in text
    assert 'value="monthly"' not in text
    assert client.post(PAGE, SENT).status_code == 422
    for who in ("leader", "auditor"):
        assert sign_in(who).post(PAGE, SENT).status_code == 403
    assert sign_in("stranger").get(PAGE).status_code == 404


def test_the_year_is_chosen_and_a_longer_record_takes_no_more_queries(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    assert "2019-03" in client.get(f"{PAGE}?year=2019").text
    client.get(PAGE)
    counts = []
    for day in range(1, 4):
        client.post(PAGE, {**SENT, "day": f"2020-06-{day:02d}"})
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counts.append(len(captured))
    assert len(set(counts)) == 1
