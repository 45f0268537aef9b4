"""What funding formulas ask about compounds: one row for each compound, one column for each fact. Empty: not told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from linli.apps.accounts.permissions import sentence_of
from linli.apps.funding.permissions import may_tell_particulars
from linli.apps.funding.services import MEASURE, NewParticular, tell_particulars
from linli.core.faults import Fault
from linli.core.funding import HEADERS, asked_facts, read_fact, told_fact
from linli.core.funding.facts import milestones_in
from linli.core.policy.model import Package
from linli.integrations.cost_columns import FACT_COLUMNS
from linli.integrations.spreadsheets import Column, Ratio, Row, Table
from linli.stages.applying import Asked, asked_measures
from linli.stages.imports.places import Places
from linli.stages.imports.result import Checked, Kind, Setting, SummaryLine


def columns(package: Package) -> Mapping[str, Column]:
    """Those that the policy asks for come first; the others are read as well."""
    names = dict.fromkeys((*asked_facts(package), *HEADERS))
    return {
        "小区": Column(required=True, maximum=120, example="向阳新村"),
        **{HEADERS[name]: FACT_COLUMNS[HEADERS[name]] for name in names},
        **{one.name: Column(maximum=300, note=one.words) for one in _measures(package)},
        "依据": Column(required=True, maximum=200, example="入户调查表", note=_("依据哪份文件或记录")),
        "街道": Column(aliases=("街道（乡镇）",)),
    }


def _measures(package: Package) -> list[Asked]:
    """What choosing and scoring ask, under names that no other column has."""
    taken = {"小区", "依据", "街道", *HEADERS.values()}
    return [one for one in asked_measures(package) if one.name not in taken]


def ratios() -> Sequence[Ratio]:
    return ()


def check(setting: Setting, table: Table) -> Checked:
    """Every row: known project of the viewer's area, told once, with at least one fact that can be read."""
    checked, places = Checked(), Places(setting, table)
    first: dict[int, int] = {}
    for row in table:
        if not row["小区"]:
            continue
        project = places.project(row.number, row["小区"], row["街道"])
        if isinstance(project, Fault):
            checked.faults.append(project)
            continue
        if not may_tell_particulars(setting.actor, project):
            denied = str(sentence_of(may_tell_particulars))
            checked.faults.append(table.fault(row.number, "小区", denied, found=row["小区"]))
        elif first.setdefault(project.pk, row.number) != row.number:
            message = _("与第 %(row)s 行是同一个小区") % {"row": first[project.pk]}
            checked.faults.append(table.fault(row.number, "小区", message, found=row["小区"]))
        else:
            given = [
                NewParticular(project, name, text, row["依据"], row.number) for name, text in _told(table, row, checked)
            ]
            given += [
                NewParticular(project, MEASURE + one.id, row[one.name], row["依据"], row.number, one.name)
                for one in _measures(setting.package)
                if row[one.name].strip()
            ]
            if not given:
                checked.warnings.append(_("第 %(row)s 行没有填写任何情况") % {"row": row.number})
            checked.ready += given
    projects = len({one.project.pk for one in checked.ready})
    checked.summary += [
        SummaryLine("projects", _("小区"), str(projects)),
        SummaryLine("facts", _("情况"), f"{len(checked.ready):,}"),
    ]
    return checked


def _told(table: Table, row: Row, checked: Checked) -> list[tuple[str, str]]:
    found = []
    for name, header in HEADERS.items():
        value = row[header]
        if value in (None, ""):
            continue
        text = told_fact(name, milestones_in(value) if name == "milestones" else value)
        try:
            read_fact(name, text)
        except ValueError as exc:
            checked.faults.append(table.fault(row.number, header, str(exc), found=text))
            continue
        found.append((name, text))
    return found


def write(setting: Setting, now: datetime, checked: Checked) -> int:
    """All in one act; raises as the service does."""
    written = tell_particulars(actor=setting.actor, now=now, programme=setting.programme, rows=checked.ready)
    return len(written)


def notes(package: Package) -> Sequence[str]:
    asked = [HEADERS[name] for name in asked_facts(package)]
    told = "、".join(asked) or _("（这份政策的出资规则不需要）")
    return [
        _("一行一个小区。空着的格子不改变已有的记录；填了的就是更正，旧的仍留存。"),
        _("这份政策的出资规则要用到：%(facts)s") % {"facts": told},
    ]


KIND = Kind("particulars", columns, ratios, check, write, notes)
