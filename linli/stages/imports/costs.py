"""What the works of each compound cost, item by item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from linli.apps.accounts.permissions import sentence_of
from linli.apps.funding.costs import core_line
from linli.apps.funding.models import CostLine
from linli.apps.funding.permissions import may_record_costs
from linli.apps.funding.services import NewCostLine, record_costs
from linli.apps.programme.models import Project
from linli.core.faults import BadInput, Fault
from linli.core.funding import HEADERS, asked_facts, check_lines, facts_of, split_line
from linli.core.money import format_yuan
from linli.core.policy.model import Package
from linli.integrations.cost_columns import DECISION_COLUMNS, FACT_COLUMNS
from linli.integrations.spreadsheets import Column, Ratio, Row, Table
from linli.stages.imports.places import Places
from linli.stages.imports.result import Checked, Kind, Setting, SummaryLine


def columns(package: Package) -> Mapping[str, Column]:
    """As `linli fund split` reads them; 街道 only where two compounds share a name."""
    numbers = {item.number for item in package.items}
    ambiguous = {number for number in numbers if f"{number}0" in numbers}
    return {
        "小区": Column(required=True, maximum=120, example="向阳新村"),
        "项目": Column(required=True, ambiguous=ambiguous, example=package.items[0].number if package.items else ""),
        "分段": Column(note=_("目录里分段的项目要写")),
        "费用(元)": Column("money", required=True, minimum=0, aliases=("费用（元）", "费用"), example="100000.00"),
        "批复(元)": Column("money", minimum=0, aliases=("批复（元）", "批复")),
        "部位": Column(maximum=60, note=_("同一项目有几处（几台电梯、几栋楼）时写明是哪一处")),
        "街道": Column(aliases=("街道（乡镇）",)),
        **DECISION_COLUMNS,
        **{HEADERS[name]: FACT_COLUMNS[HEADERS[name]] for name in asked_facts(package)},
    }


def ratios() -> Sequence[Ratio]:
    return ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A line that can be written, under the number of its item and the id of its segment."""

    project: Project
    line: NewCostLine

    @property
    def key(self) -> tuple[int, str, str, str]:
        return self.project.pk, self.line.item, self.line.segment, self.line.part


def check(setting: Setting, table: Table) -> Checked:
    """Every row: known project, item and segment, amounts the rule can take, no item twice."""
    checked, places = Checked(), Places(setting, table)
    first: dict[tuple[int, str, str, str], int] = {}
    for row in table:
        ready = _ready(setting, table, places, row, checked.faults)
        if ready is None:
            continue
        earlier = first.setdefault(ready.key, row.number)
        if earlier != row.number:
            message = _("与第 %(row)s 行是同一小区的同一项目和分段") % {"row": earlier}
            checked.faults.append(table.fault(row.number, "项目", message, found=row["项目"], hint=_("请合并成一行")))
            continue
        checked.ready.append(ready)
    checked.summary += _summary(setting, checked.ready)
    return checked


def _ready(setting: Setting, table: Table, places: Places, row: Row, faults: list[Fault]) -> Ready | None:
    if not row["小区"]:
        return None
    project = places.project(row.number, row["小区"], row["街道"])
    if isinstance(project, Fault):
        faults.append(project)
    elif not may_record_costs(setting.actor, project):
        faults.append(table.fault(row.number, "小区", str(sentence_of(may_record_costs)), found=row["小区"]))
    if not row["项目"] or row["费用(元)"] is None:
        return None
    told = NewCostLine(
        item=row["项目"], cost_fen=row["费用(元)"], segment=row["分段"], approved_fen=row["批复(元)"], row=row.number,
        part=row["部位"].strip(), purpose=row["用途"].strip(), override=row["改由"].strip(),
        decision=row["依据"].strip(), agreement=row["协议份额"].strip(), facts=facts_of(row.values),
    )  # fmt: skip
    line = core_line(row["小区"], told)
    if found := check_lines(setting.package, [line]):
        faults += [
            table.fault(row.number, f.column, f.message, found=f.found, expected=f.expected, hint=f.hint) for f in found
        ]
        return None
    if isinstance(project, Fault):
        return None
    try:
        split = split_line(setting.package, line)
    except BadInput as refused:
        faults += refused.faults
        return None
    return Ready(project, replace(told, item=split.item.number, segment=split.segment or ""))


def _summary(setting: Setting, ready: Sequence[Ready]) -> list[SummaryLine]:
    projects = {one.project.pk for one in ready}
    standing = {
        (project, item, segment, part): (cost, approved)
        for project, item, segment, part, cost, approved in CostLine.objects.filter(
            project__programme=setting.programme, superseded_at__isnull=True
        ).values_list("project_id", "item", "segment", "part", "cost_fen", "approved_fen")
    }
    corrected = [
        one for one in ready if one.key in standing and standing[one.key] != (one.line.cost_fen, one.line.approved_fen)
    ]
    fresh = sum(one.key not in standing for one in ready)
    total = sum(one.line.cost_fen for one in ready)
    return [
        SummaryLine("lines", _("费用行"), f"{len(ready):,}"),
        SummaryLine("projects", _("小区"), str(len(projects))),
        SummaryLine("new", _("新增"), f"{fresh:,}"),
        SummaryLine("corrected", _("更正"), f"{len(corrected):,}"),
        SummaryLine("total", _("合计（元）"), format_yuan(total)),
    ]


def write(setting: Setting, now: datetime, checked: Checked) -> int:
    """All lines in one act; raises as the service does."""
    lines: dict[Project, list[NewCostLine]] = defaultdict(list)
    for one in checked.ready:
        lines[one.project].append(one.line)
    written = record_costs(
        actor=setting.actor, now=now, programme=setting.programme, package=setting.package, lines=lines
    )
    return len(written)


def notes(package: Package) -> Sequence[str]:
    items = [f"{item.number} {item.name}" for item in package.items]
    return [
        _("一行是一个小区的一个项目（分段的项目一段一行）。同一项目再导入就是更正，旧的一行仍留存。"),
        _("项目："),
        *items,
    ]


KIND = Kind("costs", columns, ratios, check, write, notes)
