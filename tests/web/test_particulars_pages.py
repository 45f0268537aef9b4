"""The page of a compound's particulars: told, corrected, taken back; what is missing leads there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linli.apps.funding.models import Particular
from linli.apps.funding.services import NewCostLine, record_cost_lines
from linli.apps.programme.models import PolicyAdoption, Project
from linli.stages.policy_shelf import shelf
from tests.web.conftest import SignIn
from tests.world import NOW, World

PACKAGES = Path(__file__).parents[2] / "policies"


@pytest.fixture
def lifts(world: World) -> Project:
    """The programme runs under a policy that gives so much for each lift from six floors on."""
    package = shelf().with_id("chengdu-14-5")
    assert package is not None
    PolicyAdoption.objects.create(
        programme=world.programme, package_id=package.id, package_hash=package.hash, adopted_on="2020-02-01"
    )
    project = world.project()
    lines = [NewCostLine(item.number, 600_000_00) for item in package.items
             if package.rule_by_id[item.rule].kind == "grant"]  # fmt: skip
    record_cost_lines(actor=world["office"], now=NOW, project=project, package=package, lines=lines)
    return project


def page(project: Project, rest: str = "") -> str:
    return f"/programmes/xiangshan/compounds/{project.pk}/{rest}"


def test_a_missing_fact_is_named_on_the_compound_and_in_the_reason_with_the_way_to_tell_it(
    sign_in: SignIn, world: World, lifts: Project
) -> None:
    client = sign_in("office")
    text = client.get(page(lifts)).text
    assert "缺少情况" in text
    assert page(lifts, "particulars/") in text
    told = [client.get(page(lifts, f"why/line/{line.pk}/")).text for line in lifts.cost_lines.all()]
    assert any("?fact=" in one and "去填写" in one for one in told)


def test_telling_a_fact_divides_the_costs_anew(sign_in: SignIn, world: World, lifts: Project) -> None:
    client = sign_in("office")
    address = page(lifts, "particulars/")
    before = client.get(address).text
    assert "缺少" in before
    names = {"district": "锦江区", "floors": "7", "lifts": "1", "built": "1988", "milestones": "无",
             "households": "100", "kind": "综合改造", "year": "2021"}  # fmt: skip
    for name, value in names.items():
        answer = client.post(address, {"name": name, "value": value, "document": "入户调查"}, follow=True)
        assert "已填写" in answer.text
    assert "缺少：" not in client.get(address).text
    assert "缺少情况" not in client.get(page(lifts)).text


def test_a_value_that_cannot_be_read_comes_back_with_what_was_typed(
    sign_in: SignIn, world: World, lifts: Project
) -> None:
    answer = sign_in("office").post(page(lifts, "particulars/"), {"name": "floors", "value": "七", "document": "x"})
    assert answer.status_code == 422
    assert "七" in answer.text
    assert not Particular.objects.exists()


def test_a_particular_is_taken_back_with_a_reason(sign_in: SignIn, world: World, lifts: Project) -> None:
    client = sign_in("subdistrict")
    client.post(page(lifts, "particulars/"), {"name": "floors", "value": "7", "document": "入户调查"})
    address = page(lifts, f"particulars/{Particular.objects.get().pk}/take-back/")
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "数错了"}).status_code == 302
    assert client.post(address, {"reason": "数错了"}).status_code == 422


def test_a_compounds_record_is_corrected_with_a_reason(sign_in: SignIn, world: World, lifts: Project) -> None:
    client, compound = sign_in("office"), lifts.compounds.get()
    address = page(lifts, f"particulars/records/{compound.pk}/")
    sent = {"name": compound.name, "households": "101", "area": "8500.5", "buildings": "4", "built_in": "1988",
            "entrances": "", "lifts": "0", "floors": "7", "address": ""}  # fmt: skip
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "reason": "复核"}).status_code == 302
    compound.refresh_from_db()
    assert (compound.households, compound.floor_area_centi, compound.entrances) == (101, 850_050, None)
    assert (compound.lifts, compound.floors) == (0, 7)


@pytest.mark.parametrize("who", ["leader", "finance", "auditor"])
def test_those_who_only_read_are_offered_no_form(sign_in: SignIn, world: World, lifts: Project, who: str) -> None:
    client, address = sign_in(who), page(lifts, "particulars/")
    assert 'name="document"' not in client.get(address).text
    assert client.post(address, {"name": "floors", "value": "7", "document": "x"}).status_code == 403
    record: Any = client.get(page(lifts, f"particulars/records/{lifts.compounds.get().pk}/"))
    assert record.status_code == 403


@pytest.mark.parametrize("who", ["stranger", "other_subdistrict"])
def test_somebody_elses_particulars_do_not_exist(sign_in: SignIn, world: World, lifts: Project, who: str) -> None:
    assert sign_in(who).get(page(lifts, "particulars/")).status_code == 404
