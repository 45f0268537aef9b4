"""Who pays for what: a cost line split among its payers, and a sum shared among the dwellings of a building."""

from linli.core.funding.lines import CostLine, LineSplit, Split, Subtotal
from linli.core.funding.resolve import Answer, answer_for, check_lines, find_item
from linli.core.funding.share import Household, HouseholdShare, Sharing, check_households, share
from linli.core.funding.split import split, split_line

__all__ = [
    "Answer", "CostLine", "Household", "HouseholdShare", "LineSplit", "Sharing", "Split", "Subtotal", "answer_for",
    "check_households", "check_lines", "find_item", "share", "split", "split_line",
]  # fmt: skip
