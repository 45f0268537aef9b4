"""Evidence is kept by its content, seen by those of its area, replaced and withdrawn with a reason, never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from linli.apps.accounts.refusals import ConflictError, NotFoundError, NotPermittedError, RefusalError
from linli.apps.evidence import shelves
from linli.apps.evidence.models import Content, Evidence
from linli.apps.evidence.permissions import may_see_evidence, may_see_origin
from linli.apps.evidence.queries import (
    alike_seen_by,
    counts_by_key,
    evidence_about,
    evidence_seen_by,
    one_seen_by,
    versions_of,
)
from linli.apps.evidence.services import (
    Offered,
    add_evidence,
    clean_name,
    download_name,
    replace_evidence,
    withdraw_evidence,
)
from linli.apps.records.queries import events_about
from linli.core.faults import BadInput
from tests.apps.evidence.conftest import PutIn, about
from tests.integrations.files.made import docx, packed, photograph_with_place, picture
from tests.world import NOW, World


def files_under(folder: Path) -> list[Path]:
    return [path for path in (folder / "evidence").rglob("*") if path.is_file()]


def test_the_same_content_is_kept_once_and_recorded_twice(world: World, put_in: PutIn, data_dir: Path) -> None:
    project = world.project()
    first, second = put_in(project), put_in(project, name="又一次.jpg")
    assert first.content_id == second.content_id
    assert Evidence.objects.count() == 2
    (file,) = files_under(data_dir)
    assert file.read_bytes() == picture()
    assert shelves.store().is_whole(first.content.digest)
    assert first.content.digest == f"sha256:{file.name.removeprefix('sha256-')}"


def test_each_upload_is_an_act_on_the_object_it_is_about(world: World, put_in: PutIn) -> None:
    project = world.project()
    one = put_in(project, title="外立面")
    event = events_about(project)[0]
    assert event.kind == "evidence.file.added"
    assert event.body["digest"] == one.content.digest


def test_with_one_bad_file_none_is_kept_and_every_fault_is_told(world: World, data_dir: Path) -> None:
    files = [
        Offered("好.jpg", [picture()]), Offered("包.zip", [packed({"a": "b"})]), Offered("空.pdf", []),
        Offered("宏.docx", [docx(**{"word__vbaProject.bin": b"x"})]),
    ]  # fmt: skip
    with pytest.raises(BadInput) as refused:
        add_evidence(actor=world["office"], now=NOW, about=about(world.project()), files=files)
    assert [fault.file for fault in refused.value.faults] == ["包.zip", "空.pdf", "宏.docx"]
    assert not Evidence.objects.exists()
    assert not Content.objects.exists()
    assert not files_under(data_dir)


@pytest.mark.parametrize(("size", "is_taken"), [(1000, True), (1001, False)])
def test_a_file_may_be_as_large_as_the_setting_and_not_a_byte_larger(
    size: int, is_taken: bool, world: World, put_in: PutIn, settings: Any, data_dir: Path
) -> None:
    settings.LINLI_UPLOAD_BYTES = 1000
    if is_taken:
        assert put_in(world.project(), b"a" * size, name="a.txt").content.size == size
    else:
        with pytest.raises(BadInput):
            put_in(world.project(), b"a" * size, name="a.txt")
        assert not files_under(data_dir)


def test_no_file_is_taken_when_the_disk_is_nearly_full(
    world: World, put_in: PutIn, monkeypatch: Any, settings: Any
) -> None:
    settings.DISK_FLOOR_MB = 100
    usage = type("Usage", (), {"free": 5 * 1024 * 1024, "total": 10**12})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with pytest.raises(BadInput, match="磁盘"):
        put_in(world.project())


def test_a_new_version_leaves_the_old_one_on_record(world: World, put_in: PutIn) -> None:
    old = put_in(world.project(), title="图纸")
    newer = replace_evidence(
        actor=world["office"], now=NOW, evidence=old, file=Offered("二.jpg", [picture(seed=9)]), reason="尺寸更正"
    )
    assert [one.pk for one in versions_of(old)] == [newer.pk, old.pk]
    assert newer.title == "图纸"
    assert shelves.store().is_whole(old.content.digest)
    with pytest.raises(ConflictError):
        replace_evidence(
            actor=world["office"], now=NOW, evidence=old, file=Offered("三.jpg", [picture(seed=3)]), reason="再换"
        )


def test_withdrawing_wants_a_reason_and_keeps_the_file(world: World, put_in: PutIn) -> None:
    one = put_in(world.project())
    with pytest.raises(RefusalError):
        withdraw_evidence(actor=world["office"], now=NOW, evidence=one, reason=" ")
    withdraw_evidence(actor=world["office"], now=NOW, evidence=one, reason="传错小区")
    assert shelves.store().is_whole(one.content.digest)
    with pytest.raises(ConflictError):
        withdraw_evidence(actor=world["office"], now=NOW, evidence=one, reason="再撤")


@pytest.mark.parametrize("table", ["evidence_evidence", "evidence_content"])
@pytest.mark.parametrize("act", ["DELETE FROM {table}", "UPDATE {table} SET {column} = 'x'"])
def test_the_database_itself_refuses_to_lose_or_change_evidence(
    table: str, act: str, world: World, put_in: PutIn
) -> None:
    put_in(world.project())
    column = "title" if table == "evidence_evidence" else "digest"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table=table, column=column))


@pytest.mark.parametrize("who", ["other_subdistrict", "stranger"])
def test_somebody_elses_evidence_does_not_exist(who: str, world: World, put_in: PutIn) -> None:
    one = put_in(world.project())
    with pytest.raises(NotFoundError):
        one_seen_by(world[who], world.programme.pk, one.pk)
    assert not evidence_seen_by(world[who]).exists()


@pytest.mark.parametrize("who", ["leader", "auditor", "administrator", "stranger", "other_subdistrict"])
def test_who_has_no_part_in_the_work_puts_nothing_in(who: str, world: World, put_in: PutIn) -> None:
    with pytest.raises(NotPermittedError):
        put_in(world.project(), by=who)


@pytest.mark.parametrize(
    ("who", "sees"), [("office", True), ("subdistrict", True), ("auditor", True), ("leader", False), ("finance", False)]
)
def test_personal_files_and_the_place_of_a_photograph_are_for_those_at_work(
    who: str, sees: bool, world: World, put_in: PutIn
) -> None:
    one = put_in(world.project(), photograph_with_place(), is_personal=True)
    assert may_see_evidence(world[who], one) is sees
    assert may_see_origin(world[who], one) is sees
    assert evidence_seen_by(world[who]).exists() is sees


def test_what_the_query_shows_is_what_the_predicate_allows(world: World, put_in: PutIn) -> None:
    for name, place in (("甲", world.xiangshan), ("乙", world.nanmen)):
        project = world.project(name, subdistrict=place)
        put_in(project, is_personal=name == "甲")
        put_in(project)
    for actor in world.actors.values():
        seen = set(evidence_seen_by(actor).values_list("pk", flat=True))
        allowed = {one.pk for one in Evidence.objects.select_related("organisation") if may_see_evidence(actor, one)}
        assert seen == allowed


def test_the_same_picture_at_another_compound_is_a_warning(world: World, put_in: PutIn) -> None:
    first = put_in(world.project("甲"))
    again = put_in(world.project("乙"), picture(quality=35))
    other = put_in(world.project("丙"), picture(seed=11))
    assert again.content_id != first.content_id
    assert again.looks_reused
    assert not first.looks_reused
    assert not other.looks_reused
    assert alike_seen_by(world["office"], first) == ([again], 0)


def test_a_like_picture_in_a_foreign_area_is_counted_and_not_shown(world: World, put_in: PutIn) -> None:
    own = put_in(world.project("甲"))
    put_in(world.project("乙", subdistrict=world.nanmen))
    assert alike_seen_by(world["subdistrict"], own) == ([], 1)


def test_a_blank_page_is_like_no_other(world: World, put_in: PutIn) -> None:
    from PIL import Image  # noqa: PLC0415

    def blank(shade: int) -> bytes:
        import io  # noqa: PLC0415

        out = io.BytesIO()
        Image.new("RGB", (200, 200), (shade, shade, shade)).save(out, "PNG")
        return out.getvalue()

    put_in(world.project("甲"), blank(255))
    assert not put_in(world.project("乙"), blank(250)).looks_reused


def test_files_are_counted_by_what_they_show(world: World, put_in: PutIn) -> None:
    project = world.project()
    put_in(project, stage="X1", key="document:application")
    gone = put_in(project, stage="X1", key="document:application")
    withdraw_evidence(actor=world["office"], now=NOW, evidence=gone, reason="重复")
    assert counts_by_key(world["office"], [project], world.programme.pk) == {("X1", "document:application"): 1}
    assert evidence_about(world["office"], [project], world.programme.pk).count() == 2


def test_a_lost_viewing_copy_is_made_again(world: World, put_in: PutIn, data_dir: Path) -> None:
    one = put_in(world.project())
    for path in (data_dir / "previews").rglob("*.*"):
        path.unlink()
    shown = shelves.picture(one.content, "small")
    assert shown is not None
    assert shown.stat().st_size > 0


def test_an_altered_file_is_noticed_and_mended_by_putting_it_in_again(world: World, put_in: PutIn) -> None:
    one = put_in(world.project())
    path = shelves.store().path(one.content.digest)
    path.chmod(0o600)
    path.write_bytes(b"something else")
    assert not shelves.store().is_whole(one.content.digest)
    put_in(world.project("乙"))
    assert shelves.store().is_whole(one.content.digest)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\照片\\一.jpg", "一.jpg"), ("a\u202egpj.exe", "agpj.exe"),
        ("..", "上传的文件"), ("a\x00b\n.pdf", "ab.pdf"), ("x" * 300 + ".jpg", ("x" * 300 + ".jpg")[-120:]),
    ],
)  # fmt: skip
def test_names_of_files_are_cleaned(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_download_is_named_after_its_content(world: World, put_in: PutIn) -> None:
    assert download_name(put_in(world.project(), name="照片.exe")) == "照片_exe.jpg"
    assert download_name(put_in(world.project("乙"), name="照片.png")) == "照片.jpg"


@pytest.mark.parametrize("digest", ["../../etc/passwd", "sha256:" + "g" * 64, "md5:" + "a" * 32, "sha256:" + "a" * 63])
def test_the_store_knows_only_digests(digest: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        shelves.store().path(digest)
