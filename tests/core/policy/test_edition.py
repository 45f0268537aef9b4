"""The reading edition: rules beside their clauses, readings with their status; official words only if given."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from linli.core.cases import read_cases
from linli.core.cases.mutants import mutants
from linli.core.cases.mutation import mutate
from linli.core.policy import load, shipped
from linli.core.policy.amend import read_draft
from linli.core.policy.edition import edition, edition_page, edition_text
from linli.core.policy.textyaml import show_path
from tests.core.policy.invented import FUNDING, PROCESS, TEXT, spoilt, write


def test_every_rule_stands_beside_its_clause(tmp_path: Path) -> None:
    shown = edition(load(write(tmp_path)))
    entries = {entry.id: entry for section in shown.sections for entry in section.entries}
    assert entries["F-road"].lines == ("财政至多承担 80%（逐项，向下取整到分），其余由居民承担",)
    assert entries["F-road"].clauses[0].label == "二（第8行）第1句"
    assert entries["F-road"].clauses[0].text is None
    assert "　· 文件：改造申请（由业主委员会）" in entries["A1"].lines
    assert "未成立的由居委会代行" in entries["committee"].lines


def test_a_pending_reading_is_printed_with_what_relies_on_it(tmp_path: Path) -> None:
    shown = edition(load(write(tmp_path)))
    entries = {entry.id: entry for section in shown.sections for entry in section.entries}
    assert entries["two_thirds"].readings[0].is_pending
    (reading,) = shown.pending
    assert reading.reading.id == "Q-1"
    assert reading.used_by == ("two_thirds 三分之二同意",)


def test_the_official_words_are_set_beside_only_when_given(tmp_path: Path) -> None:
    package = load(write(tmp_path))
    assert "由居委会代为提出" not in edition_text(edition(package))
    shown = edition(package, {"qs": TEXT})
    assert shown.has_text
    assert "「未成立的由居委会代为提出。」" in edition_text(shown)


def test_the_explanations_come_in_english_too(tmp_path: Path) -> None:
    text = edition_text(edition(load(write(tmp_path)), language="en"))
    assert "财政 pays at most 80% of an item, rounded down to the fen; 居民 the rest" in text
    assert "[pending]" in text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loaded += [str(given[name]) for name in ("src", "data") if name in given]
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if "href" in given else []
        if tag not in ("meta", "br", "link"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_the_page_is_whole_and_loads_nothing_from_elsewhere(path: Path) -> None:
    page = edition_page(edition(load(path)))
    parsed = _Page()
    parsed.feed(page)
    assert parsed.stack == []
    assert parsed.loaded == []
    assert "http" not in page
    assert "<script" not in page
    assert all(link.startswith("#") and link[1:] in parsed.ids for link in parsed.links)


def test_what_a_package_says_cannot_become_markup(tmp_path: Path) -> None:
    nasty = spoilt("package", "name: 青石市老旧小区改造", 'name: "<script>alert(1)</script>"')
    page = edition_page(edition(load(write(tmp_path, **nasty))))
    assert "<script>" not in page


GRANTS = """\
  - id: F-lift
    name: 电梯补助
    kind: grant
    payer: fiscal
    amount: {by: floor_steps, from: 6, base: 100000.00元, step: 5000.00元, per: lifts, most: 150000.00元}
    at_most:
      - {by: share, cap: 50%, ceiling: {by: count, of: area, rate: 300.00元}}
    only_if: {district: [东区, 西区], built: {at_most: 2000}}
    released_by: {id: self_management, name: 自治组织成立}
    purpose: 加装电梯
    advance: 70%
    rest: residents
    cite: ["8.1"]
  - id: F-chain
    name: 逐级补助
    kind: chain
    payments:
      - {payer: fiscal, amount: {by: count, of: households, rate: 1000.00元}}
      - {payer: water, amount: {by: share, cap: 1/2, of: left}}
    rest: residents
    cite: ["8.1"]
"""

VOTES = """\
  - id: rounds
    name: 多种读法
    alternatives:
      - {id: one, name: 多数同意, tests: [{measure: area, more_than: 1/2}]}
      - {id: two, name: 少有反对, tests: [{measure: heads, count: against, less_than: 1/3, within: building}]}
    vetoes: [{id: veto, name: 受影响业主异议, within: affected}]
    electorate: {proxy_limit: "2", unsold: excluded, co_owners: representative}
    editions:
      - {id: old, until: 2020-12-31, tests: [{measure: area, at_least: 2/3}]}
    cite: ["4.2"]
"""


def test_formulas_and_votes_of_every_shape_read_as_sentences(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        funding=FUNDING + GRANTS,
        process=PROCESS.replace("matters:", VOTES + "matters:"),
    )
    for language in ("zh", "en"):
        shown = edition(load(folder), language=language)
        assert edition_page(shown)
        entries = {entry.id: entry for section in shown.sections for entry in section.entries}
        assert len(entries["F-lift"].lines) == 6
        assert len(entries["F-chain"].lines) == 3
    shown = edition(load(folder))
    entries = {entry.id: entry for section in shown.sections for entry in section.entries}
    assert entries["F-lift"].lines[0] == (
        "财政：每部电梯 6 层及以下 100,000.00 元，每多一层加 5,000.00 元，且不超过费用的 1/2（向下取整到分），"
        "费用至多计到每平方米 300.00 元"
    )
    assert "　条件：区县 东区、西区，建成年份 –2000" in entries["F-lift"].lines
    assert entries["rounds"].lines[:4] == (
        "具备其一：",
        "　· 多数同意：专有面积：同意的占全体的比例超过（不含） 1/2",
        "　· 少有反对：人数：反对的占本楼栋业主全体的比例少于（不含） 1/3",
        "专有部分受影响的业主提出异议即不通过（受影响业主异议）",
    )


def test_formulas_and_votes_of_every_shape_are_mutated(tmp_path: Path) -> None:
    write(tmp_path, funding=FUNDING + GRANTS, process=PROCESS.replace("matters:", VOTES + "matters:"))
    package = load(tmp_path)
    draft = read_draft(tmp_path)
    paths = {show_path(one.path) for one in mutants(package, draft.tree)}
    assert {
        "rules[2].amount.base",
        "rules[2].at_most[0].cap",
        "rules[2].at_most[0].ceiling.rate",
        "rules[2].advance",
        "rules[3].payments[1].amount.cap",
        "votes[1].alternatives[1].tests[0].less_than",
        "votes[1].vetoes[0]",
        "votes[1].editions[0].until",
    } <= paths
    report = mutate(package, draft, read_cases(tmp_path, package))
    assert report.tried > report.refused


def test_every_printed_page_says_which_edition_it_is(tmp_path: Path) -> None:
    package = load(write(tmp_path))
    page = edition_page(edition(package))
    footer = page[page.index("@page") : page.index("</style>")]
    assert f'@bottom-left {{ content: "{package.hash}"' in footer
    assert "counter(page)" in footer


def test_a_name_cannot_end_the_style_it_is_printed_in(tmp_path: Path) -> None:
    nasty = spoilt("package", "name: 青石市老旧小区改造", "name: '甲\"; } </style><b>'")
    page = edition_page(edition(load(write(tmp_path, **nasty))))
    style = page[page.index("<style>") : page.index("</style>")]
    assert r'"甲\22 \3b  \7d  \3c \2f style\3e \3c b\3e "' in style
    assert page.count("</style>") == 1
