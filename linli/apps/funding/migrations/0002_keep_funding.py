"""Cost lines are superseded and allocations revoked, never changed or deleted."""

from __future__ import annotations

from django.db import migrations

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep(
        "funding_costline",
        columns=("project_id", "item", "segment", "cost_fen", "approved_fen", "recorded_by_id", "recorded_at"),
        closing="superseded_at",
    ),
    Keep(
        "funding_allocation",
        columns=(
            "programme_id", "pot", "project_id", "amount_fen", "allocated_on", "request_key",
            "recorded_by_id", "recorded_at",
        ),
        closing="revoked_at",
    ),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial")]
    operations = operations(KEPT)
