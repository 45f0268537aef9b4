"""What every test stands on. Nothing here imports Django: the core's tests run without it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.waiving import Waiving
    from tests.world import World

hypothesis.settings.register_profile(
    "house", deadline=None, max_examples=60, print_blob=True, database=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The test database, whose kept records may be emptied between tests that commit."""
    from tests.keepers import let_tests_flush  # noqa: PLC0415

    let_tests_flush()


@pytest.fixture
def world(db: None) -> World:
    """One district that everybody knows; see `tests.world`."""
    from tests.world import build  # noqa: PLC0415

    return build()


@pytest.fixture
def waiving(world: World, settings: Any, tmp_path: Path) -> Iterator[Waiving]:
    """A programme whose policy lets a paper be waived; see `tests.waiving`."""
    from linli.stages.policy_shelf import shelf  # noqa: PLC0415
    from tests.waiving import waiving_under  # noqa: PLC0415

    before, settings.POLICY_DIR = settings.POLICY_DIR, tmp_path / "policies"
    yield from waiving_under(settings.POLICY_DIR, world)
    settings.POLICY_DIR = before
    shelf(reload=True)


@pytest.fixture(autouse=True)
def _nothing_remembered(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test derived from rows that it takes back must not be remembered for the next one."""
    yield
    if "django_db_setup" in request.fixturenames:
        from linli.stages.standing.service import forget  # noqa: PLC0415

        forget()
