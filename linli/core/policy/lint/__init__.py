"""The sense of a package: what the vocabulary alone cannot see. One module for each subject; all faults collected."""

from __future__ import annotations

from linli.core.faults import Fault
from linli.core.policy.files import Draft
from linli.core.policy.lint.advice import advice_findings
from linli.core.policy.lint.citations import citation_findings
from linli.core.policy.lint.evaluation import evaluation_findings
from linli.core.policy.lint.finding import Finding
from linli.core.policy.lint.grants import grant_findings
from linli.core.policy.lint.identity import identity_findings
from linli.core.policy.lint.numbers import number_findings
from linli.core.policy.lint.process import process_advice, process_findings
from linli.core.policy.lint.references import reference_findings
from linli.core.policy.lint.selection import selection_findings
from linli.core.policy.lint.sequence import sequence_findings
from linli.core.policy.lint.votes import vote_findings
from linli.core.policy.model import Package

_CHECKS = (
    identity_findings, reference_findings, number_findings, grant_findings, vote_findings, sequence_findings,
    citation_findings, process_findings, selection_findings, evaluation_findings,
)  # fmt: skip


def lint(package: Package, draft: Draft) -> list[Fault]:
    """Every fault in the sense of the package, with the place where it stands."""
    return [finding.fault(draft) for check in _CHECKS for finding in check(package)]


def advise(package: Package, draft: Draft) -> list[Fault]:
    """What a careful author would still mend; no reason to refuse the package."""
    return [finding.fault(draft) for make in (advice_findings, process_advice) for finding in make(package)]


__all__ = ["Finding", "advise", "lint"]
