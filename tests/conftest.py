"""What every test stands on. Nothing here imports Django: the core's tests run without it."""

from __future__ import annotations

import os

import hypothesis

hypothesis.settings.register_profile(
    "house", deadline=None, max_examples=60, print_blob=True, database=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("house")
