"""Readings settled on one day make several editions of it: the day alone no longer names an adoption."""

from __future__ import annotations

from django.db import migrations, models

from linli.apps.records.triggers import Keep, operations


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_keep_programme")]
    operations = [
        migrations.RemoveConstraint("policyadoption", "policy_adopted_once_a_day"),
        migrations.AddConstraint(
            "policyadoption",
            models.UniqueConstraint(
                fields=("programme", "adopted_on", "package_hash"), name="policy_edition_adopted_once_a_day"
            ),
        ),
        *operations((Keep("programme_policyadoption"),)),
    ]
