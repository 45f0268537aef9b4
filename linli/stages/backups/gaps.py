"""What a restored record lacks: held against the newest checkpoint that anybody kept outside.

A backup is older than the present. After it is restored, the record must reach at least as far as the newest checkpoint
known; what it lacks is shown on every page until an administrator acknowledges it with a reason. The gap is kept in a
file of the data folder, not in the database: the restored database equals the backup to the last row.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability, Organisation
from linli.apps.accounts.permissions import require, sentence
from linli.apps.accounts.refusals import RefusalError
from linli.apps.records.services import record_event
from linli.core.faults import BadInput, Fault
from linli.core.wording import say

GAP_FILE = "restored.json"
#: the size of the record when it was last known here, written by every backup and checkpoint
MARK_FILE = "newest_checkpoint"
SIZE_LINE = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A restored record that lacks something. ``events`` came back, ``missing`` did not; instants as ISO text."""

    restored_at: str
    taken_at: str
    events: int
    missing: int


def open_gap() -> Gap | None:
    """The gap that nobody has acknowledged yet."""
    try:
        text = (settings.DATA_DIR / GAP_FILE).read_text(encoding="utf-8")
    except OSError:
        return None
    return Gap(**json.loads(text))


def note_gap(*, taken_at: str, events: int, anchors: Iterable[Path], now: datetime) -> Gap:
    """Compare what came back with the checkpoints (the mark of this data folder among them), and keep what is missing.

    Raises BadInput for a file that is no checkpoint.
    """
    sizes = [size_of_checkpoint(path) for path in anchors]
    mark = settings.DATA_DIR / MARK_FILE
    if mark.exists():
        sizes.append(size_of_checkpoint(mark))
    gap = Gap(now.isoformat(timespec="seconds"), taken_at, events, max(0, max(sizes, default=0) - events))
    if gap.missing:
        _write(settings.DATA_DIR / GAP_FILE, json.dumps(asdict(gap), indent=1))
    return gap


@sentence(_("恢复后的缺口由系统管理员说明原因并确认。"))
def may_acknowledge_gap(actor: Actor) -> bool:
    return actor.has(Capability.ADMINISTRATOR)


@transaction.atomic
def acknowledge_gap(*, actor: Actor, now: datetime, reason: str) -> None:
    """Somebody answers for what is missing: on record, and the pages stop telling. Nothing to do without a gap.

    Raises NotPermittedError, RefusalError without a reason.
    """
    require(may_acknowledge_gap, actor)
    gap = open_gap()
    if gap is None:
        return
    if not reason.strip():
        raise RefusalError(_("确认要写明原因。"))
    organisation = actor.post.organisation if actor.post else Organisation.objects.order_by("pk").first()
    if organisation is None:
        raise RefusalError(_("这个数据库里还没有机构。"))
    record_event(
        actor=actor,
        now=now,
        kind="records.gap.acknowledged",
        subject=organisation,
        body=asdict(gap),
        reason=reason.strip(),
    )
    transaction.on_commit(close_gap)


def close_gap() -> None:
    """The gap is acknowledged: the note is kept under another name."""
    path = settings.DATA_DIR / GAP_FILE
    gap = open_gap()
    if gap is not None:
        path.replace(path.with_name(f"restored-{gap.restored_at[:19].replace(':', '')}.json"))


def note_size(events: int) -> None:
    """Remember how far the record reached, outside the database. Never goes back: a restored record is no news."""
    path = settings.DATA_DIR / MARK_FILE
    known = size_of_checkpoint(path) if path.exists() else 0
    if events > known:
        _write(path, f"linli\n{events}\n")


def size_of_checkpoint(path: Path) -> int:
    """How many events a checkpoint speaks of: its second line, as in the signed notes of `linli audit checkpoint`."""
    try:
        return int(path.read_text(encoding="utf-8").splitlines()[SIZE_LINE])
    except (ValueError, IndexError):
        raise BadInput([Fault(message=say("backup.anchor", file=path))]) from None


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.part")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
