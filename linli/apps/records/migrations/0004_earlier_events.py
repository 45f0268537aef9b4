"""Events from before the chain get their places in it, in the order of their ids; the rows they wrote are taken over as
they stand after this upgrade (`linli migrate` records them)."""

from datetime import UTC

from django.db import migrations

from linli.core.ledger import GENESIS, canonical_json, leaf_hash

ALGORITHM = "sha256"


def content(event, seq):
    """As the first version of the chain writes it, kept here so that this migration never changes."""
    moment = event.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {
        "v": 1, "algorithm": ALGORITHM, "id": event.id, "seq": seq, "at": moment, "kind": event.kind,
        "actor": event.actor_id, "post": None, "organisation": None, "post_label": event.post_label, "mandate": None,
        "subject": [event.subject_type, event.subject_id], "programme": event.programme_id, "body": event.body,
        "reason": event.reason, "request": event.request_id, "rows": [],
    }


def chain(apps, schema_editor):
    events, prev = apps.get_model("records", "Event"), GENESIS
    for seq, event in enumerate(events.objects.order_by("id").iterator(chunk_size=1000), start=1):
        body = canonical_json(content(event, seq))
        leaf = leaf_hash(ALGORITHM, prev, body)
        events.objects.filter(pk=event.pk).update(
            seq=seq, algorithm=ALGORITHM, prev=prev, leaf=leaf, canonical=body
        )
        prev = leaf


class Migration(migrations.Migration):
    dependencies = [("records", "0003_chain")]
    operations = [migrations.RunPython(chain, migrations.RunPython.noop)]
