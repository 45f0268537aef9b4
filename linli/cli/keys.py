"""``linli keys``: which keys there are, making the file, replacing a key. Answers without the database."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from linli.cli.django import wake
from linli.cli.output import print_json
from linli.core.faults import BadInput, Fault


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "keys",
        help="密钥",
        description="加密个人信息和签名用的密钥：看、建、换。密钥不在数据库里，也不在备份里，要另外保管两份。",
        epilog="例:\n  linli keys list\n  linli keys make\n  linli keys rotate seal:personal",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    acts = parser.add_subparsers(metavar="动作", required=True)
    listing = acts.add_parser("list", help="有哪些密钥（不显示密钥本身）")
    listing.add_argument("--json", action="store_true", help="只输出一份 JSON")
    listing.set_defaults(run=_list)
    acts.add_parser("make", help="新建密钥文件；已有就不动").set_defaults(run=_make)
    rotating = acts.add_parser("rotate", help="换一把：新资料用新的，旧资料仍能读")
    rotating.add_argument("purpose", metavar="用途", help="如 seal:personal、index:phone、sign:checkpoint（见 list）")
    rotating.set_defaults(run=_rotate)


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
    print(f"{ring.path}：{len(rows)} 把")
    for key in found:
        state = (
            f"已销毁 {key.destroyed}"
            if key.destroyed
            else "在用"
            if key.is_current
            else f"只用来读，{key.retired} 换下"
        )
        print(f"  {key.id}  {key.purpose:<22}{key.algorithm:<14}{state}")
    return 0


def _make(_: argparse.Namespace) -> int:
    from linli.integrations.crypto import CryptoError  # noqa: PLC0415

    ring = _ring()
    try:
        ring.make_file()
    except CryptoError as exc:
        raise _told(exc) from exc
    print(f"已建 {ring.path}。请另外保管两份副本，交给两个人；它不在 `linli backup` 里")
    return 0


def _rotate(arguments: argparse.Namespace) -> int:
    from linli.integrations.crypto import CryptoError  # noqa: PLC0415

    ring = _ring()
    try:
        known = {key.purpose for key in ring.all()}
        if arguments.purpose not in known:
            raise BadInput(
                [Fault(message="没有这个用途的密钥", found=arguments.purpose, expected="、".join(sorted(known)))]
            )
        key = ring.rotate(arguments.purpose, made=datetime.now(UTC).isoformat(timespec="seconds"))
    except CryptoError as exc:
        raise _told(exc) from exc
    print(f"{arguments.purpose} 换成了 {key.id}；请更新保管的副本")
    return 0
