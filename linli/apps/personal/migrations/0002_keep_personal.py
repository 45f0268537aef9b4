"""Who saw whose personal data is never changed or deleted."""

from __future__ import annotations

from django.db import migrations

from linli.apps.records.triggers import Keep, operations

KEPT = (Keep("personal_disclosure"),)


class Migration(migrations.Migration):
    dependencies = [("personal", "0001_initial")]
    operations = operations(KEPT)
