"""The columns and tables of the chain. The keeping triggers of events are lifted until 0005, so that 0004 can take
earlier events into the chain."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linli.apps.records.triggers import Keep

EVENTS = Keep("records_event")
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
OCCASIONS = [("night", "每晚"), ("opening", "开启"), ("closing", "截止"), ("payment", "拨付批次"), ("asked", "要求")]


def lift(_, schema_editor):
    EVENTS.remove(schema_editor)


def hold(_, schema_editor):
    EVENTS.remove(schema_editor)
    EVENTS.install(schema_editor)


def event_field(name, field, **more):
    return migrations.AddField(model_name="event", name=name, field=field, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("records", "0002_keep_records"),
    ]
    operations = [
        migrations.RunPython(lift, hold),
        event_field("mandate_id", models.BigIntegerField(null=True, verbose_name="委托书")),
        event_field("algorithm", models.CharField(default="", max_length=16, verbose_name="算法"), preserve_default=False),
        event_field("canonical", models.TextField(default="", verbose_name="原文"), preserve_default=False),
        event_field("leaf", models.CharField(default="", max_length=64, verbose_name="回执"), preserve_default=False),
        event_field("prev", models.CharField(default="", max_length=64, verbose_name="前一条"), preserve_default=False),
        event_field("seq", models.BigIntegerField(default=0, verbose_name="序号"), preserve_default=False),
        event_field(
            "organisation",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
            ),
        ),
        event_field(
            "post",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.post"),
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ID,
                ("number", models.BigIntegerField(verbose_name="编号")),
                ("origin", models.CharField(max_length=200, verbose_name="出处")),
                ("size", models.BigIntegerField(verbose_name="事件数")),
                ("root", models.CharField(max_length=64, verbose_name="根")),
                ("algorithm", models.CharField(max_length=16, verbose_name="算法")),
                ("frontier", models.TextField(blank=True, verbose_name="续算用的子树根")),
                ("occasion", models.CharField(choices=OCCASIONS, max_length=16, verbose_name="缘由")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="关于")),
                ("note", models.TextField(verbose_name="文本")),
                ("taken_at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("number",), name="checkpoint_number_is_given_once")],
            },
        ),
        migrations.CreateModel(
            name="CommitmentSalt",
            fields=[
                ID,
                ("table_name", models.CharField(max_length=63)),
                ("row_id", models.BigIntegerField()),
                ("salt", models.CharField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table_name", "row_id"), name="commitment_salt_once_per_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="TouchedRow",
            fields=[
                ID,
                ("table_name", models.CharField(max_length=63)),
                ("row_id", models.BigIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="touched",
                        to="records.event",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("table_name", "row_id", "event"), name="touched_row_once_in_an_event"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnrecordedRow",
            fields=[
                ID,
                ("table_name", models.CharField(max_length=63)),
                ("row_id", models.BigIntegerField()),
                ("before", models.TextField(blank=True, default="")),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+",
                        to="records.event",
                    ),
                ),
            ],
        ),
    ]
