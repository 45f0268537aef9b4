"""The words of every fault, Chinese first: ``code -> (中文, English)``; one module per subject."""

from __future__ import annotations

from linli.core.sentences.faults_accounts import ACCOUNTS
from linli.core.sentences.faults_amounts import AMOUNTS
from linli.core.sentences.faults_audit import AUDIT
from linli.core.sentences.faults_backups import BACKUPS
from linli.core.sentences.faults_commands import COMMANDS
from linli.core.sentences.faults_config import CONFIG
from linli.core.sentences.faults_durability import DURABILITY
from linli.core.sentences.faults_evidence import EVIDENCE
from linli.core.sentences.faults_files import FILES
from linli.core.sentences.faults_funding import FUNDING
from linli.core.sentences.faults_keys import KEYS
from linli.core.sentences.faults_ledger import LEDGER
from linli.core.sentences.faults_lifecycle import LIFECYCLE
from linli.core.sentences.faults_lint import LINT
from linli.core.sentences.faults_policy import POLICY
from linli.core.sentences.faults_policy_changes import POLICY_CHANGES
from linli.core.sentences.faults_policy_sheets import POLICY_SHEETS
from linli.core.sentences.faults_selection import SELECTION
from linli.core.sentences.faults_sheets import SHEETS
from linli.core.sentences.faults_voting import VOTING

FAULTS: dict[str, tuple[str, str]] = {
    **FILES, **ACCOUNTS, **SHEETS, **AMOUNTS, **FUNDING, **LIFECYCLE, **SELECTION, **VOTING, **POLICY,
    **POLICY_SHEETS, **POLICY_CHANGES, **LINT, **COMMANDS, **CONFIG, **KEYS, **DURABILITY, **BACKUPS, **LEDGER,
    **AUDIT, **EVIDENCE,
}  # fmt: skip
