"""Signing in as anybody of the world, on the world's day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

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
