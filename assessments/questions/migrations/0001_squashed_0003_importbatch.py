import accounts.create_models
import assessments.questions.exchange.models
import django.db.models.deletion
import django.utils.timezone
import media.storage
import modelsearch.index
import taggit.managers
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('questions', '0001_initial'), ('questions', '0002_content'), ('questions', '0003_importbatch')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.CharField(blank=True, help_text='Valinnainen. Jokaisella oma.', max_length=80, verbose_name='tunnus')),
                        ('category', models.CharField(blank=True, db_index=True, help_text='Polku, esimerkiksi: Työpeili/Kerta 1', max_length=255, verbose_name='luokka')),
                        ('kind', models.CharField(choices=[('single', 'yksi oikea'), ('multiple', 'monta oikeaa'), ('truefalse', 'oikein vai väärin'), ('match', 'yhdistä'), ('order', 'järjestä'), ('numeric', 'luku'), ('short', 'lyhyt vastaus'), ('gaps', 'aukkotehtävä'), ('open', 'avoin vastaus'), ('description', 'kuvaus')], editable=False, max_length=20, verbose_name='laji')),
                        ('text', models.TextField(editable=False, verbose_name='kysymys')),
                        ('is_archived', models.BooleanField(default=False, help_text='Arkistoitua ei tarjota uusiin tehtäviin.', verbose_name='arkistoitu')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='asiasanat')),
                        ('current', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questions.questionversion')),
                        ('fingerprint', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                        ('name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='nimi')),
                    ],
                    options={
                        'verbose_name': 'kysymys',
                        'verbose_name_plural': 'kysymykset',
                        'ordering': ['category', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='questions_code_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['single', 'multiple', 'truefalse', 'match', 'order', 'numeric', 'short', 'gaps', 'open', 'description'])), name='questions_kind_known')],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name='QuestionVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(max_length=20)),
                        ('body', models.JSONField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='questions.question')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'kysymyksen versio',
                        'verbose_name_plural': 'kysymysten versiot',
                        'ordering': ['question_id', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='questions_version_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('file', models.FileField(storage=media.storage.protected_storage, upload_to=assessments.questions.exchange.models.batch_path)),
                        ('name', models.CharField(max_length=255)),
                        ('category', models.CharField(blank=True, max_length=255)),
                        ('format', models.CharField(blank=True, max_length=20)),
                        ('state', models.CharField(choices=[('reading', 'luetaan'), ('ready', 'odottaa vahvistusta'), ('storing', 'tallennetaan'), ('done', 'valmis'), ('failed', 'ei onnistunut')], default='reading', max_length=10)),
                        ('rows', models.JSONField(default=list)),
                        ('reason', models.TextField(blank=True)),
                        ('total', models.PositiveIntegerField(default=0)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('starts', models.PositiveSmallIntegerField(default=0)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('uploaded_by_user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'kysymysten tuonti',
                        'verbose_name_plural': 'kysymysten tuonnit',
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'ready', 'storing', 'done', 'failed'])), name='questions_batch_state_known')],
                    },
                ),
            ],
        ),
    ]
