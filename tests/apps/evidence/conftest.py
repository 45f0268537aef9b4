"""A data folder of its own for every test that keeps files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linli.apps.evidence.models import Evidence
from linli.apps.evidence.services import About, Offered, add_evidence
from linli.apps.programme.models import Project
from tests.integrations.files.made import picture
from tests.world import NOW, World

PutIn = Callable[..., Evidence]


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def about(project: Project, **more: Any) -> About:
    return About(subject=project, place=project.subdistrict, programme_id=project.programme_id, **more)


@pytest.fixture
def put_in(world: World) -> PutIn:
    def put(
        project: Project, content: bytes | None = None, *, name: str = "现场.jpg", by: str = "office", **more: Any
    ) -> Evidence:
        whole = picture() if content is None else content
        (one,) = add_evidence(actor=world[by], now=NOW, about=about(project, **more), files=[Offered(name, [whole])])
        return one

    return put
