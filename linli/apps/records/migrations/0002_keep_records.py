"""Events are never changed or deleted; official texts are superseded, never rewritten."""

from __future__ import annotations

from django.db import migrations

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep("records_event"),
    Keep(
        "records_officialtext",
        columns=("package_id", "source_id", "filename", "text", "sha256", "supplied_by_id", "supplied_at"),
        closing="superseded_at",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = operations(KEPT)
