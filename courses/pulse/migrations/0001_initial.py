import accounts.create_models
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_squashed_0013_recheck'),
        ('groups', '0001_squashed_0011_handover'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Pulse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('generation', models.PositiveIntegerField(default=1)),
                        ('closes_at', models.DateTimeField()),
                        ('answers', models.PositiveSmallIntegerField(default=0)),
                        ('shown_answers', models.PositiveSmallIntegerField(default=0)),
                        ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pulse', to='groups.groupmeeting')),
                        ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'pulssi',
                        'verbose_name_plural': 'pulssit',
                        'constraints': [models.CheckConstraint(condition=models.Q(('shown_answers__lte', models.F('answers'))), name='pulse_shown')],
                    },
                ),
                migrations.CreateModel(
                    name='PulseReceipt',
                    fields=[
                        ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('pulse', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pulse.pulse')),
                    ],
                    options={
                        'verbose_name': 'pulssin kuitti',
                        'verbose_name_plural': 'pulssin kuitit',
                    },
                ),
                migrations.CreateModel(
                    name='PulseTally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('question', models.CharField(choices=[('openness', 'Ilmapiiri oli avoin'), ('voice', 'Kaikilla oli tilaa puhua'), ('use', 'Tapaamisesta oli minulle hyötyä')], max_length=8)),
                        ('value', models.PositiveSmallIntegerField()),
                        ('count', models.PositiveSmallIntegerField(default=0)),
                        ('shown', models.PositiveSmallIntegerField(default=0)),
                        ('pulse', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='pulse.pulse')),
                    ],
                    options={
                        'verbose_name': 'pulssin laskuri',
                        'verbose_name_plural': 'pulssin laskurit',
                        'ordering': ['question', 'value'],
                        'constraints': [models.UniqueConstraint(fields=('pulse', 'question', 'value'), name='pulse_tally_once'), models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5)), name='pulse_value'), models.CheckConstraint(condition=models.Q(('question__in', ['openness', 'voice', 'use'])), name='pulse_question'), models.CheckConstraint(condition=models.Q(('shown__lte', models.F('count'))), name='pulse_tally_shown')],
                    },
                ),
                migrations.CreateModel(
                    name='RunPulse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answers', models.PositiveIntegerField(default=0)),
                        ('counts', models.JSONField(default=dict)),
                        ('run', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'toteutuksen pulssi',
                        'verbose_name_plural': 'toteutusten pulssit',
                    },
                ),
            ],
        ),
    ]
