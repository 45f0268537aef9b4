"""The policy format: what a package may say, one module per file of the package.

These frozen models are at once the schema that the loader checks, the vocabulary that the rules compute with, and the
table of contents of the reading edition. Add a word here and it exists; nothing else is accepted in a package.
"""

from linli.core.policy.model.catalogue import CatalogueItem, Requirement
from linli.core.policy.model.funding import (
    CappedSubsidy,
    FromPot,
    FundingRule,
    PaysAll,
    RegulatedPrice,
    Segment,
    SegmentedRule,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)
from linli.core.policy.model.head import (
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
    Duty,
    Evidence,
    Gate,
    Predecessor,
    Stage,
    Window,
)
from linli.core.policy.model.readings import NotRules, OpenTerm, Reading
from linli.core.policy.model.roles import Payer, Role
from linli.core.policy.model.votes import Electorate, Matter, VoteRule, VoteTest

__all__ = [
    "AllOf", "AnyOf", "CappedSubsidy", "CatalogueItem", "DeadlineDefaults", "Definition", "Disclosure", "DocumentType",
    "Due", "Duty", "Electorate", "Evidence", "FromPot", "FundingRule", "Gate", "Goal", "Matter", "Measure", "Meeting",
    "NotRules", "OpenTerm", "Package", "Payer", "PaysAll", "Phase", "Pot", "PotPart", "Predecessor", "Priority",
    "Quotas", "Reading",
    "RegulatedPrice", "Requirement", "Role", "Segment", "SegmentedRule", "SharedAmong", "Source", "Stage",
    "SubsidyRateUnstated", "Unresolved", "VoteRule", "VoteTest", "Window",
]  # fmt: skip
