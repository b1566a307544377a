import accounts.create_models
import django.db.models.deletion
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
                    name='GroupNetwork',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('region', models.CharField(max_length=2, unique=True, verbose_name='maakunta')),
                        ('created_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'ryhmäverkosto',
                        'verbose_name_plural': 'ryhmäverkostot',
                        'ordering': ['region'],
                    },
                ),
                migrations.CreateModel(
                    name='Expert',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('generation', models.PositiveIntegerField(default=1)),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='sähköposti')),
                        ('email_key', models.CharField(max_length=64, unique=True)),
                        ('name', models.CharField(blank=True, max_length=120, verbose_name='nimi')),
                        ('introduction', models.TextField(blank=True, max_length=600, verbose_name='esittely')),
                        ('is_remote', models.BooleanField(default=False, verbose_name='myös etänä')),
                        ('fee', models.CharField(choices=[('free', 'maksuton'), ('paid', 'palkkio'), ('ask', 'sovitaan erikseen')], default='ask', max_length=4, verbose_name='palkkio')),
                        ('fee_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='palkkio, €')),
                        ('shows_address', models.BooleanField(default=False, verbose_name='sähköpostiosoite näkyy ohjaajille')),
                        ('is_public', models.BooleanField(default=False, verbose_name='näkyy julkisesti')),
                        ('state', models.CharField(choices=[('invited', 'kutsuttu'), ('consented', 'rekisterissä'), ('withdrawn', 'poistettu')], default='invited', max_length=9, verbose_name='tila')),
                        ('consent_version', models.CharField(blank=True, max_length=10)),
                        ('consented_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('changed_at', models.DateTimeField()),
                        ('invited_at', models.DateTimeField(blank=True, null=True)),
                        ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='expert_card', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'asiantuntija',
                        'verbose_name_plural': 'asiantuntijat',
                        'ordering': ['name', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['invited', 'consented', 'withdrawn'])), name='experts_card_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'consented'), _negated=True), models.Q(('consented_at__isnull', False), models.Q(('consent_version', ''), _negated=True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='experts_seen_with_consent'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('email', ''), ('introduction', ''), ('is_public', False), ('name', ''), ('shows_address', False), ('user', None)), _connector='OR'), name='experts_withdrawn_is_empty'), models.CheckConstraint(condition=models.Q(('fee_amount', None), models.Q(('fee', 'paid'), ('fee_amount__gte', 0)), _connector='OR'), name='experts_fee_amount')],
                    },
                ),
                migrations.CreateModel(
                    name='ContactMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sent_at', models.DateTimeField()),
                        ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='experts.expert')),
                    ],
                    options={
                        'verbose_name': 'yhteydenotto',
                        'verbose_name_plural': 'yhteydenotot',
                        'ordering': ['-sent_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ExpertTag',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('topic', 'aihe'), ('region', 'alue'), ('language', 'kieli')], max_length=8)),
                        ('value', models.CharField(max_length=10)),
                        ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='experts.expert')),
                    ],
                    options={
                        'verbose_name': 'asiantuntijan tunniste',
                        'verbose_name_plural': 'asiantuntijan tunnisteet',
                        'ordering': ['kind', 'pk'],
                        'indexes': [models.Index(fields=['kind', 'value'], name='experts_tag_value')],
                        'constraints': [models.UniqueConstraint(fields=('expert', 'kind', 'value'), name='experts_tag_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ExpertSession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('hat', models.CharField(choices=[('facilitator', 'ohjaaja'), ('advisor', 'yritysneuvoja'), ('expert', 'asiantuntija')], max_length=11, verbose_name='järjestäjän rooli')),
                        ('guest', models.CharField(blank=True, max_length=120, verbose_name='asiantuntija')),
                        ('topic', models.CharField(max_length=80, verbose_name='aihe')),
                        ('theme', models.CharField(choices=[('coping', 'palautuminen ja jaksaminen'), ('marketing', 'markkinointi ja some'), ('privacy', 'tietosuoja'), ('time', 'ajankäyttö'), ('leading', 'itsensä johtaminen'), ('money', 'talous ja verot'), ('duties', 'omavalvonta ja määräykset'), ('pricing', 'hinnoittelu ja myynti'), ('digital', 'digitaidot'), ('other', 'muu aihe')], default='other', max_length=9, verbose_name='aihepiiri')),
                        ('description', models.TextField(blank=True, max_length=1000, verbose_name='kuvaus')),
                        ('before', models.TextField(blank=True, max_length=600, verbose_name='ennen')),
                        ('during', models.TextField(blank=True, max_length=600, verbose_name='aikana')),
                        ('after', models.TextField(blank=True, max_length=600, verbose_name='jälkeen')),
                        ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='alkaa')),
                        ('minutes', models.PositiveSmallIntegerField(default=120, verbose_name='kesto minuutteina')),
                        ('mode', models.CharField(choices=[('on_site', 'lähi'), ('online', 'verkko'), ('hybrid', 'hybridi')], default='on_site', max_length=10, verbose_name='tapa')),
                        ('place', models.CharField(blank=True, max_length=120, verbose_name='paikka')),
                        ('link', models.URLField(blank=True, max_length=500, verbose_name='etälinkki')),
                        ('seats', models.PositiveSmallIntegerField(default=0, verbose_name='paikkoja')),
                        ('seats_taken', models.PositiveSmallIntegerField(default=0)),
                        ('price', models.DecimalField(decimal_places=2, default=0, max_digits=8, verbose_name='hinta ilman alv')),
                        ('vat_percent', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='alv %')),
                        ('basis', models.CharField(choices=[('group', 'tasan ryhmien kesken'), ('head', 'osallistujamäärien mukaan')], default='group', max_length=5, verbose_name='jakoperuste')),
                        ('reserve_by', models.DateTimeField(blank=True, null=True, verbose_name='varaukset viimeistään')),
                        ('state', models.CharField(choices=[('need', 'tarve'), ('sought', 'haussa'), ('agreed', 'sovittu'), ('held', 'pidetty'), ('collected', 'palaute koottu'), ('cancelled', 'peruttu')], db_index=True, default='need', max_length=9, verbose_name='tila')),
                        ('terms', models.PositiveIntegerField(default=1)),
                        ('sequence', models.PositiveIntegerField(default=0)),
                        ('created_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                        ('expert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='experts.expert')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation')),
                        ('organizer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='expert_sessions', to=settings.AUTH_USER_MODEL)),
                        ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='experts.groupnetwork')),
                    ],
                    options={
                        'verbose_name': 'yhteinen asiantuntijaosuus',
                        'verbose_name_plural': 'yhteiset asiantuntijaosuudet',
                        'ordering': ['starts_at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('seats__lte', 300), ('seats_taken__lte', models.F('seats'))), name='experts_places_are_enough'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='experts_price_not_negative'), models.CheckConstraint(condition=models.Q(('vat_percent', None), models.Q(('vat_percent__gte', 0), ('vat_percent__lte', 100)), _connector='OR'), name='experts_vat'), models.CheckConstraint(condition=models.Q(('state__in', ['need', 'sought', 'agreed', 'held', 'collected', 'cancelled'])), name='experts_session_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('agreed', 'held', 'collected')), _negated=True), models.Q(('reserve_by__lte', models.F('starts_at')), ('seats__gte', 1), ('starts_at__isnull', False)), _connector='OR'), name='experts_agreed_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled')), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at', None)), _connector='OR'), name='experts_cancelled_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='NetworkMembership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('joined_at', models.DateTimeField()),
                        ('left_at', models.DateTimeField(blank=True, null=True)),
                        ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='experts.groupnetwork')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='networks', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'verkoston jäsenyys',
                        'verbose_name_plural': 'verkoston jäsenyydet',
                        'ordering': ['joined_at', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('network', 'user'), name='experts_member_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('wanted', 'etsitään'), ('offered', 'tarjotaan')], max_length=7, verbose_name='laji')),
                        ('title', models.CharField(max_length=80, verbose_name='otsikko')),
                        ('text', models.TextField(blank=True, max_length=600, verbose_name='teksti')),
                        ('written_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('hidden_at', models.DateTimeField(blank=True, null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='network_notices', to=settings.AUTH_USER_MODEL)),
                        ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='experts.groupnetwork')),
                    ],
                    options={
                        'verbose_name': 'ilmoitus',
                        'verbose_name_plural': 'ilmoitukset',
                        'ordering': ['-written_at', '-pk'],
                        'indexes': [models.Index(fields=['network', 'expires_at'], name='experts_notice_board')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['wanted', 'offered'])), name='experts_notice_kind'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('written_at'))), name='experts_notice_expires_later')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(max_length=600, verbose_name='vastaus')),
                        ('written_at', models.DateTimeField()),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='experts.notice')),
                    ],
                    options={
                        'verbose_name': 'vastaus',
                        'verbose_name_plural': 'vastaukset',
                        'ordering': ['written_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reported_at', models.DateTimeField()),
                        ('handled_at', models.DateTimeField(blank=True, null=True)),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='experts.notice')),
                        ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'ilmianto',
                        'verbose_name_plural': 'ilmiannot',
                        'ordering': ['reported_at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('notice', 'reporter'), name='experts_report_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reservation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('heads', models.PositiveSmallIntegerField(verbose_name='paikkoja')),
                        ('reserved_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('terms', models.PositiveIntegerField()),
                        ('share', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='osuus')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expert_reservations', to='groups.peergroup')),
                        ('reserved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='expert_reservations', to=settings.AUTH_USER_MODEL)),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reservations', to='experts.expertsession')),
                    ],
                    options={
                        'verbose_name': 'varaus',
                        'verbose_name_plural': 'varaukset',
                        'ordering': ['reserved_at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('session', 'group'), name='experts_reservation_once'), models.CheckConstraint(condition=models.Q(('heads__gte', 1)), name='experts_reservation_heads'), models.CheckConstraint(condition=models.Q(('share', None), ('share__gte', 0), _connector='OR'), name='experts_share_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='SessionFeedback',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('useful', models.PositiveSmallIntegerField(verbose_name='hyöty')),
                        ('text', models.TextField(blank=True, max_length=400, verbose_name='mitä jäi käteen')),
                        ('given_at', models.DateTimeField()),
                        ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.peergroup')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='experts.expertsession')),
                    ],
                    options={
                        'verbose_name': 'palaute',
                        'verbose_name_plural': 'palautteet',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('session', 'group'), name='experts_feedback_once'), models.CheckConstraint(condition=models.Q(('useful__gte', 1), ('useful__lte', 5)), name='experts_feedback_useful')],
                    },
                ),
                migrations.CreateModel(
                    name='SessionInterest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('heads', models.PositiveSmallIntegerField(verbose_name='montako')),
                        ('told_at', models.DateTimeField()),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.peergroup')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='experts.expertsession')),
                        ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'sama tarve',
                        'verbose_name_plural': 'sama tarve',
                        'ordering': ['told_at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('session', 'group'), name='experts_interest_once')],
                    },
                ),
            ],
        ),
    ]
