"""A city whose policy changes while its compounds are under way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.stages.amended_city import City
    from tests.world import World


@pytest.fixture
def city(world: World, settings: Any, tmp_path: Path) -> Iterator[City]:
    from tests.stages.amended_city import settled_in  # noqa: PLC0415

    settings.POLICY_DIR = tmp_path / "policies"
    yield from settled_in(settings.POLICY_DIR, world)
