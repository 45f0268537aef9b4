"""Attempts to come in are never changed or deleted."""

from __future__ import annotations

from django.db import migrations

from linli.apps.records.triggers import Keep, operations

KEPT = (Keep("signin_attempt"),)


class Migration(migrations.Migration):
    dependencies = [("signin", "0001_initial")]
    operations = operations(KEPT)
