"""The compiled path: the same answers as the explaining one, from columns of integers, for a whole city at once."""

from linli.core.compiled.money import (
    NONE,
    Column,
    CostColumns,
    Place,
    SplitPlan,
    Totals,
    compile_split,
    read_columns,
    split_columns,
)
from linli.core.compiled.stages import (
    NEVER,
    STATES,
    ProofColumns,
    StageColumns,
    prove_columns,
    stage_columns,
)
from linli.core.compiled.votes import (
    CountColumns,
    RollColumns,
    VoteColumns,
    VotePlan,
    choice_column,
    compile_vote,
    roll_columns,
    tally_columns,
)

__all__ = [
    "NEVER", "NONE", "STATES", "Column", "CostColumns", "CountColumns", "Place", "ProofColumns", "RollColumns",
    "SplitPlan", "StageColumns", "Totals", "VoteColumns", "VotePlan", "choice_column", "compile_split", "compile_vote",
    "prove_columns", "read_columns", "roll_columns", "split_columns", "stage_columns", "tally_columns",
]  # fmt: skip
