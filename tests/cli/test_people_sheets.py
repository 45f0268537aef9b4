"""``linli import organisations`` and ``people``: rehearsed first, then written; the template needs no programme."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linli.apps.accounts.models import Organisation, User
from linli.cli.main import main
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_new_citys_tree_and_people_come_in_by_two_commands(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies, people = tmp_path / "机构.csv", tmp_path / "人员.csv"
    bodies.write_text("名称,类别,上级\n新新市,市,\n甲甲区,区县,新新市\n", encoding="utf-8")
    people.write_text("姓名,单位,职务,职责类别\n白帆,甲甲区,系统管理员,系统管理\n", encoding="utf-8")
    assert main(["import", "organisations", str(bodies)]) == 0
    assert not Organisation.objects.filter(name="新新市").exists()
    assert main(["import", "organisations", str(bodies), "--commit"]) == 0
    assert main(["import", "people", str(people), "--commit"]) == 0
    assert "已写入" in capsys.readouterr().out
    assert not User.objects.get(display_name="白帆").has_usable_password()


def test_faults_come_as_json_by_row_and_column_in_the_language_asked(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "人员.csv"
    path.write_text("姓名,单位,职务\n白帆,没有的街道,科员\n", encoding="utf-8")
    assert main(["import", "people", str(path), "--json", "--language", "en"]) == 2
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["line"], fault["column"]) == (2, "单位")
    assert "area" in fault["message"]


def test_the_template_is_written_without_a_programme(world: World, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    assert main(["export", "template", "people", str(path)]) == 0
    assert path.read_bytes()[:2] == b"PK"
