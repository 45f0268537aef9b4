"""The list of compounds: what an office keeps in a sheet before the programme begins. One compound, one project."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.utils.translation import gettext as _

from linli.apps.compounds.names import folded_name, likeness_key, plain_name
from linli.apps.compounds.queries import names_in
from linli.apps.compounds.services import NewCompound, record_compounds
from linli.apps.programme.models import Project
from linli.apps.programme.permissions import may_set_phase
from linli.apps.programme.services import NewProject, add_projects
from linli.core.faults import Fault
from linli.core.money import format_area
from linli.core.policy.clauses import clause_labels
from linli.core.policy.model import Package
from linli.core.wording import listed
from linli.integrations.spreadsheets import Column, Ratio, Row, Table
from linli.stages.imports.places import Places, phases_by_word, short_subdistrict
from linli.stages.imports.result import Checked, Kind, Setting, SummaryLine

_OLDEST = 1900
_PLACES = Decimal("0.000001")
_LATITUDES, _LONGITUDES = (Fraction(3), Fraction(54)), (Fraction(73), Fraction(136))
_NEAR_SHOWN = 50


def columns(package: Package) -> Mapping[str, Column]:
    """As `linli select` reads them, and where the compound is."""
    where = package.scope.where if package.scope else ()
    phases = tuple(phase.name for phase in package.quotas.phases) if package.quotas else ()
    return {
        "小区": Column(required=True, maximum=120, example="向阳新村"),
        "街道": Column(required=True, aliases=("街道（乡镇）", "所属街道"), example=where[0] if where else ""),
        "户数": Column("count", required=True, minimum=1, maximum=100_000, aliases=("居民户数",), example="320"),
        "建筑面积": Column(
            "area",
            required=True,
            minimum=1,
            aliases=("建筑面积（㎡）", "建筑面积(㎡)", "建筑面积（平方米）"),
            example="25600.00",
        ),
        "楼栋数": Column("count", required=True, minimum=1, maximum=2_000, aliases=("楼栋", "栋数"), example="8"),
        "建成年份": Column("year", required=True, minimum=_OLDEST, maximum=2100, aliases=("建成年代",), example="1988"),
        "单元数": Column("count", minimum=1, maximum=5_000),
        "电梯台数": Column("count", minimum=0, maximum=5_000, aliases=("电梯数",)),
        "层数": Column("count", minimum=1, maximum=200, aliases=("楼层数",), note=_("各栋层数相同时填写")),
        "地址": Column(maximum=200),
        "分期": Column(note=_("空着表示储备") + ("：" + "、".join(phases) if phases else "")),
        "纬度": Column("number", minimum=_LATITUDES[0], maximum=_LATITUDES[1], note="WGS-84"),
        "经度": Column("number", minimum=_LONGITUDES[0], maximum=_LONGITUDES[1], note="WGS-84"),
    }


def ratios() -> Sequence[Ratio]:
    low, high = settings.LINLI_M2_PER_HOUSEHOLD
    return (Ratio("建筑面积", "户数", low, high, _("平方米/户")),)


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be written: the compound, and the phase of its project."""

    row: int
    compound: NewCompound
    phase: str


def check(setting: Setting, table: Table) -> Checked:
    """Every row: known sub-district, plausible year, known phase within its quota, not recorded already."""
    checked, places = Checked(), Places(setting, table)
    for row in table:
        ready = _ready(setting, table, places, row, checked.faults)
        if ready is not None:
            checked.ready.append(ready)
    doubles = _doubles(setting, table, checked.ready)
    again = {fault.line for fault in doubles}
    checked.faults += doubles
    checked.faults += _over_quota(setting, table, [one for one in checked.ready if one.row not in again])
    checked.warnings += _look_alikes(setting, checked.ready)
    checked.summary += _summary(checked.ready)
    return checked


def _ready(setting: Setting, table: Table, places: Places, row: Row, faults: list[Fault]) -> Ready | None:
    before = len(faults)
    subdistrict = places.subdistrict(row.number, row["街道"]) if row["街道"] else None
    if isinstance(subdistrict, Fault):
        faults.append(subdistrict)
    if row["建成年份"] and row["建成年份"] > setting.today.year:
        faults.append(table.fault(row.number, "建成年份", _("年份还没有到"), found=str(row["建成年份"])))
    phase = _phase(setting, table, row, faults)
    if (row["纬度"] is None) != (row["经度"] is None):
        faults.append(table.fault(row.number, "纬度", _("纬度和经度要一起填，或都不填")))
    needed = ("小区", "户数", "建筑面积", "楼栋数", "建成年份")
    if len(faults) > before or subdistrict is None or isinstance(subdistrict, Fault) or not all(row[n] for n in needed):
        return None
    compound = NewCompound(
        subdistrict=subdistrict,
        name=plain_name(row["小区"]),
        households=row["户数"],
        buildings=row["楼栋数"],
        floor_area_centi=row["建筑面积"],
        built_in=row["建成年份"],
        address=row["地址"],
        latitude=_degrees(row["纬度"]),
        longitude=_degrees(row["经度"]),
        entrances=row["单元数"],
        lifts=row["电梯台数"],
        floors=row["层数"],
    )
    return Ready(row.number, compound, phase)


def _degrees(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_PLACES)


