"""Particulars of projects; cost lines with their part, purpose, decisions and facts. SQLite rebuilds the table of cost
lines here, so its triggers are installed again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep(
        "funding_costline",
        columns=(
            "project_id", "item", "segment", "cost_fen", "approved_fen", "part", "purpose", "override", "decision",
            "agreement", "facts", "recorded_by_id", "recorded_at",
        ),
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
    Keep(
        "funding_particular",
        columns=("project_id", "name", "value", "document", "recorded_by_id", "recorded_at"),
        closing="superseded_at",
    ),
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0002_keep_funding'),
        ('programme', '0003_several_editions_on_one_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Particular',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='情况')),
                ('value', models.CharField(max_length=300, verbose_name='值')),
                ('document', models.CharField(max_length=200, verbose_name='依据')),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.AlterModelOptions(
            name='costline',
            options={'ordering': ['item', 'segment', 'part', 'id']},
        ),
        migrations.RemoveConstraint(
            model_name='costline',
            name='cost_line_current_once_per_item_and_segment',
        ),
        migrations.AddField(
            model_name='costline',
            name='agreement',
            field=models.CharField(blank=True, default='', max_length=300, verbose_name='协议份额'),
        ),
        migrations.AddField(
            model_name='costline',
            name='decision',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='依据'),
        ),
        migrations.AddField(
            model_name='costline',
            name='facts',
            field=models.JSONField(blank=True, default=dict, verbose_name='情况'),
        ),
        migrations.AddField(
            model_name='costline',
            name='override',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='改由'),
        ),
        migrations.AddField(
            model_name='costline',
            name='part',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='部位'),
        ),
        migrations.AddField(
            model_name='costline',
            name='purpose',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='用途'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('project', 'item', 'segment', 'part'), name='cost_line_current_once_per_item_and_segment'),
        ),
        migrations.AddField(
            model_name='particular',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='particulars', to='programme.project'),
        ),
        migrations.AddField(
            model_name='particular',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='particular',
            constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='particular_says_something'),
        ),
        migrations.AddConstraint(
            model_name='particular',
            constraint=models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='particular_rests_on_a_document'),
        ),
        migrations.AddConstraint(
            model_name='particular',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('project', 'name'), name='particular_current_once_per_fact'),
        ),
        *operations(KEPT),
    ]
