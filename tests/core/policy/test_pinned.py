"""A kept copy of a layered package stands by itself, whatever becomes of the packages above it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linli.core.faults import BadInput
from linli.core.policy import find, load
from linli.core.policy.pinned import copy_with_layers
from tests.core.policy.test_layers import HEAD


def chain(folder: Path) -> Path:
    """A street's package over a district's over the city's, all three in one folder; the street's."""
    shutil.copytree(find("liuzhou-2017-pilot"), folder / "city")
    for name, parent in (("district", "city"), ("street", "district")):
        (folder / name).mkdir()
        head = HEAD.format(parent=parent).replace("yufeng-2018", name).replace("id: yf", f"id: {name}")
        (folder / name / "package.yaml").write_text(head, encoding="utf-8")
    return folder / "street"


def test_a_copy_answers_the_same_when_every_package_above_is_gone(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    street = chain(tmp_path / "here")
    before = load(street)
    copy_with_layers(street, tmp_path / "kept" / "street@1")
    shutil.rmtree(tmp_path / "here")
    after = load(tmp_path / "kept" / "street@1")
    assert after.hash == before.hash
    assert after == before


def test_a_correction_above_changes_the_original_and_not_the_copy(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    street = chain(tmp_path / "here")
    before = load(street).hash
    copy_with_layers(street, tmp_path / "here" / "copy")
    process = tmp_path / "here" / "city" / "process.yaml"
    process.write_text(process.read_text("utf-8").replace("on: 2018-03-10", "on: 2018-03-11"), "utf-8")
    assert load(street).hash != before
    assert load(tmp_path / "here" / "copy").hash == before


def test_a_copy_of_a_copy_still_stands_by_itself(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    street = chain(tmp_path / "here")
    before = load(street).hash
    copy_with_layers(street, tmp_path / "first")
    shutil.rmtree(tmp_path / "here")
    copy_with_layers(tmp_path / "first", tmp_path / "second")
    shutil.rmtree(tmp_path / "first")
    assert load(tmp_path / "second").hash == before


def test_a_package_over_none_is_copied_as_it_is(tmp_path: Path) -> None:
    copy_with_layers(find("liuzhou-2017-pilot"), tmp_path / "copy")
    assert load(tmp_path / "copy").hash == load(find("liuzhou-2017-pilot")).hash
    assert not (tmp_path / "copy" / "above").exists()


def test_a_missing_package_above_is_told_when_the_copy_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    street = chain(tmp_path / "here")
    shutil.rmtree(tmp_path / "here" / "city")
    copy_with_layers(street, tmp_path / "copy")
    with pytest.raises(BadInput) as refused:
        load(tmp_path / "copy")
    assert any(fault.path == "extends" and fault.found == "city" for fault in refused.value.faults)
