"""The programme as a whole: phases and quotas, pots and their balance, conditions and standards of items."""

from linli.core.programme.duties import Occurrence, duty_occurrences, periods
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
from linli.core.programme.scoring import ItemScore, ScoreFinding, plain_number, score

__all__ = [
    "ItemScore", "Occurrence", "PhaseFilling", "PotEntry", "PotFinding", "QuotaFinding", "RequirementFinding",
    "RequirementsFinding", "ScoreFinding", "duty_occurrences", "judge", "judge_conditions", "judge_standards",
    "meets", "periods", "phase_quota", "plain_number", "pot_balance", "score",
]  # fmt: skip
