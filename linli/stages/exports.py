"""Sheets out of the database, under the same columns as they are imported under."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped]

from linli.apps.accounts.actors import Actor
from linli.apps.funding.models import CostLine, Particular
from linli.apps.programme.models import Programme, StageFact
from linli.apps.programme.queries import projects_seen_by
from linli.core.funding import HEADERS, FactValue, read_fact
from linli.stages.imports.run import KINDS, kind_names
from linli.stages.policy_shelf import loaded_package_for
from linli.stages.standing.rows import project_rows

Cell = str | int | Decimal | date | None


def export(kind: str, *, actor: Actor, programme: Programme, today: date) -> bytes:
    """An .xlsx of what the viewer may see. Raises KeyError for an unknown kind."""
    headers = list(KINDS[kind].columns(loaded_package_for(programme, today)))
    return workbook(kind_names()[kind], headers, _ROWS[kind](actor, programme))


def workbook(title: str, headers: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """One sheet; text is written as text (never as a formula or a link), money and areas as numbers of two places."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(title)
        head = book.add_format({"bold": True, "bottom": 1})
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        amount = book.add_format({"num_format": "#,##0.00"})
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, head)
            sheet.set_column(column, column, max(12, 2 * len(header) + 4))
        for number, row in enumerate(rows, start=1):
            for column, header in enumerate(headers):
                value = row.get(header)
                if isinstance(value, str):
                    sheet.write_string(number, column, value, text)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value is not None:
                    sheet.write_number(number, column, value, amount if isinstance(value, Decimal) else None)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _hundredths(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / 100


def _compounds(actor: Actor, programme: Programme) -> Iterable[Mapping[str, Cell]]:
    for row in project_rows(programme):
        if actor.covers(row.path):
            yield {
                "小区": row.name,
                "街道": row.subdistrict,
                "户数": row.households,
                "建筑面积": _hundredths(row.floor_area_centi),
                "楼栋数": row.buildings,
                "建成年份": row.built_in,
                "单元数": row.facts.entrances,
                "电梯台数": row.facts.lifts,
                "层数": row.facts.floors,
                "地址": "、".join(row.addresses),
                "分期": row.phase,
                "纬度": row.latitude,
                "经度": row.longitude,
            }


def _facts(actor: Actor, programme: Programme) -> Iterable[Mapping[str, Cell]]:
    own = {project.pk: project for project in projects_seen_by(actor, programme)}
    facts = StageFact.objects.filter(programme=programme, withdrawn_at__isnull=True).select_related("area")
    for fact in facts.order_by("happened_on", "id").iterator():
        project = own.get(fact.project_id or 0)
        if project is None and (fact.area is None or not actor.covers(fact.area.path)):
            continue
        yield {
            "小区": project.name if project else str(fact.area),
            "日期": fact.happened_on,
            "阶段": fact.stage,
            "事实": fact.key,
            "值": fact.value,
            "说明": fact.note,
            "街道": project.subdistrict.name if project else "",
        }


def _costs(actor: Actor, programme: Programme) -> Iterable[Mapping[str, Cell]]:
    own = {project.pk: project for project in projects_seen_by(actor, programme)}
    lines = CostLine.objects.filter(project__programme=programme, superseded_at__isnull=True)
    for line in lines.order_by("project__name_key", "project_id", "id").iterator():
        if project := own.get(line.project_id):
            yield {
                "小区": project.name,
                "项目": line.item,
                "分段": line.segment,
                "费用(元)": _hundredths(line.cost_fen),
                "批复(元)": _hundredths(line.approved_fen),
                "街道": project.subdistrict.name,
                "部位": line.part,
                "用途": line.purpose,
                "改由": line.override,
                "依据": line.decision,
                "协议份额": line.agreement,
                **_fact_cells(line.facts),
            }


def _particulars(actor: Actor, programme: Programme) -> Iterable[Mapping[str, Cell]]:
    own = {project.pk: project for project in projects_seen_by(actor, programme)}
    told: dict[int, list[tuple[str, str, str]]] = {}
    rows = Particular.objects.filter(project__programme=programme, superseded_at__isnull=True)
    for one in rows.order_by("project__name_key", "project_id", "name").iterator():
        if one.project_id in own:
            told.setdefault(one.project_id, []).append((one.name, one.value, one.document))
    for project_id, facts in told.items():
        project = own[project_id]
        yield {
            "小区": project.name,
            "街道": project.subdistrict.name,
            "依据": "；".join(dict.fromkeys(document for _name, _value, document in facts)),
            **_fact_cells({name: value for name, value, _document in facts}),
        }


def _fact_cells(told: Mapping[str, str]) -> dict[str, Cell]:
    """Numbers as numbers, amounts and areas of two places, shares and words as text."""
    return {HEADERS[name]: _fact_cell(name, read_fact(name, text), text) for name, text in told.items()}


def _fact_cell(name: str, value: FactValue, text: str) -> Cell:
    if not isinstance(value, int):
        return text
    return _hundredths(value) if name in ("area_centi", "residents_fen") else value


_ROWS: Mapping[str, Callable[[Actor, Programme], Iterable[Mapping[str, Cell]]]] = {
    "compounds": _compounds,
    "facts": _facts,
    "costs": _costs,
    "particulars": _particulars,
}
#: the sheets that go out; owners and their numbers come in only: to show them is an act of its own, with a reason
EXPORTED = tuple(_ROWS)
