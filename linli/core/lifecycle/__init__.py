"""The process of a policy: from dated facts to the state of every stage, what is missing, what is late and why."""

from linli.core.lifecycle.check import check_facts
from linli.core.lifecycle.derive import derive, prove
from linli.core.lifecycle.facts import Fact
from linli.core.lifecycle.ledger import by_compound, check_ledger
from linli.core.lifecycle.names import evidence_name
from linli.core.lifecycle.plan import PlannedStage, ProcessPlan, Slot, compile_process
from linli.core.lifecycle.standing import (
    CompoundStanding,
    MissingEvidence,
    NextAct,
    StageStanding,
    State,
    UpperStanding,
)

__all__ = [
    "CompoundStanding", "Fact", "MissingEvidence", "NextAct", "PlannedStage", "ProcessPlan", "Slot", "StageStanding",
    "State", "UpperStanding", "by_compound", "check_facts", "check_ledger", "compile_process", "derive",
    "evidence_name", "prove",
]  # fmt: skip
