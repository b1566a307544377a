import accounts.create_models
import django.db.models.deletion
import modelcluster.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('selfassessment', '0001_initial'), ('selfassessment', '0002_means_release')]

    initial = True

    dependencies = [
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Instrument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, verbose_name='nimi')),
                        ('low_label', models.CharField(default='en vielä', max_length=60, verbose_name='1 tarkoittaa')),
                        ('high_label', models.CharField(default='luontevasti', max_length=60, verbose_name='5 tarkoittaa')),
                    ],
                    options={
                        'verbose_name': 'itsearvioinnin väittämät',
                        'verbose_name_plural': 'itsearviointien väittämät',
                    },
                ),
                migrations.CreateModel(
                    name='SelfAssessmentPage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('introduction', models.TextField(blank=True, max_length=2000, verbose_name='johdanto')),
                        ('moment', models.CharField(choices=[('start', 'alussa'), ('end', 'lopussa')], max_length=5, verbose_name='ajankohta')),
                        ('open_question', models.CharField(blank=True, max_length=300, verbose_name='avoin kysymys')),
                        ('instrument', models.ForeignKey(help_text='Alussa ja lopussa samat väittämät: niistä syntyy vertailu.', on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='selfassessment.instrument', verbose_name='väittämät')),
                    ],
                    options={
                        'verbose_name': 'itsearviointi',
                        'verbose_name_plural': 'itsearvioinnit',
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='AssessmentResponse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('values', models.JSONField(default=dict)),
                        ('open_answer', models.TextField(blank=True, max_length=2000)),
                        ('submitted_at', models.DateTimeField()),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='self_assessments', to='courses.enrolment')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='selfassessment.selfassessmentpage')),
                    ],
                    options={
                        'verbose_name': 'itsearvioinnin vastaus',
                        'verbose_name_plural': 'itsearvioinnin vastaukset',
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'page'), name='selfassessment_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Statement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('group', models.CharField(blank=True, max_length=120, verbose_name='ryhmä')),
                        ('text', models.CharField(max_length=300, verbose_name='väittämä')),
                        ('instrument', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='selfassessment.instrument')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('instrument', 'key'), name='selfassessment_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MeansRelease',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.CharField(choices=[('start', 'alussa'), ('end', 'lopussa')], max_length=5)),
                        ('count', models.PositiveIntegerField()),
                        ('sums', models.JSONField(default=dict)),
                        ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='selfassessment.instrument')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'itsearvioinnin kooste',
                        'verbose_name_plural': 'itsearviointien koosteet',
                        'constraints': [models.UniqueConstraint(fields=('run', 'instrument', 'moment'), name='selfassessment_release_once'), models.CheckConstraint(condition=models.Q(('count__gte', 5)), name='selfassessment_release_of_five')],
                    },
                ),
            ],
        ),
    ]
