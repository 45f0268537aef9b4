import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep(
        "determinations_dutydone",
        columns=("programme_id", "duty", "happened_on", "note", "recorded_by_id", "recorded_at"),
        closing="withdrawn_at",
    ),
)


class Migration(migrations.Migration):

    dependencies = [
        ('determinations', '0001_initial'),
        ('programme', '0004_editions_rest_on_a_document'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=80, verbose_name='职责')),
                ('happened_on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(max_length=300, verbose_name='说明')),
                ('recorded_at', models.DateTimeField(verbose_name='记录时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='撤回理由')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties_done', to='programme.programme')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['happened_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason', ''), ('withdrawn_at__isnull', True)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='duty_done_is_withdrawn_with_a_reason'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('programme', 'duty', 'happened_on', 'note'), name='duty_done_stands_once')],
            },
        ),
        *operations(KEPT),
    ]
