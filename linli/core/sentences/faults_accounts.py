"""What organisations, posts, people and appointment lists are refused for."""

from __future__ import annotations

ACCOUNTS: dict[str, tuple[str, str]] = {
    "accounts.credit_code": (
        "统一社会信用代码应为 18 位，最后一位是校验码；这个不对",
        "a unified social credit code has 18 places, the last one a check digit; this one is wrong",
    ),
}
