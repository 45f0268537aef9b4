"""The sentences of every reason, Chinese first: ``code -> (中文, English)``; one module per subject of the core.

Rules return codes and values; words live here alone, so that Chinese and English never drift apart (a test compares
the placeholders of both).
"""

from __future__ import annotations

from linli.core.sentences.funding import FUNDING
from linli.core.sentences.lifecycle import LIFECYCLE
from linli.core.sentences.programme import PROGRAMME
from linli.core.sentences.selection import SELECTION
from linli.core.sentences.voting import VOTING

SENTENCES: dict[str, tuple[str, str]] = {**FUNDING, **VOTING, **LIFECYCLE, **PROGRAMME, **SELECTION}
