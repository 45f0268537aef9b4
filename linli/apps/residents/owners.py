"""What is kept of an owner, sealed; and the check against it: the name, and the last digits of telephone or paper."""

from __future__ import annotations

import hmac

from linli.apps.residents.models import Owner
from linli.integrations.crypto import masked, normal, open_sealed, seal

PURPOSE = "residents"
DIGITS = 4


def _place(owner: Owner, column: str) -> str:
    return f"residents_owner:{owner.ref}:{column}"


def fill(owner: Owner, *, name: str, phone: str, digits: str) -> Owner:
    """Seal what the roll says into a row not yet saved."""
    owner.name_sealed = seal(name, purpose=PURPOSE, place=_place(owner, "name"))
    owner.phone_sealed = seal(phone, purpose=PURPOSE, place=_place(owner, "phone")) if phone else ""
    owner.digits_sealed = seal(digits, purpose=PURPOSE, place=_place(owner, "digits")) if digits else ""
    return owner


def _opened(owner: Owner, column: str) -> str:
    sealed: str = getattr(owner, f"{column}_sealed")
    return open_sealed(sealed, purpose=PURPOSE, place=_place(owner, column)) if sealed else ""


def folded(text: str) -> str:
    """A name or digits as compared: full-width letters, spaces and dots make no difference."""
    return "".join(letter for letter in normal(text, "name").upper() if letter.isalnum())


def is_the_one(owner: Owner, *, name: str, digits: str) -> bool:
    """Whether name and last digits are this owner's. All comparisons are made, whatever the first ones say."""
    name_fits = _same(folded(_opened(owner, "name")), folded(name))
    given = folded(digits)
    phone_fits = _same(normal(_opened(owner, "phone"), "phone")[-DIGITS:], given)
    paper_fits = _same(folded(_opened(owner, "digits")), given)
    return name_fits and len(given) == DIGITS and (phone_fits or paper_fits)


def _same(one: str, other: str) -> bool:
    return bool(one) and hmac.compare_digest(one.encode(), other.encode())


def shown_name(owner: Owner) -> str:
    """The name as it may stand on a page: the first character only."""
    name = _opened(owner, "name")
    return name[:1] + "*" * max(len(name) - 1, 1)


def shown_phone(owner: Owner) -> str:
    phone = _opened(owner, "phone")
    return masked(phone, "phone") if phone else ""
