"""What is installed is what was written down: the lock file follows the project file."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from tests.architecture.ground import ROOT


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def plain(requirement: str) -> tuple[str, str]:
    """Name and range of a requirement: ``psycopg[binary]~=3.3`` → (``psycopg``, ``~=3.3``)."""
    name, ranges = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?(.*)", requirement.replace(" ", "")).groups()  # type: ignore[union-attr]
    return name.lower(), ranges


def locked(requirements: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(one["name"].lower(), one.get("specifier", "")) for one in requirements}


def test_the_lock_file_follows_the_project_file() -> None:
    project = read("pyproject.toml")
    own = next(package for package in read("uv.lock")["package"] if package["name"] == "linli")
    runtime = [*project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        runtime += extra
    assert locked(own["metadata"]["requires-dist"]) == {plain(one) for one in runtime}
    for group, wanted in project["dependency-groups"].items():
        assert locked(own["metadata"]["requires-dev"][group]) == {plain(one) for one in wanted}, group


def test_every_locked_file_is_pinned_by_its_fingerprint() -> None:
    for package in read("uv.lock")["package"]:
        for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]:
            assert file["hash"].startswith("sha256:"), package["name"]
