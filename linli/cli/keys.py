"""``linli keys``: which keys there are, making the file, replacing a key. Answers without the database."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from linli.cli.django import wake, wake_with_database
from linli.cli.output import print_json
from linli.cli.parsers import open_command, open_group
from linli.cli.tongue import both
from linli.core.faults import BadInput, Fault
from linli.core.wording import listed, say


def register(subparsers: Any) -> None:
    acts = open_group(
        subparsers,
        "keys",
        what=both("密钥", "keys"),
        description=both(
            "加密个人信息和签名用的密钥：看、建、换。密钥不在数据库里，也不在备份里，要另外保管两份。",
            "The keys that seal personal data and sign: list, make, replace. They are neither in the database nor in\n"
            "backups; keep two copies elsewhere.",
        ),
        examples=["linli keys list", "linli keys make", "linli keys rotate seal:personal"],
    )
    told = both("有哪些密钥（不显示密钥本身）", "which keys there are (never the keys themselves)")
    open_command(acts, "list", _list, what=told, examples=["linli keys list --json"])
    told = both("新建密钥文件；已有就不动", "make the file of keys; one that exists is left alone")
    open_command(acts, "make", _make, what=told, examples=["linli keys make"], json=False)
    told = both("换一把：新资料用新的，旧资料仍能读", "replace a key: new data use the new one, old data stay readable")
    rotating = open_command(
        acts, "rotate", _rotate, what=told, examples=["linli keys rotate seal:personal"], json=False
    )
    rotating.add_argument(
        "purpose",
        metavar=both("用途", "PURPOSE"),
        help=both(
            "如 seal:personal、index:phone、sign:checkpoint（见 list）",
            "such as seal:personal, index:phone, sign:checkpoint (see list)",
        ),
    )
    told = both("把旧密钥加密的资料换成新密钥加密", "seal again with the current keys what earlier keys sealed")
    open_command(acts, "reseal", _reseal, what=told, examples=["linli keys reseal"])
    told = both("销毁换下的密钥：它加密的资料从此读不出来", "destroy a replaced key: what it sealed is gone for good")
    destroying = open_command(
        acts,
        "destroy",
        _destroy,
        what=told,
        examples=[
            both("linli keys destroy 1a2b3c4d --reason 审计已结束", "linli keys destroy 1a2b3c4d --reason audited")
        ],
        json=False,
    )
    destroying.add_argument("id", metavar=both("编号", "ID"))
    destroying.add_argument("--reason", required=True, metavar=both("理由", "REASON"))


def _ring() -> Any:
    wake()
    from linli.integrations.crypto import keys  # noqa: PLC0415 -- after the settings

    return keys()


def _told(exc: Any) -> BadInput:
    return BadInput([Fault(message=exc.words, file="LINLI_KEYS_FILE")])


def _list(arguments: argparse.Namespace) -> int:
    from linli.integrations.crypto import CryptoError  # noqa: PLC0415

    try:
        ring = _ring()
        found = ring.all()
    except CryptoError as exc:
        raise _told(exc) from exc
    rows = [
        {
            "id": key.id, "purpose": key.purpose, "algorithm": key.algorithm, "current": key.is_current,
            "made": key.made, "retired": key.retired, "destroyed": key.destroyed,
        }
        for key in found
    ]  # fmt: skip
    if arguments.json:
        print_json({"file": str(ring.path), "keys": rows})
        return 0
    print(both(f"{ring.path}：{len(rows)} 把", f"{ring.path}: {len(rows)} keys"))
    for key in found:
        state = both("在用", "in use")
        if key.destroyed:
            state = both(f"已销毁 {key.destroyed}", f"destroyed {key.destroyed}")
        elif not key.is_current:
            state = both(f"只用来读，{key.retired} 换下", f"for reading only, replaced {key.retired}")
        print(f"  {key.id}  {key.purpose:<22}{key.algorithm:<14}{state}")
    return 0


def _make(_: argparse.Namespace) -> int:
    from linli.integrations.crypto import CryptoError  # noqa: PLC0415

    ring = _ring()
    try:
        ring.make_file()
    except CryptoError as exc:
        raise _told(exc) from exc
    print(
        both(
            f"已建 {ring.path}。请另外保管两份副本，交给两个人；它不在 `linli backup` 里",
            f"made {ring.path}. Keep two copies elsewhere, with two people; `linli backup` does not hold it",
        )
    )
    return 0


def _rotate(arguments: argparse.Namespace) -> int:
    from linli.integrations.crypto import CryptoError  # noqa: PLC0415

    ring = _ring()
    try:
        known = {key.purpose for key in ring.all()}
        if arguments.purpose not in known:
            raise BadInput(
                [Fault(say("command.no_key_purpose"), found=arguments.purpose, expected=listed(sorted(known)))]
            )
        key = ring.rotate(arguments.purpose, made=datetime.now(UTC).isoformat(timespec="seconds"))
    except CryptoError as exc:
        raise _told(exc) from exc
    print(
        both(
            f"{arguments.purpose} 换成了 {key.id}；请更新保管的副本",
            f"{arguments.purpose} is now {key.id}; renew the copies you keep",
        )
    )
    return 0


def _reseal(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.apps.personal.resealing import reseal  # noqa: PLC0415
    from linli.integrations.crypto import CryptoError  # noqa: PLC0415

    try:
        done = reseal(actor=console(), now=datetime.now(UTC))
    except CryptoError as exc:
        raise _told(exc) from exc
    if arguments.json:
        print_json({"resealed": done})
        return 0
    for table, count in done.items():
        print(f"{table}: {count}")
    return 0


def _destroy(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.apps.accounts.refusals import RefusalError  # noqa: PLC0415
    from linli.apps.personal.resealing import destroy_key  # noqa: PLC0415
    from linli.integrations.crypto import CryptoError  # noqa: PLC0415

    try:
        lost = destroy_key(actor=console(), now=datetime.now(UTC), key_id=arguments.id, reason=arguments.reason)
    except CryptoError as exc:
        raise _told(exc) from exc
    except RefusalError as exc:
        raise BadInput([Fault(message=str(exc))]) from exc
    print(
        both(
            f"已销毁 {arguments.id}，{lost} 条资料从此读不出来。副本也要销毁",
            f"{arguments.id} destroyed; {lost} values can never be read again. Destroy its copies too",
        )
    )
    return 0
