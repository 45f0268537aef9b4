"""Writing the record: one event per act, and the official texts that an office supplies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.journal import KINDS
from linli.apps.accounts.permissions import require
from linli.apps.records.chain import append
from linli.apps.records.models import Event, OfficialText
from linli.apps.records.permissions import may_supply_official_text
from linli.apps.records.request_ids import current_request_id


def record_event(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    subject: Model,
    programme_id: int | None = None,
    body: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """The event of an act, written last in the act's own transaction: it takes every row written so far with it into
    the chain. ``body``: ids, amounts and names of places and papers, never personal data.

    Ids grow in the order of the commits, so the newest id tells whether anything changed. Raises ValueError for a kind
    that nobody declared, or outside a transaction; RefusalError when a text holds a person's number.
    """
    if kind not in KINDS:
        raise ValueError(f"event kind without a sentence: {kind}")
    if not connection.in_atomic_block:
        raise ValueError("an event belongs to the transaction of its act")
    post = actor.post
    return append(
        Event(
            kind=kind,
            actor=actor.user,
            post=post,
            organisation_id=post.organisation_id if post else None,
            post_label=actor.label[:200],
            mandate_id=getattr(actor, "mandate_id", None),
            subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django's documented API
            subject_id=subject.pk,
            programme_id=programme_id,
            body=dict(body or {}),
            reason=reason,
            request_id=current_request_id(),
            recorded_at=now,
        )
    )


@transaction.atomic
def supply_official_text(
    *, actor: Actor, now: datetime, package_id: str, source_id: str, filename: str, text: str
) -> OfficialText:
    """Keep the official text of a source; an earlier one is superseded, the same one again changes nothing."""
    require(may_supply_official_text, actor)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    current = OfficialText.objects.filter(package_id=package_id, source_id=source_id, superseded_at__isnull=True)
    standing = current.select_for_update().first()
    if standing is not None and standing.sha256 == sha256:
        return standing
    current.update(superseded_at=now)
    supplied = OfficialText.objects.create(
        package_id=package_id,
        source_id=source_id,
        filename=filename[-200:],
        text=text,
        sha256=sha256,
        supplied_by=actor.user,
        supplied_at=now,
    )
    record_event(
        actor=actor,
        now=now,
        kind="records.official_text.supplied",
        subject=supplied,
        body={"package": package_id, "source": source_id, "filename": supplied.filename, "sha256": sha256},
    )
    return supplied
