"""Signing in as anybody of the world, on the world's day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.stages import amended_city
from tests.world import TODAY, World

SignIn = Callable[[str], Client]


@pytest.fixture
def on_the_day(settings: Any) -> None:
    """Training, on the day that the world was made for."""
    settings.LINLI_TRAINING = True
    settings.LINLI_TODAY = TODAY


@pytest.fixture
def sign_in(world: World, on_the_day: None) -> SignIn:
    def as_(who: str) -> Client:
        client = Client()
        client.force_login(world[who].user)
        return client

    return as_


def signed_in(world: World, who: str = "office") -> Client:
    """A browser of somebody of the world, on whatever day the test has set."""
    client = Client()
    client.force_login(world[who].user)
    return client


@pytest.fixture
def city(world: World, settings: Any, tmp_path: Path) -> Iterator[amended_city.City]:
    """A programme whose policy can be amended, on its day."""
    settings.LINLI_TRAINING = True
    settings.LINLI_TODAY = amended_city.TODAY
    settings.POLICY_DIR = tmp_path / "policies"
    yield from amended_city.settled_in(settings.POLICY_DIR, world)
