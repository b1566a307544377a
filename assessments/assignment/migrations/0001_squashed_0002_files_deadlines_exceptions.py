import accounts.create_models
import assessments.assignment.models
import django.core.validators
import django.db.models.deletion
import media.storage
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('assignment', '0001_initial'), ('assignment', '0002_files_deadlines_exceptions')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='AssignmentPage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('instructions', wagtail.fields.RichTextField(verbose_name='tehtävä')),
                        ('min_words', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3000)], verbose_name='sanoja vähintään')),
                        ('max_words', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3000)], verbose_name='sanoja enintään')),
                        ('due_days', models.PositiveSmallIntegerField(blank=True, help_text='Tyhjä: ei määräaikaa. 0: kertapäivän loppuun. Siirtyy, jos kerta siirtyy.', null=True, validators=[django.core.validators.MaxValueValidator(365)], verbose_name='määräaika, päivää kerran jälkeen')),
                        ('max_files', models.PositiveSmallIntegerField(default=0, help_text='0: ei liitteitä. Liite voi olla myös ääniviesti tekstin sijaan.', validators=[django.core.validators.MaxValueValidator(5)], verbose_name='liitteitä enintään')),
                    ],
                    options={
                        'verbose_name': 'reflektiotehtävä',
                        'verbose_name_plural': 'reflektiotehtävät',
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='Criterion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('text', models.CharField(max_length=300, verbose_name='hyväksytty, kun')),
                        ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='assignment.assignmentpage')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Submission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[('draft', 'luonnos'), ('submitted', 'palautettu'), ('returned', 'täydennettävä'), ('accepted', 'hyväksytty')], default='draft', max_length=10, verbose_name='tila')),
                        ('draft', models.TextField(blank=True, max_length=20000)),
                        ('overtaken', models.TextField(blank=True, max_length=20000)),
                        ('saved_version', models.PositiveIntegerField(default=0)),
                        ('saved_at', models.DateTimeField(blank=True, null=True)),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='courses.enrolment')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='assignment.assignmentpage')),
                    ],
                    options={
                        'verbose_name': 'palautus',
                        'verbose_name_plural': 'palautukset',
                        'indexes': [models.Index(fields=['state', 'submitted_at'], name='assignment_waiting')],
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'page'), name='assignment_submission_once'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('submitted_at__isnull', False), _connector='OR'), name='assignment_sent_has_moment')],
                    },
                ),
                migrations.CreateModel(
                    name='SubmissionRound',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('text', models.TextField(blank=True, max_length=20000)),
                        ('remarks_passed', models.PositiveSmallIntegerField(default=0)),
                        ('submitted_at', models.DateTimeField()),
                        ('feedback', models.TextField(blank=True, max_length=5000, verbose_name='palaute')),
                        ('decision', models.CharField(blank=True, choices=[('accepted', 'hyväksytty'), ('returned', 'täydennettävä')], max_length=10, verbose_name='ratkaisu')),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='assignment.submission')),
                    ],
                    options={
                        'verbose_name': 'palautuskierros',
                        'verbose_name_plural': 'palautuskierrokset',
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('submission', 'number'), name='assignment_round_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='assignment_decision_has_moment'), models.CheckConstraint(condition=models.Q(('decision', 'returned'), ('feedback', ''), _negated=True), name='assignment_return_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='SubmissionFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('file', models.FileField(storage=media.storage.protected_storage, upload_to=assessments.assignment.models.path_of, verbose_name='tiedosto')),
                        ('name', models.CharField(max_length=120, verbose_name='nimi')),
                        ('size', models.PositiveIntegerField(verbose_name='koko')),
                        ('added_at', models.DateTimeField()),
                        ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='assignment.submissionround')),
                        ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='assignment.submission')),
                    ],
                    options={
                        'verbose_name': 'liite',
                        'verbose_name_plural': 'liitteet',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='AssignmentException',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('extension', 'lisäaika'), ('oral', 'suullinen vaihtoehto'), ('waiver', 'vapautus tehtävästä')], max_length=9, verbose_name='poikkeus')),
                        ('until', models.DateTimeField(blank=True, null=True, verbose_name='voimassa')),
                        ('reason', models.CharField(max_length=400, verbose_name='perustelu')),
                        ('granted_at', models.DateTimeField()),
                        ('fulfilled_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignment_exceptions', to='courses.enrolment')),
                        ('fulfilled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='assignment.assignmentpage')),
                    ],
                    options={
                        'verbose_name': 'tehtävän poikkeus',
                        'verbose_name_plural': 'tehtävien poikkeukset',
                        'ordering': ['-granted_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('enrolment', 'page'), name='assignment_exception_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extension'), _negated=True), ('until__isnull', False), _connector='OR'), name='assignment_extension_has_end'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='assignment_exception_says_why')],
                    },
                ),
            ],
        ),
    ]
