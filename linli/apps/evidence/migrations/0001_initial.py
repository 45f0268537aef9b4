import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linli.apps.records.triggers import Keep, operations

KEPT = (
    Keep("evidence_content"),
    Keep(
        "evidence_evidence",
        columns=(
            "content_id", "subject_type", "subject_id", "programme_id", "organisation_id", "stage", "key", "title",
            "filename", "moment", "source", "retention", "is_personal", "looks_reused", "supersedes_id", "reason",
            "uploaded_by_id", "post_label", "uploaded_at",
        ),
        closing="withdrawn_at",
    ),
)  # fmt: skip


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_fill_name_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Content',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=80, unique=True, verbose_name='校验值')),
                ('size', models.BigIntegerField(verbose_name='字节数')),
                ('kind', models.CharField(max_length=8, verbose_name='类型')),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('look_a', models.PositiveIntegerField(db_index=True, null=True)),
                ('look_b', models.PositiveIntegerField(db_index=True, null=True)),
                ('look_c', models.PositiveIntegerField(db_index=True, null=True)),
                ('look_d', models.PositiveIntegerField(db_index=True, null=True)),
                ('taken_at', models.DateTimeField(null=True, verbose_name='拍摄时间')),
                ('latitude', models.DecimalField(decimal_places=6, max_digits=9, null=True, verbose_name='拍摄纬度')),
                ('longitude', models.DecimalField(decimal_places=6, max_digits=9, null=True, verbose_name='拍摄经度')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='content_is_never_empty'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='content_place_has_both_degrees')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('programme_id', models.BigIntegerField(null=True)),
                ('stage', models.CharField(blank=True, max_length=40, verbose_name='阶段')),
                ('key', models.CharField(blank=True, max_length=120, verbose_name='证明什么')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('filename', models.CharField(max_length=200, verbose_name='文件名')),
                ('moment', models.CharField(blank=True, choices=[('', '不分'), ('before', '改造前'), ('during', '施工中'), ('after', '改造后')], max_length=8, verbose_name='何时的样子')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
                ('retention', models.CharField(choices=[('permanent', '永久'), ('thirty', '30 年'), ('ten', '10 年')], default='thirty', max_length=12, verbose_name='保管期限')),
                ('is_personal', models.BooleanField(default=False, verbose_name='含个人信息')),
                ('looks_reused', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='换版理由')),
                ('post_label', models.CharField(blank=True, max_length=200, verbose_name='以何职务')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='撤回时间')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='撤回理由')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='evidence.content')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='evidence.evidence')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'id'], name='evidence_by_subject'), models.Index(fields=['programme_id', 'id'], name='evidence_by_programme'), models.Index(fields=['organisation', 'id'], name='evidence_by_organisation'), models.Index(fields=['programme_id', 'looks_reused', 'id'], name='evidence_by_reuse')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason', ''), ('withdrawn_at__isnull', True)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='evidence_is_withdrawn_with_a_reason'), models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='evidence_supersedes_with_a_reason')],
            },
        ),
        *operations(KEPT),
    ]
