"""Attempts to come in with a letter are never changed or deleted."""

from __future__ import annotations

from django.db import migrations

from linli.apps.records.triggers import Keep, operations

KEPT = (Keep("residents_homeattempt"),)


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]
    operations = operations(KEPT)
