"""Understanding a draft: the vocabulary, then the sense of it; every fault told at once with its place."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from linli.core.faults import BadInput, Fault
from linli.core.policy.files import Draft
from linli.core.policy.lint import lint
from linli.core.policy.model import Package
from linli.core.policy.vocabulary import vocabulary_faults


def understand(draft: Draft) -> Package:
    """The package that a draft says, checked for sense. Raises BadInput with every fault."""
    package, faults = build(draft.tree, draft)
    if package is not None and _unread(draft):
        faults = []  # whatever refers to a file that could not be read would be called unknown, a hundred times
    faults = [*draft.faults, *faults]
    if package is None or faults:
        raise BadInput(_in_reading_order(faults))
    return package


def _unread(draft: Draft) -> set[str]:
    """The files with faults of which not one word was read."""
    return {fault.file for fault in draft.faults} - {place.file for place in draft.places.values()}


def build(tree: dict[str, Any], draft: Draft) -> tuple[Package | None, list[Fault]]:
    """The package that ``tree`` says and the faults of its words and sense (places are looked up in ``draft``)."""
    try:
        package = Package.model_validate({**tree, "hash": draft.digest})
    except ValidationError as exc:
        return None, vocabulary_faults(exc, tree, draft)
    return package, lint(package, draft)


def _in_reading_order(faults: list[Fault]) -> list[Fault]:
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line or 0))
