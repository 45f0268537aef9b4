"""The overview of a programme: how many, how much, how far, what is late and because of what, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.core.money import format_wan
from linli.stages.policy_changes import is_behind
from linli.stages.standing import ProgrammeStanding, StageSummary
from linli.web.components import charts, gantt
from linli.web.requests import StaffRequest
from linli.web.staff import why
from linli.web.staff.board import Board, board_of
from linli.web.staff.lookup import the_programme
from linli.web.staff.money import PotView, pot_views
from linli.web.staff.project_money import Payer, payers_of
from linli.web.staff.rows import ProjectRow

LATE_SHOWN = 8
ACTS_SHOWN = 7
ICONS = {
    "document": "file-text", "signoff": "pen-line", "joint_signoff": "users-round", "vote": "vote", "hearing": "mic",
    "judgement": "scale", "publicity": "megaphone", "amount": "wallet", "rectification": "wrench",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure at the head of the page; ``href``: the list behind it, ``why``: its explanation."""

    label: str
    icon: str
    value: str
    unit: str
    href: str
    note: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class StageRow:
    id: str
    label: str
    begins: date | None
    ends: date | None
    done: int
    whole: int
    late: int
    bar: SafeString


@dataclass(frozen=True, slots=True)
class PhaseRow:
    id: str
    name: str
    total: int
    quota: int
    bar: SafeString


@dataclass(frozen=True, slots=True)
class Late:
    project_id: int
    name: str
    subdistrict: str
    phase: str
    cause: str
    cites: tuple[str, ...]
    held_up: str
    days: int


@dataclass(frozen=True, slots=True)
class Act:
    project_id: int
    name: str
    what: str
    stage: str
    who: str
    due: date | None
    late: bool
    icon: str


@dataclass(frozen=True)
class Overview:
    """Everything the page shows, ready made."""

    tiles: Sequence[Tile]
    axis: SafeString | None
    stages: Sequence[StageRow]
    phases: Sequence[PhaseRow]
    steps: Sequence[charts.Portion]
    quota: bool
    late: Sequence[Late]
    late_count: int
    worst: Late | None
    payers: Sequence[Payer]
    cost_fen: int
    ring: SafeString
    pots: Sequence[PotView]
    next_acts: Sequence[Act]


@require_safe
def programme(request: StaffRequest, slug: str) -> HttpResponse:
    found = the_programme(request, slug)
    board = board_of(request, found)
    context = {
        "section": "overview",
        "package": board.package,
        "board": overview(board, slug),
        "behind": is_behind(found, board.today),
    }
    return render(request, "staff/programme.html", context)


def overview(board: Board, slug: str) -> Overview:
    standing = board.standing
    axis, stages = _stages(standing)
    late = _late(board.rows)
    payers = payers_of(board.package, standing.shares, standing.undetermined_fen)
    steps = _steps(standing)
    return Overview(
        tiles=_tiles(board, slug, len(late)),
        axis=axis,
        stages=stages,
        phases=_phases(standing, steps),
        steps=steps,
        quota=board.package.quotas is not None,
        late=late[:LATE_SHOWN],
        late_count=len(late),
        worst=late[0] if late else None,
        payers=payers,
        cost_fen=standing.cost_fen,
        ring=_ring(payers, standing.cost_fen),
        pots=pot_views(standing),
        next_acts=_acts(board.rows),
    )


def _tiles(board: Board, slug: str, late: int) -> list[Tile]:
    standing, every = board.standing, reverse("projects", args=[slug])
    count = len(standing.projects)
    why_split = reverse("programme_why", args=[slug, "split"])
    whole = board.package.quotas.total if board.package.quotas else 0
    tiles = [
        Tile(_("改造小区"), "building-2", f"{count:,}", _("个"), every,
             _about_count(standing, whole)),
        Tile(_("惠及住户"), "users-round", f"{standing.households:,}", _("户"), every + "?sort=-households",
             _("户均费用 %(each)s 元") % {"each": _each(standing)}),
        Tile(_("全部费用"), "receipt-text", _short_wan(standing.cost_fen), _("万元"), every + "?sort=-cost",
             _("其中未定 %(fen)s 万元") % {"fen": _short_wan(standing.undetermined_fen)}, why_split),
        Tile(_("已全部完成"), "circle-check-big", f"{standing.finished:,}", _("个"), every + "?filter=done",
             _done_note(standing, count, late)),
    ]  # fmt: skip
    if board.package.pots:
        fen = _short_wan(sum(project.short_fen for project in standing.short))
        tile = Tile(_("资金没到位"), "landmark", f"{len(standing.short):,}", _("个"), every + "?filter=short",
                    _("还差 %(fen)s 万元") % {"fen": fen})  # fmt: skip
        tiles.insert(3, tile)
    else:
        tiles.append(Tile(_("逾期小区"), "triangle-alert", f"{late:,}", _("个"), every + "?filter=late&sort=due",
                          charts.share_text(late, count)))  # fmt: skip
    return tiles


def _done_note(standing: ProgrammeStanding, count: int, late: int) -> str:
    """The share finished; with how many are late where no tile of its own says so."""
    share = charts.share_text(standing.finished, count)
    return _("占 %(share)s，逾期 %(late)d 个") % {"share": share, "late": late} if standing.policy.pots else share


def _about_count(standing: ProgrammeStanding, whole: int) -> str:
    every = len(standing.every_project)
    if len(standing.projects) < every:
        return _("本辖区；全部 %(every)d 个") % {"every": every}
    return _("文件共 %(total)d 个") % {"total": whole} if whole else _("已纳入计划")


