"""The leading group's page and its list: read, corrected in place, compared, saved all or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.apps.accounts.models import Appointment, Post
from tests.web.conftest import SignIn
from tests.world import World

PAGE = "/programmes/xiangshan/leading-group/"
ROSTER = PAGE + "roster/"
LIST = """组  长：宋雨桐  区委常委、常务副区长
成  员：白  帆  区住房和城乡建设局局长
        陶晓棠  象山街道办事处主任
        方圆圆区财政局局长
"""


def typed(answer: Any, **changes: str) -> dict[str, str]:
    """What a browser would send back from the review page."""
    rows = answer.context["rows"]
    sent = {"rows": str(len(rows)), "seen": answer.context["review"].seen}
    for place, row in rows:
        one = row.sitting
        sent |= {f"rank-{place}": one.rank, f"name-{place}": one.name, f"post-{place}": one.post}
        sent |= {f"body-{place}": one.body}
    return {**sent, **changes}


def saved(answer: Any, **changes: str) -> dict[str, str]:
    return typed(answer, step="save", document="象政办〔2020〕1号", on="2020-03-01", **changes)


def test_the_page_tells_what_the_document_lists_and_nobody_fills(sign_in: SignIn) -> None:
    text = sign_in("office").get(PAGE).text
    assert "区城管大队大队长" in text
    assert "没有登记" in text
    assert "没有人承担的职责" in text
    assert "录入名单" not in text


def test_for_another_district_the_group_does_not_exist(sign_in: SignIn) -> None:
    assert sign_in("stranger").get(PAGE).status_code == 404


def test_a_list_is_read_reviewed_corrected_and_saved(sign_in: SignIn, world: World) -> None:
    client = sign_in("administrator")
    answer = client.post(ROSTER, {"step": "read", "text": LIST})
    assert answer.status_code == 200
    assert "没有空格" in answer.text
    assert len(answer.context["rows"]) == 4
    assert not Post.objects.exclude(rank="").exists()
    again = client.post(ROSTER, typed(answer, step="look", **{"post-3": "区财政局副局长", "drop-2": "1"}))
    assert [row.sitting.post for _place, row in again.context["rows"]][-1] == "区财政局副局长"
    assert len(again.context["rows"]) == 3
    assert client.post(ROSTER, saved(again))["Location"] == PAGE
    assert Appointment.objects.filter(document="象政办〔2020〕1号").count() == 3
    page = client.get(PAGE).text
    assert "方圆圆" in page
    assert "宋雨桐" in page


def test_names_of_the_group_are_for_its_own_area(sign_in: SignIn, world: World) -> None:
    client = sign_in("administrator")
    client.post(ROSTER, saved(client.post(ROSTER, {"step": "read", "text": LIST})))
    text = sign_in("subdistrict").get(PAGE).text
    assert "宋雨桐" not in text
    assert "在任" in text


def test_a_later_list_shows_the_changes_before_saving(sign_in: SignIn, world: World) -> None:
    client = sign_in("administrator")
    client.post(ROSTER, saved(client.post(ROSTER, {"step": "read", "text": LIST})))
    later = client.post(ROSTER, {"step": "read", "text": LIST.replace("宋雨桐", "钟岚月")})
    comparison = later.context["comparison"]
    assert [one.name for one in comparison.came] == ["钟岚月"]
    assert [one.name for one in comparison.went] == ["宋雨桐"]
    assert len(comparison.stayed) == 3


def test_a_list_saved_meanwhile_by_another_is_not_overwritten(sign_in: SignIn, world: World) -> None:
    client = sign_in("administrator")
    answer = client.post(ROSTER, {"step": "read", "text": LIST})
    assert client.post(ROSTER, saved(answer)).status_code == 302
    second = client.post(ROSTER, saved(answer))
    assert second.status_code == 422
    assert "重新核对" in second.text


@pytest.mark.parametrize(
    "sent", [{"text": ""}, {"text": "没有一个人的文字"}, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}]
)
def test_what_holds_nobody_comes_back_with_what_to_do(sign_in: SignIn, sent: dict[str, Any]) -> None:
    answer = sign_in("administrator").post(ROSTER, {"step": "read", **sent})
    assert answer.status_code == 422
    assert 'class="err"' in answer.text


def test_a_list_comes_as_a_file_too(sign_in: SignIn) -> None:
    file = SimpleUploadedFile("名单.txt", LIST.encode("gb18030"))
    answer = sign_in("administrator").post(ROSTER, {"step": "read", "file": file})
    assert len(answer.context["rows"]) == 4


@pytest.mark.parametrize("on", ["", "昨天"])
def test_without_a_document_and_a_day_nothing_is_saved(sign_in: SignIn, on: str) -> None:
    client = sign_in("administrator")
    answer = client.post(ROSTER, {"step": "read", "text": LIST})
    refused = client.post(ROSTER, {**saved(answer), "on": on, "document": ""})
    assert refused.status_code == 422
    assert len(refused.context["rows"]) == 4, "nothing typed is lost"
    assert not Post.objects.exclude(rank="").exists()
