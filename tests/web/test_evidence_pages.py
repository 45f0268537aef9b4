"""Papers and photographs on the pages: put in, seen by those of the area, handed out so that nothing in them runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.apps.evidence.models import Evidence
from linli.apps.evidence.services import About, Offered, add_evidence
from linli.apps.programme.models import Project
from tests.integrations.files.made import docx, packed, photograph_with_place, picture
from tests.web.conftest import SignIn
from tests.world import NOW, World


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def page_of(project: Project) -> str:
    return f"/programmes/xiangshan/compounds/{project.pk}/evidence/"


def files(*given: tuple[str, bytes]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content, content_type="image/jpeg") for name, content in given]


def put_in(world: World, project: Project, content: bytes, name: str = "现场.jpg", **more: Any) -> Evidence:
    about = About(subject=project, place=project.subdistrict, programme_id=project.programme_id, **more)
    (one,) = add_evidence(actor=world["office"], now=NOW, about=about, files=[Offered(name, [content])])
    return one


def test_several_files_are_put_in_at_once_for_what_they_show(sign_in: SignIn, world: World) -> None:
    project = world.project()
    answer = sign_in("subdistrict").post(
        page_of(project),
        {"files": files(("一.jpg", picture()), ("二.jpg", picture(seed=3))), "what": "X1|document:application"},
        follow=True,
    )
    assert answer.status_code == 200
    assert "已收下 2 个文件" in answer.text
    assert set(Evidence.objects.values_list("stage", "key")) == {("X1", "document:application")}


def test_one_bad_file_keeps_all_out_and_says_what_to_do(sign_in: SignIn, world: World) -> None:
    project = world.project()
    given = files(("好.jpg", picture()), ("包.zip", packed({"a": "b"})), ("坏.jpg", b"MZ\x90"))
    answer = sign_in("office").post(page_of(project), {"files": given})
    assert answer.status_code == 422
    assert "包.zip" in answer.text
    assert "解开" in answer.text
    assert "坏.jpg" in answer.text
    assert not Evidence.objects.exists()


def test_a_number_of_somebody_in_the_name_of_a_file_is_told_on_the_form(sign_in: SignIn, world: World) -> None:
    project = world.project()
    answer = sign_in("office").post(page_of(project), {"files": files(("业主13812345678.jpg", picture()))})
    assert answer.status_code == 422
    assert "手机号" in answer.text
    assert not Evidence.objects.exists()


def test_choosing_no_file_is_told(sign_in: SignIn, world: World) -> None:
    answer = sign_in("office").post(page_of(world.project()), {"what": ""})
    assert answer.status_code == 422
    assert "没有选文件" in answer.text


def test_a_request_that_brings_too_much_is_dropped_and_told(sign_in: SignIn, world: World, settings: Any) -> None:
    settings.LINLI_UPLOAD_BYTES = 500
    answer = sign_in("office").post(page_of(world.project()), {"files": files(("a.jpg", picture(size=(900, 900))))})
    assert answer.status_code == 422
    assert "太多" in answer.text
    assert not Evidence.objects.exists()


def test_missing_papers_come_from_the_policy(sign_in: SignIn, world: World) -> None:
    project = world.project()
    client = sign_in("office")
    assert "还缺" in client.get(page_of(project)).text
    world.fact(project, "X1", "document:application")
    assert "已记入台账，还没有文件" in client.get(page_of(project)).text
    put_in(world, project, picture(), stage="X1", key="document:application")
    assert "有 1 个文件" in client.get(page_of(project)).text


def test_a_download_is_an_attachment_in_which_nothing_runs(sign_in: SignIn, world: World) -> None:
    given = docx()
    one = put_in(world, world.project(), given, name="申请.docx")
    answer = sign_in("office").get(f"/programmes/xiangshan/evidence/{one.pk}/file")
    assert answer.getvalue() == given
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_what_is_shown_is_the_copy_without_the_place(sign_in: SignIn, world: World) -> None:
    one = put_in(world, world.project(), photograph_with_place())
    client = sign_in("office")
    answer = client.get(f"/programmes/xiangshan/evidence/{one.pk}/view.jpg")
    shown = answer.getvalue()
    assert shown.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in shown
    assert client.get(f"/programmes/xiangshan/evidence/{one.pk}/original.jpg").status_code == 404


@pytest.mark.parametrize(("who", "sees"), [("office", True), ("auditor", True), ("leader", False)])
def test_when_and_where_is_for_those_at_work(who: str, sees: bool, sign_in: SignIn, world: World) -> None:
    one = put_in(world, world.project(), photograph_with_place())
    text = sign_in(who).get(f"/programmes/xiangshan/evidence/{one.pk}/").text
    assert ("25.241667" in text) is sees


@pytest.mark.parametrize("who", ["other_subdistrict", "stranger"])
@pytest.mark.parametrize("end", ["", "file", "view.jpg", "small.jpg"])
def test_somebody_elses_file_does_not_exist(who: str, end: str, sign_in: SignIn, world: World) -> None:
    one = put_in(world, world.project(), picture())
    assert sign_in(who).get(f"/programmes/xiangshan/evidence/{one.pk}/{end}").status_code == 404


def test_who_only_looks_cannot_put_in(sign_in: SignIn, world: World) -> None:
    project = world.project()
    client = sign_in("auditor")
    assert 'name="files"' not in client.get(page_of(project)).text
    assert client.post(page_of(project), {"files": files(("a.jpg", picture()))}).status_code == 403


def test_a_new_version_and_a_withdrawal_want_reasons(sign_in: SignIn, world: World) -> None:
    one = put_in(world, world.project(), picture(), title="外墙")
    client = sign_in("office")
    here = f"/programmes/xiangshan/evidence/{one.pk}/"
    assert client.post(f"{here}replace/", {"files": files(("b.jpg", picture(seed=3)))}).status_code == 422
    answer = client.post(
        f"{here}replace/", {"files": files(("b.jpg", picture(seed=3))), "new-reason": "看不清"}, follow=True
    )
    assert "看不清" in answer.text
    newer = Evidence.objects.get(supersedes=one)
    there = f"/programmes/xiangshan/evidence/{newer.pk}/"
    assert client.post(f"{there}withdraw/", {"out-reason": ""}).status_code == 422
    assert "传错了" in client.post(f"{there}withdraw/", {"out-reason": "传错了"}, follow=True).text
    kept = client.get(f"{there}file")
    assert kept.getvalue() == picture(seed=3)


def test_a_reused_photograph_is_shown_to_the_office(sign_in: SignIn, world: World) -> None:
    put_in(world, world.project("甲"), picture(), title="甲的外墙")
    again = put_in(world, world.project("乙"), picture(quality=40), title="乙的外墙")
    client = sign_in("office")
    text = client.get("/programmes/xiangshan/evidence/?filter=reused").text
    assert "乙的外墙" in text
    assert "甲的外墙" not in text
    assert "甲的外墙" in client.get(f"/programmes/xiangshan/evidence/{again.pk}/").text


def test_the_list_asks_the_database_no_more_for_more_files(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    project = world.project()

    def queries(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    put_in(world, project, picture())
    paths = ("/programmes/xiangshan/evidence/", page_of(project))
    before = [queries(path) for path in paths]
    for seed in (2, 3, 4, 5):
        put_in(world, project, picture(seed=seed))
    assert [queries(path) for path in paths] == before
