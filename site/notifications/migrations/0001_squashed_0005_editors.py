"""The tables as they are. Who publishes content also words the messages; a text is in force at once, so writers do not."""

import accounts.create_models
import django.db.models.deletion
import uuid
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from accounts.editor_rights import PUBLISHERS, let_editors_write


def let_write(apps, schema_editor):
    let_editors_write(apps, label="notifications", model="messagetemplate", groups=(PUBLISHERS,))


class Migration(migrations.Migration):

    replaces = [('notifications', '0001_initial'), ('notifications', '0002_digest'), ('notifications', '0003_calendar_files'), ('notifications', '0004_outbox_states_and_templates'), ('notifications', '0005_editors')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='OutgoingMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('to', models.EmailField(db_index=True, max_length=254, verbose_name='vastaanottaja')),
                        ('sender', models.CharField(max_length=254, verbose_name='lähettäjä')),
                        ('reply_to', models.CharField(blank=True, max_length=254, verbose_name='vastausosoite')),
                        ('subject', models.CharField(max_length=300, verbose_name='otsikko')),
                        ('text', models.TextField(verbose_name='teksti')),
                        ('html', models.TextField(blank=True, verbose_name='html-teksti')),
                        ('kind', models.SlugField(blank=True, max_length=60, verbose_name='laji')),
                        ('language', models.CharField(max_length=2, verbose_name='kieli')),
                        ('state', models.CharField(choices=[('queued', 'jonossa'), ('sending', 'lähtemässä'), ('sent', 'lähetetty'), ('unsure', 'epävarma'), ('failed', 'epäonnistunut'), ('bounced', 'palautunut'), ('held', 'pysäytetty')], default='queued', max_length=10, verbose_name='tila')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='yritykset')),
                        ('next_try_at', models.DateTimeField(verbose_name='seuraava yritys')),
                        ('claimed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('created_at', models.DateTimeField(verbose_name='luotu')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='lähetetty')),
                        ('error', models.CharField(blank=True, max_length=300, verbose_name='virhe')),
                        ('unsubscribe_url', models.CharField(blank=True, editable=False, max_length=500)),
                        ('calendar', models.TextField(blank=True, verbose_name='kalenteritieto')),
                        ('about', models.CharField(blank=True, db_index=True, editable=False, max_length=60)),
                        ('handed_over_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('key', models.CharField(editable=False, max_length=120, null=True, unique=True)),
                        ('values', models.JSONField(blank=True, default=dict, editable=False)),
                    ],
                    options={
                        'verbose_name': 'lähtevä viesti',
                        'verbose_name_plural': 'lähtevät viestit',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['state', 'next_try_at'], name='outgoing_mail_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), ('claimed_at__isnull', False), _connector='OR'), name='notifications_sending_mail_is_claimed'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), ('state', 'bounced'), models.Q(models.Q(('state__in', ['sent', 'bounced']), _negated=True), ('sent_at', None)), _connector='OR'), name='notifications_sent_mail_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Notification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.SlugField(max_length=60, verbose_name='laji')),
                        ('subject', models.CharField(max_length=200, verbose_name='otsikko')),
                        ('text', models.TextField(blank=True, verbose_name='teksti')),
                        ('url', models.CharField(blank=True, max_length=500, verbose_name='osoite')),
                        ('created_at', models.DateTimeField(verbose_name='luotu')),
                        ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='luettu')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                        ('in_digest', models.BooleanField(default=False, editable=False)),
                        ('mailed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('mail', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='notifications.outgoingmail')),
                        ('key', models.CharField(editable=False, max_length=120, null=True, unique=True)),
                    ],
                    options={
                        'verbose_name': 'ilmoitus',
                        'verbose_name_plural': 'ilmoitukset',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['user', '-created_at'], name='notification_of_user'), models.Index(condition=models.Q(('in_digest', True), ('mailed_at', None), ('read_at', None)), fields=['user'], name='notification_for_digest')],
                    },
                ),
                migrations.CreateModel(
                    name='DigestChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pace', models.CharField(choices=[('daily', 'enintään kerran päivässä'), ('weekly', 'enintään kerran viikossa'), ('off', 'ei lainkaan')], default='weekly', max_length=6, verbose_name='koosteviesti')),
                        ('last_sent_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='digest_choice', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'koosteviestin valinta',
                        'verbose_name_plural': 'koosteviestien valinnat',
                    },
                ),
                migrations.CreateModel(
                    name='Circular',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=120, unique=True)),
                        ('kind', models.SlugField(max_length=60, verbose_name='laji')),
                        ('about', models.CharField(blank=True, db_index=True, max_length=60)),
                        ('url', models.CharField(blank=True, max_length=500, verbose_name='osoite')),
                        ('in_digest', models.BooleanField(default=False)),
                        ('words', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField(verbose_name='luotu')),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'kiertokirje',
                        'verbose_name_plural': 'kiertokirjeet',
                        'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['created_at'], name='circular_under_way')],
                    },
                ),
                migrations.CreateModel(
                    name='CircularReceiver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('told_at', models.DateTimeField(blank=True, null=True)),
                        ('circular', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receivers', to='notifications.circular')),
                        ('notification', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='notifications.notification')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'kiertokirjeen saaja',
                        'verbose_name_plural': 'kiertokirjeen saajat',
                        'indexes': [models.Index(condition=models.Q(('told_at', None)), fields=['circular', 'id'], name='circular_to_be_told')],
                        'constraints': [models.UniqueConstraint(fields=('circular', 'user'), name='notifications_circular_once_each')],
                    },
                ),
                migrations.CreateModel(
                    name='MessageTemplate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.SlugField(max_length=60, verbose_name='mikä viesti')),
                        ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='kieli')),
                        ('subject', models.CharField(max_length=200, verbose_name='otsikko')),
                        ('text', models.TextField(max_length=5000, verbose_name='teksti')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='muutettu')),
                        ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                    ],
                    options={
                        'verbose_name': 'viestipohja',
                        'verbose_name_plural': 'viestipohjat',
                        'ordering': ['kind', 'language'],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'language'), name='notifications_one_template_each', violation_error_message='Tälle viestille on jo pohja tällä kielellä. Muokkaa sitä.')],
                    },
                    bases=(wagtail.models.preview.PreviewableMixin, models.Model),
                ),
            ],
        ),
        # Taking rights back is for whoever gave them further.
        migrations.RunPython(let_write, migrations.RunPython.noop),
    ]
