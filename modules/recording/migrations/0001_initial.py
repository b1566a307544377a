import accounts.create_models
import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_squashed_0013_recheck'),
        ('media', '0001_squashed_0003_rendition_file'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='RecordingPage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='johdanto')),
                        ('watched_percent', models.PositiveSmallIntegerField(default=80, help_text='Kun näin suuri osa on oikeasti toistettu, osio on suoritettu. Loppuun kelaaminen ei riitä.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='katsottava osuus, %')),
                        ('asks_question', models.BooleanField(default=False, help_text='Osio on valmis, kun se on katsottu tai tekstivastine luettu ja osallistuja on kirjoittanut kysymyksen.', verbose_name='pyydä oma kysymys')),
                        ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.recording', verbose_name='tallenne')),
                    ],
                    options={
                        'verbose_name': 'video tai ääni',
                        'verbose_name_plural': 'videot ja äänet',
                        'constraints': [models.CheckConstraint(condition=models.Q(('watched_percent__gte', 1), ('watched_percent__lte', 100)), name='recording_percent_in_bounds')],
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='Viewing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('intervals', models.JSONField(default=list)),
                        ('position', models.FloatField(default=0)),
                        ('read_transcript_at', models.DateTimeField(blank=True, null=True)),
                        ('reported_at', models.DateTimeField()),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='viewings', to='courses.enrolment')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='viewings', to='recording.recordingpage')),
                    ],
                    options={
                        'verbose_name': 'katselu',
                        'verbose_name_plural': 'katselut',
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'page'), name='recording_viewing_once'), models.CheckConstraint(condition=models.Q(('position__gte', 0)), name='recording_position_not_negative')],
                    },
                ),
            ],
        ),
    ]
