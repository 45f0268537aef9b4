"""The packages at hand: shipped, kept from earlier, and the office's own; a broken one is told and harms no other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from linli.apps.programme.models import PolicyAdoption
from linli.core.policy import load, shipped
from linli.core.policy.amend import Family
from linli.stages.policy_shelf import (
    MissingPackageError,
    ShelfProblem,
    keep_shipped,
    loaded_package_for,
    missing_adoptions,
    package_for,
    shelf,
)
from tests.bypass import past_the_record
from tests.core.policy.amend.amended import AMENDMENT, ERRATUM, unamended, write_change
from tests.world import TODAY, World


@pytest.fixture
def folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """A data folder of one's own for packages."""
    settings.POLICY_DIR = tmp_path / "policies"  # type: ignore[attr-defined]
    return tmp_path / "policies"


def directory_of(package_id: str) -> Path:
    return next(path for path in shipped() if path.name == package_id)


def own_edition(folder: Path, name: str = "own") -> Path:
    """The shipped 象山 package with another name in it: another edition under the same id."""
    place = folder / name
    shutil.copytree(directory_of("xiangshan-2020"), place)
    head = place / "package.yaml"
    head.write_text(head.read_text("utf-8").replace("象山区", "本区", 1), encoding="utf-8")
    return place


def test_what_ships_is_at_hand_by_id_and_by_hash(folder: Path) -> None:
    package = shelf().with_id("xiangshan-2020")
    assert package
    assert shelf().by_hash[package.hash] is package
    assert shelf().directories[package.hash] == directory_of("xiangshan-2020")
    assert shelf().with_id("nowhere") is None


def test_the_offices_own_edition_goes_before_the_shipped_one_and_both_are_at_hand(folder: Path) -> None:
    own = load(own_edition(folder))
    at_hand = shelf(reload=True)
    current = at_hand.with_id("xiangshan-2020")
    assert current
    assert current.hash == own.hash
    assert load(directory_of("xiangshan-2020")).hash in at_hand.by_hash
    assert [package.id for package in at_hand.editions].count("xiangshan-2020") == 1


def test_a_kept_edition_is_at_hand_but_not_the_one_to_adopt(folder: Path) -> None:
    earlier = own_edition(folder / "kept", "xiangshan-2020@earlier")
    at_hand = shelf(reload=True)
    current = at_hand.with_id("xiangshan-2020")
    assert current
    assert load(earlier).hash in at_hand.by_hash
    assert current.hash != load(earlier).hash


def test_every_shipped_edition_is_kept_once_under_its_own_hash(folder: Path) -> None:
    assert keep_shipped() == len(shipped())
    assert keep_shipped() == 0
    for path in shipped():
        package = load(path)
        assert load(folder / "kept" / f"{package.id}@{package.hash[:12]}").hash == package.hash


def test_a_broken_package_is_told_and_the_others_stay_at_hand(folder: Path) -> None:
    place = own_edition(folder, "broken")
    (place / "process.yaml").write_text("stages: [", encoding="utf-8")
    at_hand = shelf(reload=True)
    assert [problem.package_id for problem in at_hand.problems] == ["broken"]
    assert at_hand.with_id("xiangshan-2020")


def test_a_programme_whose_package_is_lost_says_which(world: World) -> None:
    lost = {"package_id": "lost", "package_hash": "0" * 64, "adopted_on": TODAY}
    with past_the_record():
        PolicyAdoption.objects.create(programme=world.programme, **lost)
    found = package_for(world.programme, TODAY)
    assert isinstance(found, ShelfProblem)
    assert found.package_id == "lost"
    assert [adoption.package_id for adoption in missing_adoptions()] == ["lost"]
    with pytest.raises(MissingPackageError):
        loaded_package_for(world.programme, TODAY)


def amended(folder: Path) -> Path:
    """The office's own package of Liuzhou with an amendment and an erratum beside it."""
    folder.mkdir(parents=True)
    place = unamended(folder)
    write_change(place, AMENDMENT)
    write_change(place, ERRATUM, "er.yaml")
    return place


def test_every_edition_that_amendments_make_is_at_hand_and_the_day_chooses(folder: Path) -> None:
    first = load(amended(folder))
    at_hand = shelf(reload=True)
    before, after = at_hand.with_id(first.id, date(2018, 5, 31)), at_hand.with_id(first.id, date(2018, 6, 1))
    assert before
    assert after
    assert before.hash == first.hash != after.hash
    assert at_hand.by_hash[after.hash].memo["applied"][-1] == "am-2018-demo#5"
    assert set(at_hand.amended) == {after.hash}


def test_a_kept_copy_brings_every_edition_back(folder: Path) -> None:
    place = amended(folder)
    keep_shipped()
    hashes = {edition.package.hash for edition in Family(place).editions()}
    shutil.rmtree(place)
    assert hashes <= shelf(reload=True).by_hash.keys()


def test_a_layered_package_of_the_office_is_kept_with_what_it_stands_upon(folder: Path) -> None:
    own_edition(folder, "city")
    district = folder / "district"
    district.mkdir()
    (district / "package.yaml").write_text(
        'format: "0.1"\nid: district\nname: 区细则\njurisdiction: 某区\nextends: city\nsources:\n'
        "  - {id: own, title: 区细则, signed: 2020-07-01}\n",
        encoding="utf-8",
    )
    package = load(district)
    keep_shipped()
    shutil.rmtree(folder / "city")
    assert package.hash in shelf(reload=True).by_hash


def test_a_package_put_into_the_folder_is_seen_without_a_restart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.stages.policy_shelf.SECONDS_BETWEEN_LOOKS", 0.0)
    shelf(reload=True)
    own = load(own_edition(folder))
    current = shelf().with_id("xiangshan-2020")
    assert current
    assert current.hash == own.hash
