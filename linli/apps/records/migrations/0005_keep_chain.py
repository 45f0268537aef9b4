"""Every place of the chain is taken once, and the chain and its checkpoints are kept."""

from django.conf import settings
from django.db import migrations, models

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep("records_event"),
    Keep(
        "records_officialtext",
        columns=("package_id", "source_id", "filename", "text", "sha256", "supplied_by_id", "supplied_at"),
        closing="superseded_at",
    ),
    Keep("records_checkpoint"),
    Keep("records_touchedrow"),
)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("records", "0004_earlier_events"),
    ]
    operations = [
        migrations.AddIndex(model_name="event", index=models.Index(fields=["actor", "id"], name="event_by_actor")),
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["organisation", "id"], name="event_by_organisation")
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("seq",), name="event_stands_once_in_the_chain"),
        ),
        migrations.AddConstraint(
            model_name="event", constraint=models.UniqueConstraint(fields=("leaf",), name="event_receipt_is_given_once")
        ),
        *operations(KEPT),
    ]
