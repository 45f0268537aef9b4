"""Appointment lists as documents print them, with invented people: nobody is lost, nobody is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.roster import read_roster

DISTRICT = """二、组织领导

成立区老旧小区改造提升工作领导小组，成员名单如下：

组  长：宋雨桐  区委常委、常务副区长

副组长：钟\u3000岚  区政府二级调研员

成  员：白  帆  区住房和城乡建设局局长

陶晓棠  东篱街道办事处主任

严\u3000\u3000谨  区城管大队大队长
方圆圆  区国库支付中心主任
尹小满  区住房和城乡建设局工作人员

领导小组下设办公室，办公室主任由区住房和城乡建设局局长白帆兼任，办公地点设在区住房和城乡建设局。主要负责日常工作。
"""

CITY = """附件1

某市推进老旧小区改造工作领导小组成员名单

组 长：夏至清 市委副书记、市长
副组长：\t乔  木 \t市委常委、常务副市长
成  员：谷雨生  市人民政府副秘书长
\u3000\u3000\u3000\u3000冬\u3000阳\u3000市发展改革委主任
        江  河  某某威立雅水务有限公司执行副总经
理
        尉迟小山  中国移动某市分公司总经理

    领导小组下设办公室，市住房城乡建设委主任杜若衡任办公室主任，市住房城乡建设委副主任常青任办公室副主任。领导小组成员单位分管副职任办公室成员。各成员单位指定1名业务科室科长担任联络员。
