"""The packages at hand: shipped, kept from earlier, and the office's own; a broken one is told and harms no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linli.apps.programme.models import PolicyAdoption
from linli.core.policy import load, shipped
from linli.stages.policy_shelf import (
    MissingPackageError,
    ShelfProblem,
    keep_shipped,
    loaded_package_for,
    missing_adoptions,
    package_for,
    shelf,
)
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
    PolicyAdoption.objects.create(programme=world.programme, package_id="lost", package_hash="0" * 64, adopted_on=TODAY)
    found = package_for(world.programme, TODAY)
    assert isinstance(found, ShelfProblem)
    assert found.package_id == "lost"
    assert [adoption.package_id for adoption in missing_adoptions()] == ["lost"]
    with pytest.raises(MissingPackageError):
        loaded_package_for(world.programme, TODAY)
