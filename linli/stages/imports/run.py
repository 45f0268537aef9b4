"""Running an import: read, check, and write whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.programme.models import Programme
from linli.core.faults import BadInput, Fault
from linli.core.money import format_yuan
from linli.core.policy.model import Package
from linli.integrations.spreadsheets import Limits, Table, read_table, write_template
from linli.stages.imports import compounds, costs, dwellings, facts, particulars
from linli.stages.imports.result import Checked, Kind, Preview, Progress, Setting
from linli.stages.policy_shelf import loaded_package_for

KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (compounds.KIND, facts.KIND, costs.KIND, particulars.KIND, dwellings.KIND)
}
_SHOWN = 20


def kind_names() -> dict[str, str]:
    """The kinds of sheets and what they are called."""
    return {
        "compounds": _("小区名单"),
        "facts": _("事实台账"),
        "costs": _("费用明细"),
        "particulars": _("小区情况"),
        "dwellings": _("住户名册"),
    }


def _silent(_what: str, _done: int, _of: int) -> None:
    return


def preview(
    kind: str,
    *,
    actor: Actor,
    programme: Programme,
    filename: str,
    content: bytes,
    today: date,
    progress: Progress = _silent,
) -> Preview:
    """Read and check a sheet; nothing is written. ``today``: the day that facts may not be later than.

    Raises KeyError for an unknown kind, MissingPackageError when the programme's policy is not at hand.
    """
    setting = Setting(actor, programme, loaded_package_for(programme, today), today, progress)
    return _look(KINDS[kind], setting, filename, content)[0]


def commit(
    kind: str,
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    filename: str,
    content: bytes,
    today: date | None = None,
    progress: Progress = _silent,
) -> Preview:
    """Check again and write everything in one transaction. With any fault nothing is written: look at ``written``."""
    day = today or timezone.localdate(now)
    setting = Setting(actor, programme, loaded_package_for(programme, day), day, progress)
    with transaction.atomic():
        looked, checked = _look(KINDS[kind], setting, filename, content)
        if looked.faults:
            return looked
        progress(_("写入"), 0, looked.rows)
        try:
            with transaction.atomic():
                KINDS[kind].write(setting, now, checked)
        except NotPermittedError:
            raise
        except RefusalError as refused:
            return replace(looked, faults=(Fault(message=str(refused), file=filename),))
        except BadInput as refused:
            return replace(looked, faults=refused.faults)
        progress(_("写入"), looked.rows, looked.rows)
    return replace(looked, written=True)


def template(kind: str, package: Package) -> bytes:
    """An .xlsx to fill in. Raises KeyError for an unknown kind."""
    known = KINDS[kind]
    return write_template(known.columns(package), known.notes(package), title=kind_names()[kind])


def _look(kind: Kind, setting: Setting, filename: str, content: bytes) -> tuple[Preview, Checked]:
    unreadable: list[Fault] = []
    setting.progress(_("读取"), 0, 0)
    try:
        table = read_table(
            content,
            columns=kind.columns(setting.package),
            filename=filename,
            ratios=kind.ratios(),
            limits=Limits(file_bytes=settings.LINLI_UPLOAD_BYTES),
            collect=unreadable,
        )
    except BadInput as refused:
        faults = _in_order([*unreadable, *refused.faults])
        return Preview(kind.name, filename, 0, faults=faults), Checked()
    setting.progress(_("检查"), 0, len(table))
    checked = kind.check(setting, table)
    known = {(fault.line, fault.column) for fault in unreadable}
    found = [fault for fault in checked.faults if (fault.line, fault.column) not in known]
    setting.progress(_("检查"), len(table), len(table))
    looked = Preview(
        kind=kind.name,
        filename=filename,
        rows=len(table),
        headers=table.headers,
        shown=_first_rows(kind, setting.package, table),
        faults=_in_order([*unreadable, *found]),
        warnings=(*table.warnings, *checked.warnings),
        summary=tuple(checked.summary),
    )
    return looked, checked


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))


def _first_rows(kind: Kind, package: Package, table: Table) -> tuple[Mapping[str, str], ...]:
    columns = kind.columns(package)

    def shown(header: str, value: object) -> str:
        if value is None:
            return ""
        if columns[header].kind in ("money", "area") and isinstance(value, int):
            return format_yuan(value)
        return value.isoformat() if isinstance(value, date) else str(value)

    return tuple({h: shown(h, row[h]) for h in table.headers} for row in table.rows[:_SHOWN])
