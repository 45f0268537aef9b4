"""An adoption tells on what document it rests and which stages give the days that govern its changes."""

from __future__ import annotations

from django.db import migrations, models

from linli.apps.records.triggers import Keep, operations


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_several_editions_on_one_day")]
    operations = [
        migrations.AddField(
            "policyadoption", "document", models.CharField(blank=True, max_length=200, verbose_name="依据的文件")
        ),
        migrations.AddField("policyadoption", "governing", models.JSONField(blank=True, default=dict)),
        migrations.AddField(
            "policyadoption", "reason", models.CharField(blank=True, max_length=300, verbose_name="理由")
        ),
        migrations.AddField(
            "policyadoption", "recorded_by", models.CharField(blank=True, max_length=200, verbose_name="经办")
        ),
        *operations((Keep("programme_policyadoption"),)),
    ]
