"""Charts are numbers in, SVG out: widths add up, words are there for those who cannot see them."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.web.components import charts, gantt
from linli.web.components.svg import percent


def widths(svg: str, look: str) -> list[float]:
    return [float(width) for width in re.findall(rf'<rect class="f-{look}" x="[\d.]+%" y="0" width="([\d.]+)%"', svg)]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=12))
def test_the_portions_of_a_bar_fill_it(values: list[int]) -> None:
    svg = charts.stacked_bar([charts.Portion("x", value, "p1") for value in values], label="whole")
    if any(values):
        assert sum(widths(svg, "p1")) == pytest.approx(100, abs=0.01 * len(values))
    else:
        assert 'class="trk"' in svg


@given(st.integers(1, 40))
def test_a_ramp_begins_pale_and_ends_deep(length: int) -> None:
    steps = [int(charts.ramp(place, length)[1:]) for place in range(length)]
    assert steps == sorted(steps)
    assert steps[-1] == charts.LAST_STEP


@pytest.mark.parametrize(("share", "told"), [(-1, "0%"), (0, "0%"), (Fraction(1, 3), "33.33%"), (2, "100%")])
def test_a_place_on_a_chart_never_leaves_it(share: Fraction, told: str) -> None:
    assert percent(share) == told


def test_a_chart_says_in_words_what_it_shows() -> None:
    svg = charts.progress(3, 4, label='四个里完成三个 "<b>"')
    assert 'role="img"' in svg
    assert "四个里完成三个 &quot;&lt;b&gt;&quot;" in svg


def test_progress_beyond_the_whole_stays_inside_the_bar() -> None:
    assert 'width="100%"' in charts.progress(9, 4, label="x")
    assert 'width="0%"' in charts.progress(1, 0, label="x")


@pytest.mark.parametrize(("part", "whole", "told"), [(1, 3, "33.3%"), (3, 3, "100%"), (0, 3, "0.0%"), (1, 0, "–")])
def test_a_share_is_told_to_one_place(part: int, whole: int, told: str) -> None:
    assert charts.share_text(part, whole) == told


def row(begins: date | None, ends: date | None, **more: int) -> gantt.GanttRow:
    return gantt.GanttRow("S", "阶段", begins, ends, **{"done": 1, "whole": 2, **more})


def test_the_schedule_shows_whole_months_around_every_window() -> None:
    rows = [row(date(2020, 1, 5), date(2020, 3, 20)), row(None, date(2020, 8, 31))]
    assert gantt.span_of(rows, date(2020, 5, 1)) == gantt.Span(date(2020, 1, 1), date(2020, 8, 31))


def test_the_schedule_reaches_to_a_today_that_is_near_and_not_to_one_that_is_far() -> None:
    rows = [row(date(2020, 1, 1), date(2020, 8, 31))]
    near, far = gantt.span_of(rows, date(2020, 10, 2)), gantt.span_of(rows, date(2026, 1, 1))
    assert near is not None
    assert near.last == date(2020, 10, 31)
    assert far is not None
    assert far.last == date(2020, 8, 31)


def test_without_any_day_there_is_no_schedule() -> None:
    assert gantt.span_of([row(None, None)], date(2020, 1, 1)) is None


def test_a_late_stage_shows_the_share_done_and_the_share_late() -> None:
    one = row(date(2020, 1, 1), date(2020, 6, 30), done=1, whole=4, late=3)
    span = gantt.span_of([one], date(2020, 7, 1))
    assert span is not None
    svg = gantt.bar(one, span, date(2020, 7, 1))
    assert 'class="f-work"' in svg
    assert 'class="f-late"' in svg
    assert "逾期 3 个" in svg


def test_a_date_is_a_place_between_the_first_day_and_the_last() -> None:
    span = gantt.Span(date(2020, 1, 1), date(2020, 1, 31))
    assert span.at(date(2020, 1, 16)) == Fraction(1, 2)
    assert date(2020, 2, 1) not in span


def test_a_qr_code_keeps_its_quiet_edge_at_any_size() -> None:
    """Without a view box the picture would be cut where the style sheet makes it smaller."""
    from linli.web.components.qr import qr  # noqa: PLC0415

    drawn = qr("https://linli.example.gov.cn/home/e/ABCDEFGHJK/", label="打开")
    assert 'viewBox="0 0 ' in drawn
    assert "<title>打开</title>" in drawn
    assert " width=" not in drawn.split(">")[0]
    assert "style=" not in drawn
