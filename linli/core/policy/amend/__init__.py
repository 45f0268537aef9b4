"""Change over time: amendments with their governing days, errata, settled readings; every edition of a package."""

from linli.core.policy.amend.family import Days, Edition, Family, corrected, editions, holds, read_draft, snapshot
from linli.core.policy.amend.steps import Step

__all__ = ["Days", "Edition", "Family", "Step", "corrected", "editions", "holds", "read_draft", "snapshot"]
