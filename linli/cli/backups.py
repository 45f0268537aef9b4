"""``linli backup FILE`` and ``linli restore FILE``: all that linli keeps, but the keys, as one file."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from linli.cli.django import wake, wake_with_database
from linli.cli.output import print_json
from linli.cli.parsers import open_command
from linli.cli.tongue import both
from linli.core.faults import BadInput, Fault


def register(subparsers: Any) -> None:
    taking = open_command(
        subparsers,
        "backup",
        _backup,
        what=both(
            "备份：数据库、证据文件和政策包，成一个带校验和的文件；可在使用中进行",
            "back up database, evidence and policy packages into one checksummed file, while people work",
        ),
        examples=["linli backup /srv/backup/linli-2026-11-20.linli"],
    )
    taking.add_argument("file", type=Path, metavar=both("文件", "FILE"))
    restoring = open_command(
        subparsers,
        "restore",
        _restore,
        what=both(
            "恢复到空的数据库（SQLite 或 PostgreSQL）；不完整的备份不收，已有资料的地方不动",
            "restore into an empty SQLite or PostgreSQL; damaged backups are refused, data never overwritten",
        ),
        examples=[
            "LINLI_DATA_DIR=/srv/linli-new linli restore /srv/backup/linli-2026-11-20.linli",
            "linli restore linli-2026-11-20.linli --anchor checkpoint.txt",
        ],
    )
    restoring.add_argument("file", type=Path, metavar=both("文件", "FILE"))
    restoring.add_argument(
        "--anchor",
        action="append",
        default=[],
        type=Path,
        metavar=both("检查点", "CHECKPOINT"),
        help=both(
            "在外面保管的检查点，用来算出少了几条记录；可以给几个",
            "a checkpoint kept outside, to tell how many events are missing; may be given several times",
        ),
    )


def _backup(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.stages.backups import note_size, take_backup  # noqa: PLC0415

    taken = take_backup(arguments.file.absolute(), now=datetime.now(UTC))
    note_size(taken.events)
    if arguments.json:
        print_json(
            {
                "file": str(taken.path), "sha256": taken.sha256, "logical_hash": taken.logical_hash,
                "bytes": taken.size, "rows": taken.rows, "files": taken.files, "events": taken.events,
                "keys_needed": list(taken.keys),
            }
        )  # fmt: skip
        return 0
    print(
        both(
            f"已备份到 {taken.path}：{taken.rows} 行，{taken.files} 个文件，{taken.events} 条记录，{taken.size} 字节",
            f"Backed up to {taken.path}: {taken.rows} rows, {taken.files} files, {taken.events} events, "
            f"{taken.size} bytes",
        )
    )
    print(
        both(
            f"校验和 {taken.sha256}。密钥不在里面：keys 文件要另外保管，没有它，加密的个人信息读不出来",
            f"Checksum {taken.sha256}. The keys are not in it: keep the key file elsewhere, or sealed data stay sealed",
        )
    )
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    wake()
    from linli.config.health import database_answers, durable, storage_writable  # noqa: PLC0415
    from linli.stages.backups import key_ids, note_gap, restore, size_of_checkpoint  # noqa: PLC0415

    for condition in (storage_writable(), database_answers(), durable()):
        if not condition.holds:
            raise BadInput([Fault(message=condition.detail, file=condition.name)])
    for anchor in arguments.anchor:
        size_of_checkpoint(anchor)  # refused before anything is touched
    restored = restore(arguments.file, keys_at_hand=key_ids())
    gap = note_gap(taken_at=restored.taken_at, events=restored.events, anchors=arguments.anchor, now=datetime.now(UTC))
    if arguments.json:
        print_json(
            {
                "taken_at": restored.taken_at, "logical_hash": restored.logical_hash, "rows": restored.rows,
                "files": restored.files, "events": restored.events, "missing_events": gap.missing,
                "missing_keys": list(restored.missing_keys),
            }
        )  # fmt: skip
        return 0
    print(
        both(
            f"已恢复 {restored.taken_at} 的备份：{restored.rows} 行，{restored.files} 个文件，与备份逐行一致",
            f"Restored the backup of {restored.taken_at}: {restored.rows} rows, "
            f"{restored.files} files, equal row by row",
        )
    )
    if gap.missing:
        print(
            both(
                f"缺 {gap.missing} 条记录：备份之后办的事不在里面。每页都会提示，直到系统管理员说明原因并确认",
                f"{gap.missing} events are missing: what was done after the backup. Every page says so until an "
                "administrator acknowledges it with a reason",
            )
        )
    if restored.missing_keys:
        names = "、".join(restored.missing_keys)
        print(
            both(
                f"缺密钥 {names}：请把当时的密钥文件放回 LINLI_KEYS_FILE，否则加密的个人信息读不出来",
                f"Keys {names} are not here: put the key file of that time back (LINLI_KEYS_FILE), "
                "or sealed personal data stay sealed",
            )
        )
    return 0
