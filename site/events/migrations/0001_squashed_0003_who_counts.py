"""The tables as they are. Editors write the events."""

import accounts.create_models
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import uuid
from django.conf import settings
from django.db import migrations, models
from accounts.editor_rights import PUBLISHERS, WRITERS, let_editors_write


def let_write(apps, schema_editor):
    let_editors_write(apps, label="events", model="event", groups=(WRITERS, PUBLISHERS))


class Migration(migrations.Migration):

    replaces = [('events', '0001_initial'), ('events', '0002_editors'), ('events', '0003_who_counts')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, verbose_name='otsikko')),
                        ('summary', models.CharField(blank=True, max_length=300, verbose_name='tiivistelmä')),
                        ('description', models.TextField(blank=True, max_length=6000, verbose_name='kuvaus')),
                        ('accessibility', models.TextField(blank=True, help_text='Kulku tilaan, wc, äänentoisto, tekstitys tai tulkkaus, ja keneltä voi kysyä lisää.', max_length=1500, verbose_name='esteettömyys')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(blank=True, max_length=80, unique=True, verbose_name='osoitteen osa')),
                        ('series', models.CharField(blank=True, help_text='Esimerkiksi Timanttikiertue. Saman sarjan tapahtumat lasketaan yhteen.', max_length=80, verbose_name='tapahtumasarja')),
                        ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='tapahtuman kieli')),
                        ('starts_at', models.DateTimeField(verbose_name='alkaa')),
                        ('ends_at', models.DateTimeField(verbose_name='päättyy')),
                        ('mode', models.CharField(choices=[('on_site', 'Paikan päällä'), ('online', 'Verkossa'), ('hybrid', 'Paikan päällä ja verkossa')], default='on_site', max_length=8, verbose_name='osallistumistapa')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='paikka ja osoite')),
                        ('online_url', models.URLField(blank=True, help_text='Näytetään vain ilmoittautuneille.', verbose_name='verkkotapaamisen linkki')),
                        ('capacity', models.PositiveIntegerField(blank=True, help_text='Tyhjä: paikkoja ei ole rajattu.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='paikkoja')),
                        ('closes_at', models.DateTimeField(blank=True, help_text='Tyhjä: ilmoittautua voi tapahtuman alkuun asti.', null=True, verbose_name='ilmoittautuminen päättyy')),
                        ('organizer', models.CharField(blank=True, max_length=120, verbose_name='järjestäjä')),
                        ('contact', models.CharField(blank=True, help_text='Puhelin tai sähköposti, joka näkyy julkisella sivulla.', max_length=200, verbose_name='yhteystieto lisätietoja varten')),
                        ('state', models.CharField(choices=[('draft', 'Luonnos'), ('published', 'Julkaistu'), ('canceled', 'Peruttu')], default='draft', editable=False, max_length=9, verbose_name='tila')),
                        ('canceled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('cancel_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='perumisen syy')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('visitors_on_site', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='kävijöitä paikan päällä')),
                        ('visitors_online', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='kävijöitä verkossa')),
                        ('counted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('signups_kept', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ('signups_deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('counted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('project', models.ForeignKey(blank=True, help_text='Kävijämäärä menee tämän hankkeen raporttiin.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='courses.fundingproject', verbose_name='hanke')),
                        ('count_asked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('made_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'avoin tapahtuma',
                        'verbose_name_plural': 'avoimet tapahtumat',
                        'ordering': ['starts_at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='events_ends_later'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'canceled'])), name='events_state'), models.CheckConstraint(condition=models.Q(('mode__in', ['on_site', 'online', 'hybrid'])), name='events_mode'), models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gte', 1), _connector='OR'), name='events_has_places'), models.CheckConstraint(condition=models.Q(models.Q(('canceled_at__isnull', False), ('state', 'canceled')), models.Q(models.Q(('state', 'canceled'), _negated=True), ('canceled_at', None)), _connector='OR'), name='events_canceled_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('counted_at', None), ('visitors_on_site', None), ('visitors_online', None)), models.Q(('counted_at__isnull', False), ('visitors_on_site__isnull', False), ('visitors_online__isnull', False)), _connector='OR'), name='events_counted_as_a_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='EventSignup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sending_key', models.UUIDField(unique=True)),
                        ('name', models.CharField(blank=True, max_length=80, verbose_name='nimi')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='sähköposti')),
                        ('needs', models.CharField(blank=True, max_length=500, verbose_name='esteettömyystarpeet')),
                        ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='kieli')),
                        ('state', models.CharField(choices=[('confirmed', 'Paikka varattu'), ('waiting', 'Jonossa'), ('canceled', 'Peruttu')], max_length=9, verbose_name='tila')),
                        ('told_revision', models.PositiveIntegerField()),
                        ('reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('signed_up_at', models.DateTimeField(verbose_name='ilmoittautunut')),
                        ('canceled_at', models.DateTimeField(blank=True, null=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signups', to='events.event')),
                    ],
                    options={
                        'verbose_name': 'ilmoittautuminen tapahtumaan',
                        'verbose_name_plural': 'ilmoittautumiset tapahtumiin',
                        'ordering': ['signed_up_at', 'pk'],
                        'indexes': [models.Index(fields=['event', 'state', 'signed_up_at'], name='events_signups_in_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'waiting', 'canceled'])), name='events_signup_state'), models.UniqueConstraint(condition=models.Q(('state__in', ('confirmed', 'waiting'))), fields=('event', 'email'), name='events_signed_up_once'), models.CheckConstraint(condition=models.Q(models.Q(('canceled_at', None), ('state__in', ('confirmed', 'waiting')), models.Q(('email', ''), _negated=True), models.Q(('name', ''), _negated=True)), models.Q(('canceled_at__isnull', False), ('email', ''), ('name', ''), ('needs', ''), ('state', 'canceled')), _connector='OR'), name='events_canceled_signup_is_empty')],
                    },
                ),
                migrations.CreateModel(
                    name='EventWords',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, verbose_name='otsikko')),
                        ('summary', models.CharField(blank=True, max_length=300, verbose_name='tiivistelmä')),
                        ('description', models.TextField(blank=True, max_length=6000, verbose_name='kuvaus')),
                        ('accessibility', models.TextField(blank=True, help_text='Kulku tilaan, wc, äänentoisto, tekstitys tai tulkkaus, ja keneltä voi kysyä lisää.', max_length=1500, verbose_name='esteettömyys')),
                        ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2, verbose_name='kieli')),
                        ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='events.event')),
                    ],
                    options={
                        'verbose_name': 'tapahtuma toisella kielellä',
                        'verbose_name_plural': 'tapahtumat toisella kielellä',
                        'constraints': [models.UniqueConstraint(fields=('event', 'language'), name='events_words_once')],
                    },
                ),
            ],
        ),
        # Taking rights back is for whoever gave them further.
        migrations.RunPython(let_write, migrations.RunPython.noop),
    ]