"""


def read(text: str) -> list[tuple[str, str, str]]:
    return [(one.rank, one.name, one.post) for one in read_roster(text).sittings]


def test_a_districts_list() -> None:
    assert read(DISTRICT) == [
        ("lead", "宋雨桐", "区委常委、常务副区长"),
        ("deputy", "钟岚", "区政府二级调研员"),
        ("member", "白帆", "区住房和城乡建设局局长"),
        ("member", "陶晓棠", "东篱街道办事处主任"),
        ("member", "严谨", "区城管大队大队长"),
        ("member", "方圆圆", "区国库支付中心主任"),
        ("member", "尹小满", "区住房和城乡建设局工作人员"),
        ("office_lead", "白帆", "区住房和城乡建设局局长"),
    ]
    assert not [one.doubts for one in read_roster(DISTRICT).sittings if one.doubts]
    assert read_roster(DISTRICT).sittings[-1].concurrent


def test_a_citys_list_with_a_wrapped_line_and_an_office_in_a_sentence() -> None:
    found = read(CITY)
    assert ("member", "江河", "某某威立雅水务有限公司执行副总经理") in found
    assert ("member", "冬阳", "市发展改革委主任") in found
    assert found[-2:] == [
        ("office_lead", "杜若衡", "市住房城乡建设委主任"),
        ("office_deputy", "常青", "市住房城乡建设委副主任"),
    ]
    assert len(found) == 8
    guessed = [one.name for one in read_roster(CITY).sittings if one.doubts]
    assert guessed == ["杜若衡", "常青"], "what was parted by guess is doubted"


def test_what_names_nobody_is_listed_not_dropped() -> None:
    unread = dict(read_roster(CITY).unread)
    assert unread[1] == "附件1"
    assert "领导小组下设办公室" in unread[13]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("成员：白  帆  区财政局局长", ("member", "白帆", "区财政局局长")),
        ("成员:白帆 区财政局局长", ("member", "白帆", "区财政局局长")),
        ("成 员 ： 白 帆 区财政局局长", ("member", "白帆", "区财政局局长")),
        ("1．组长：宋雨桐  区长", ("lead", "宋雨桐", "区长")),
        ("常务副组长：宋雨桐  副区长", ("deputy", "宋雨桐", "副区长")),
        ("成员：宋雨桐（女）  区财政局局长", ("member", "宋雨桐", "区财政局局长")),
        ("成员：宋雨桐（区财政局局长）", ("member", "宋雨桐", "区财政局局长")),
        ("成员：区财政局局长 宋雨桐", ("member", "宋雨桐", "区财政局局长")),
        ("成员：区财政局局长 白 帆", ("member", "白帆", "区财政局局长")),
        ("成员：白帆，区财政局局长", ("member", "白帆", "区财政局局长")),
        ("成员：宋 雨 桐  区财政局局长", ("member", "宋雨桐", "区财政局局长")),
        ("成员：买买提·白山  区民宗局局长", ("member", "买买提·白山", "区民宗局局长")),
        ("联络员：宋雨桐  区财政局预算科科长  13800138000", ("liaison", "宋雨桐", "区财政局预算科科长")),
        ("办公室主任：宋雨桐  区住建局局长（兼）", ("office_lead", "宋雨桐", "区住建局局长")),
        ("组长  宋雨桐  区长", ("lead", "宋雨桐", "区长")),
        ("总指挥：宋雨桐  区长", ("lead", "宋雨桐", "区长")),
    ],
)
def test_ways_of_writing_one_person(line: str, expected: tuple[str, str, str]) -> None:
    assert read(line) == [expected]


def test_two_people_in_one_line_and_names_without_posts() -> None:
    assert read("成员：白帆 区财政局局长；宋雨桐 区发改局局长。") == [
        ("member", "白帆", "区财政局局长"),
        ("member", "宋雨桐", "区发改局局长"),
    ]
    found = read_roster("成员：白帆、宋雨桐、钟岚").sittings
    assert [one.name for one in found] == ["白帆", "宋雨桐", "钟岚"]
    assert all(one.doubts for one in found)


def test_a_rank_alone_on_its_line_holds_for_those_below() -> None:
    assert read("组长\n宋雨桐  区长\n成员：\n白  帆  区财政局局长\n1. 钟  岚  区民政局局长") == [
        ("lead", "宋雨桐", "区长"),
        ("member", "白帆", "区财政局局长"),
        ("member", "钟岚", "区民政局局长"),
    ]


def test_the_offices_own_list_below_its_heading() -> None:
    text = (
        "组长：宋雨桐  区长\n领导小组办公室\n主任：白帆  区住建局局长\n"
        "副主任：钟岚  区住建局副局长\n成员：严谨  区住建局科员"
    )
    assert [rank for rank, _, _ in read(text)] == ["lead", "office_lead", "office_deputy", "office_member"]


def test_a_table_pasted_from_a_sheet() -> None:
    text = "序号\t姓名\t单位及职务\n组长\n1\t宋雨桐\t区长\n成员\n2\t白  帆\t区财政局局长"
    assert read(text) == [("lead", "宋雨桐", "区长"), ("member", "白帆", "区财政局局长")]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("成员：宋雨桐区财政局局长", "没有空格"),
        ("成员：区财政局局长", "没有认出姓名"),
        ("成员：宋雨桐", "没有写职务"),
        ("成员：宋雨桐  区财政局", "结尾"),
        ("成员：宋雨桐  区财政局局长\n宋雨桐  区民政局局长", "两次"),
        ("成员：宋雨桐  区财政局局长  13800138000", "电话"),
    ],
)
def test_what_is_not_certain_is_doubted(text: str, doubt: str) -> None:
    assert any(doubt in words for one in read_roster(text).sittings for words in one.doubts)


GIVEN = st.sampled_from(["宋雨桐", "白帆", "钟岚", "尹小满", "陶晓棠", "尉迟小山"])
POSTS = st.sampled_from(
    ["区财政局局长", "市住房城乡建设委主任", "某某燃气公司总经理", "东篱街道办事处主任", "区政府二级调研员"]
)
SPACE = st.sampled_from([" ", "  ", "\u3000", "\u3000\u3000", "\t", " \u3000 "])


@given(st.lists(st.tuples(GIVEN, POSTS, SPACE, SPACE), min_size=1, max_size=12), st.booleans())
def test_nobody_is_lost_whatever_the_spaces(people: list[tuple[str, str, str, str]], indented: bool) -> None:
    lines = ["成  员："]
    for name, post, inner, outer in people:
        padded = inner.join(name) if len(name) == 2 else name
        lines.append(("        " if indented else "") + padded + outer + post)
    assert read("\n\n".join(lines)) == [("member", name, post) for name, post, _, _ in people]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for one in read_roster(text).sittings:
        assert one.rank
        assert one.line >= 1
