"""Where a programme and its projects stand on a day: from the tables to the rules' findings.

Everything is derived from dated facts, costs and allocations; nothing of it is stored. A constant number of queries
serves a city of any size; what was derived is kept in memory until an act of the programme, or another day.
"""

from linli.stages.standing.editions import Running, placed_days
from linli.stages.standing.findings import (
    LateStage,
    PotStanding,
    ProgrammeStanding,
    ProjectStanding,
    StageSummary,
)
from linli.stages.standing.money import ProjectMoney
from linli.stages.standing.rows import AllocationRow, ProjectRow
from linli.stages.standing.service import programme_standing, project_standing, standing_under

__all__ = [
    "AllocationRow", "LateStage", "PotStanding", "ProgrammeStanding", "ProjectMoney", "ProjectRow", "ProjectStanding",
    "Running", "StageSummary", "placed_days", "programme_standing", "project_standing", "standing_under",
]  # fmt: skip
