"""The ledger of facts, as offices keep it: compound, day, stage, what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from linli.apps.accounts.models import Organisation
from linli.apps.accounts.permissions import sentence_of
from linli.apps.programme.evidence import canonical_fact, evidence_proved_by, plan_of
from linli.apps.programme.facts import NewFact
from linli.apps.programme.models import Project, StageFact
from linli.apps.programme.permissions import may_record_fact
from linli.apps.programme.services import record_facts
from linli.core.faults import Fault
from linli.core.lifecycle import Fact, check_facts
from linli.core.policy.model import Package
from linli.integrations.spreadsheets import Column, Ratio, Row, Table
from linli.stages.imports.places import Places
from linli.stages.imports.result import Checked, Kind, Setting, SummaryLine

_Identity = tuple[str, int, str, str, str, str]


def columns(package: Package) -> Mapping[str, Column]:
    """As `linli stage status` reads them; 街道 only where two compounds share a name."""
    stage = package.stages[0].id if package.stages else ""
    return {
        "小区": Column(required=True, maximum=120, note=_("辖区的事实写辖区名，全体小区写 *"), example="向阳新村"),
        "日期": Column("day", required=True, example="2020-03-18"),
        "阶段": Column(aliases=("环节",), example=stage, note=_("编号或名称；事实只属于一个阶段时可空")),
        "事实": Column(required=True, maximum=120, example="document:application"),
        "值": Column(maximum=300, note=_("是、否、无异议、签字的单位或金额；空着就是「是」")),
        "说明": Column(maximum=300, aliases=("备注",)),
        "街道": Column(aliases=("街道（乡镇）",)),
    }


def ratios() -> Sequence[Ratio]:
    return ()


def check(setting: Setting, table: Table) -> Checked:
    """Every row: known place, known stage and fact, readable value, a day that has come, not recorded already."""
    checked, places, plan = Checked(), Places(setting, table), plan_of(setting.package)
    first: dict[_Identity, int] = {}
    standing = _standing(setting)
    for row in table:
        new = _new(setting, table, places, row, checked.faults)
        if new is None:
            continue
        told = Fact(row["小区"], new.happened_on, row["阶段"] or None, row["事实"], new.value, row.number)
        if faults := check_facts(plan, [told]):
            checked.faults += [
                table.fault(row.number, f.column, f.message, found=f.found, expected=f.expected, hint=f.hint)
                for f in faults
            ]
            continue
        if fault := _refused(setting, table, row, new, first, standing):
            checked.faults.append(fault)
        else:
            checked.ready.append(new)
    checked.summary += _summary(checked.ready)
    return checked


def _new(setting: Setting, table: Table, places: Places, row: Row, faults: list[Fault]) -> NewFact | None:
    before = len(faults)
    place = places.project_or_area(row.number, row["小区"], row["街道"]) if row["小区"] else None
    if isinstance(place, Fault):
        faults.append(place)
    day = row["日期"]
    if day is not None and day > setting.today:
        faults.append(table.fault(row.number, "日期", _("这一天还没有到"), found=day.isoformat()))
    if len(faults) > before or place is None or isinstance(place, Fault) or day is None or not row["事实"]:
        return None
    stage, key = canonical_fact(setting.package, row["阶段"], row["事实"])
    return NewFact(
        stage=stage,
        key=key,
        happened_on=day,
        value=row["值"],
        note=row["说明"],
        project=place if isinstance(place, Project) else None,
        area=place if isinstance(place, Organisation) else None,
        row=row.number,
    )


def _refused(
    setting: Setting, table: Table, row: Row, new: NewFact, first: dict[_Identity, int], standing: set[_Identity]
) -> Fault | None:
    if evidence_proved_by(setting.package, new.stage, new.key) is None:
        return table.fault(row.number, "事实", _("分期和辖区不在事实里记录，请在小区名单里填写"), found=row["事实"])
    allowed = may_record_fact(
        setting.actor, setting.programme, new.place, package=setting.package, stage=new.stage, key=new.key
    )
    if not allowed:
        return table.fault(row.number, "事实", str(sentence_of(may_record_fact)), found=row["事实"])
    identity = _identity(new)
    if identity in standing:
        return table.fault(row.number, "事实", _("这一条已经记录过"), found=row["事实"], hint=_("请删去这一行"))
    if first.setdefault(identity, row.number) != row.number:
        return table.fault(row.number, "事实", _("与第 %(row)s 行相同") % {"row": first[identity]}, found=row["事实"])
    return None


def _identity(new: NewFact) -> _Identity:
    kind = "project" if new.project else "area"
    return kind, new.place.pk, new.stage, new.key, new.value.strip(), new.happened_on.isoformat()


def _standing(setting: Setting) -> set[_Identity]:
    rows = StageFact.objects.filter(programme=setting.programme, withdrawn_at__isnull=True).values_list(
        "project_id", "area_id", "stage", "key", "value", "happened_on"
    )
    return {
        ("project" if project else "area", project or area or 0, stage, key, value, on.isoformat())
        for project, area, stage, key, value, on in rows.iterator()
    }


def _summary(ready: Sequence[NewFact]) -> list[SummaryLine]:
    days = sorted(new.happened_on for new in ready)
    period = f"{days[0].isoformat()} – {days[-1].isoformat()}" if days else "–"
    return [
        SummaryLine("facts", _("事实"), f"{len(ready):,}"),
        SummaryLine("projects", _("小区"), str(len({new.project.pk for new in ready if new.project}))),
        SummaryLine("of_areas", _("辖区的事实"), str(sum(new.area is not None for new in ready))),
        SummaryLine("period", _("起止"), period),
    ]


def write(setting: Setting, now: datetime, checked: Checked) -> int:
    """All facts in one act; raises as the service does."""
    recorded = record_facts(
        actor=setting.actor,
        now=now,
        programme=setting.programme,
        package=setting.package,
        rows=checked.ready,
        today=setting.today,
    )
    return len(recorded)


def notes(package: Package) -> Sequence[str]:
    facts = [f"{slot.stage} · {slot.evidence.fact} · {slot.name}" for slot in plan_of(package).slots]
    return [_("一行一条事实；只添加，不覆盖。记错的在小区页面撤回并写明理由。"), _("可用的事实："), *facts]


KIND = Kind("facts", columns, ratios, check, write, notes)
