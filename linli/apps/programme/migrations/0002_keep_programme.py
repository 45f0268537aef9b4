"""Stage facts are withdrawn with a reason, never changed or deleted; adoptions stand."""

from __future__ import annotations

from django.db import migrations

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep(
        "programme_stagefact",
        columns=(
            "programme_id", "project_id", "area_id", "stage", "key", "value", "happened_on", "note",
            "recorded_by_id", "recorded_at",
        ),
        closing="withdrawn_at",
    ),
    Keep("programme_policyadoption"),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]
    operations = operations(KEPT)
