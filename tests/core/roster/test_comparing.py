"""Two lists side by side: who came, who went, who changed; and which names mean one body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.roster import Sitting, body_key, compare, read_roster, split_post

BEFORE = "组长：宋雨桐  区长\n成员：白帆  区财政局局长\n钟岚  区民政局局长\n严谨  区城管局局长"
AFTER = "组长：夏至清  区长\n成员：白帆  区财政局局长\n钟岚  区民政局党组书记\n尹小满  区城管局局长"


def test_who_came_who_went_who_changed() -> None:
    found = compare(read_roster(BEFORE).sittings, read_roster(AFTER).sittings)
    assert [one.name for one in found.came] == ["夏至清", "尹小满"]
    assert [one.name for one in found.went] == ["宋雨桐", "严谨"]
    assert [(one.before.post, one.after.post) for one in found.changed] == [("区民政局局长", "区民政局党组书记")]
    assert [one.after.name for one in found.stayed] == ["白帆"]


def test_two_of_one_name_are_told_apart_by_their_body() -> None:
    before = [
        Sitting("member", "白帆", "区财政局局长", "区财政局"),
        Sitting("member", "白帆", "区民政局局长", "区民政局"),
    ]
    after = [Sitting("member", "白帆", "区民政局党组书记", "区民政局")]
    found = compare(before, after)
    assert [one.before.post for one in found.changed] == ["区民政局局长"]
    assert [one.post for one in found.went] == ["区财政局局长"]


SITTINGS = st.lists(
    st.builds(
        Sitting, st.sampled_from(["lead", "member"]), st.sampled_from("甲乙丙"), st.sampled_from(["局长", "科长"])
    ),
    max_size=6,
)


@given(SITTINGS, SITTINGS)
def test_everybody_is_counted_once(before: list[Sitting], after: list[Sitting]) -> None:
    found = compare(before, after)
    assert len(found.went) + len(found.changed) + len(found.stayed) == len(before)
    assert len(found.came) + len(found.changed) + len(found.stayed) == len(after)


@given(SITTINGS)
def test_the_same_list_again_changes_nothing(sittings: list[Sitting]) -> None:
    found = compare(sittings, sittings)
    assert not found.came
    assert not found.went
    assert not found.changed


@pytest.mark.parametrize(
    ("post", "body", "title"),
    [
        ("区住房和城乡建设局局长", "区住房和城乡建设局", "局长"),
        ("市公安局副局长", "市公安局", "副局长"),
        ("江北区区长", "江北区", "区长"),
        ("消防支队支队长", "消防支队", "支队长"),
        ("市人民政府副秘书长", "市人民政府", "副秘书长"),
        ("某某水务有限公司执行副总经理", "某某水务有限公司", "执行副总经理"),
        ("区财政局党组书记、局长", "区财政局", "党组书记、局长"),
        ("区政府二级调研员", "区政府", "二级调研员"),
        ("区住建局工作人员", "区住建局", "工作人员"),
        ("不知什么", "", "不知什么"),
    ],
)
def test_a_post_is_a_body_and_a_title(post: str, body: str, title: str) -> None:
    assert split_post(post) == (body, title)


def test_a_known_body_wins_over_the_guess() -> None:
    assert split_post("区财政局国库科科长", ["区财政局", "区"]) == ("区财政局", "国库科科长")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("江北区住房和城乡建设局", "区住建局", True),
        ("市发展改革委", "某某市发展和改革委员会", True),
        ("东篱街道办事处", "东篱街道", True),
        ("区财政局", "市民政局", False),
        ("江北区", "江南区", False),
    ],
)
def test_which_names_mean_one_body(one: str, other: str, same: bool) -> None:
    assert (body_key(one) == body_key(other)) is same
