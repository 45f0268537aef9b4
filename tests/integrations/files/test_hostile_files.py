"""Files from outside are told by their content; hostile ones are refused with a sentence, and harm nothing."""

from __future__ import annotations

import resource
from pathlib import Path
from time import perf_counter

import pytest
from PIL import Image

from linli.core.faults import BadInput
from linli.integrations.files import Seen, inspect_file, look_into
from linli.integrations.files.guarded import _fault
from linli.integrations.files.inspect_file import examine
from linli.integrations.files.refusal import Refused
from tests.integrations.files.made import GOOD, HOSTILE, photograph_with_place, picture, png_that_says, xlsx

SECONDS = 5


def put(folder: Path, content: bytes) -> Path:
    path = folder / "given"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_for_what_it_is_in_both_languages(what: str, tmp_path: Path) -> None:
    make, code = HOSTILE[what]
    begun = perf_counter()
    with pytest.raises(Refused) as refused:
        examine(put(tmp_path, make()), tmp_path)
    assert refused.value.code == code
    assert perf_counter() - begun < SECONDS
    fault = _fault("申请.pdf", refused.value.code, refused.value.values)
    for language in ("zh", "en"):
        told = fault.told(language)
        assert told.message
        assert told.hint, "what to do next"
    assert fault.told("zh").message != fault.told("en").message


@pytest.mark.parametrize("what", GOOD)
def test_a_good_file_is_known_by_its_content(what: str, tmp_path: Path) -> None:
    make, kind = GOOD[what]
    assert examine(put(tmp_path, make()), tmp_path)["kind"] == kind


def test_every_kind_of_refusal_is_tried() -> None:
    assert len(HOSTILE) >= 60
    assert {code for _make, code in HOSTILE.values()} >= {
        "evidence.archive", "evidence.macros", "evidence.external", "evidence.bomb", "evidence.pixels",
        "evidence.two_in_one", "evidence.active", "evidence.encrypted", "evidence.old_office",
    }  # fmt: skip


def test_what_people_look_at_says_neither_when_nor_where(tmp_path: Path) -> None:
    seen = look_into(put(tmp_path, photograph_with_place()), name="现场.jpg", out=tmp_path)
    assert seen.taken_at is not None
    assert seen.taken_at.isoformat() == "2020-05-31T15:20:10"
    assert (str(seen.latitude), str(seen.longitude)) == ("25.241667", "110.285000")
    for copy in ("view.jpg", "small.jpg"):
        with Image.open(tmp_path / copy) as shown:
            assert not shown.getexif()
            assert not {"exif", "comment", "icc_profile"} & set(shown.info)


def test_a_picture_keeps_its_look_when_encoded_again_and_made_smaller(tmp_path: Path) -> None:
    def look(content: bytes) -> int:
        return int(look_into(put(tmp_path, content), name="a", out=tmp_path).look, 16)

    first = look(picture(size=(800, 600)))
    assert (first ^ look(picture(size=(800, 600), quality=40))).bit_count() <= 3
    assert (first ^ look(picture(seed=11))).bit_count() > 3


def test_the_beginning_of_a_table_can_be_read(tmp_path: Path) -> None:
    seen = look_into(put(tmp_path, xlsx([["小区", "户数"], ["向阳新村", "120"]])), name="a", out=tmp_path)
    assert seen.rows == [["小区", "户数"], ["向阳新村", "120"]]


def test_a_pixel_flood_costs_neither_memory_nor_time(tmp_path: Path) -> None:
    begun = perf_counter()
    with pytest.raises(BadInput) as refused:
        look_into(put(tmp_path, png_that_says(60_000, 60_000)), name="a.png", out=tmp_path)
    assert perf_counter() - begun < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 700 * 1024
    assert "60000" in str(refused.value)
    assert not list(tmp_path.glob("*.jpg"))


def test_a_file_that_kills_its_reader_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.integrations.files.guarded.INSPECTOR", "linli.no_such_module")
    with pytest.raises(BadInput) as refused:
        look_into(put(tmp_path, picture()), name="a.jpg", out=tmp_path)
    assert "没有收下" in str(refused.value)


def test_a_file_that_stalls_its_reader_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.integrations.files.guarded.PATIENCE_SECONDS", 0.001)
    with pytest.raises(BadInput):
        look_into(put(tmp_path, picture()), name="a.jpg", out=tmp_path)


def test_the_reader_answers_in_its_own_process(tmp_path: Path) -> None:
    assert look_into(put(tmp_path, picture()), name="a", out=tmp_path) == Seen(
        kind="jpeg", width=320, height=240, look=look_into(put(tmp_path, picture()), name="a", out=tmp_path).look
    )
    assert inspect_file.MEMORY <= 2**30
