"""The policy format: what a package may say, one module per file of the package.

These frozen models are at once the schema that the loader checks, the vocabulary that the rules compute with, and the
table of contents of the reading edition. Add a word here and it exists; nothing else is accepted in a package.
"""

from linli.core.policy.model.catalogue import CatalogueItem, Requirement
from linli.core.policy.model.evaluation import ScoreGrade, ScoreItem, ScoreStep, ScoreTable
from linli.core.policy.model.funding import (
    CappedSubsidy,
    Chain,
    FromPot,
    FundingRule,
    Grant,
    PaysAll,
    RegulatedPrice,
    Segment,
    SegmentedRule,
    SharedAmong,
    Sharer,
    SubsidyRateUnstated,
    Unresolved,
)
from linli.core.policy.model.grants import (
    Coefficient,
    FloorSteps,
    Milestone,
    Minimum,
    Payment,
    PerCount,
    Rate,
    ShareOfCost,
    Span,
    When,
)
from linli.core.policy.model.head import (
    CalendarDay,
    DeadlineDefaults,
    Definition,
    Disclosure,
    Goal,
    Measure,
    Meeting,
    Phase,
    Pot,
    PotPart,
    Priority,
    Quotas,
    Source,
)
from linli.core.policy.model.package import Package
from linli.core.policy.model.process import (
    AllOf,
    AnyOf,
    DocumentType,
    Due,
    DueAfter,
    Duty,
    Evidence,
    Gate,
    Period,
    Predecessor,
    Stage,
    UpperDeadline,
    Waivable,
    Window,
)
from linli.core.policy.model.readings import NotRules, OpenTerm, Reading
from linli.core.policy.model.roles import Payer, Role
from linli.core.policy.model.selection import (
    AllChecks,
    AnyChecks,
    Check,
    Eligibility,
    Exclusion,
    Need,
    Recent,
    Selection,
)
from linli.core.policy.model.votes import (
    Alternative,
    Electorate,
    Matter,
    Veto,
    VoteEdition,
    VoteRule,
    VoteTest,
)

__all__ = [
    "AllChecks", "AllOf", "Alternative", "AnyChecks", "AnyOf", "CalendarDay", "CappedSubsidy", "CatalogueItem",
    "Chain", "Check", "Coefficient", "DeadlineDefaults", "Definition", "Disclosure", "DocumentType", "Due",
    "DueAfter", "Duty", "Electorate", "Eligibility", "Evidence", "Exclusion", "FloorSteps", "FromPot", "FundingRule",
    "Gate", "Goal", "Grant", "Matter", "Measure", "Meeting", "Milestone", "Minimum", "Need", "NotRules", "OpenTerm",
    "Package", "Payer", "Payment", "PaysAll", "PerCount", "Period", "Phase", "Pot", "PotPart", "Predecessor",
    "Priority", "Quotas", "Rate", "Reading", "Recent", "RegulatedPrice", "Requirement", "Role", "ScoreGrade",
    "ScoreItem", "ScoreStep", "ScoreTable", "Segment", "SegmentedRule", "Selection", "ShareOfCost", "SharedAmong",
    "Sharer", "Source", "Span", "Stage", "SubsidyRateUnstated", "Unresolved", "UpperDeadline", "Veto", "VoteEdition",
    "VoteRule", "VoteTest", "Waivable", "When", "Window",
]  # fmt: skip
