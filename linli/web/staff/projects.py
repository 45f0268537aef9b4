"""The list of projects: filter, search, sort, page, take away. The same number of queries for ten or a thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.web.requests import StaffRequest
from linli.web.staff import sheets
from linli.web.staff.board import Board, board_of
from linli.web.staff.lookup import the_programme
from linli.web.staff.rows import ProjectRow, Wanted, chosen, phase_choices, stage_choices

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A head of the table. ``query``: the address that sorts by it; ``direction``: how it sorts now."""

    label: str
    sort: str
    number: bool
    direction: str
    query: str


def _filters() -> list[tuple[str, str]]:
    return [
        ("late", _("逾期的")), ("short", _("资金没到位的")), ("undetermined", _("有费用未定的")),
        ("done", _("全部完成的")),
    ]  # fmt: skip


def _heads(wanted: Wanted) -> list[ColumnHead]:
    names = [
        (_("小区"), "name", False), (_("户数"), "households", True), (_("正在办"), "stage", False),
        (_("进度"), "progress", False), (_("期限"), "due", False), (_("费用（万元）"), "cost", True),
        (_("已下达（万元）"), "allocated", True),
    ]  # fmt: skip
    return [_head(wanted, label, sort, number=number) for label, sort, number in names]


def _head(wanted: Wanted, label: str, sort: str, *, number: bool) -> ColumnHead:
    now = wanted.sort or "name"
    direction = "ascending" if now == sort else "descending" if now == f"-{sort}" else ""
    turned = f"-{sort}" if now == sort or (number and not direction) else sort
    return ColumnHead(label, sort, number, direction, _query(wanted, sort=turned))


def _query(wanted: Wanted, **changes: str) -> str:
    values = {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__} | changes
    return urlencode({name: value for name, value in values.items() if value})


@require_safe
def projects(request: StaffRequest, slug: str) -> HttpResponse:
    programme = the_programme(request, slug)
    board = board_of(request, programme)
    wanted = Wanted.of(request.GET)
    page = Paginator(chosen(board.rows, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "section": "projects",
        "package": board.package,
        "page": page,
        "wanted": wanted,
        "filtered": wanted.is_filtered,
        "query": _query(wanted),
        "columns": _heads(wanted),
        "filters": _filters(),
        "subdistricts": _subdistricts(board),
        "phases": phase_choices(board.package),
        "stages": stage_choices(board.package),
    }
    partial = request.htmx and request.htmx.target == "list"
    return render(request, "staff/parts/projects_list.html" if partial else "staff/projects.html", context)


def _subdistricts(board: Board) -> list[tuple[str, str]]:
    return sorted({(str(row.subdistrict_id), row.subdistrict) for row in board.rows}, key=lambda pair: int(pair[0]))


@require_safe
def projects_export(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The rows of the list, all pages, as ``xlsx`` or ``csv``."""
    if kind not in sheets.TYPES:
        raise Http404
    programme = the_programme(request, slug)
    board = board_of(request, programme)
    header = [
        _("小区"), _("街道（乡镇）"), _("分期"), _("户数"), _("楼栋数"), _("建筑面积（㎡）"), _("正在办的阶段"),
        _("完成阶段数"), _("期限"), _("逾期天数"), _("原因"), _("下一步"), _("费用（元）"), _("未定（元）"),
        _("已下达（元）"), _("还差（元）"),
    ]  # fmt: skip
    rows = (_cells(row) for row in chosen(board.rows, Wanted.of(request.GET)))
    name = f"{programme.name} {board.today.isoformat()}"
    return sheets.download(name, kind, _("小区"), header, rows)


def _cells(row: ProjectRow) -> list[Any]:
    return [
        row.name, row.subdistrict, row.phase_name, row.households, row.buildings,
        sheets.yuan_cell(row.floor_area_centi), row.stage_name, row.done, row.due.isoformat() if row.due else "",
        row.late_days, row.cause, row.next_act, sheets.yuan_cell(row.cost_fen), sheets.yuan_cell(row.undetermined_fen),
        sheets.yuan_cell(row.allocated_fen), sheets.yuan_cell(row.short_fen),
    ]  # fmt: skip
