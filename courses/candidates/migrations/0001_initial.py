import accounts.create_models
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Candidate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('email', models.EmailField(max_length=254, verbose_name='sähköposti')),
                        ('name', models.CharField(max_length=160, verbose_name='nimi')),
                        ('created_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('invited', 'kutsuttu'), ('not', 'ei kutsuttu')], max_length=7, verbose_name='päätös')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='courses.coursepage')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'ehdokas',
                        'verbose_name_plural': 'ehdokkaat',
                        'ordering': ['created_at', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('course', 'email'), name='candidates_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(('decided_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='candidates_decided_somehow')],
                    },
                ),
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=160, verbose_name='nimi')),
                        ('why', models.CharField(max_length=500, verbose_name='miksi')),
                        ('consent_version', models.CharField(max_length=10)),
                        ('proposed_at', models.DateTimeField(db_index=True)),
                        ('advisor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to=settings.AUTH_USER_MODEL)),
                        ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='candidates.candidate')),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'verbose_name': 'ehdotus',
                        'verbose_name_plural': 'ehdotukset',
                        'ordering': ['-proposed_at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('candidate', 'advisor'), name='candidates_proposed_once'), models.CheckConstraint(condition=models.Q(('consent_version', ''), _negated=True), name='candidates_consent_said')],
                    },
                ),
            ],
        ),
    ]
