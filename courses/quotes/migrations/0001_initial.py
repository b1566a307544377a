import accounts.create_models
import courses.quotes.models
import django.db.models.deletion
import media.storage
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('groups', '0001_squashed_0011_handover'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Quote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('pseudonym', models.CharField(max_length=40, verbose_name='peitenimi')),
                        ('text', models.TextField(blank=True, max_length=600, verbose_name='sitaatti')),
                        ('keyword', models.CharField(choices=[('wholeness', 'pienyrittäjyyden kokonaisuus'), ('sharing', 'jakaminen'), ('growth', 'voimavarojen, rohkeuden ja osaamisen kasvu'), ('power', 'ryhmän voima'), ('expertise', 'asiantuntemuksen kasvattaminen yhdessä')], max_length=10, verbose_name='mistä se kertoo')),
                        ('part', models.CharField(choices=[('understanding', 'Ymmärrys ja itselle aikaa'), ('courage', 'Rohkaistuminen ja jakaminen'), ('productivity', 'Tuottavuus ja jatkuvuus'), ('peerness', 'Yrittäjävertaisuus'), ('networks', 'Verkostot'), ('solutions', 'Ratkaisut')], max_length=13, verbose_name='mallin osa')),
                        ('attribution', models.CharField(choices=[('entrepreneur', 'yrittäjä'), ('line', 'toimiala'), ('nothing', 'ei mitään')], max_length=12, verbose_name='miten puhuja mainitaan')),
                        ('line', models.CharField(blank=True, max_length=1, verbose_name='toimiala')),
                        ('generation', models.PositiveSmallIntegerField(default=1)),
                        ('recorded_at', models.DateTimeField()),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='julkaistu')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='peruttu')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='groups.peergroup')),
                        ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotes', to='groups.groupmember')),
                        ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recorded_quotes', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'sitaatti',
                        'verbose_name_plural': 'sitaatit',
                        'ordering': ['-recorded_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('text', ''), _negated=True), ('withdrawn_at', None)), models.Q(('published_at', None), ('text', ''), ('withdrawn_at__isnull', False)), _connector='OR'), name='quotes_withdrawn_has_no_text'), models.CheckConstraint(condition=models.Q(models.Q(('attribution', 'line'), models.Q(('line', ''), _negated=True)), models.Q(models.Q(('attribution', 'line'), _negated=True), ('line', '')), _connector='OR'), name='quotes_line_only_when_named')],
                    },
                ),
                migrations.CreateModel(
                    name='QuoteConsent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('use', models.CharField(choices=[('training', 'koulutuksessa'), ('web', 'verkkosivuilla'), ('report', 'raportissa')], max_length=8, verbose_name='missä käytetään')),
                        ('given_on', models.DateField(verbose_name='annettu')),
                        ('text_version', models.CharField(max_length=20, verbose_name='suostumustekstin versio')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='peruttu')),
                        ('quote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='quotes.quote')),
                    ],
                    options={
                        'verbose_name': 'suostumus',
                        'verbose_name_plural': 'suostumukset',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('quote', 'use'), name='quotes_consent_once'), models.CheckConstraint(condition=models.Q(('use__in', ['training', 'web', 'report'])), name='quotes_known_use')],
                    },
                ),
                migrations.CreateModel(
                    name='JointWork',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('title', models.CharField(max_length=120, verbose_name='mitä tehtiin')),
                        ('part', models.CharField(choices=[('understanding', 'Ymmärrys ja itselle aikaa'), ('courage', 'Rohkaistuminen ja jakaminen'), ('productivity', 'Tuottavuus ja jatkuvuus'), ('peerness', 'Yrittäjävertaisuus'), ('networks', 'Verkostot'), ('solutions', 'Ratkaisut')], max_length=13, verbose_name='mallin osa')),
                        ('done_on', models.DateField(verbose_name='valmistui')),
                        ('is_shareable', models.BooleanField(default=False, verbose_name='saa jakaa')),
                        ('file', models.FileField(blank=True, storage=media.storage.protected_storage, upload_to=courses.quotes.models.work_path, verbose_name='tiedosto')),
                        ('file_name', models.CharField(blank=True, max_length=120, verbose_name='tiedoston nimi')),
                        ('recorded_at', models.DateTimeField()),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='works', to='groups.peergroup')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'tehty yhdessä',
                        'verbose_name_plural': 'tehty yhdessä',
                        'ordering': ['-done_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('file_name', '')), models.Q(models.Q(('file', ''), _negated=True), models.Q(('file_name', ''), _negated=True)), _connector='OR'), name='quotes_file_has_name')],
                    },
                ),
            ],
        ),
    ]
