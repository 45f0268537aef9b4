import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep(
        "determinations_determination",
        columns=(
            "programme_id", "project_id", "kind", "about", "title", "package_id", "package_hash", "seal", "content",
            "decided_on", "document", "reason", "supersedes_id", "recorded_by_id", "post_label", "recorded_at",
        ),
        closing="annulled_at",
    ),
)  # fmt: skip


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0003_several_editions_on_one_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Determination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('selection', '选取'), ('scores', '评分'), ('allocation', '资金下达'), ('fund_split', '费用分摊'), ('vote_tally', '表决计票'), ('stage_status', '阶段状态')], max_length=20, verbose_name='种类')),
                ('about', models.CharField(blank=True, max_length=80, verbose_name='事项')),
                ('title', models.CharField(max_length=200, verbose_name='名称')),
                ('package_id', models.CharField(max_length=80, verbose_name='政策包')),
                ('package_hash', models.CharField(max_length=64)),
                ('seal', models.CharField(max_length=64, verbose_name='封印')),
                ('content', models.TextField()),
                ('decided_on', models.DateField(verbose_name='决定日期')),
                ('document', models.CharField(max_length=200, verbose_name='依据的文件')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='理由')),
                ('post_label', models.CharField(blank=True, max_length=200, verbose_name='以何职务')),
                ('recorded_at', models.DateTimeField(verbose_name='记录时间')),
                ('annulled_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('annulment_reason', models.CharField(blank=True, max_length=500, verbose_name='撤销理由')),
                ('annulled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='determinations', to='programme.programme')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='determinations', to='programme.project')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='determinations.determination', verbose_name='取代')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['programme', 'kind', 'about', 'id'], name='determination_by_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='determination_rests_on_a_document'), models.CheckConstraint(condition=models.Q(models.Q(('annulled_at__isnull', True), ('annulment_reason', '')), models.Q(('annulled_at__isnull', False), models.Q(('annulment_reason', ''), _negated=True)), _connector='OR'), name='determination_is_annulled_with_a_reason'), models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='determination_supersedes_with_a_reason')],
            },
        ),
        *operations(KEPT),
    ]
