"""Answers of a policy that changed midway: each line, stage and compound under the rule whose governing day applies."""

from linli.core.amended.adoption import Adoption, StageChange, adoption_of
from linli.core.amended.money import check_amended_lines, clear_amended, split_amended
from linli.core.amended.standing import AmendedProcess

__all__ = [
    "Adoption",
    "AmendedProcess",
    "StageChange",
    "adoption_of",
    "check_amended_lines",
    "clear_amended",
    "split_amended",
]
