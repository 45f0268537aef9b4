"""Sort keys for what was entered before names had them."""

from django.db import migrations

from linli.integrations.pinyin import person_key, pinyin_key


def fill_name_keys(apps, schema_editor):
    for model, field, key in (("Organisation", "name", pinyin_key), ("User", "display_name", person_key)):
        for row in apps.get_model("accounts", model).objects.filter(name_key="").iterator():
            row.name_key = key(getattr(row, field) or getattr(row, "username", ""))
            row.save(update_fields=["name_key"])


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_organisations_and_people"),
    ]

    operations = [migrations.RunPython(fill_name_keys, migrations.RunPython.noop)]
