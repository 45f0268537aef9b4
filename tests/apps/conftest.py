"""After every test of a service: the tables are just what the events say, and every trigger stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _the_record_tells_everything(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that alter the record on purpose are marked ``alters_the_record``."""
    if "world" in request.fixturenames:
        request.getfixturevalue("world")
    yield
    if "world" in request.fixturenames and not request.node.get_closest_marker("alters_the_record"):
        from linli.apps.records.audit import audit  # noqa: PLC0415

        assert audit().broken == ()
