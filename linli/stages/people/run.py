"""Running an import of organisations or people: read, check, and write whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.core.faults import BadInput, Fault
from linli.integrations.spreadsheets import Column, Limits, Table, read_table, write_template
from linli.stages.imports.result import Checked, Preview
from linli.stages.people import holders, organisations

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet: its columns, what stands in its template, how it is checked and written."""

    name: str
    columns: Callable[[], Mapping[str, Column]]
    notes: Callable[[], Sequence[str]]
    check: Callable[[Actor, Table, date], Checked]
    write: Callable[[Actor, datetime, Checked], int]


def _check_organisations(actor: Actor, table: Table, _today: date) -> Checked:
    return organisations.check(actor, table)


KINDS: Mapping[str, Kind] = {
    "organisations": Kind(
        "organisations", organisations.columns, organisations.notes, _check_organisations, organisations.write
    ),
    "people": Kind("people", holders.columns, holders.notes, holders.check, holders.write),
}


def kind_names() -> dict[str, str]:
    """The kinds of sheets and what they are called."""
    return {"organisations": _("机构名单"), "people": _("人员名单")}


def preview(kind: str, *, actor: Actor, filename: str, content: bytes, today: date) -> Preview:
    """Read and check a sheet; nothing is written. Raises KeyError for an unknown kind."""
    return _look(KINDS[kind], actor, filename, content, today)[0]


def commit(
    kind: str, *, actor: Actor, now: datetime, filename: str, content: bytes, today: date | None = None
) -> Preview:
    """Check again and write everything in one transaction. With any fault nothing is written: look at ``written``."""
    day = today or timezone.localdate(now)
    with transaction.atomic():
        looked, checked = _look(KINDS[kind], actor, filename, content, day)
        if looked.faults:
            return looked
        try:
            with transaction.atomic():
                KINDS[kind].write(actor, now, checked)
        except NotPermittedError:
            raise
        except RefusalError as refused:
            return replace(looked, faults=(Fault(message=str(refused), file=filename),))
    return replace(looked, written=True)


def template(kind: str) -> bytes:
    """An .xlsx to fill in. Raises KeyError for an unknown kind."""
    known = KINDS[kind]
    return write_template(known.columns(), known.notes(), title=kind_names()[kind])


def _look(kind: Kind, actor: Actor, filename: str, content: bytes, today: date) -> tuple[Preview, Checked]:
    unreadable: list[Fault] = []
    try:
        table = read_table(
            content,
            columns=kind.columns(),
            filename=filename,
            limits=Limits(file_bytes=settings.LINLI_UPLOAD_BYTES),
            collect=unreadable,
        )
    except BadInput as refused:
        return Preview(kind.name, filename, 0, faults=_in_order([*unreadable, *refused.faults])), Checked()
    checked = kind.check(actor, table, today)
    known = {(fault.line, fault.column) for fault in unreadable}
    found = [fault for fault in checked.faults if (fault.line, fault.column) not in known]
    looked = Preview(
        kind=kind.name,
        filename=filename,
        rows=len(table),
        headers=table.headers,
        shown=tuple({header: _shown(row[header]) for header in table.headers} for row in table.rows[:_SHOWN]),
        faults=_in_order([*unreadable, *found]),
        warnings=(*table.warnings, *checked.warnings),
        summary=tuple(checked.summary),
    )
    return looked, checked


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))
