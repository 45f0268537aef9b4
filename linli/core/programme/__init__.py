"""The programme as a whole: phases and quotas, pots and their balance, conditions and standards of items."""

from linli.core.programme.pots import PotEntry, PotFinding, pot_balance
from linli.core.programme.quotas import PhaseFilling, QuotaFinding, phase_quota
from linli.core.programme.requirements import (
    RequirementFinding,
    RequirementsFinding,
    judge,
    judge_conditions,
    judge_standards,
    meets,
)

__all__ = [
    "PhaseFilling", "PotEntry", "PotFinding", "QuotaFinding", "RequirementFinding", "RequirementsFinding", "judge",
    "judge_conditions", "judge_standards", "meets", "phase_quota", "pot_balance",
]  # fmt: skip
