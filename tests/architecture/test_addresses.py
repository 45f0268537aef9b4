"""Every address has a declared permission and an answer for somebody who is not signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from linli.web.access import ACCESS

#: the framework's own file addresses, which hold nothing of anybody
FILES = {"static"}


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the product: its name, and a path filled with values that belong to nobody."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            values = {name: _value(converter) for name, converter in entry.pattern.converters.items()}
            path = route
            for name, value in values.items():
                path = path.replace(f"<{name}>", value)
                for kind in ("int", "str", "slug", "path", "uuid"):
                    path = path.replace(f"<{kind}:{name}>", value)
            yield entry.name or "", "/" + path


def _value(converter: object) -> str:
    return "999999" if "Int" in type(converter).__name__ else "nobody"


ADDRESSES = dict(patterns())


def test_the_table_of_permissions_and_the_addresses_are_the_same() -> None:
    assert set(ADDRESSES) - FILES == set(ACCESS)


def test_every_address_was_filled_in() -> None:
    assert not [path for path in ADDRESSES.values() if "<" in path]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ADDRESSES))
@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_who_is_not_signed_in_gets_a_public_page_or_the_door(name: str, method: str, client: Client) -> None:
    answer = getattr(client, method)(ADDRESSES[name])
    if ACCESS[name].public:
        assert answer.status_code < 500 or name == "readyz"
        return
    assert answer.status_code == 302, f"{name}: {answer.status_code}"
    assert "next=" in answer["Location"]
