import accounts.create_models
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='AccessibilityFeedback',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sending_key', models.UUIDField(unique=True)),
                        ('text', models.TextField(blank=True, max_length=3000, verbose_name='viesti')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='sähköposti')),
                        ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='kieli')),
                        ('received_at', models.DateTimeField(verbose_name='vastaanotettu')),
                        ('due_on', models.DateField(verbose_name='vastattava viimeistään')),
                        ('reminders', models.PositiveSmallIntegerField(default=0)),
                        ('answer', models.TextField(blank=True, max_length=5000, verbose_name='vastaus')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='vastattu')),
                        ('page', models.CharField(blank=True, max_length=300, verbose_name='sivu')),
                        ('state', models.CharField(choices=[('received', 'Vastaanotettu'), ('in_process', 'Käsittelyssä'), ('answered', 'Vastattu')], default='received', max_length=10, verbose_name='tila')),
                        ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='käsittelijä')),
                    ],
                    options={
                        'verbose_name': 'saavutettavuuspalaute',
                        'verbose_name_plural': 'saavutettavuuspalautteet',
                        'ordering': ['due_on', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['received', 'in_process', 'answered'])), name='feedback_state'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state', 'answered'), models.Q(('answer', ''), _negated=True)), models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_at', None)), _connector='OR'), name='feedback_answered_has_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='DataRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sending_key', models.UUIDField(unique=True)),
                        ('text', models.TextField(blank=True, max_length=3000, verbose_name='viesti')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='sähköposti')),
                        ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='kieli')),
                        ('received_at', models.DateTimeField(verbose_name='vastaanotettu')),
                        ('due_on', models.DateField(verbose_name='vastattava viimeistään')),
                        ('reminders', models.PositiveSmallIntegerField(default=0)),
                        ('answer', models.TextField(blank=True, max_length=5000, verbose_name='vastaus')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='vastattu')),
                        ('kind', models.CharField(choices=[('access', 'Haluan tietää, mitä tietoja minusta on, ja saada niistä kopion'), ('rectification', 'Haluan korjata tiedon, joka on väärin'), ('erasure', 'Haluan, että tietoni poistetaan'), ('restriction', 'Haluan, että tietojeni käyttöä rajoitetaan'), ('objection', 'Vastustan tietojeni käyttöä'), ('other', 'Muu kysymys tietosuojasta')], max_length=13, verbose_name='pyyntö')),
                        ('name', models.CharField(max_length=80, verbose_name='nimi')),
                        ('state', models.CharField(choices=[('received', 'Vastaanotettu'), ('identified', 'Tunnistettu'), ('in_process', 'Käsittelyssä'), ('answered', 'Vastattu')], default='received', max_length=10, verbose_name='tila')),
                        ('identified_how', models.CharField(blank=True, choices=[('account', 'Kirjautui omalle tilille'), ('link', 'Vahvisti sähköpostiosoitteensa'), ('other', 'Käsittelijä varmisti muulla tavalla')], max_length=7, verbose_name='tunnistettu')),
                        ('identified_note', models.CharField(blank=True, max_length=200, verbose_name='miten varmistettiin')),
                        ('identified_at', models.DateTimeField(blank=True, null=True)),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('extended_at', models.DateTimeField(blank=True, null=True)),
                        ('extension_reason', models.CharField(blank=True, max_length=500, verbose_name='lisäajan syy')),
                        ('result', models.CharField(blank=True, choices=[('granted', 'Pyyntö toteutettiin'), ('partly', 'Pyyntö toteutettiin osittain'), ('refused', 'Pyyntöä ei voitu toteuttaa'), ('unidentified', 'Pyytäjää ei voitu tunnistaa')], max_length=12, verbose_name='ratkaisu')),
                        ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='käsittelijä')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='data_requests', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'tietopyyntö',
                        'verbose_name_plural': 'tietopyynnöt',
                        'ordering': ['due_on', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['received', 'identified', 'in_process', 'answered'])), name='feedback_request_state'), models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='feedback_request_can_be_answered'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state', 'answered'), models.Q(('answer', ''), _negated=True), models.Q(('result', ''), _negated=True)), models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_at', None), ('result', '')), _connector='OR'), name='feedback_request_answered_has_answer'), models.CheckConstraint(condition=models.Q(models.Q(('identified_at', None), ('identified_how', '')), models.Q(models.Q(('identified_how', ''), _negated=True), ('identified_at__isnull', False)), _connector='OR'), name='feedback_request_identified_somehow'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['identified', 'in_process']), _negated=True), models.Q(('identified_how', ''), _negated=True), _connector='OR'), name='feedback_request_is_identified_first'), models.CheckConstraint(condition=models.Q(models.Q(('extended_at', None), ('extension_reason', '')), models.Q(('extended_at__isnull', False), models.Q(('extension_reason', ''), _negated=True)), _connector='OR'), name='feedback_request_extended_with_reason')],
                    },
                ),
            ],
        ),
    ]
