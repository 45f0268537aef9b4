"""What a fact proves under a policy: which evidence of which stage, and which role answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.model import AllOf, Evidence, Package, Role
from linli.core.policy.model.process import Gate


def evidence_of(gate: Gate) -> Iterator[Evidence]:
    """Every single evidence a gate asks for, in the order of the text."""
    if isinstance(gate, Evidence):
        yield gate
        return
    conditions = gate.all if isinstance(gate, AllOf) else gate.any
    for condition in conditions:
        yield from evidence_of(condition)


def evidence_proved_by(package: Package, stage: str, key: str) -> Evidence | None:
    """The evidence that a fact of this key proves; None when the stage asks for nothing of the kind."""
    known = package.stage_by_id.get(stage)
    if known is None:
        return None
    kind, _, ref = key.partition(":")
    for evidence in evidence_of(known.gate):
        if key in (evidence.fact, evidence.ref) or (kind == evidence.kind and ref and ref == evidence.matter):
            return evidence
    return None


def responsible_role(package: Package, stage: str, key: str) -> Role | None:
    """Who gives this evidence: its signer, or the author of the paper; None where the text names nobody."""
    evidence = evidence_proved_by(package, stage, key)
    if evidence is None:
        return None
    author = next((d.by for d in package.documents if evidence.kind == "document" and d.id == evidence.ref), None)
    return package.role_by_id.get(evidence.by or evidence.signed_by or author or "")


def fact_name(package: Package, stage: str, key: str) -> str:
    """The fact in the reader's words: the paper's name, else kind and reference."""
    evidence = evidence_proved_by(package, stage, key)
    names = {document.id: document.name for document in package.documents}
    names |= {vote.id: vote.name for vote in package.votes}
    names |= {matter.id: matter.name for matter in package.matters}
    if evidence is None:
        return key
    return names.get(evidence.matter or evidence.ref) or names.get(evidence.ref) or evidence.ref
