import accounts.create_models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import media.storage
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
        ('groups', '0001_squashed_0011_handover'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='CompanyCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('companies', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(30)], verbose_name='yrityksiä')),
                        ('stated_at', models.DateTimeField()),
                        ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='company_count', to='groups.peergroup')),
                        ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'yritysten lukumäärä',
                        'verbose_name_plural': 'yritysten lukumäärät',
                        'constraints': [models.CheckConstraint(condition=models.Q(('companies__lte', 30)), name='reporting_companies_fit_a_group')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportOrder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('report', models.CharField(max_length=20)),
                        ('narrowed', models.CharField(blank=True, max_length=120)),
                        ('ending', models.CharField(max_length=4)),
                        ('language', models.CharField(max_length=2)),
                        ('state', models.CharField(choices=[('waiting', 'tekeillä'), ('ready', 'valmis'), ('failed', 'ei valmistunut')], default='waiting', max_length=8)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('total', models.PositiveIntegerField(default=1)),
                        ('file', models.FileField(blank=True, editable=False, max_length=200, storage=media.storage.protected_storage, upload_to='')),
                        ('created_at', models.DateTimeField()),
                        ('ready_at', models.DateTimeField(blank=True, null=True)),
                        ('expires_at', models.DateTimeField()),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.fundingproject')),
                        ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_orders', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'raporttitilaus',
                        'verbose_name_plural': 'raporttitilaukset',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['state', 'next_try_at'], name='reporting_orders_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('project__isnull', False), ('run', None)), models.Q(('project', None), ('run__isnull', False)), _connector='OR'), name='reporting_order_of_one'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('ready_at__isnull', False), models.Q(('file', ''), _negated=True)), _connector='OR'), name='reporting_ready_has_file')],
                    },
                ),
            ],
        ),
    ]
