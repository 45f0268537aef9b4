"""A list of dwellings and owners: one row for each owner, so that the letters on the doors can be checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from linli.apps.accounts.permissions import sentence_of
from linli.apps.compounds.models import Compound
from linli.apps.compounds.names import folded_name
from linli.apps.residents.permissions import may_keep_dwellings
from linli.apps.residents.queries import number_keys_of
from linli.apps.residents.services import NewOwner, record_dwellings
from linli.core.faults import Fault
from linli.core.policy.model import Package
from linli.core.wording import listed
from linli.integrations.crypto import normal
from linli.integrations.spreadsheets import Column, Ratio, Row, Table
from linli.stages.imports.places import Places
from linli.stages.imports.result import Checked, Kind, Setting, SummaryLine

_MOBILE = re.compile(r"1\d{10}", re.ASCII)
_LAST_FOUR = re.compile(r"\d{3}[\dX]", re.ASCII)


def columns(_package: Package) -> Mapping[str, Column]:
    return {
        "小区": Column(required=True, maximum=120, example="向阳新村"),
        "房号": Column(required=True, maximum=60, example="3栋2单元501", aliases=("门牌", "室号")),
        "业主": Column(required=True, maximum=60, example="王某", aliases=("业主姓名", "姓名")),
        "手机": Column(maximum=20, example="13800000000", aliases=("手机号", "电话")),
        "证件后四位": Column(maximum=4, example="123X", aliases=("证件号后四位", "身份证后四位")),
        "街道": Column(aliases=("街道（乡镇）",)),
    }


def ratios() -> Sequence[Ratio]:
    return ()


def check(setting: Setting, table: Table) -> Checked:
    """Every row: a compound of the viewer's area, a number not on record, an owner that can be checked at the door."""
    checked, places = Checked(), Places(setting, table)
    known: dict[int, list[Compound]] = {}
    found = [(row, _compound(table, places, row, checked, known)) for row in table]
    recorded = number_keys_of({compound for _row, compound in found if compound is not None})
    for row, compound in found:
        before = len(checked.faults)
        if compound is not None:
            _check_row(setting, table, row, compound, recorded, checked)
        digits, phone = _digits(table, row, checked), _phone(table, row, checked)
        if not row["手机"] and not row["证件后四位"]:
            message = _("手机和证件后四位至少填一样，否则业主进不来")
            checked.faults.append(table.fault(row.number, "手机", message))
        if len(checked.faults) == before and compound is not None and row["房号"] and row["业主"]:
            checked.ready.append(NewOwner(compound, row["房号"], row["业主"], phone, digits))
    numbers = {(one.compound.pk, folded_name(one.number)) for one in checked.ready}
    checked.summary += [
        SummaryLine("dwellings", _("户"), str(len(numbers))),
        SummaryLine("owners", _("业主"), str(len(checked.ready))),
    ]
    return checked


def _compound(
    table: Table, places: Places, row: Row, checked: Checked, known: dict[int, list[Compound]]
) -> Compound | None:
    if not row["小区"]:
        return None
    project = places.project(row.number, row["小区"], row["街道"])
    if isinstance(project, Fault):
        checked.faults.append(project)
        return None
    if project.pk not in known:
        known[project.pk] = list(project.compounds.select_related("subdistrict"))
    return _only_compound(table, row, known[project.pk], checked)


def _only_compound(table: Table, row: Row, compounds: list[Compound], checked: Checked) -> Compound | None:
    named = [one for one in compounds if folded_name(one.name) == folded_name(row["小区"])]
    if len(compounds) == 1 or named:
        return (named or compounds)[0]
    names = listed(one.name for one in compounds)
    message = _("这个项目有几个小区，请写明是哪一个")
    checked.faults.append(table.fault(row.number, "小区", message, found=row["小区"], expected=names))
    return None


def _check_row(
    setting: Setting, table: Table, row: Row, compound: Compound, recorded: set[tuple[int, str]], checked: Checked
) -> None:
    if not may_keep_dwellings(setting.actor, compound):
        denied = str(sentence_of(may_keep_dwellings))
        checked.faults.append(table.fault(row.number, "小区", denied, found=row["小区"]))
    elif (compound.pk, folded_name(row["房号"])) in recorded:
        message = _("这一户已经登记过")
        checked.faults.append(table.fault(row.number, "房号", message, found=row["房号"], hint=_("请删去这一行")))


def _phone(table: Table, row: Row, checked: Checked) -> str:
    phone = normal(row["手机"], "phone")
    if phone and not _MOBILE.fullmatch(phone):
        expected = _("11 位手机号")
        checked.faults.append(table.fault(row.number, "手机", _("手机号不对"), found=row["手机"], expected=expected))
    return phone


def _digits(table: Table, row: Row, checked: Checked) -> str:
    digits = normal(row["证件后四位"], "id_number")
    if digits and not _LAST_FOUR.fullmatch(digits):
        message, expected = _("不是证件号的后四位"), _("四位数字，最后一位可以是 X；不要填整个号码")
        checked.faults.append(
            table.fault(row.number, "证件后四位", message, found=row["证件后四位"], expected=expected)
        )
    return digits


def write(setting: Setting, now: datetime, checked: Checked) -> int:
    return record_dwellings(actor=setting.actor, now=now, rows=checked.ready)


def notes(_package: Package) -> Sequence[str]:
    return [
        _("一位业主一行；一户有几位业主就写几行，房号相同。"),
        _("姓名、手机、证件后四位加密保存，只用来核对凭入户信进来的人。不要填整个证件号。"),
    ]


KIND = Kind("dwellings", columns, ratios, check, write, notes)
