"""The words of every fault, Chinese first: ``code -> (中文, English)``; one module per subject."""

from __future__ import annotations

from linli.core.sentences.faults_amounts import AMOUNTS
from linli.core.sentences.faults_sheets import SHEETS

FAULTS: dict[str, tuple[str, str]] = {**SHEETS, **AMOUNTS}
