"""The words of every fault, Chinese first: ``code -> (中文, English)``; one module per subject."""

from __future__ import annotations

from linli.core.sentences.faults_amounts import AMOUNTS
from linli.core.sentences.faults_commands import COMMANDS
from linli.core.sentences.faults_funding import FUNDING
from linli.core.sentences.faults_lifecycle import LIFECYCLE
from linli.core.sentences.faults_policy import POLICY
from linli.core.sentences.faults_selection import SELECTION
from linli.core.sentences.faults_sheets import SHEETS
from linli.core.sentences.faults_voting import VOTING

FAULTS: dict[str, tuple[str, str]] = {
    **SHEETS, **AMOUNTS, **FUNDING, **LIFECYCLE, **SELECTION, **VOTING, **POLICY, **COMMANDS
}  # fmt: skip