def _phase(setting: Setting, table: Table, row: Row, faults: list[Fault]) -> str:
    text = plain_name(row["分期"])
    if not text or text == "储备":
        return ""
    quotas = setting.package.quotas
    known = [(phase.id, phase.name) for phase in quotas.phases] if quotas else []
    found = phases_by_word(known).get(text)
    if found is None:
        expected = listed(name for _id, name in known) or _("留空（这份政策不分期）")
        faults.append(table.fault(row.number, "分期", _("政策里没有这一期"), found=text, expected=expected))
    elif not may_set_phase(setting.actor, setting.programme):
        faults.append(table.fault(row.number, "分期", _("分期由项目办公室安排，请留空"), found=text))
    return found or ""


def _doubles(setting: Setting, table: Table, ready: Iterable[Ready]) -> list[Fault]:
    recorded = {(place, folded_name(name)) for _pk, place, name in names_in(setting.programme.area)}
    first: dict[tuple[int, str], int] = {}
    faults = []
    for one in ready:
        key = (one.compound.subdistrict.pk, folded_name(one.compound.name))
        if key in recorded:
            faults.append(
                table.fault(one.row, "小区", _("这个小区已经登记过"), found=one.compound.name, hint=_("请删去这一行"))
            )
        elif first.setdefault(key, one.row) != one.row:
            faults.append(
                table.fault(
                    one.row, "小区", _("与第 %(row)s 行是同一个小区") % {"row": first[key]},
                    found=one.compound.name, hint=_("请合并或删去其中一行"),
                )
            )  # fmt: skip
    return faults


def _over_quota(setting: Setting, table: Table, ready: Iterable[Ready]) -> list[Fault]:
    quotas = setting.package.quotas
    if quotas is None:
        return []
    taken = Counter(Project.objects.filter(programme=setting.programme).values_list("phase", flat=True))
    places = {phase.id: phase.compounds - taken[phase.id] for phase in quotas.phases}
    names = {phase.id: phase.name for phase in quotas.phases}
    sizes = {phase.id: phase.compounds for phase in quotas.phases}
    faults = []
    for one in ready:
        if not one.phase:
            continue
        places[one.phase] -= 1
        if places[one.phase] < 0:
            message = _("%(phase)s只有 %(size)s 个小区的名额（%(clause)s），已有 %(taken)s 个，这一行超出") % {
                "phase": names[one.phase],
                "size": sizes[one.phase],
                "clause": clause_labels(setting.package, quotas.cite),
                "taken": taken[one.phase],
            }
            faults.append(table.fault(one.row, "分期", message, found=names[one.phase], hint=_("请改期，或留空作储备")))
    return faults


def _look_alikes(setting: Setting, ready: Sequence[Ready]) -> list[str]:
    """Names that probably mean one compound, in the sheet and on record."""
    known: dict[tuple[int, str], list[str]] = defaultdict(list)
    for _pk, place_id, recorded in names_in(setting.programme.area):
        known[place_id, likeness_key(recorded)].append(recorded)
    found = []
    for one in ready:
        place, name = one.compound.subdistrict, one.compound.name
        others = known[place.pk, likeness_key(name)]
        if others and name not in others:
            found.append(
                _("第 %(row)s 行「%(name)s」与「%(other)s」（%(place)s）名称相近，请核对是不是同一个小区")
                % {"row": one.row, "name": name, "other": others[0], "place": short_subdistrict(place.name)}
            )
        others.append(name)
    if len(found) > _NEAR_SHOWN:
        rest = len(found) - _NEAR_SHOWN
        return [*found[:_NEAR_SHOWN], _("还有 %(count)s 处名称相近") % {"count": rest}]
    return found


def _summary(ready: Sequence[Ready]) -> list[SummaryLine]:
    households = sum(one.compound.households for one in ready)
    area = sum(one.compound.floor_area_centi for one in ready)
    return [
        SummaryLine("compounds", _("小区"), str(len(ready))),
        SummaryLine("subdistricts", _("街道"), str(len({one.compound.subdistrict.pk for one in ready}))),
        SummaryLine("households", _("户数"), f"{households:,}"),
        SummaryLine("floor_area", _("建筑面积（平方米）"), format_area(area)),
        SummaryLine("in_phases", _("已分期"), str(sum(bool(one.phase) for one in ready))),
    ]


def write(setting: Setting, now: datetime, checked: Checked) -> int:
    """Compounds and their projects; raises as the services do."""
    compounds = record_compounds(actor=setting.actor, now=now, rows=[one.compound for one in checked.ready])
    projects = [
        NewProject(name=compound.name, subdistrict=one.compound.subdistrict, compounds=(compound,), phase=one.phase)
        for one, compound in zip(checked.ready, compounds, strict=True)
    ]
    add_projects(actor=setting.actor, now=now, programme=setting.programme, package=setting.package, rows=projects)
    return len(compounds)


def notes(_package: Package) -> Sequence[str]:
    return [
        _("一行一个小区。从表头下一行开始填，不要合并单元格，不要用公式。"),
        _("建筑面积单位是平方米，不是万平方米。"),
        _("同一街道里小区名不可重复；已登记的小区不要再填。"),
    ]


KIND = Kind("compounds", columns, ratios, check, write, notes)
