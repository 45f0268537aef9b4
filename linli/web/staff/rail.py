"""The stages of a project in the order of the document, as the rail on its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.core.lifecycle import CompoundStanding

ICONS = {"done": "check", "open": "circle-dot", "early": "fast-forward", "locked": "lock", "late": "triangle-alert"}


@dataclass(frozen=True, slots=True)
class RailStep:
    """``look``: the state, or ``late`` when its day has passed; ``cause``: the stage that holds it up."""

    id: str
    name: str
    state: str
    look: str
    icon: str
    since: date | None
    due: date | None
    overdue_days: int
    cause: str
    idle_days: int
    judged: bool


def rail(standing: CompoundStanding) -> list[RailStep]:
    steps = []
    for stage in standing.stages.values():
        late = stage.overdue_days > 0 and stage.state != "done"
        look = "late" if late else stage.state
        cause = standing.stages.get(stage.blocked_by or "")
        steps.append(RailStep(
            id=stage.stage, name=stage.name, state=stage.state, look=look, icon=ICONS[look], since=stage.since,
            due=stage.due, overdue_days=stage.overdue_days, cause=cause.name if cause else "",
            idle_days=stage.idle_days or 0, judged=stage.judged,
        ))  # fmt: skip
    return steps
