import accounts.create_models
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('invitations', '0001_initial'), ('invitations', '0002_source')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
        ('notifications', '0001_squashed_0005_editors'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='RefusedAddress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email_key', models.CharField(max_length=64, unique=True)),
                        ('refused_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'kutsuista kieltäytynyt',
                        'verbose_name_plural': 'kutsuista kieltäytyneet',
                    },
                ),
                migrations.CreateModel(
                    name='InvitationBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[('checking', 'tarkistetaan'), ('ready', 'valmis lähetettäväksi'), ('sending', 'lähetetään'), ('done', 'lähetetty')], default='checking', max_length=8, verbose_name='tila')),
                        ('made_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitation_batches', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'kutsuluettelo',
                        'verbose_name_plural': 'kutsuluettelot',
                        'ordering': ['-made_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['checking', 'ready', 'sending', 'done'])), name='invitations_batch_state')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='sähköposti')),
                        ('email_key', models.CharField(editable=False, max_length=64)),
                        ('name', models.CharField(blank=True, max_length=160, verbose_name='nimi')),
                        ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2, verbose_name='kieli')),
                        ('generation', models.PositiveIntegerField(default=1, editable=False)),
                        ('state', models.CharField(choices=[('open', 'odottaa vastausta'), ('accepted', 'hyväksytty'), ('refused', 'kieltäytynyt'), ('revoked', 'peruttu'), ('replaced', 'osoite korjattu')], db_index=True, default='open', max_length=8, verbose_name='tila')),
                        ('created_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField(db_index=True)),
                        ('bounced_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.enrolment')),
                        ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='notifications.outgoingmail')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='invitations.invitation')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='courses.courserun')),
                        ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='invitations.invitationbatch')),
                        ('source', models.CharField(blank=True, max_length=500, verbose_name='mistä osoite on saatu')),
                        ('source_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'kutsu',
                        'verbose_name_plural': 'kutsut',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['run', 'state'], name='invitations_of_run')],
                        'constraints': [models.UniqueConstraint(fields=('run', 'email_key'), name='invitations_address_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'refused', 'revoked', 'replaced'])), name='invitations_state'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='invitations_answer_has_time'), models.CheckConstraint(condition=models.Q(('accepted_by', None), ('state', 'accepted'), _connector='OR'), name='invitations_accepted_by')],
                    },
                ),
                migrations.CreateModel(
                    name='ListedPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('line', models.PositiveIntegerField()),
                        ('raw', models.CharField(blank=True, max_length=300)),
                        ('name', models.CharField(blank=True, max_length=160)),
                        ('email', models.CharField(blank=True, max_length=254)),
                        ('verdict', models.CharField(choices=[('unchecked', 'tarkistamatta'), ('new', 'kutsutaan'), ('duplicate', 'sama osoite toistuu'), ('enrolled', 'on jo mukana'), ('invited', 'on jo kutsuttu'), ('refused', 'on kieltäytynyt'), ('bad', 'korjattava'), ('left_out', 'jätetty pois')], default='unchecked', max_length=9)),
                        ('fault', models.CharField(blank=True, choices=[('', ''), ('missing', 'Sähköpostiosoite puuttuu.'), ('no_at', 'Osoitteesta puuttuu @-merkki.'), ('two_at', 'Osoitteessa on useampi @-merkki.'), ('space', 'Osoitteessa on välilyönti.'), ('dots', 'Osoitteessa on piste väärässä kohdassa.'), ('domain', 'Osoitteen loppuosa ei ole oikea verkkotunnus.'), ('sign', 'Osoitteessa on merkki, jota siinä ei voi olla.'), ('long', 'Osoite on liian pitkä.'), ('formula', 'Solussa on kaava eikä osoitetta.'), ('name', 'Nimi ei kelpaa, joten se jätetään pois kutsusta.')], max_length=8)),
                        ('known_state', models.CharField(blank=True, max_length=10)),
                        ('same_as', models.PositiveIntegerField(blank=True, null=True)),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='invitations.invitationbatch')),
                        ('invitation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='invitations.invitation')),
                    ],
                    options={
                        'verbose_name': 'luettelon rivi',
                        'verbose_name_plural': 'luettelon rivit',
                        'ordering': ['position'],
                        'indexes': [models.Index(fields=['batch', 'verdict', 'position'], name='invitations_row_verdict'), models.Index(fields=['batch', 'email'], name='invitations_row_email')],
                        'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='invitations_row_once'), models.CheckConstraint(condition=models.Q(('verdict__in', ['unchecked', 'new', 'duplicate', 'enrolled', 'invited', 'refused', 'bad', 'left_out'])), name='invitations_row_verdict'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'new'), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='invitations_new_row_has_address')],
                    },
                ),
            ],
        ),
    ]
