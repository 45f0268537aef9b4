"""What people call an evidence, and under which words its facts may be put on record."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.model import Evidence, Package


def evidence_name(package: Package, evidence: Evidence) -> str:
    """In the office's words: its own name, the paper's, the matter's or the vote's; at last the reference itself."""
    if evidence.name:
        return evidence.name
    return next(_titles(package, evidence), evidence.ref)


def _titles(package: Package, evidence: Evidence) -> Iterator[str]:
    if evidence.kind == "document":
        yield from (document.name for document in package.documents if document.id == evidence.ref)
    if evidence.kind == "vote":
        yield from (matter.name for matter in package.matters if matter.id == evidence.matter)
        yield from (vote.name for vote in package.votes if vote.id == evidence.ref)


def fact_names(package: Package, evidence: Evidence, name: str) -> tuple[tuple[str, ...], ...]:
    """Every word that means this evidence within its stage, in ranks: a word of an earlier rank is never taken from it.

    ``kind:ref``; ``ref``; ``vote:<matter>`` and names; the bare id of a matter.
    """
    matters = [
        matter
        for matter in package.matters
        if evidence.kind == "vote"
        and (matter.id == evidence.matter or (evidence.matter is None and matter.vote == evidence.ref))
    ]
    titles = (name, f"{evidence.kind}:{name}", *_titles(package, evidence), *(matter.name for matter in matters))
    voted = tuple(f"vote:{matter.id}" for matter in matters)
    return (evidence.fact,), (evidence.ref,), (*voted, *titles), tuple(matter.id for matter in matters)
