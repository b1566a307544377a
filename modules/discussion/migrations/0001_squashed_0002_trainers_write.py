import accounts.create_models
import django.core.validators
import django.db.models.deletion
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('discussion', '0001_initial'), ('discussion', '0002_trainers_write')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='DiscussionPage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('opening', wagtail.fields.RichTextField(help_text='Mistä keskustellaan ja miten.', verbose_name='avaus')),
                        ('posts_needed', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(20)], verbose_name='avauksia')),
                        ('replies_needed', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(20)], verbose_name='vastauksia toisille')),
                        ('edit_minutes', models.PositiveSmallIntegerField(default=30, help_text='Niin kauan viestin kirjoittaja voi muuttaa viestiään.', validators=[django.core.validators.MaxValueValidator(10080)], verbose_name='muokkausaika minuutteina')),
                    ],
                    options={
                        'verbose_name': 'keskustelu',
                        'verbose_name_plural': 'keskustelut',
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('text', models.TextField(blank=True, max_length=3000, verbose_name='viesti')),
                        ('created_at', models.DateTimeField()),
                        ('edited_at', models.DateTimeField(blank=True, null=True)),
                        ('deleted_at', models.DateTimeField(blank=True, null=True)),
                        ('hidden_at', models.DateTimeField(blank=True, null=True)),
                        ('hidden_reason', models.CharField(blank=True, max_length=300, verbose_name='perustelu')),
                        ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='discussion.discussionpage')),
                        ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='discussion_posts', to='courses.enrolment')),
                        ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='discussion.post')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.courserun')),
                        ('is_by_staff', models.BooleanField(default=False)),
                        ('staff', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'viesti',
                        'verbose_name_plural': 'viestit',
                        'ordering': ['created_at', 'pk'],
                        'indexes': [models.Index(fields=['run', 'discussion', 'parent', 'created_at'], name='discussion_post_thread')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('deleted_at__isnull', False), _connector='OR'), name='discussion_post_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('enrolment', None), ('is_by_staff', True)), models.Q(('is_by_staff', False), ('staff', None)), _connector='OR'), name='discussion_post_by_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='mikä viestissä on vialla')),
                        ('created_at', models.DateTimeField()),
                        ('resolved_at', models.DateTimeField(blank=True, null=True)),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='discussion.post')),
                        ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.enrolment')),
                        ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'ilmoitus viestistä',
                        'verbose_name_plural': 'ilmoitukset viesteistä',
                        'constraints': [models.UniqueConstraint(fields=('post', 'reporter'), name='discussion_report_once')],
                    },
                ),
            ],
        ),
    ]
