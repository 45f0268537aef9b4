"""A year whose days off the State Council has not published yet: deadlines in it may be unknown, no page fails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.web.conftest import signed_in
from tests.world import World

PAGES = (
    "", "compounds/", "money/", "selection/", "scores/", "duties/", "determinations/",
    "determinations/decide/selection/", "waivers/", "record/", "readings/", "policy/",
)  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 15)])
def test_no_page_fails_in_a_year_without_a_calendar(world: World, settings: Any, day: date) -> None:
    settings.LINLI_TRAINING, settings.LINLI_TODAY = True, day
    project = world.project()
    client = signed_in(world)
    own = (f"compounds/{project.pk}/", f"compounds/{project.pk}/particulars/", f"compounds/{project.pk}/why/stage/X1/")
    answers = {page: client.get(f"/programmes/xiangshan/{page}").status_code for page in (*PAGES, *own)}
    assert set(answers.values()) == {200}, answers
