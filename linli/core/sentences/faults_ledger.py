"""What a checkpoint, a receipt or a key is refused for."""

from __future__ import annotations

LEDGER: dict[str, tuple[str, str]] = {
    "ledger.bad_note": (
        "这不是一份存证点：第一行是出处，第二行是事件数，第三行是根，空一行后是签名",
        "no checkpoint: its lines are the origin, the number of events, the root, a blank line, signatures",
    ),
    "ledger.bad_key": (
        "这不是一把公钥，或抄写有误",
        "this is no public key, or it was copied wrongly",
    ),
}
