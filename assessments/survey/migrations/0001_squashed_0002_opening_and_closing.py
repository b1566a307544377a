import accounts.create_models
import django.db.models.deletion
import modelcluster.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('survey', '0001_initial'), ('survey', '0002_opening_and_closing')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='SurveyPage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('introduction', models.TextField(blank=True, max_length=2000, verbose_name='johdanto')),
                        ('anonymity', models.CharField(choices=[('anonymous', 'nimetön'), ('coded', 'koodattu'), ('named', 'nimellä')], default='anonymous', help_text='Ei voi muuttaa sen jälkeen, kun joku osallistuja on avannut kyselyn.', max_length=10, verbose_name='vastaajan tunnistaminen')),
                    ],
                    options={
                        'verbose_name': 'kysely',
                        'verbose_name_plural': 'kyselyt',
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='SurveyQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('kind', models.CharField(choices=[('scale', 'asteikko 1–5'), ('nps', 'suosittelu 0–10'), ('single', 'yksi vaihtoehto'), ('multiple', 'monta vaihtoehtoa'), ('text', 'vapaa teksti')], max_length=10, verbose_name='laji')),
                        ('text', models.CharField(max_length=300, verbose_name='kysymys')),
                        ('options', models.TextField(blank=True, help_text='Yksi riville. Vain vaihtoehtokysymyksille.', max_length=4000, verbose_name='vaihtoehdot')),
                        ('follow_up', models.CharField(blank=True, help_text='Avoin kenttä saman kysymyksen alle.', max_length=200, verbose_name='jatkokysymys')),
                        ('is_required', models.BooleanField(default=False, verbose_name='pakollinen')),
                        ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='survey.surveypage')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='survey_question_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SurveyReceipt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_receipts', to='courses.enrolment')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='survey.surveypage')),
                    ],
                    options={
                        'verbose_name': 'kyselyn kuittaus',
                        'verbose_name_plural': 'kyselyjen kuittaukset',
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'page'), name='survey_receipt_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SurveyResponse',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('anonymity', models.CharField(choices=[('anonymous', 'nimetön'), ('coded', 'koodattu'), ('named', 'nimellä')], max_length=10)),
                        ('code', models.CharField(blank=True, max_length=32)),
                        ('answers', models.JSONField(default=dict)),
                        ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='survey_responses', to='courses.enrolment')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='survey.surveypage')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'kyselyvastaus',
                        'verbose_name_plural': 'kyselyvastaukset',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('anonymity', 'anonymous'), ('code', ''), ('enrolment', None)), models.Q(('anonymity', 'coded'), ('code__gt', ''), ('enrolment', None)), models.Q(('anonymity', 'named'), ('code', ''), ('enrolment__isnull', False)), _connector='OR'), name='survey_response_keeps_its_promise')],
                    },
                ),
                migrations.CreateModel(
                    name='SurveyOpening',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='opening', to='survey.surveypage')),
                    ],
                    options={
                        'verbose_name': 'kyselyn avaaminen',
                        'verbose_name_plural': 'kyselyjen avaamiset',
                    },
                ),
                migrations.CreateModel(
                    name='SurveyClosing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('closed_on', models.DateField()),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='survey.surveypage')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'kyselyn sulkeminen',
                        'verbose_name_plural': 'kyselyjen sulkemiset',
                        'constraints': [models.UniqueConstraint(fields=('page', 'run'), name='survey_closed_once')],
                    },
                ),
            ],
        ),
    ]
