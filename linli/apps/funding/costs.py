"""Recording what works cost. A corrected line supersedes the earlier one; the earlier one stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.funding.facts import told_facts
from linli.apps.funding.models import CostLine
from linli.apps.funding.permissions import may_record_costs
from linli.apps.programme.models import Programme, Project
from linli.apps.records.services import record_event
from linli.core import funding
from linli.core.faults import BadInput
from linli.core.money import format_yuan
from linli.core.policy.model import Package

BATCH = 500


@dataclass(frozen=True, slots=True)
class NewCostLine:
    """A cost to record. ``item``: number or name; ``segment``: id, name or empty; amounts in fen; ``agreement``: as
    `agreement_in` reads it; ``facts``: what is told of this line alone; the rest as `core.funding.CostLine`."""

    item: str
    cost_fen: int
    segment: str = ""
    approved_fen: int | None = None
    row: int = 0
    part: str = ""
    purpose: str = ""
    override: str = ""
    decision: str = ""
    agreement: str = ""
    facts: funding.Facts = funding.NOTHING_KNOWN


@transaction.atomic
def record_cost_lines(
    *, actor: Actor, now: datetime, project: Project, package: Package, lines: Sequence[NewCostLine]
) -> list[CostLine]:
    """Record costs of one project; a line for an item and segment that stands with other amounts supersedes it, one
    with the same amounts changes nothing. Returns what was newly written.

    Raises BadInput when the policy knows no such item or segment or an amount is negative.
    """
    require(may_record_costs, actor, project)
    written = _record(actor, now, package, {project: lines})
    if written:
        record_event(
            actor=actor,
            now=now,
            kind="funding.costs.recorded",
            subject=project,
            programme_id=project.programme_id,
            body={
                "name": project.name,
                "count": len(written),
                "total": format_yuan(sum(line.cost_fen for line in written)),
                "ids": [line.pk for line in written],
            },
        )
    return written


@transaction.atomic
def record_costs(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    package: Package,
    lines: Mapping[Project, Sequence[NewCostLine]],
) -> list[CostLine]:
    """Record costs of many projects at once, all or nothing, one event. Otherwise as `record_cost_lines`."""
    for project in lines:
        require(may_record_costs, actor, project)
        if project.programme_id != programme.pk:
            raise RefusalError(_("这个小区不在本项目里。"))
    written = _record(actor, now, package, lines)
    if written:
        record_event(
            actor=actor,
            now=now,
            kind="funding.costs.imported",
            subject=programme,
            programme_id=programme.pk,
            body={"count": len(written), "projects": len({line.project_id for line in written})},
        )
    return written


@transaction.atomic
def withdraw_cost_line(*, actor: Actor, now: datetime, line: CostLine, reason: str) -> CostLine:
    """The line no longer counts; it stays on record. Raises ConflictError when superseded or withdrawn already."""
    require(may_record_costs, actor, line.project)
    if not reason.strip():
        raise RefusalError(_("撤下费用要写理由。"))
    if not CostLine.objects.filter(pk=line.pk, superseded_at__isnull=True).update(superseded_at=now):
        raise ConflictError(_("这一行已经更正或撤下。"))
    line.refresh_from_db()
    record_event(
        actor=actor,
        now=now,
        kind="funding.cost.withdrawn",
        subject=line.project,
        programme_id=line.project.programme_id,
        body={"name": line.project.name, "item": line.item, "segment": line.segment, "line_id": line.pk},
        reason=reason.strip(),
    )
    return line


def core_line(project: str, line: NewCostLine) -> funding.CostLine:
    """As the rules read it."""
    return funding.CostLine(
        row=line.row,
        compound=project,
        item=line.item,
        segment=line.segment or None,
        cost_fen=line.cost_fen,
        approved_fen=line.approved_fen,
        facts=line.facts,
        purpose=line.purpose,
        override=line.override,
        decision=line.decision,
        agreement=funding.agreement_in(line.agreement) if line.agreement else (),
    )


def _record(
    actor: Actor, now: datetime, package: Package, lines: Mapping[Project, Sequence[NewCostLine]]
) -> list[CostLine]:
    fresh = _rows(actor, now, package, lines)
    projects = sorted({project.pk for project, _line in fresh})
    list(Project.objects.select_for_update().filter(pk__in=projects).order_by("pk").values_list("pk"))
    standing = {
        _key(line): line for line in CostLine.objects.filter(project_id__in=projects, superseded_at__isnull=True)
    }
    changed = [line for _project, line in fresh if not _same(standing.get(_key(line)), line)]
    superseded = [standing[_key(line)].pk for line in changed if _key(line) in standing]
    for start in range(0, len(superseded), BATCH):
        CostLine.objects.filter(pk__in=superseded[start : start + BATCH]).update(superseded_at=now)
    return CostLine.objects.bulk_create(changed, batch_size=BATCH)


def _rows(
    actor: Actor, now: datetime, package: Package, lines: Mapping[Project, Sequence[NewCostLine]]
) -> list[tuple[Project, CostLine]]:
    found = [
        (project, one, core_line(f"{project.name} {project.pk}", one))
        for project, given in lines.items()
        for one in given
    ]
    if faults := funding.check_lines(package, [line for _project, _given, line in found]):
        raise BadInput(faults)
    rows: list[tuple[Project, CostLine]] = []
    for project, given, line in found:
        split = funding.split_line(package, line)
        row = CostLine(
            project=project,
            item=split.item.number,
            segment=split.segment or "",
            cost_fen=line.cost_fen,
            approved_fen=line.approved_fen,
            part=given.part.strip(),
            purpose=given.purpose.strip(),
            override=given.override.strip(),
            decision=given.decision.strip(),
            agreement=given.agreement.strip(),
            facts=told_facts(given.facts),
            recorded_by=actor.user,
            recorded_at=now,
        )
        rows.append((project, row))
    keys = [_key(row) for _project, row in rows]
    if len(set(keys)) < len(keys):
        raise RefusalError(_("同一小区的同一项目和分段写了两行，请合并，或写明部位。"))
    return rows


def _key(line: CostLine) -> tuple[int, str, str, str]:
    return line.project_id, line.item, line.segment, line.part


_SAID = ("cost_fen", "approved_fen", "purpose", "override", "decision", "agreement", "facts")


def _same(standing: CostLine | None, line: CostLine) -> bool:
    return standing is not None and all(getattr(standing, name) == getattr(line, name) for name in _SAID)
