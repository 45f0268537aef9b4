"""Who pays for what: a cost line split among its payers, and a sum shared among the dwellings of a building."""

from linli.core.funding.asked import FactValue, asked_facts, read_fact, told_fact
from linli.core.funding.clearing import Cleared, Clearing, between, clear
from linli.core.funding.facts import HEADERS, NOTHING_KNOWN, Facts, agreement_in, facts_of
from linli.core.funding.lines import CostLine, LineSplit, Split, Subtotal
from linli.core.funding.resolve import Answer, answer_for, find_item
from linli.core.funding.share import Household, HouseholdShare, Sharing, check_households, share
from linli.core.funding.split import check_lines, split, split_line

__all__ = [
    "HEADERS", "NOTHING_KNOWN", "Answer", "Cleared", "Clearing", "CostLine", "FactValue", "Facts", "Household",
    "HouseholdShare", "LineSplit", "Sharing", "Split", "Subtotal", "agreement_in", "answer_for", "asked_facts",
    "between", "check_households", "check_lines", "clear", "facts_of", "find_item", "read_fact", "share", "split",
    "split_line", "told_fact",
]  # fmt: skip
