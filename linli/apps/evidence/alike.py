"""The same or nearly the same picture at another object: a warning for a person, never a verdict.

Two pictures are alike when their fingerprints differ in at most three of 64 bits. Three changed bits leave at least one
of the four quarters whole, so an index on each quarter finds every candidate.
"""

from __future__ import annotations

from django.db.models import Q

from linli.apps.evidence.models import Content, Evidence

QUARTERS = 4
QUARTER_LETTERS = 4
HEX = 16
MOST_DIFFERENT = 3
#: pictures with hardly an edge (a white wall, a scanned page) are all alike: their fingerprint says nothing
FEWEST_EDGES, BITS = 10, 64
MOST_CANDIDATES = 400
MOST_SHOWN = 20


def look_quarters(look: str) -> dict[str, int | None]:
    """The columns of a fingerprint of 16 letters; empty where it says nothing."""
    edges = int(look or "0", HEX).bit_count()
    telling = bool(look) and FEWEST_EDGES <= edges <= BITS - FEWEST_EDGES
    parts = (
        [int(look[at * QUARTER_LETTERS : (at + 1) * QUARTER_LETTERS], HEX) for at in range(QUARTERS)] if look else []
    )
    return {f"look_{letter}": parts[at] if telling else None for at, letter in enumerate("abcd")}


def others_alike(evidence: Evidence) -> list[Evidence]:
    """Standing records of other objects with the same content, or a picture that looks the same; newest first."""
    contents = [evidence.content_id, *_contents_alike(evidence.content)]
    others = (
        Evidence.objects.filter(content_id__in=contents, withdrawn_at__isnull=True)
        .exclude(subject_type=evidence.subject_type, subject_id=evidence.subject_id)
        .select_related("content", "organisation")
    )
    return list(others.order_by("-id")[:MOST_SHOWN])


def _contents_alike(content: Content) -> list[int]:
    look = content.look
    if look is None:
        return []
    same_quarter = (
        Q(look_a=content.look_a) | Q(look_b=content.look_b) | Q(look_c=content.look_c) | Q(look_d=content.look_d)
    )
    candidates = Content.objects.filter(same_quarter).exclude(pk=content.pk).order_by("-id")[:MOST_CANDIDATES]
    return [
        other.pk for other in candidates if other.look is not None and (other.look ^ look).bit_count() <= MOST_DIFFERENT
    ]
