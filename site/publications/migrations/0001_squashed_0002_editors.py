"""The tables as they are. Editors keep the library of publications."""

import accounts.create_models
import django.core.validators
import django.db.models.deletion
import modelsearch.index
from django.db import migrations, models
from accounts.editor_rights import PUBLISHERS, WRITERS, let_editors_write


def let_write(apps, schema_editor):
    let_editors_write(apps, label="publications", model="publication", groups=(WRITERS, PUBLISHERS))


class Migration(migrations.Migration):

    replaces = [('publications', '0001_initial'), ('publications', '0002_editors')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('media', '0001_squashed_0003_rendition_file'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='LinkReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(unique=True, verbose_name='kuukausi')),
                        ('broken', models.PositiveIntegerField(verbose_name='rikki')),
                    ],
                    options={
                        'verbose_name': 'linkkiraportti',
                        'verbose_name_plural': 'linkkiraportit',
                    },
                ),
                migrations.CreateModel(
                    name='LinkCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('url', models.URLField(max_length=500, unique=True, verbose_name='osoite')),
                        ('state', models.CharField(choices=[('new', 'ei vielä tarkistettu'), ('ok', 'toimii'), ('doubtful', 'ei vastannut viimeksi'), ('broken', 'rikki')], default='new', max_length=8, verbose_name='tila')),
                        ('found', models.CharField(blank=True, max_length=80, verbose_name='mitä vastattiin')),
                        ('failures', models.PositiveSmallIntegerField(default=0)),
                        ('checked_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'linkin tarkistus',
                        'verbose_name_plural': 'linkkien tarkistukset',
                        'indexes': [models.Index(fields=['checked_at'], name='publications_checked')],
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200, verbose_name='otsikko')),
                        ('kind', models.CharField(choices=[('book', 'kirja'), ('article', 'artikkeli'), ('guide', 'opas'), ('brochure', 'esite'), ('press', 'lehtijuttu tai tiedote'), ('blog', 'blogikirjoitus'), ('video', 'video'), ('pictures', 'kuvasarja'), ('other', 'muu aineisto')], max_length=10, verbose_name='laji')),
                        ('language', models.CharField(choices=[('fi', 'suomi'), ('sv', 'ruotsi'), ('en', 'englanti'), ('xx', 'muu kieli')], default='fi', max_length=2, verbose_name='kieli')),
                        ('authors', models.CharField(blank=True, max_length=200, verbose_name='tekijät')),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2100)], verbose_name='vuosi')),
                        ('description', models.TextField(help_text='Mitä tässä on ja kenelle. Kuvista myös, mitä ne esittävät.', max_length=600, verbose_name='kuvaus')),
                        ('description_sv', models.TextField(blank=True, max_length=600, verbose_name='kuvaus ruotsiksi')),
                        ('description_en', models.TextField(blank=True, max_length=600, verbose_name='kuvaus englanniksi')),
                        ('license', models.CharField(choices=[('cc0', 'CC0 1.0'), ('by', 'CC BY 4.0'), ('by-sa', 'CC BY-SA 4.0'), ('by-nc', 'CC BY-NC 4.0'), ('by-nd', 'CC BY-ND 4.0'), ('by-nc-sa', 'CC BY-NC-SA 4.0'), ('by-nc-nd', 'CC BY-NC-ND 4.0'), ('all', 'kaikki oikeudet pidätetään')], max_length=10, verbose_name='lisenssi')),
                        ('owner', models.CharField(max_length=160, verbose_name='oikeuksien omistaja')),
                        ('source', models.CharField(blank=True, help_text='Missä se on julkaistu.', max_length=200, verbose_name='lähde')),
                        ('accessibility', models.CharField(choices=[('full', 'saavutettava'), ('partly', 'osittain saavutettava'), ('not', 'ei saavutettava'), ('unknown', 'ei arvioitu')], default='unknown', max_length=8, verbose_name='saavutettavuus')),
                        ('url', models.URLField(blank=True, help_text='Jos aineisto on muualla.', max_length=500, verbose_name='osoite')),
                        ('is_listed', models.BooleanField(default=True, verbose_name='näkyy kirjastossa')),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.attachment', verbose_name='tiedosto')),
                    ],
                    options={
                        'verbose_name': 'julkaisu',
                        'verbose_name_plural': 'julkaisut',
                        'ordering': ['-year', 'title', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('description', ''), _negated=True), models.Q(('owner', ''), _negated=True), models.Q(('license', ''), _negated=True)), name='publications_is_described'), models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('url', ''), _negated=True), _connector='OR'), name='publications_can_be_had')],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
            ],
        ),
        # Taking rights back is for whoever gave them further.
        migrations.RunPython(let_write, migrations.RunPython.noop),
    ]
