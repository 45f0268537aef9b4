"""The leading group of a programme: a list is reviewed, saved in one act, and a later one shows who came and went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from linli.apps.accounts.actors import actor_for
from linli.apps.accounts.models import Appointment, Organisation, Post, User
from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.records.models import Event
from linli.core.roster import Sitting, read_roster
from linli.stages.leading_group import RosterReview, review_roster, save_reviewed, standing_group
from tests.world import NOW, World

FIRST = """组  长：宋雨桐  区委常委、常务副区长
副组长：钟  岚  区政府二级调研员
成  员：白  帆  区住房和城乡建设局局长
        陶晓棠  象山街道办事处主任
        方圆圆  区财政局局长
办公室主任：白  帆  区住房和城乡建设局局长（兼）
"""
SECOND = FIRST.replace("钟  岚", "严  谨").replace("区财政局局长", "区财政局党组书记")
DAY, LATER = date(2020, 3, 1), date(2020, 9, 1)


def sittings(text: str) -> Sequence[Sitting]:
    return read_roster(text).sittings


def review(world: World, text: str, by: str = "administrator") -> RosterReview:
    return review_roster(actor=world[by], programme=world.programme, package=world.package, sittings=sittings(text))


def save(world: World, text: str, on: date = DAY, seen: str | None = None) -> int:
    return save_reviewed(
        actor=world["administrator"],
        now=NOW,
        programme=world.programme,
        package=world.package,
        sittings=sittings(text),
        on=on,
        document="象政办〔2020〕1号",
        seen=review(world, text).seen if seen is None else seen,
    )


def test_a_first_list_sets_up_the_group_and_its_seats(world: World) -> None:
    looked = review(world, FIRST)
    assert looked.is_clean
    assert [row.body for row in looked.rows][3] == world.xiangshan, "象山街道办事处 is 象山街道 on record"
    assert "区住房和城乡建设局" in looked.new_bodies
    assert not Post.objects.exclude(rank="").exists(), "looking writes nothing"
    save(world, FIRST)
    standing = standing_group(world.programme, world.package, DAY)
    assert standing.group is not None
    assert [one.user.display_name for one in standing.sittings] == [
        "宋雨桐",
        "钟岚",
        "白帆",
        "陶晓棠",
        "方圆圆",
        "白帆",
    ]
    assert standing.sittings[-1].post.organisation == world["office"].post.organisation  # type: ignore[union-attr]
    assert User.objects.filter(display_name="白帆").count() == 1, "one person in two seats is one person"
    assert not User.objects.get(display_name="宋雨桐").has_usable_password()
    assert Event.objects.filter(kind="accounts.roster.saved").count() == 1
    assert actor_for(User.objects.get(display_name="宋雨桐"), DAY).area_path == world.district.path


def test_a_later_list_shows_who_came_who_went_who_changed(world: World) -> None:
    save(world, FIRST)
    looked = review(world, SECOND)
    assert [one.name for one in looked.comparison.came] == ["严谨"]
    assert [one.name for one in looked.comparison.went] == ["钟岚"]
    assert [(c.before.post, c.after.post) for c in looked.comparison.changed] == [("区财政局局长", "区财政局党组书记")]
    save(world, SECOND, LATER)
    before = {
        one.user.display_name for one in standing_group(world.programme, world.package, date(2020, 8, 31)).sittings
    }
    after = {one.user.display_name for one in standing_group(world.programme, world.package, LATER).sittings}
    assert before - after == {"钟岚"}
    assert after - before == {"严谨"}
    assert User.objects.filter(display_name="方圆圆").count() == 1
    body = Event.objects.filter(kind="accounts.roster.saved").latest("id").body
    assert (body["came"], body["went"], body["changed"]) == (1, 1, 1)
    assert "严谨" not in str(body)


def test_the_same_list_again_has_nothing_to_save(world: World) -> None:
    save(world, FIRST)
    looked = review(world, FIRST)
    assert len(looked.comparison.stayed) == len(looked.rows)
    assert not looked.comparison.went
    with pytest.raises(RefusalError):
        save(world, FIRST, LATER)


def test_a_list_compared_with_seats_that_have_changed_since_is_refused(world: World) -> None:
    seen = review(world, SECOND).seen
    save(world, FIRST)
    count = Appointment.objects.count()
    with pytest.raises(ConflictError):
        save(world, SECOND, LATER, seen=seen)
    assert Appointment.objects.count() == count


def test_nobody_leaves_before_they_came(world: World) -> None:
    save(world, FIRST)
    bodies = Organisation.objects.count()
    with pytest.raises(RefusalError, match="2020-03-01"):
        save(world, SECOND + "成员：尹小满  区民政局局长\n", DAY)
    assert Organisation.objects.count() == bodies, "all or nothing"


@pytest.mark.parametrize("line", ["成员：  区民政局局长", "成员：尹小满"])
def test_a_list_with_a_half_row_is_not_saved(world: World, line: str) -> None:
    assert not review(world, FIRST + line).is_clean
    with pytest.raises(RefusalError):
        save(world, FIRST + line)
    assert not Post.objects.exclude(rank="").exists()


@pytest.mark.parametrize("who", ["office", "leader", "subdistrict", "stranger"])
def test_only_the_administrator_takes_in_a_list(world: World, who: str) -> None:
    with pytest.raises(NotPermittedError):
        review(world, FIRST, by=who)


def test_what_the_document_lists_and_nobody_fills_is_told(world: World) -> None:
    save(world, FIRST)
    finding = standing_group(world.programme, world.package, DAY).finding
    empty = {one.post for one in finding.empty_seats}
    assert "区城管大队大队长" in empty
    assert "象山街道办事处主任" not in empty
    assert "区财政局" not in finding.without_duty
    assert "u10" not in {one.duty.id for one in finding.unborne}, "the finance bureau is on record and held"
    assert "u16" in {one.duty.id for one in finding.unborne}, "no 发改 bureau is on record"