def _short_wan(fen: int) -> str:
    return f"{fen // 1_000_000:,}.{fen % 1_000_000 // 10_000:02d}"


def _each(standing: ProgrammeStanding) -> str:
    return f"{standing.cost_fen // standing.households // 100:,}" if standing.households else "–"


def _stages(standing: ProgrammeStanding) -> tuple[SafeString | None, list[StageRow]]:
    rows = [_gantt_row(summary, standing) for summary in standing.stages]
    span = gantt.span_of(rows, standing.today)
    axis = gantt.axis(span, standing.today) if span else None
    return axis, [
        StageRow(row.id, row.label, row.begins, row.ends, row.done, row.whole, row.late,
                 gantt.bar(row, span, standing.today) if span else SafeString(""))
        for row in rows
    ]  # fmt: skip


def _gantt_row(summary: StageSummary, standing: ProgrammeStanding) -> gantt.GanttRow:
    stage = summary.stage
    begins = stage.window.from_ if stage.window else None
    ends = stage.window.until if stage.window else _due(standing, stage.id)
    return gantt.GanttRow(stage.id, stage.name, begins, ends, summary.done, summary.total, summary.late)


def _due(standing: ProgrammeStanding, stage_id: str) -> date | None:
    """The last day that the projects have for a stage."""
    found = (p.process.stages.get(stage_id) for p in standing.projects)  # none where an earlier edition applies
    return max((stage.due for stage in found if stage and stage.due), default=None)


def _steps(standing: ProgrammeStanding) -> list[charts.Portion]:
    """The legend: each stage being worked on, then finished; ``value``: how many."""
    names = [(stage.id, stage.name) for stage in standing.policy.stages]
    names.append(("done", _("全部完成")))
    counts: dict[str, int] = {}
    for by_stage in standing.progress_by_phase.values():
        for stage_id, number in by_stage.items():
            counts[stage_id] = counts.get(stage_id, 0) + number
    looks = [(stage_id, name, charts.ramp(place, len(names))) for place, (stage_id, name) in enumerate(names)]
    if counts.get(""):
        looks.append(("", _("等前面的阶段"), "p0"))
    return [charts.Portion(name, counts.get(stage_id, 0), look, stage_id) for stage_id, name, look in looks]


def _phases(standing: ProgrammeStanding, steps: Sequence[charts.Portion]) -> list[PhaseRow]:
    quotas = standing.policy.quotas
    named = {phase.id: (phase.name, phase.compounds) for phase in quotas.phases} if quotas else {}
    found = []
    is_whole = len(standing.projects) == len(standing.every_project)
    widest = max((sum(counts.values()) for counts in standing.progress_by_phase.values()), default=0)
    for phase, counts in standing.progress_by_phase.items():
        name, quota = named.get(phase, (_("储备") if named else _("全部"), 0))
        quota = quota if is_whole else 0
        parts = [charts.Portion(s.label, counts.get(s.id, 0), s.look) for s in steps]
        label = name + "：" + "，".join(f"{part.label} {part.value}" for part in parts if part.value)
        found.append(PhaseRow(phase, name, sum(counts.values()), quota,
                              charts.stacked_bar(parts, label=label, whole=max(widest, quota))))  # fmt: skip
    return found


def _late(rows: Sequence[ProjectRow]) -> list[Late]:
    late = sorted((row for row in rows if row.late_days), key=lambda row: (-row.late_days, row.name_key))
    return [
        Late(
            row.id, row.name, row.subdistrict, row.phase_name, row.cause, row.cause_cites, _held_up(row), row.late_days
        )
        for row in late
    ]


def _held_up(row: ProjectRow) -> str:
    others = len(row.late_stages) - 1
    return _("另有 %(n)d 个阶段") % {"n": others} if others > 0 else ""


def _acts(rows: Sequence[ProjectRow]) -> list[Act]:
    waiting = [row for row in rows if row.next_act]
    waiting.sort(key=lambda row: (-row.late_days, row.due or date.max, row.name_key))
    return [
        Act(row.id, row.name, row.next_act, row.stage_name, "、".join(row.next_who), row.due, row.late_days > 0,
            ICONS.get(row.next_kind, "circle-dot"))
        for row in waiting[:ACTS_SHOWN]
    ]  # fmt: skip


def _ring(payers: Sequence[Payer], cost_fen: int) -> SafeString:
    parts = [
        charts.Portion(f"{payer.name} {format_wan(payer.fen)} {_('万元')}", payer.fen, payer.look) for payer in payers
    ]
    label = "；".join(part.label for part in parts) or _("没有费用")
    return charts.ring(parts, label=label, big=f"{cost_fen // 1_000_000:,}", small=_("万元"))


@require_safe
def programme_why(request: StaffRequest, slug: str, subject: str) -> HttpResponse:
    """Why the phases are filled as they are (``quota``), how the costs were split (``split``), or a pot's balance."""
    found = the_programme(request, slug)
    board = board_of(request, found)
    law = why.Law.of(board.package)
    if subject == "quota" and board.standing.quota is not None:
        told = why.explanation(_("各期推进"), [board.standing.quota.reason], law)
    elif subject == "split":
        told = why.split_explanation(board.standing, law)
    else:
        pot = next((one for one in board.standing.pots if one.pot.id == subject), None)
        if pot is None:
            raise Http404
        told = why.explanation(pot.pot.name, [pot.finding.reason], law)
    return why.answer(request, board.package, told, back=reverse("programme", args=[slug]), section="overview")
