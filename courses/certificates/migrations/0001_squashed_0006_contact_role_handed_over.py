import accounts.create_models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import media.storage
import modelcluster.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('certificates', '0001_initial'), ('certificates', '0002_badge'), ('certificates', '0003_sharing_by_link_and_bundles'), ('certificates', '0004_issuing_in_batches'), ('certificates', '0005_contact_invitations'), ('certificates', '0006_contact_role_handed_over')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
        ('media', '0001_squashed_0003_rendition_file'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Register',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('prefix', models.CharField(help_text='Numeron alku, esimerkiksi TP numerossa TP-2026-0012.', max_length=8, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{1,8}\\Z', 'Käytä isoja kirjaimia A–Z, enintään kahdeksan.')], verbose_name='tunnus')),
                        ('name', models.CharField(max_length=120, verbose_name='nimi')),
                    ],
                    options={
                        'verbose_name': 'todistusrekisteri',
                        'verbose_name_plural': 'todistusrekisterit',
                        'ordering': ['prefix'],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateTemplate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='nimi')),
                        ('is_default', models.BooleanField(default=False, help_text='Käytetään kaikissa toteutuksissa, joille ei ole valittu muuta.', verbose_name='oletuspohja')),
                        ('issuer', models.CharField(max_length=160, verbose_name='myöntäjä')),
                        ('place', models.CharField(blank=True, help_text='Esimerkiksi Pori.', max_length=80, verbose_name='paikka')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='versio')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificate_templates', to='courses.coursepage', verbose_name='koulutus')),
                        ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.register', verbose_name='todistusrekisteri')),
                        ('emblem', models.ForeignKey(blank=True, help_text='Vain hankkeen rahoittamissa toteutuksissa. Teksti annetaan kullakin kielellä erikseen.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.picture', verbose_name='rahoittajan tunnus')),
                        ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                        ('logo', models.ForeignKey(blank=True, help_text='Tulostuu ensimmäisen sivun yläreunaan.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.picture', verbose_name='myöntäjän logo')),
                        ('tells_recognition', models.BooleanField(default=False, help_text='Todistus kertoo, mitkä suoritukset on hyväksiluettu aiemman osaamisen perusteella.', verbose_name='mainitse hyväksiluvut')),
                    ],
                    options={
                        'verbose_name': 'todistuspohja',
                        'verbose_name_plural': 'todistuspohjat',
                        'ordering': ['course_id', 'name'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('course',), name='certificates_one_default_template')],
                    },
                ),
                migrations.CreateModel(
                    name='NameCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('asked_at', models.DateTimeField(blank=True, null=True)),
                        ('name', models.CharField(blank=True, max_length=170, verbose_name='nimi')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='name_check', to='courses.enrolment')),
                    ],
                    options={
                        'verbose_name': 'nimen tarkistus',
                        'verbose_name_plural': 'nimien tarkistukset',
                    },
                ),
                migrations.CreateModel(
                    name='Certificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('sequence', models.PositiveIntegerField()),
                        ('number', models.CharField(db_index=True, max_length=24, verbose_name='numero')),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('code', models.CharField(max_length=40, unique=True, verbose_name='vahvistuskoodi')),
                        ('language', models.CharField(choices=[('fi', 'suomi'), ('sv', 'svenska'), ('en', 'English')], max_length=2, verbose_name='kieli')),
                        ('snapshot', models.JSONField()),
                        ('template_revision', models.PositiveIntegerField()),
                        ('issued_at', models.DateTimeField(verbose_name='myönnetty')),
                        ('state', models.CharField(choices=[('queued', 'jonossa'), ('issued', 'myönnetty'), ('superseded', 'korvattu'), ('revoked', 'mitätöity')], default='queued', max_length=12, verbose_name='tila')),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('end_reason', models.CharField(blank=True, max_length=400, verbose_name='syy')),
                        ('pdf', models.FileField(blank=True, editable=False, max_length=200, storage=media.storage.protected_storage, upload_to='')),
                        ('pdf_sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                        ('pdf_size', models.PositiveIntegerField(default=0)),
                        ('rendered_at', models.DateTimeField(blank=True, null=True)),
                        ('render_error', models.CharField(blank=True, max_length=300)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='courses.enrolment')),
                        ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='certificates.certificate')),
                        ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certificates.certificatetemplate')),
                        ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certificates.register')),
                        ('exceptions', models.JSONField(default=list)),
                        ('kind', models.CharField(choices=[('certificate', 'todistus'), ('attendance', 'osallistumistodistus')], default='certificate', max_length=12, verbose_name='laji')),
                    ],
                    options={
                        'verbose_name': 'todistus',
                        'verbose_name_plural': 'todistukset',
                        'ordering': ['-issued_at', '-pk'],
                        'indexes': [models.Index(fields=['state', 'next_try_at'], name='certificates_waiting')],
                        'constraints': [models.UniqueConstraint(fields=('number', 'version'), name='certificates_number_version_once'), models.UniqueConstraint(fields=('register', 'year', 'sequence', 'version'), name='certificates_sequence_version_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'issued'))), fields=('enrolment',), name='certificates_one_live'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(models.Q(('pdf_sha256', ''), _negated=True), ('pdf_size__gt', 0), ('rendered_at__isnull', False)), _connector='OR'), name='certificates_issued_has_file'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ('queued', 'issued'))), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('state__in', ('superseded', 'revoked'))), _connector='OR'), name='certificates_end_is_told')],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterYear',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('last_number', models.PositiveIntegerField(default=0)),
                        ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='certificates.register')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('register', 'year'), name='certificates_register_year_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Signatory',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('name', models.CharField(max_length=80, verbose_name='nimi')),
                        ('title_fi', models.CharField(max_length=100, verbose_name='tehtävä suomeksi')),
                        ('title_sv', models.CharField(blank=True, max_length=100, verbose_name='tehtävä ruotsiksi')),
                        ('title_en', models.CharField(blank=True, max_length=100, verbose_name='tehtävä englanniksi')),
                        ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='certificates.certificatetemplate')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TemplateText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('language', models.CharField(choices=[('fi', 'suomi'), ('sv', 'svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='kieli')),
                        ('heading', models.CharField(blank=True, help_text='Jos tyhjä: Todistus, Intyg, Certificate.', max_length=40, verbose_name='otsikko')),
                        ('statement', models.CharField(blank=True, help_text='Jos tyhjä: on suorittanut koulutuksen.', max_length=120, verbose_name='lause nimen jälkeen')),
                        ('course_title', models.CharField(blank=True, help_text='Jos tyhjä, sama kuin koulutuksen sivulla.', max_length=120, verbose_name='koulutuksen nimi')),
                        ('issuer', models.CharField(blank=True, max_length=160, verbose_name='myöntäjä tällä kielellä')),
                        ('outcomes', models.TextField(blank=True, help_text='Yksi riviä kohti. Jos tyhjä, koulutuksen omat osaamistavoitteet suomeksi.', max_length=4000, verbose_name='osaamistavoitteet')),
                        ('funding', models.CharField(blank=True, help_text='Vain hankkeen rahoittamissa toteutuksissa.', max_length=200, verbose_name='rahoittajan teksti')),
                        ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='certificates.certificatetemplate')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('template', 'language'), name='certificates_text_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TemplateUse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('run', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='certificate_template_use', to='courses.courserun', verbose_name='toteutus')),
                        ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='certificates.certificatetemplate')),
                    ],
                ),
                migrations.CreateModel(
                    name='CertificateAccess',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('hat', models.CharField(choices=[('holder', 'sinä itse'), ('staff', 'toteutuksen henkilökunta'), ('organisation', 'organisaatio, jolle olet jakanut'), ('link', 'joku, jolla on linkki')], max_length=12)),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to='certificates.certificate')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('view', 'katsottu'), ('download', 'ladattu'), ('bundle', 'ladattu ZIP-paketissa'), ('export', 'viety organisaatiolle')], default='download', max_length=10)),
                        ('share', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='certificates.certificateshare')),
                    ],
                    options={
                        'verbose_name': 'todistuksen lataus',
                        'verbose_name_plural': 'todistusten lataukset',
                        'ordering': ['-at', '-pk'],
                        'indexes': [models.Index(fields=['certificate', '-at'], name='certificates_accesses')],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateShare',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('token_hash', models.CharField(blank=True, max_length=64)),
                        ('created_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='certificates.certificate')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='certificate_shares', to='accounts.organisation')),
                        ('area', models.CharField(blank=True, max_length=3, verbose_name='kunta')),
                        ('label', models.CharField(blank=True, max_length=80, verbose_name='kenelle')),
                        ('frozen_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'todistuksen jako',
                        'verbose_name_plural': 'todistusten jaot',
                        'ordering': ['-created_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('token_hash', '')), models.Q(('organisation', None), models.Q(('token_hash', ''), _negated=True)), _connector='OR'), name='certificates_share_with_one'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('withdrawn_at', None)), fields=('certificate', 'organisation'), name='certificates_shared_once'), models.UniqueConstraint(condition=models.Q(('token_hash', ''), _negated=True), fields=('token_hash',), name='certificates_share_token_once'), models.CheckConstraint(condition=models.Q(('token_hash', ''), ('expires_at__isnull', False), _connector='OR'), name='certificates_link_expires')],
                    },
                ),
                migrations.CreateModel(
                    name='Badge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('status_list', models.PositiveSmallIntegerField(verbose_name='tilaluettelo')),
                        ('status_index', models.PositiveIntegerField(verbose_name='paikka tilaluettelossa')),
                        ('credential', models.TextField(editable=False)),
                        ('signed_at', models.DateTimeField(verbose_name='allekirjoitettu')),
                        ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='badge', to='certificates.certificate')),
                    ],
                    options={
                        'verbose_name': 'osaamismerkki',
                        'verbose_name_plural': 'osaamismerkit',
                        'constraints': [models.UniqueConstraint(fields=('status_list', 'status_index'), name='certificates_badge_place_once')],
                    },
                ),
                migrations.CreateModel(
                    name='BundlePart',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('count', models.PositiveIntegerField()),
                        ('entries', models.JSONField()),
                        ('file', models.FileField(editable=False, max_length=200, storage=media.storage.protected_storage, upload_to='')),
                        ('bundle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='certificates.certificatebundle')),
                    ],
                    options={
                        'ordering': ['bundle', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('bundle', 'number'), name='certificates_bundle_part_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateBundle',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('filters', models.JSONField(default=dict)),
                        ('members', models.JSONField()),
                        ('total', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('waiting', 'kootaan'), ('ready', 'valmis'), ('failed', 'ei valmistunut')], default='waiting', max_length=8)),
                        ('created_at', models.DateTimeField()),
                        ('ready_at', models.DateTimeField(blank=True, null=True)),
                        ('expires_at', models.DateTimeField()),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificate_bundles', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'todistuspaketti',
                        'verbose_name_plural': 'todistuspaketit',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['state', 'next_try_at'], name='certificates_bundles_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('run', None)), models.Q(('organisation', None), ('run__isnull', False)), _connector='OR'), name='certificates_bundle_of_one'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), ('ready_at__isnull', False), _connector='OR'), name='certificates_bundle_ready_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='ConfidentialityAcceptance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.CharField(max_length=20, verbose_name='ehtojen versio')),
                        ('accepted_at', models.DateTimeField(verbose_name='hyväksytty')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confidentiality_acceptances', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'salassapitositoumus',
                        'verbose_name_plural': 'salassapitositoumukset',
                        'constraints': [models.UniqueConstraint(fields=('user', 'version'), name='certificates_confidentiality_once')],
                    },
                ),
                migrations.CreateModel(
                    name='IssueBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('certificate', 'todistus'), ('attendance', 'osallistumistodistus')], default='certificate', max_length=12)),
                        ('asked_at', models.DateTimeField()),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issue_batches', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'myöntämiserä',
                        'verbose_name_plural': 'myöntämiserät',
                        'ordering': ['-asked_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='IssueRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('name', models.CharField(max_length=170)),
                        ('state', models.CharField(choices=[('waiting', 'odottaa'), ('done', 'myönnetty'), ('refused', 'ei myönnetty')], default='waiting', max_length=8)),
                        ('refusal', models.CharField(blank=True, max_length=300)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('handled_at', models.DateTimeField(blank=True, null=True)),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='certificates.issuebatch')),
                        ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.certificate')),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issue_requests', to='courses.enrolment')),
                    ],
                    options={
                        'verbose_name': 'myöntämispyyntö',
                        'verbose_name_plural': 'myöntämispyynnöt',
                        'ordering': ['batch_id', 'position'],
                        'indexes': [models.Index(fields=['state', 'batch', 'position'], name='certificates_request_queue')],
                        'constraints': [models.UniqueConstraint(fields=('batch', 'enrolment'), name='certificates_request_once'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('enrolment',), name='certificates_one_request_waits'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('certificate__isnull', False), _connector='OR'), name='certificates_done_has_certificate')],
                    },
                ),
                migrations.CreateModel(
                    name='ContactInvitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('email', models.EmailField(max_length=254, verbose_name='sähköposti')),
                        ('created_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('accepted_at', models.DateTimeField(blank=True, null=True)),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sent_contact_invitations', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('takes_over', models.BooleanField(default=False)),
                    ],
                    options={
                        'verbose_name': 'kutsu yhteyshenkilöksi',
                        'verbose_name_plural': 'kutsut yhteyshenkilöksi',
                        'ordering': ['-created_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('organisation', 'email'), name='certificates_invited_once')],
                    },
                ),
            ],
        ),
    ]
