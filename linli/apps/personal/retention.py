"""How long which personal data are kept, on which legal base, and clearing what is over its time.

Clearing empties sealed columns and their indexes and nothing else: the row, its area, its vote and its money stay, so
tallies stay as they were. It is an act with a count, run on the server, after a dry run that changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.personal.fields import SealedField, sealed_fields
from linli.apps.personal.holdings import HOLDINGS, Holding
from linli.apps.personal.permissions import may_run_retention
from linli.apps.records.services import record_event
from linli.core.calendar import add_months


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """``months``: how long after the day the period runs from; ``words``: from what; ``basis``: the law."""

    months: int
    words: str | Promise
    basis: str | Promise


#: the office's own periods stand in the setting LINLI_RETENTION and take the place of these
CLASSES: dict[str, RetentionClass] = {
    "staff_contact": RetentionClass(6, _("离任后 6 个月"), _("个人信息保护法第十九条、第四十七条")),
    "contact": RetentionClass(
        24, _("质保期满（交付后 24 个月）"), _("个人信息保护法第十九条；建设工程质量管理条例第四十条")
    ),
    "identity": RetentionClass(36, _("资金审计结束后 36 个月"), _("个人信息保护法第十九条、第四十七条")),
    "signature": RetentionClass(360, _("随案卷保存 30 年"), _("档案法；机关文件材料归档范围和文书档案保管期限规定")),
}


def rule_of(name: str) -> RetentionClass:
    """The period of this class, with the office's own number of months if it set one. KeyError for an unknown class."""
    rule = CLASSES[name]
    months = settings.ENVIRONMENT.retention.get(name)
    if months is None or months == rule.months:
        return rule
    return RetentionClass(months, _("到期后 %(months)s 个月（本单位规定）") % {"months": months}, rule.basis)


@dataclass(frozen=True)
class Period:
    """One sealed column and its period. ``held``: rows with a value; ``due``: of those, over their time."""

    holding: Holding
    field: SealedField
    rule: RetentionClass
    held: int
    due: int


def periods(today: date) -> list[Period]:
    """Every sealed column of every table, with how many values are held and how many are over their time."""
    return [
        Period(holding, field, rule_of(field.retention), _held(field).count(), _due(field, today).count())
        for holding, field in _columns()
    ]


def _columns() -> Iterator[tuple[Holding, SealedField]]:
    for holding in HOLDINGS.values():
        for field in sealed_fields(holding.model):
            yield holding, field


def _held(field: SealedField) -> QuerySet[Model]:
    rows: QuerySet[Model] = field.model._base_manager.all()  # noqa: SLF001 -- documented: without filters
    return rows.filter(~Q(**{field.attname: ""}))


def _due(field: SealedField, today: date) -> QuerySet[Model]:
    if not field.since:
        return _held(field).none()
    last_day = add_months(today, -rule_of(field.retention).months)
    return _held(field).filter(**{f"{field.since}__lte": last_day})


@transaction.atomic
def clear_due(*, actor: Actor, now: datetime, today: date) -> list[Period]:
    """Empty every sealed column that is over its time; one act for each column with something to clear."""
    require(may_run_retention, actor)
    done = [period for period in periods(today) if period.due]
    for period in done:
        field = period.field
        rows = list(_due(field, today).order_by("pk").values_list("pk", flat=True))
        emptied = {field.attname: ""}
        if f"{field.attname}_index" in {column.attname for column in field.model._meta.concrete_fields}:  # noqa: SLF001
            emptied[f"{field.attname}_index"] = ""
        first = field.model._base_manager.get(pk=rows[0])  # noqa: SLF001 -- documented: without filters
        _due(field, today).update(**emptied)
        record_event(
            actor=actor,
            now=now,
            kind="personal.data.anonymised",
            subject=first,
            body={
                "table": period.holding.label, "columns": field.attname, "count": len(rows),
                "class": field.retention, "basis": str(period.rule.basis),
            },
        )  # fmt: skip
    return done
