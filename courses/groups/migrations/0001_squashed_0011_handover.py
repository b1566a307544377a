"""The tables as they are, the templates M1–M7 of the curriculum, and the contacts of the whole country."""

import accounts.create_models
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import modelcluster.fields
import uuid
from django.conf import settings
from django.db import migrations, models
from pathlib import Path

import yaml

from courses.groups.domain.templates import keep_templates


def put_in(apps, schema_editor):
    keep_templates(
        template_model=apps.get_model("groups", "MeetingTemplate"), step_model=apps.get_model("groups", "TemplateStep")
    )


FILE = Path(__file__).resolve().parents[1] / "data" / "referral_contacts.yaml"
CHECKED = "2026-11-22"


def add_contacts(apps, schema_editor):
    """Add the contacts that are not there yet."""
    contacts = apps.get_model("groups", "ReferralContact").objects.using(schema_editor.connection.alias)
    for row in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        values = {name: value for name, value in row.items() if name != "slug"}
        contacts.get_or_create(slug=row["slug"], defaults={**values, "checked_on": CHECKED})


class Migration(migrations.Migration):

    replaces = [('groups', '0001_initial'), ('groups', '0002_needs_poll'), ('groups', '0003_help_requests'), ('groups', '0004_meeting_plans'), ('groups', '0005_private_words'), ('groups', '0006_meeting_templates'), ('groups', '0007_board_and_contacts'), ('groups', '0008_referral_contacts'), ('groups', '0009_costs_and_offers'), ('groups', '0010_notice_settings'), ('groups', '0011_handover')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
        ('sealing', '0001_initial'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='GroupMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('pseudonym', models.CharField(max_length=40, verbose_name='peitenimi')),
                        ('line', models.CharField(max_length=1, verbose_name='toimiala')),
                        ('municipality', models.CharField(max_length=3, verbose_name='kunta')),
                        ('size_class', models.CharField(choices=[('solo', 'yksin'), ('micro', '2–9 henkilöä'), ('small', '10–49 henkilöä')], max_length=5, verbose_name='yrityksen koko')),
                        ('years_band', models.CharField(choices=[('0', 'alle vuoden'), ('1-2', '1–2 vuotta'), ('3-5', '3–5 vuotta'), ('6-10', '6–10 vuotta'), ('10-', 'yli 10 vuotta')], max_length=4, verbose_name='toimintavuodet')),
                        ('state', models.CharField(choices=[('candidate', 'ehdokas'), ('invited', 'kutsuttu'), ('joined', 'mukana'), ('left', 'lähtenyt')], default='candidate', max_length=9, verbose_name='tila')),
                        ('wishes_asked_on', models.DateField(blank=True, null=True, verbose_name='toiveet kysytty')),
                        ('agreed_on', models.DateField(blank=True, null=True, verbose_name='suostui tietojen kirjaamiseen')),
                        ('notice_version', models.CharField(blank=True, max_length=20, verbose_name='informointilapun versio')),
                        ('joined_on', models.DateField(blank=True, null=True, verbose_name='tuli mukaan')),
                        ('left_on', models.DateField(blank=True, null=True, verbose_name='lähti')),
                        ('created_at', models.DateTimeField()),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='groups.peergroup')),
                        ('is_pooled', models.BooleanField(default=False, verbose_name='ilman ryhmää')),
                    ],
                    options={
                        'verbose_name': 'ryhmäläinen',
                        'verbose_name_plural': 'ryhmäläiset',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(models.F('group'), django.db.models.functions.text.Lower('pseudonym'), name='groups_pseudonym_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'joined'), _negated=True), models.Q(('agreed_on__isnull', False), ('joined_on__isnull', False), ('wishes_asked_on__isnull', False)), _connector='OR'), name='groups_joined_after_asking'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'left'), _negated=True), ('left_on__isnull', False), _connector='OR'), name='groups_left_has_day'), models.CheckConstraint(condition=models.Q(('is_pooled', False), ('state__in', ['candidate', 'invited']), _connector='OR'), name='groups_pooled_is_candidate')],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingTemplate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=8, unique=True, verbose_name='tunnus')),
                        ('slug', models.SlugField(max_length=60, unique=True, verbose_name='osoitteen osa')),
                        ('title', models.CharField(max_length=80, verbose_name='nimi')),
                        ('kind', models.CharField(choices=[('start', 'aloitus'), ('exchange', 'kokemusten vaihto'), ('wellbeing', 'hyvinvointi-ilta'), ('expert', 'asiantuntijaosuus'), ('shared', 'yhteinen asiantuntijaosuus'), ('together', 'yhdessä tekeminen'), ('closing', 'päätös')], default='exchange', max_length=9, verbose_name='laji')),
                        ('mode', models.CharField(choices=[('face', 'kasvokkain'), ('outdoors', 'ulkona'), ('online', 'etänä')], default='face', max_length=8, verbose_name='tapa')),
                    ],
                    options={
                        'verbose_name': 'tapaamispohja',
                        'verbose_name_plural': 'tapaamispohjat',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='GroupMeeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('starts_at', models.DateTimeField(verbose_name='alkaa')),
                        ('minutes', models.PositiveSmallIntegerField(default=120, verbose_name='kesto minuutteina')),
                        ('kind', models.CharField(choices=[('start', 'aloitus'), ('exchange', 'kokemusten vaihto'), ('wellbeing', 'hyvinvointi-ilta'), ('expert', 'asiantuntijaosuus'), ('shared', 'yhteinen asiantuntijaosuus'), ('together', 'yhdessä tekeminen'), ('closing', 'päätös')], default='exchange', max_length=9, verbose_name='laji')),
                        ('mode', models.CharField(choices=[('face', 'kasvokkain'), ('outdoors', 'ulkona'), ('online', 'etänä')], default='face', max_length=8, verbose_name='tapa')),
                        ('place', models.CharField(blank=True, max_length=120, verbose_name='paikka')),
                        ('link', models.URLField(blank=True, max_length=500, verbose_name='etälinkki')),
                        ('state', models.CharField(choices=[('planned', 'suunniteltu'), ('held', 'pidetty'), ('logged', 'kirjattu'), ('cancelled', 'peruttu')], default='planned', max_length=9, verbose_name='tila')),
                        ('created_at', models.DateTimeField()),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                        ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.meetingtemplate', verbose_name='pohja')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='groups.peergroup')),
                        ('bring', models.CharField(blank=True, max_length=300, verbose_name='mukaan')),
                        ('changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='varapuhelin')),
                        ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                        ('series', models.UUIDField(blank=True, db_index=True, editable=False, null=True, verbose_name='sarja')),
                    ],
                    options={
                        'verbose_name': 'ryhmätapaaminen',
                        'verbose_name_plural': 'ryhmätapaamiset',
                        'ordering': ['starts_at', 'pk'],
                        'indexes': [models.Index(fields=['group', 'starts_at'], name='groups_meeting_time')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 600)), name='groups_meeting_minutes'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled')), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at', None)), _connector='OR'), name='groups_cancelled_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingLog',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.UUIDField()),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('state', models.CharField(choices=[('kept', 'tallennettu omaan käyttöön'), ('sent', 'odottaa kuittausta'), ('returned', 'täydennettävä'), ('read', 'kuitattu')], db_index=True, default='sent', max_length=8, verbose_name='tila')),
                        ('held_on', models.DateField(verbose_name='pidetty')),
                        ('minutes', models.PositiveSmallIntegerField(verbose_name='kesto minuutteina')),
                        ('kind', models.CharField(choices=[('start', 'aloitus'), ('exchange', 'kokemusten vaihto'), ('wellbeing', 'hyvinvointi-ilta'), ('expert', 'asiantuntijaosuus'), ('shared', 'yhteinen asiantuntijaosuus'), ('together', 'yhdessä tekeminen'), ('closing', 'päätös')], max_length=9, verbose_name='laji')),
                        ('mode', models.CharField(choices=[('face', 'kasvokkain'), ('outdoors', 'ulkona'), ('online', 'etänä')], max_length=8, verbose_name='tapa')),
                        ('present', models.PositiveSmallIntegerField(verbose_name='läsnä')),
                        ('total', models.PositiveSmallIntegerField(verbose_name='ryhmässä')),
                        ('topic', models.CharField(max_length=60, verbose_name='aihe')),
                        ('reminded', models.BooleanField(verbose_name='luottamusmuistutus sanottu')),
                        ('voice', models.CharField(choices=[('yes', 'kyllä'), ('partly', 'osin'), ('no', 'ei')], max_length=6, verbose_name='kaikilla mahdollisuus puhua')),
                        ('helped', models.TextField(blank=True, max_length=400, verbose_name='mikä auttoi')),
                        ('next_step', models.TextField(blank=True, max_length=400, verbose_name='mitä kokeilen seuraavaksi')),
                        ('feeling', models.PositiveSmallIntegerField(verbose_name='oma olo')),
                        ('needs_help', models.BooleanField(default=False, verbose_name='tarvitsen apua')),
                        ('question', models.TextField(blank=True, max_length=400, verbose_name='kysymys')),
                        ('sent_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('trainer_comment', models.TextField(blank=True, max_length=1200, verbose_name='kouluttajan kommentti')),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='meeting_logs', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='groups.groupmeeting')),
                        ('help_shown', models.CharField(choices=[('unnamed', 'Muille osallistujille nimettömänä'), ('named', 'Muille osallistujille nimelläni'), ('trainer', 'Vain kouluttajalle')], default='unnamed', max_length=9, verbose_name='avunpyyntö näkyy')),
                        ('private_sealed', models.TextField(blank=True, verbose_name='vain minulle')),
                    ],
                    options={
                        'verbose_name': 'tapaamiskirjaus',
                        'verbose_name_plural': 'tapaamiskirjaukset',
                        'ordering': ['held_on', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('author', 'key'), name='groups_log_key_once'), models.CheckConstraint(condition=models.Q(('present__gte', 1), ('present__lte', models.F('total')), ('total__lte', 60)), name='groups_log_present_of_total'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 600)), name='groups_log_minutes'), models.CheckConstraint(condition=models.Q(('feeling__gte', 1), ('feeling__lte', 5)), name='groups_log_feeling'), models.CheckConstraint(condition=models.Q(('voice__in', ['yes', 'partly', 'no'])), name='groups_log_voice'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['read', 'returned']), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='groups_log_answer_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='LogPart',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('part', models.CharField(choices=[('understanding', 'Ymmärrys ja itselle aikaa'), ('courage', 'Rohkaistuminen ja jakaminen'), ('productivity', 'Tuottavuus ja jatkuvuus'), ('peerness', 'Yrittäjävertaisuus'), ('networks', 'Verkostot'), ('solutions', 'Ratkaisut')], max_length=13, verbose_name='mallin osa')),
                        ('log', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='groups.meetinglog')),
                    ],
                    options={
                        'verbose_name': 'mallin osa',
                        'verbose_name_plural': 'mallin osat',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('log', 'part'), name='groups_part_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LogAmendment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(max_length=600, verbose_name='täydennys')),
                        ('written_at', models.DateTimeField()),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('log', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='groups.meetinglog')),
                    ],
                    options={
                        'verbose_name': 'täydennys',
                        'verbose_name_plural': 'täydennykset',
                        'ordering': ['written_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='MemberWish',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('wish', models.CharField(choices=[('breather', 'hengähdystauko'), ('coping', 'jaksaminen'), ('time', 'ajankäyttö'), ('colleagues', 'työkavereita'), ('network', 'verkostot'), ('unfinished', 'keskeneräisten loppuun saattaminen'), ('pricing', 'hinnoittelu'), ('marketing', 'markkinointi'), ('money', 'talous ja verot'), ('growth', 'kasvu ja työllistäminen'), ('duties', 'omavalvonta ja määräykset'), ('digital', 'digitaidot'), ('premises', 'toimitilat'), ('seasons', 'kausivaihtelu'), ('change', 'muutos tai luopuminen'), ('outdoors', 'ulkona liikkuminen'), ('remote', 'osallistuminen etänä'), ('mornings', 'aamuajat'), ('evenings', 'ilta-ajat')], max_length=12, verbose_name='toive')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='groups.groupmember')),
                    ],
                    options={
                        'verbose_name': 'toive',
                        'verbose_name_plural': 'toiveet',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('member', 'wish'), name='groups_wish_once'), models.CheckConstraint(condition=models.Q(('wish__in', ['breather', 'coping', 'time', 'colleagues', 'network', 'unfinished', 'pricing', 'marketing', 'money', 'growth', 'duties', 'digital', 'premises', 'seasons', 'change', 'outdoors', 'remote', 'mornings', 'evenings'])), name='groups_known_wish')],
                    },
                ),
                migrations.CreateModel(
                    name='PeerGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=60, verbose_name='työnimi')),
                        ('municipality', models.CharField(max_length=3, verbose_name='kunta')),
                        ('mode', models.CharField(choices=[('on_site', 'lähi'), ('online', 'verkko'), ('hybrid', 'hybridi')], default='on_site', max_length=10, verbose_name='tapaamistapa')),
                        ('planned_size', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(30)], verbose_name='suunniteltu koko')),
                        ('cadence_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(120)], verbose_name='tapaamisväli päivinä')),
                        ('goal_style', models.CharField(blank=True, choices=[('goal', 'tavoitteellinen'), ('free', 'vapaa'), ('later', 'sovitaan myöhemmin')], max_length=5, verbose_name='tavoitteellisuus')),
                        ('state', models.CharField(choices=[('planned', 'suunnitteilla'), ('gathering', 'kootaan'), ('founded', 'perustettu'), ('running', 'toiminnassa'), ('paused', 'tauolla'), ('ended', 'päättynyt'), ('continuing', 'jatkuu itsenäisesti')], db_index=True, default='planned', max_length=12, verbose_name='tila')),
                        ('created_at', models.DateTimeField()),
                        ('gathering_since', models.DateTimeField(blank=True, null=True)),
                        ('founded_at', models.DateTimeField(blank=True, null=True)),
                        ('founded_members', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('started_on', models.DateField(blank=True, null=True, verbose_name='aloitti')),
                        ('paused_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('final_members', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('cards_deleted_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'ryhmä',
                        'verbose_name_plural': 'ryhmät',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['ended_at', 'cards_deleted_at'], name='groups_cards_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('planned_size__gte', 2), ('planned_size__lte', 30)), name='groups_planned_size'), models.CheckConstraint(condition=models.Q(('cadence_days__gte', 7), ('cadence_days__lte', 120)), name='groups_cadence'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'gathering', 'founded', 'running', 'paused', 'ended', 'continuing'])), name='groups_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ('ended', 'continuing'))), models.Q(models.Q(('state__in', ('ended', 'continuing')), _negated=True), ('ended_at', None)), _connector='OR'), name='groups_closed_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['founded', 'running']), _negated=True), ('founded_at__isnull', False), _connector='OR'), name='groups_founded_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='LogDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField()),
                        ('typed', models.JSONField(default=dict)),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('saved_at', models.DateTimeField()),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log_drafts', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='groups.groupmeeting')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log_drafts', to='groups.peergroup')),
                    ],
                    options={
                        'verbose_name': 'kirjauksen luonnos',
                        'verbose_name_plural': 'kirjausten luonnokset',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('meeting__isnull', False)), fields=('author', 'meeting'), name='groups_draft_of_meeting'), models.UniqueConstraint(condition=models.Q(('meeting', None)), fields=('author', 'group'), name='groups_draft_without_meeting')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupFacilitator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('since', models.DateTimeField()),
                        ('credited_from', models.DateField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='group_links', to='courses.enrolment')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitated', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitators', to='groups.peergroup')),
                    ],
                    options={
                        'verbose_name': 'ryhmän ohjaaja',
                        'verbose_name_plural': 'ryhmän ohjaajat',
                        'ordering': ['since', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('group', 'user'), name='groups_facilitator_once')],
                    },
                ),
                migrations.CreateModel(
                    name='GroundRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveSmallIntegerField()),
                        ('text', models.TextField(max_length=3000, verbose_name='pelisäännöt')),
                        ('agreed_on', models.DateField(verbose_name='sovittu')),
                        ('agreed', models.PositiveSmallIntegerField(verbose_name='hyväksyneitä')),
                        ('members', models.PositiveSmallIntegerField(verbose_name='ryhmäläisiä')),
                        ('recorded_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ground_rules', to='groups.peergroup')),
                    ],
                    options={
                        'verbose_name': 'pelisäännöt',
                        'verbose_name_plural': 'pelisäännöt',
                        'ordering': ['-version'],
                        'constraints': [models.UniqueConstraint(fields=('group', 'version'), name='groups_rules_version_once'), models.CheckConstraint(condition=models.Q(('agreed__lte', models.F('members')), ('members__gte', 1)), name='groups_rules_agreed_of_members')],
                    },
                ),
                migrations.CreateModel(
                    name='GoalStyleChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('style', models.CharField(choices=[('goal', 'tavoitteellinen'), ('free', 'vapaa'), ('later', 'sovitaan myöhemmin')], max_length=5, verbose_name='tavoitteellisuus')),
                        ('noted_on', models.DateField(verbose_name='sovittu')),
                        ('created_at', models.DateTimeField()),
                        ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goal_styles', to='groups.peergroup')),
                    ],
                    options={
                        'verbose_name': 'tavoitteellisuuden muutos',
                        'verbose_name_plural': 'tavoitteellisuuden muutokset',
                        'ordering': ['-created_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='FacilitatorInvitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('email', models.EmailField(max_length=254, verbose_name='sähköposti')),
                        ('invited_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('accepted', models.BooleanField(blank=True, null=True)),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='groups.peergroup')),
                        ('agreed', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('agreed_on', models.DateField(blank=True, null=True)),
                        ('takes_over', models.BooleanField(default=False)),
                    ],
                    options={
                        'verbose_name': 'kutsu ohjaajaksi',
                        'verbose_name_plural': 'kutsut ohjaajaksi',
                        'ordering': ['-invited_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('group', 'email'), name='groups_invitation_once'), models.CheckConstraint(condition=models.Q(('takes_over', False), models.Q(('agreed__isnull', False), ('agreed_on__isnull', False)), _connector='OR'), name='groups_handover_agreed')],
                    },
                ),
                migrations.CreateModel(
                    name='CompetitionNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(choices=[('auto', 'sama ala ja kunta'), ('near', 'sama ala, naapurikunta'), ('member', 'ryhmäläinen kertoi'), ('facilitator', 'ohjaaja huomasi')], default='auto', max_length=11, verbose_name='mistä tieto')),
                        ('decision', models.CharField(choices=[('together', 'voivat olla samassa ryhmässä'), ('apart', 'eivät samaan ryhmään')], max_length=8, verbose_name='päätös')),
                        ('reason', models.CharField(max_length=300, verbose_name='perustelu')),
                        ('decided_at', models.DateTimeField()),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.groupmember')),
                        ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.groupmember')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competition_notes', to='groups.peergroup')),
                    ],
                    options={
                        'verbose_name': 'kilpailuhuomio',
                        'verbose_name_plural': 'kilpailuhuomiot',
                        'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='groups_competition_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='groups_competition_order')],
                    },
                ),
                migrations.CreateModel(
                    name='PricePlan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meetings', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='tapaamisia')),
                        ('place', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='tila tapaamista kohden')),
                        ('refreshments', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='tarjoilu henkilöä kohden')),
                        ('hours', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(24)], verbose_name='ohjaustunteja tapaamista kohden')),
                        ('hourly_rate', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='ohjauksen tuntihinta')),
                        ('experts', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(60)], verbose_name='asiantuntijoita')),
                        ('expert_fee', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='asiantuntijan palkkio')),
                        ('sharing_groups', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='montako ryhmää jakaa asiantuntijat')),
                        ('model', models.CharField(choices=[('season', 'jäsenmaksu kaudelta'), ('visit', 'osallistumismaksu kerralta'), ('group', 'hinta koko ryhmältä'), ('funded', 'rahoitettu palvelu')], default='season', max_length=6, verbose_name='hintamalli')),
                        ('vat_percent', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='alv %')),
                        ('sentence', models.CharField(blank=True, max_length=300, verbose_name='hinnan perustelu')),
                        ('saved_at', models.DateTimeField()),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='price_plan', to='groups.peergroup')),
                        ('funding', models.CharField(choices=[('facilitation', 'ohjaus; ryhmäläiset maksavat muun'), ('but_experts', 'kaikki muu paitsi asiantuntijat'), ('everything', 'kaikki; ryhmäläisille maksuton')], default='facilitation', max_length=12, verbose_name='mitä rahoitetaan muualta')),
                        ('margin_percent', models.DecimalField(decimal_places=1, default=0, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='kate %')),
                        ('members', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='ryhmäläisiä')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='tarjous on voimassa')),
                    ],
                    options={
                        'verbose_name': 'hintalaskelma',
                        'verbose_name_plural': 'hintalaskelmat',
                        'constraints': [models.CheckConstraint(condition=models.Q(('meetings__gte', 1), ('sharing_groups__gte', 1)), name='groups_price_whole_numbers'), models.CheckConstraint(condition=models.Q(('expert_fee__gte', 0), ('hourly_rate__gte', 0), ('hours__gte', 0), ('place__gte', 0), ('refreshments__gte', 0)), name='groups_price_not_negative'), models.CheckConstraint(condition=models.Q(('margin_percent__gte', 0), ('margin_percent__lte', 100)), name='groups_price_margin'), models.CheckConstraint(condition=models.Q(('vat_percent', None), models.Q(('vat_percent__gte', 0), ('vat_percent__lte', 100)), _connector='OR'), name='groups_price_vat')],
                    },
                ),
                migrations.CreateModel(
                    name='SeparationWish',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField()),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.groupmember')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='separations', to='groups.peergroup')),
                        ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.groupmember')),
                    ],
                    options={
                        'verbose_name': 'ei samaan ryhmään',
                        'verbose_name_plural': 'ei samaan ryhmään',
                        'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='groups_separation_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='groups_separation_order')],
                    },
                ),
                migrations.CreateModel(
                    name='TemplateStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(300)], verbose_name='minuutit')),
                        ('text', models.CharField(max_length=160, verbose_name='mitä tehdään')),
                        ('part', models.CharField(blank=True, choices=[('settle', 'Asetu'), ('mirror', 'Peilaa'), ('carry', 'Vie arkeen'), ('break', 'Tauko'), ('check', 'Ääni ja kuva')], max_length=6, verbose_name='askel')),
                        ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='groups.meetingtemplate')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CostItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('category', models.CharField(choices=[('place', 'tila'), ('refreshments', 'tarjoilu'), ('facilitation', 'ohjaus'), ('expert', 'asiantuntija'), ('other', 'muu')], max_length=12, verbose_name='laji')),
                        ('net', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='summa ilman veroa')),
                        ('vat_percent', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='alv %')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='groups.groupmeeting')),
                    ],
                    options={
                        'verbose_name': 'kulu',
                        'verbose_name_plural': 'kulut',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'category'), name='groups_cost_category_once'), models.CheckConstraint(condition=models.Q(('net__gte', 0)), name='groups_cost_not_negative'), models.CheckConstraint(condition=models.Q(('vat_percent', None), models.Q(('vat_percent__gte', 0), ('vat_percent__lte', 100)), _connector='OR'), name='groups_cost_vat')],
                    },
                ),
                migrations.CreateModel(
                    name='NeedsPoll',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('generation', models.PositiveSmallIntegerField(default=1)),
                        ('opened_at', models.DateTimeField()),
                        ('closes_at', models.DateTimeField(verbose_name='päättyy')),
                        ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='needs_poll', to='groups.peergroup')),
                    ],
                    options={
                        'verbose_name': 'toivekysely',
                        'verbose_name_plural': 'toivekyselyt',
                        'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gte', models.F('opened_at'))), name='groups_poll_closes_after_opening')],
                    },
                ),
                migrations.CreateModel(
                    name='PollAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('answered_on', models.DateField()),
                        ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='groups.needspoll')),
                    ],
                    options={
                        'verbose_name': 'vastaus',
                        'verbose_name_plural': 'vastaukset',
                    },
                ),
                migrations.CreateModel(
                    name='PollWish',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('wish', models.CharField(choices=[('breather', 'hengähdystauko'), ('coping', 'jaksaminen'), ('time', 'ajankäyttö'), ('colleagues', 'työkavereita'), ('network', 'verkostot'), ('unfinished', 'keskeneräisten loppuun saattaminen'), ('pricing', 'hinnoittelu'), ('marketing', 'markkinointi'), ('money', 'talous ja verot'), ('growth', 'kasvu ja työllistäminen'), ('duties', 'omavalvonta ja määräykset'), ('digital', 'digitaidot'), ('premises', 'toimitilat'), ('seasons', 'kausivaihtelu'), ('change', 'muutos tai luopuminen'), ('outdoors', 'ulkona liikkuminen'), ('remote', 'osallistuminen etänä'), ('mornings', 'aamuajat'), ('evenings', 'ilta-ajat')], max_length=12, verbose_name='toive')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='groups.pollanswer')),
                    ],
                    options={
                        'verbose_name': 'toive',
                        'verbose_name_plural': 'toiveet',
                        'constraints': [models.UniqueConstraint(fields=('answer', 'wish'), name='groups_poll_wish_once'), models.CheckConstraint(condition=models.Q(('wish__in', ['breather', 'coping', 'time', 'colleagues', 'network', 'unfinished', 'pricing', 'marketing', 'money', 'growth', 'duties', 'digital', 'premises', 'seasons', 'change', 'outdoors', 'remote', 'mornings', 'evenings'])), name='groups_poll_known_wish')],
                    },
                ),
                migrations.CreateModel(
                    name='HelpRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('question', 'kysymys'), ('call', 'soittopyyntö')], default='question', max_length=8, verbose_name='laji')),
                        ('shown', models.CharField(choices=[('unnamed', 'Muille osallistujille nimettömänä'), ('named', 'Muille osallistujille nimelläni'), ('trainer', 'Vain kouluttajalle')], default='unnamed', max_length=9, verbose_name='kenelle näkyy')),
                        ('state', models.CharField(choices=[('open', 'odottaa vastausta'), ('answered', 'vastattu'), ('solved', 'ratkennut')], db_index=True, default='open', max_length=8, verbose_name='tila')),
                        ('question', models.TextField(blank=True, max_length=400, verbose_name='kysymys')),
                        ('asked_at', models.DateTimeField()),
                        ('answer', models.TextField(blank=True, max_length=1200, verbose_name='vastaus')),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('solved_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_requests', to='courses.enrolment')),
                        ('log', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='help_request', to='groups.meetinglog')),
                    ],
                    options={
                        'verbose_name': 'avunpyyntö',
                        'verbose_name_plural': 'avunpyynnöt',
                        'ordering': ['-asked_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'call'), ('question', ''), ('shown', 'trainer')), models.Q(('kind', 'question'), models.Q(('question', ''), _negated=True)), _connector='OR'), name='groups_help_call_is_wordless'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='groups_help_answer_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'solved'), _negated=True), ('solved_at__isnull', False), _connector='OR'), name='groups_help_solved_has_time'), models.UniqueConstraint(condition=models.Q(('kind', 'call'), ('state', 'open')), fields=('enrolment',), name='groups_one_open_call')],
                    },
                ),
                migrations.CreateModel(
                    name='CadenceNudge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('quiet_since', models.DateField()),
                        ('told_at', models.DateTimeField()),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nudges', to='groups.peergroup')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'muistutus tapaamisrytmistä',
                        'verbose_name_plural': 'muistutukset tapaamisrytmistä',
                        'constraints': [models.UniqueConstraint(fields=('group', 'user', 'quiet_since'), name='groups_nudge_once_a_silence')],
                    },
                ),
                migrations.CreateModel(
                    name='ChecklistItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.CharField(max_length=120, verbose_name='hoidettava')),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checklist', to='groups.groupmeeting')),
                    ],
                    options={
                        'verbose_name': 'muistilistan kohta',
                        'verbose_name_plural': 'muistilistan kohdat',
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'text'), name='groups_checklist_text_once')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('generation', models.PositiveSmallIntegerField(default=1)),
                        ('shows_place', models.BooleanField(default=False, verbose_name='paikka ja etälinkki näkyvät')),
                        ('language', models.CharField(default='fi', max_length=2, verbose_name='kieli')),
                        ('opened_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed', to='groups.peergroup')),
                    ],
                    options={
                        'verbose_name': 'ryhmän kalenteri',
                        'verbose_name_plural': 'ryhmien kalenterit',
                        'constraints': [models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='groups_feed_closes_after_opening')],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(300)], verbose_name='minuutit')),
                        ('text', models.CharField(max_length=160, verbose_name='mitä tehdään')),
                        ('part', models.CharField(blank=True, choices=[('settle', 'Asetu'), ('mirror', 'Peilaa'), ('carry', 'Vie arkeen'), ('break', 'Tauko'), ('check', 'Ääni ja kuva')], max_length=6, verbose_name='askel')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='groups.groupmeeting')),
                    ],
                    options={
                        'verbose_name': 'tapaamisen vaihe',
                        'verbose_name_plural': 'tapaamisen vaiheet',
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'position'), name='groups_step_position_once'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 300)), name='groups_step_minutes'), models.CheckConstraint(condition=models.Q(('part__in', ['', 'settle', 'mirror', 'carry', 'break', 'check'])), name='groups_step_known_part')],
                    },
                ),
                migrations.CreateModel(
                    name='CompetitionDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(choices=[('auto', 'sama ala ja kunta'), ('near', 'sama ala, naapurikunta'), ('member', 'ryhmäläinen kertoi'), ('facilitator', 'ohjaaja huomasi')], max_length=11, verbose_name='mistä tieto')),
                        ('decision', models.CharField(choices=[('together', 'voivat olla samassa ryhmässä'), ('apart', 'eivät samaan ryhmään')], max_length=8, verbose_name='päätös')),
                        ('reason', models.CharField(max_length=300, verbose_name='perustelu')),
                        ('decided_at', models.DateTimeField()),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.groupmember')),
                        ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.groupmember')),
                    ],
                    options={
                        'verbose_name': 'kilpailuasetelman päätös',
                        'verbose_name_plural': 'kilpailuasetelmien päätökset',
                        'ordering': ['-decided_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='groups_decision_order')],
                    },
                ),
                migrations.CreateModel(
                    name='ReferralContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=40, unique=True, verbose_name='tunnus')),
                        ('name', models.CharField(max_length=80, verbose_name='nimi')),
                        ('name_sv', models.CharField(blank=True, max_length=80, verbose_name='nimi ruotsiksi')),
                        ('name_en', models.CharField(blank=True, max_length=80, verbose_name='nimi englanniksi')),
                        ('purpose', models.CharField(blank=True, max_length=200, verbose_name='mihin')),
                        ('purpose_sv', models.CharField(blank=True, max_length=200, verbose_name='mihin, ruotsiksi')),
                        ('purpose_en', models.CharField(blank=True, max_length=200, verbose_name='mihin, englanniksi')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='puhelin')),
                        ('hours', models.CharField(blank=True, max_length=120, verbose_name='palveluajat')),
                        ('hours_sv', models.CharField(blank=True, max_length=120, verbose_name='palveluajat ruotsiksi')),
                        ('hours_en', models.CharField(blank=True, max_length=120, verbose_name='palveluajat englanniksi')),
                        ('url', models.URLField(blank=True, max_length=300, verbose_name='verkkosivu')),
                        ('languages', models.CharField(blank=True, help_text='Esimerkiksi fi, sv, en', max_length=60, verbose_name='palvelukielet')),
                        ('municipalities', models.JSONField(blank=True, default=list, help_text='Jätä tyhjäksi, jos palvelu on koko maan.', verbose_name='kunnat')),
                        ('order', models.PositiveSmallIntegerField(default=50, verbose_name='järjestys')),
                        ('checked_on', models.DateField(verbose_name='tiedot tarkistettu')),
                        ('is_shown', models.BooleanField(default=True, verbose_name='näkyvissä')),
                    ],
                    options={
                        'verbose_name': 'avun yhteystieto',
                        'verbose_name_plural': 'avun yhteystiedot',
                        'ordering': ['order', 'name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phone', ''), _negated=True), models.Q(('url', ''), _negated=True), _connector='OR'), name='groups_contact_reachable')],
                    },
                ),
                migrations.CreateModel(
                    name='CostSharing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('shared_at', models.DateTimeField()),
                        ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='cost_sharing', to='groups.peergroup')),
                        ('shared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'kulujen näyttäminen',
                        'verbose_name_plural': 'kulujen näyttämiset',
                    },
                ),
                migrations.CreateModel(
                    name='GroupCost',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('category', models.CharField(choices=[('place', 'tila'), ('refreshments', 'tarjoilu'), ('facilitation', 'ohjaus'), ('expert', 'asiantuntija'), ('other', 'muu')], max_length=12, verbose_name='laji')),
                        ('note', models.CharField(blank=True, max_length=80, verbose_name='mistä')),
                        ('net', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='summa ilman veroa')),
                        ('vat_percent', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='alv %')),
                        ('sharing_groups', models.PositiveSmallIntegerField(default=1, verbose_name='montako ryhmää jakaa')),
                        ('is_first', models.BooleanField(default=True, verbose_name='pyöristyserotus on meidän')),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('added_at', models.DateTimeField()),
                        ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_costs', to='groups.peergroup')),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='own_costs', to='groups.groupmeeting')),
                    ],
                    options={
                        'verbose_name': 'ryhmän kulu',
                        'verbose_name_plural': 'ryhmän kulut',
                        'ordering': ['added_at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('group', 'key'), name='groups_own_cost_key_once'), models.CheckConstraint(condition=models.Q(('net__gte', 0)), name='groups_own_cost_not_negative'), models.CheckConstraint(condition=models.Q(('vat_percent', None), models.Q(('vat_percent__gte', 0), ('vat_percent__lte', 100)), _connector='OR'), name='groups_own_cost_vat'), models.CheckConstraint(condition=models.Q(('sharing_groups__gte', 1), ('sharing_groups__lte', 50)), name='groups_own_cost_sharing')],
                    },
                ),
                migrations.CreateModel(
                    name='Offer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('made_at', models.DateTimeField()),
                        ('receiver', models.CharField(blank=True, max_length=120, verbose_name='kenelle')),
                        ('valid_until', models.DateField(verbose_name='voimassa')),
                        ('facts', models.JSONField()),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='groups.peergroup')),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'tarjous',
                        'verbose_name_plural': 'tarjoukset',
                        'ordering': ['-made_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='GroupNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('controller', models.TextField(blank=True, max_length=600, verbose_name='rekisterinpitäjä ja peruste')),
                        ('controller_sv', models.TextField(blank=True, max_length=600, verbose_name='rekisterinpitäjä ja peruste, ruotsiksi')),
                        ('controller_en', models.TextField(blank=True, max_length=600, verbose_name='rekisterinpitäjä ja peruste, englanniksi')),
                    ],
                    options={
                        'verbose_name': 'informointilappu',
                        'abstract': False,
                    },
                ),
            ],
        ),
        migrations.RunPython(put_in, migrations.RunPython.noop),
        migrations.RunPython(add_contacts, migrations.RunPython.noop),
    ]
