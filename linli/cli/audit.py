"""``linli audit verify|checkpoint|export|receipt|proof``: the record walked, anchored outside, handed to others."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from linli.cli.django import wake_with_database
from linli.cli.output import print_json
from linli.cli.parsers import open_command, open_group
from linli.cli.tongue import both, speaking
from linli.core.faults import BadInput, Fault
from linli.core.wording import say

#: broken places told on the terminal; `--json` tells them all
_SHOWN = 20


def register(subparsers: Any) -> None:
    """Adds ``audit`` with its actions."""
    audit = open_group(
        subparsers, "audit",
        what=both("办事记录：核验、存证、导出", "the record: verify, checkpoint, export"),
        examples=["linli audit verify --anchor checkpoint.txt", "linli audit export -o DIR"],
    )  # fmt: skip
    _verify_parser(audit)
    point = open_command(
        audit, "checkpoint", _checkpoint,
        what=both("取一个存证点：签名的根，要保管到别处", "take a checkpoint: the signed root, to be kept elsewhere"),
        examples=["linli audit checkpoint -o checkpoint.txt", "linli audit checkpoint --occasion night"],
    )  # fmt: skip
    occasions = ("asked", "night", "opening", "closing", "payment")
    point.add_argument("--occasion", choices=occasions, default="asked", help=both("缘由", "on what occasion"))
    point.add_argument("-o", "--output", type=Path, metavar=both("文件", "FILE"))
    export = open_command(
        audit, "export", _export,
        what=both(
            "导出全部事件、存证点、公钥和只用标准库的核验程序",
            "export events, checkpoints, public keys and a verifier that needs only the standard library",
        ),
        examples=["linli audit export -o DIR", "python3 -I DIR/verify.py DIR --anchor checkpoint.txt"],
    )  # fmt: skip
    export.add_argument("-o", "--output", type=Path, required=True, metavar=both("目录", "DIR"))
    receipt = open_command(
        audit, "receipt", _receipt,
        what=both("一条事件的回执和它在存证点之下的证明", "an event's receipt, with the proof that it stands"),
        examples=["linli audit receipt 12 > receipt.json"],
    )  # fmt: skip
    receipt.add_argument("event", type=int, metavar=both("序号", "NUMBER"))
    proof = open_command(
        audit, "proof", _proof,
        what=both("给见证人的证明：记录只增未改", "the proof for a witness that the record only grew"),
        examples=["linli audit proof --from 1200 --to 1500 > proof.json"],
    )  # fmt: skip
    proof.add_argument("--from", dest="earlier", type=int, required=True, metavar=both("事件数", "SIZE"))
    proof.add_argument("--to", dest="later", type=int, metavar=both("事件数", "SIZE"))


def _verify_parser(audit: Any) -> None:
    verify = open_command(
        audit, "verify", _verify,
        what=both(
            "核验整个记录：链、各表与记录重算比对、存证点、触发器；有一处不符就退出 1",
            "verify the record: chain, tables rebuilt and compared, checkpoints, triggers; exit 1 if any is broken",
        ),
        examples=["linli audit verify", "linli audit verify --anchor 2026-10.txt --anchor 2026-11.txt --json"],
    )  # fmt: skip
    verify.add_argument(
        "--anchor", action="append", default=[], type=Path, metavar=both("存证点", "CHECKPOINT"),
        help=both("在外面保管的存证点，可以给几个", "a checkpoint kept outside; may be given several times"),
    )  # fmt: skip
    verify.add_argument(
        "--receipt", action="append", default=[], type=Path, metavar=both("回执", "RECEIPT"),
        help=both("一份回执，可以给几个", "a receipt; may be given several times"),
    )  # fmt: skip
    verify.add_argument(
        "--key", action="append", default=[], metavar=both("公钥", "KEY"),
        help=both("另外信任的公钥（名称+短码+公钥）", "a further public key to trust (name+hash+key)"),
    )  # fmt: skip


def _verify(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.records.audit import Receipt, audit  # noqa: PLC0415 -- after Django is set up
    from linli.apps.records.walk import Outside  # noqa: PLC0415
    from linli.core.ledger import Signer, read_note  # noqa: PLC0415

    anchors = [Outside(str(path), read_note(_text(path), file=str(path))) for path in arguments.anchor]
    receipts = [Receipt(str(path), *_read_receipt(path)) for path in arguments.receipt]
    report = audit(anchors=anchors, receipts=receipts, keys=[Signer.read(key) for key in arguments.key])
    if arguments.json:
        broken = [each.as_dict(speaking()) for each in report.broken]
        counts = ("events", "rows", "tables", "checkpoints", "anchors", "receipts")
        told = {name: getattr(report, name) for name in counts}
        print_json({"ok": report.sound, **told, "covered": report.covered, "root": report.root, "leaf": report.leaf,
                    "broken": broken})  # fmt: skip
        return 0 if report.sound else 1
    for each in report.broken[:_SHOWN]:
        print(each.told(speaking()), file=sys.stderr)
    counted = both(
        f"{report.events} 条事件、{report.tables} 张表 {report.rows} 行、{report.checkpoints} 个存证点",
        f"{report.events} events, {report.rows} rows of {report.tables} tables, {report.checkpoints} checkpoints",
    )
    answer = both("全部相符", "all holds") if report.sound else both("有改动", "BROKEN")
    print(f"{counted}{both('：', ': ')}{answer}")
    if report.covered < report.events:
        print(
            both(
                f"其中 {report.covered} 条由外面保管的存证点覆盖；其余若被截掉或整体重算，这里看不出来",
                f"{report.covered} of them stand under a checkpoint from outside; whether later ones were cut off or "
                "computed anew cannot be seen here",
            )
        )
    return 0 if report.sound else 1


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _read_receipt(path: Path) -> tuple[int, str]:
    try:
        found = json.loads(_text(path))
        found = found.get("receipt", found)
        return int(found["event"]), str(found["leaf"])
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise BadInput([Fault(say("audit.bad_receipt"), file=str(path), found=str(exc)[:80])]) from exc


def _checkpoint(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from django.conf import settings  # noqa: PLC0415 -- after Django is set up

    from linli.apps.records.checkpoints import signers, take_checkpoint  # noqa: PLC0415
    from linli.stages.backups.gaps import MARK_FILE  # noqa: PLC0415

    point = take_checkpoint(now=datetime.now(UTC), occasion=arguments.occasion)
    for path in (Path(settings.DATA_DIR) / MARK_FILE, arguments.output):
        if path is not None:
            path.write_text(point.note, encoding="utf-8")
    if arguments.json:
        print_json({"number": point.number, "origin": point.origin, "size": point.size, "root": point.root,
                    "note": point.note, "key": signers()[0].as_text()})  # fmt: skip
        return 0
    print(point.note, end="")
    print(both("公钥：", "key: ") + signers()[0].as_text(), file=sys.stderr)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.records.export import export_record  # noqa: PLC0415 -- after Django is set up

    folder: Path = arguments.output
    if folder.exists() and any(folder.iterdir()):
        raise BadInput([Fault(say("audit.folder_in_use"), file=str(folder))])
    events, points = export_record(folder)
    if arguments.json:
        print_json({"folder": str(folder), "events": events, "checkpoints": points})
        return 0
    print(both(f"导出 {events} 条事件、{points} 个存证点：", f"{events} events, {points} checkpoints: ") + str(folder))
    print(f"python3 -I {folder}/verify.py {folder} --anchor …")
    return 0


def _receipt(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.records.checkpoints import receipt  # noqa: PLC0415 -- after Django is set up
    from linli.apps.records.queries import event_numbered  # noqa: PLC0415

    event = event_numbered(arguments.event)
    if event is None:
        raise BadInput([Fault(say("audit.receipt"), found=str(arguments.event))])
    print_json(receipt(event))
    return 0


def _proof(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.records.checkpoints import growth  # noqa: PLC0415 -- after Django is set up

    print_json(growth(arguments.earlier, arguments.later))
    return 0
