"""For tests that put something into the tables which no service would: past the record, and without a trace of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def past_the_record() -> Iterator[None]:
    """Rows written inside are not waited for by any event. Mark the test ``alters_the_record`` in tests/apps."""
    from linli.apps.records.models import UnrecordedRow  # noqa: PLC0415 -- after Django is set up

    yield
    UnrecordedRow.objects.all().delete()
