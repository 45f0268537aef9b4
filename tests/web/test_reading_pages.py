"""Settling a reading on screen: what it changes is shown first; from then on it is printed as settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from linli.apps.funding.services import NewCostLine, record_cost_lines
from linli.apps.programme.models import PolicyAdoption
from linli.apps.programme.queries import adoption_on
from linli.apps.records.models import Event
from linli.stages.policy_shelf import package_of, shelf
from linli.stages.readings import setting_of
from linli.stages.standing import programme_standing
from tests.stages import amended_city
from tests.stages.amended_city import City
from tests.web.conftest import SignIn, signed_in
from tests.world import NOW, TODAY, World

LIST = "/programmes/xiangshan/readings/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.POLICY_DIR = tmp_path / "policies"
    yield settings.POLICY_DIR
    shelf(reload=True)


def sent(text: str, **changed: str) -> dict[str, str]:
    """What a browser would send of the form on this page."""
    edition = re.search(r'name="edition" value="([0-9a-f]{64})"', text)
    assert edition
    plain = {"decided_by": "住建局", "decided_on": "2020-06-30", "document": "复函〔2020〕1号", "step": "look"}
    return {**plain, "edition": edition[1], **changed}


def pending(world: World, *, setting: str = "") -> str:
    """A reading still to be decided; one whose word of the format may follow the decision."""
    found = (one for one in world.package.interpretations if one.status == "pending")
    return next(one.id for one in found if (one.setting == setting if setting else "." not in one.setting))


def test_what_it_changes_is_shown_before_anything_is_kept(sign_in: SignIn, world: World, folder: Path) -> None:
    world.project()
    client, address = sign_in("office"), f"{LIST}{pending(world)}/"
    looked = client.post(address, sent(client.get(address).text))
    assert looked.status_code == 200
    assert "日期和金额都不变" in looked.text
    assert PolicyAdoption.objects.count() == 1
    assert not list(folder.glob(".reading-*"))


def test_a_settled_reading_prints_as_settled_in_the_programme(sign_in: SignIn, world: World) -> None:
    client, reading = sign_in("office"), pending(world)
    address = f"{LIST}{reading}/"
    done = client.post(address, sent(client.get(address).text, step="confirm"), follow=True)
    assert "已认定" in done.text
    assert "复函〔2020〕1号" in done.text
    adoption = adoption_on(world.programme.pk, TODAY)
    assert adoption is not None
    assert adoption.adopted_on == TODAY
    package = package_of(adoption)
    assert package.reading_by_id[reading].status == "settled"  # type: ignore[union-attr]
    assert shelf().with_id("xiangshan-2020").hash == world.package.hash  # type: ignore[union-attr]
    earlier = adoption_on(world.programme.pk, date(2020, 6, 30))
    assert earlier is not None
    assert earlier.package_hash == world.package.hash
    assert "认定解释" in client.get("/programmes/xiangshan/record/").text


def test_several_readings_are_settled_on_one_day(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    waiting = (one for one in world.package.interpretations if one.status == "pending" and "." not in one.setting)
    both = [one.id for one in islice(waiting, 2)]
    for reading in both:
        address = f"{LIST}{reading}/"
        assert client.post(address, sent(client.get(address).text, step="confirm")).status_code == 302
    package = programme_standing(world.programme.pk, today=TODAY).policy
    assert {package.reading_by_id[one].status for one in both} == {"settled"}
    assert Event.objects.filter(kind="programme.reading.settled").count() == 2


def test_another_value_changes_dates_and_says_how_many(sign_in: SignIn, world: World) -> None:
    world.project(phase="ph1")
    client, reading = sign_in("office"), pending(world, setting="deadline_defaults.before_day")
    address = f"{LIST}{reading}/"
    page = client.get(address).text
    same_words = client.post(address, sent(page, chosen=world.package.reading_by_id[reading].chosen, value="exclusive"))
    assert same_words.status_code == 422
    looked = client.post(address, sent(page, chosen="不含当日", value="exclusive"))
    assert "阶段或期限改变的项目" in looked.text
    assert client.post(address, sent(page, chosen="不含当日", value="exclusive", step="confirm")).status_code == 302
    package = programme_standing(world.programme.pk, today=TODAY).policy
    assert package.deadline_defaults.before_day == "exclusive"
    assert package.reading_by_id[reading].chosen == "不含当日"


def test_a_decision_may_be_changed_later(sign_in: SignIn, world: World) -> None:
    client, reading = sign_in("office"), pending(world)
    address = f"{LIST}{reading}/"
    for document in ("一号文", "二号文"):
        client.post(address, sent(client.get(address).text, document=document, step="confirm"))
    settled = programme_standing(world.programme.pk, today=TODAY).policy.reading_by_id[reading].settled
    assert settled is not None
    assert settled.document == "二号文"


def test_somebody_who_was_second_is_asked_to_look_again(sign_in: SignIn, world: World) -> None:
    client, reading = sign_in("office"), pending(world)
    address = f"{LIST}{reading}/"
    page = client.get(address).text
    client.post(address, sent(page, step="confirm"))
    late = client.post(address, sent(page, step="confirm", document="另一份"))
    assert late.status_code == 422
    assert "刚刚有了新的认定" in late.text


@pytest.mark.parametrize(("field", "value"), [
    ("decided_by", ""), ("document", ""), ("decided_on", "2020-07-02"), ("decided_on", "前天"),
])  # fmt: skip
def test_who_when_and_on_what_document_must_be_told(sign_in: SignIn, world: World, field: str, value: str) -> None:
    client, address = sign_in("office"), f"{LIST}{pending(world)}/"
    answer = client.post(address, sent(client.get(address).text, **{field: value, "step": "confirm"}))
    assert answer.status_code == 422
    assert PolicyAdoption.objects.count() == 1


@pytest.mark.parametrize("who", ["leader", "subdistrict", "finance", "auditor"])
def test_others_read_the_register_and_settle_nothing(sign_in: SignIn, world: World, who: str) -> None:
    client = sign_in(who)
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}{pending(world)}/").status_code == 403


def test_a_reading_nobody_registered_is_not_found(sign_in: SignIn) -> None:
    assert sign_in("office").get(f"{LIST}nothing/").status_code == 404


def test_sums_do_not_move_by_confirming(sign_in: SignIn, world: World) -> None:
    project = world.project()
    record_cost_lines(
        actor=world["office"], now=NOW, project=project, package=world.package, lines=[NewCostLine("1.1", 100_00)]
    )
    before = programme_standing(world.programme.pk, today=TODAY)
    client, address = sign_in("office"), f"{LIST}{pending(world)}/"
    client.post(address, sent(client.get(address).text, step="confirm"))
    after = programme_standing(world.programme.pk, today=TODAY)
    assert (after.shares, after.undetermined_fen) == (before.shares, before.undetermined_fen)
    assert after.policy.hash != before.policy.hash


def test_a_limit_measured_on_each_item_becomes_one_on_the_merged_group_everywhere_it_is_read_so(
    city: City, world: World
) -> None:
    """I-10 of Liuzhou: the base of the caps is a word of every rule that relies on it, not one word of the package."""
    client = signed_in(world)
    address = "/programmes/liuzhou/readings/I-10/"
    page = client.get(address).text
    assert '<option value="group"' in page
    told = {"decided_on": "2018-06-30", "chosen": "合并单元格内各项合计", "value": "group"}
    assert client.post(address, sent(page, **told)).status_code == 200
    assert client.post(address, sent(page, **told, step="confirm")).status_code == 302
    package = programme_standing(city.programme.pk, today=amended_city.TODAY).policy
    relying = [rule for rule in package.rules if "I-10" in rule.interpretations]
    assert relying
    assert {rule.base for rule in relying} == {"group"}  # type: ignore[union-attr]
    assert package.reading_by_id["I-10"].status == "settled"


def test_a_value_told_beside_the_word_names_the_word(world: World) -> None:
    """J-01 writes ``deadline_defaults.before_signed record-only``: the word, and what it says now."""
    setting = setting_of(world.package, world.package.reading_by_id["J-01"])
    assert setting is not None
    assert (setting.now, set(setting.values)) == ("record-only", {"judge", "record-only"})


def test_a_reading_that_no_word_follows_can_only_be_confirmed(world: World) -> None:
    unresolved = next(one for one in world.package.interpretations if one.setting == "unresolved")
    assert setting_of(world.package, unresolved) is None


def test_each_place_of_a_reading_has_its_own_field_with_part_and_clause(city: City, world: World) -> None:
    """I-05 of Liuzhou: the area may be asked strictly while the households are not."""
    client = signed_in(world)
    address = "/programmes/liuzhou/readings/I-05/"
    page = client.get(address).text
    assert "双三分之二同意 · 专有部分面积：含不含本数" in page
    assert "双三分之二同意 · 户数：至少" in page
    places = {"at_0": "more_than", "at_1": "2/3", "at_2": "at_least", "at_3": "2/3"}
    told = {"decided_on": "2018-06-30", "chosen": "面积一侧严格大于", **places}
    assert "认定以后会改变什么" in client.post(address, sent(page, **told)).text
    assert client.post(address, sent(page, **told, step="confirm")).status_code == 302
    tests = programme_standing(city.programme.pk, today=amended_city.TODAY).policy.votes[0].tests
    assert [one.bound for one in tests] == ["more_than", "at_least"]


def test_a_later_decision_keeps_what_the_earlier_one_changed(city: City, world: World) -> None:
    client = signed_in(world)
    address = "/programmes/liuzhou/readings/I-05/"
    places = {"at_0": "more_than", "at_1": "2/3", "at_2": "at_least", "at_3": "2/3"}
    told = {"decided_on": "2018-06-30", "chosen": "面积一侧严格大于", **places}
    client.post(address, sent(client.get(address).text, **told, step="confirm"))
    again = {**told, "document": "补记的文号"}
    assert client.post(address, sent(client.get(address).text, **again, step="confirm")).status_code == 302
    package = programme_standing(city.programme.pk, today=amended_city.TODAY).policy
    assert [one.bound for one in package.votes[0].tests] == ["more_than", "at_least"]
    assert package.reading_by_id["I-05"].chosen == "面积一侧严格大于"


@pytest.mark.parametrize(("share", "refusal"), [
    ("0.66", "比例请写成 95% 或 2/3"), ("120%", "最多是 100%"), ("", "这里不能空着"),
])  # fmt: skip
def test_a_share_that_is_none_is_refused_at_its_field(city: City, world: World, share: str, refusal: str) -> None:
    client = signed_in(world)
    address = "/programmes/liuzhou/readings/I-05/"
    places = {"at_0": "more_than", "at_1": share, "at_2": "at_least", "at_3": "2/3"}
    answer = client.post(address, sent(client.get(address).text, chosen="改", **places, step="confirm"))
    assert answer.status_code == 422
    assert refusal in answer.text
    assert PolicyAdoption.objects.filter(programme=city.programme).count() == 1


def test_a_value_with_which_the_package_does_not_check_is_refused_with_its_faults(
    sign_in: SignIn, world: World
) -> None:
    """J-03 of Xiangshan: the phases must add up to 87."""
    client, address = sign_in("office"), f"{LIST}J-03/"
    page = client.get(address).text
    assert "第一期：小区数" in page
    places = {"at_0": "87", "at_1": "16", "at_2": "18", "at_3": "27", "at_4": "27"}
    answer = client.post(address, sent(page, chosen="第一期十六个", **places))
    assert answer.status_code == 422
    assert "package.yaml" in answer.text
    assert PolicyAdoption.objects.count() == 1


@pytest.mark.parametrize(("reading", "words"), [
    ("I-12", "没有写明 I-12 由规则里的哪个词体现"), ("I-01", "只认得现在这一种写法"), ("I-07", "由规则的种类"),
])  # fmt: skip
def test_where_nothing_can_be_changed_the_page_says_why_for_that_reading(
    city: City, world: World, reading: str, words: str
) -> None:
    assert words in signed_in(world).get(f"/programmes/liuzhou/readings/{reading}/").text
