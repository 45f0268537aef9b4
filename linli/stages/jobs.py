"""Slow work across the apps that a page hands to the background."""

from __future__ import annotations

from datetime import date

from linli.apps.programme.queries import programme_seen_by
from linli.apps.work.kinds import JobKind, Result, Work, declare_jobs
from linli.stages.exports import EXPORTED, export
from linli.stages.imports.run import kind_names

EXPORT = "stages.export"


def _export(work: Work) -> Result:
    """Arguments: ``slug`` of the programme, ``kind`` of the sheet, the ``day`` it is judged on."""
    programme = programme_seen_by(work.actor, work.arguments["slug"])
    kind, day = work.arguments["kind"], date.fromisoformat(work.arguments["day"])
    work.tell(0, 1)
    file = export(kind, actor=work.actor, programme=programme, today=day)
    work.tell(1, 1)
    name = f"{programme.name} {kind_names()[kind]} {day.isoformat()}.xlsx"
    return Result({"bytes": len(file)}, name, file)


def declare_stage_jobs() -> None:
    """Make these jobs known; called when Django starts."""
    declare_jobs(
        [
            JobKind(
                EXPORT,
                ("导出表格", "Export a sheet"),
                (
                    "表格已备好（{bytes} 字节），七天内可取",
                    "The sheet is ready ({bytes} bytes), to be fetched within a week",
                ),
                _export,
                atomic=False,
            )
        ]
    )


def sheet_kinds() -> tuple[str, ...]:
    """The sheets that can be exported."""
    return EXPORTED
