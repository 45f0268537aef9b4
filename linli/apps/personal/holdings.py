"""Which tables hold personal data, whose it is, and who may see it: one entry for each table with sealed columns.

An app with such a table declares it when Django starts; pages, the search of who saw what, keeping periods, resealing
and "what is kept about me" then know it. A test holds every table with a sealed column to having an entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import User
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.personal.fields import sealed_fields


@dataclass(frozen=True)
class Holding:
    """``name``: in the address of pages; ``words``: of the table; ``why``: what the data are needed for;
    ``seen_by``: the rows a viewer may know of; ``may_reveal``: the predicate for showing one; ``called``: a row's name
    on pages and in the record, without personal data; ``of_user``: rows about somebody who signs in with an account."""

    name: str
    model: type[Model]
    words: str | Promise
    why: str | Promise
    seen_by: Callable[[Actor], QuerySet[Model]]
    may_reveal: Callable[[Actor, Model], bool]
    called: Callable[[Model], str]
    of_user: Callable[[User], QuerySet[Model]] | None = None

    @property
    def label(self) -> str:
        found: str = self.model._meta.label_lower  # noqa: SLF001 -- Django's documented API
        return found

    def column_words(self, name: str) -> str | Promise:
        """The column's name for a reader. Raises NotFoundError for what is no sealed column of this table."""
        for field in sealed_fields(self.model):
            if field.attname == name:
                return field.verbose_name or name
        raise NotFoundError


HOLDINGS: dict[str, Holding] = {}


def hold(holding: Holding) -> None:
    """Make the table known. Declaring one name for two tables is a mistake."""
    if HOLDINGS.setdefault(holding.name, holding).model is not holding.model:
        raise ValueError(f"two tables of personal data called {holding.name}")


def holding_named(name: str) -> Holding:
    """Raises NotFoundError."""
    if name not in HOLDINGS:
        raise NotFoundError
    return HOLDINGS[name]


def holding_of(model: type[Model]) -> Holding:
    """Raises KeyError for a table nobody declared."""
    return next(holding for holding in HOLDINGS.values() if holding.model is model)
