"""The unified social credit code (统一社会信用代码, GB 32100) of a body: eighteen places, the last a check digit."""

from __future__ import annotations

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from linli.core.wording import say


def credit_code(text: str) -> str:
    """The code in its plain form. Raises ValueError, in both languages, when it cannot be one.

    >>> credit_code("91110000600037341l")
    '91110000600037341L'
    """
    try:
        return str(uscc.validate(text.strip().upper()))
    except ValidationError as exc:
        raise ValueError(say("accounts.credit_code")) from exc
