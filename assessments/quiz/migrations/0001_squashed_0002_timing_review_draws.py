import accounts.create_models
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('quiz', '0001_initial'), ('quiz', '0002_timing_review_draws')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
        ('questions', '0001_squashed_0003_importbatch'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='QuizPage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('introduction', models.TextField(blank=True, max_length=2000, verbose_name='johdanto')),
                        ('pass_percent', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='hyväksymisraja, %')),
                        ('shuffle_options', models.BooleanField(default=True, verbose_name='sekoita vaihtoehdot')),
                        ('max_attempts', models.PositiveSmallIntegerField(blank=True, help_text='Tyhjä: niin monta kuin haluaa.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='yrityksiä enintään')),
                        ('counting', models.CharField(choices=[('best', 'paras'), ('last', 'viimeisin')], default='best', max_length=4, verbose_name='lasketaan')),
                        ('shuffle_questions', models.BooleanField(default=False, verbose_name='sekoita kysymysten järjestys')),
                        ('time_limit', models.PositiveSmallIntegerField(blank=True, help_text='Tyhjä: ei aikarajaa. Aikarajasta voi antaa yhdelle osallistujalle lisäaikaa.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name='aikaraja minuutteina')),
                    ],
                    options={
                        'verbose_name': 'tarkistuskysymykset',
                        'verbose_name_plural': 'tarkistuskysymykset',
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='QuizQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('points', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='pisteet')),
                        ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='quiz.quizpage')),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questions.question', verbose_name='kysymys')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Attempt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('open', 'kesken'), ('review', 'odottaa arviota'), ('finished', 'tarkistettu')], default='open', max_length=8)),
                        ('slots', models.JSONField(default=list)),
                        ('answers', models.JSONField(default=dict)),
                        ('saved_version', models.PositiveIntegerField(default=0)),
                        ('pass_percent', models.PositiveSmallIntegerField()),
                        ('started_at', models.DateTimeField()),
                        ('saved_at', models.DateTimeField(blank=True, null=True)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('marks', models.JSONField(default=list)),
                        ('points', models.DecimalField(blank=True, decimal_places=3, max_digits=8, null=True)),
                        ('max_points', models.PositiveIntegerField(default=0)),
                        ('percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                        ('is_passed', models.BooleanField(default=False)),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quiz_attempts', to='courses.enrolment')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='quiz.quizpage')),
                        ('comments', models.JSONField(default=dict)),
                        ('deadline_at', models.DateTimeField(blank=True, null=True)),
                        ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                        ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'yritys',
                        'verbose_name_plural': 'yritykset',
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'page', 'number'), name='quiz_attempt_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('enrolment', 'page'), name='quiz_one_open_attempt'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('state', 'open')), models.Q(('finished_at__isnull', False), ('percent', None), ('state', 'review')), models.Q(('finished_at__isnull', False), ('percent__gte', 0), ('percent__lte', Decimal('100')), ('state', 'finished')), _connector='OR'), name='quiz_finished_has_result')],
                        'indexes': [models.Index(condition=models.Q(('state', 'review')), fields=['finished_at'], name='quiz_attempts_to_read'), models.Index(condition=models.Q(('deadline_at__isnull', False), ('state', 'open')), fields=['deadline_at'], name='quiz_attempts_in_time')],
                    },
                ),
                migrations.CreateModel(
                    name='QuizDraw',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('category', models.CharField(blank=True, help_text='Polku, esimerkiksi: Työpeili/Kerta 1. Alaluokat kuuluvat mukaan.', max_length=255, verbose_name='luokka')),
                        ('tag', models.CharField(blank=True, max_length=100, verbose_name='asiasana')),
                        ('count', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='kysymyksiä')),
                        ('points', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='pisteet kustakin')),
                        ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='quiz.quizpage')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TimeExtension',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name='lisäaika minuutteina')),
                        ('reason', models.CharField(max_length=500, verbose_name='perustelu')),
                        ('granted_at', models.DateTimeField()),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quiz_extensions', to='courses.enrolment')),
                        ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='quiz.quizpage')),
                    ],
                    options={
                        'verbose_name': 'lisäaika',
                        'verbose_name_plural': 'lisäajat',
                        'ordering': ['-granted_at', '-pk'],
                    },
                ),
            ],
        ),
    ]
