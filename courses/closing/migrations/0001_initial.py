import accounts.create_models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('courses', '0001_squashed_0013_recheck'),
        ('groups', '0001_squashed_0011_handover'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='ClearingTurn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('last_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'säilytysaikojen kierros',
                        'verbose_name_plural': 'säilytysaikojen kierrokset',
                    },
                ),
                migrations.CreateModel(
                    name='AccountWarning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('since', models.DateTimeField()),
                        ('times', models.PositiveSmallIntegerField(default=0)),
                        ('warned_at', models.DateTimeField()),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'varoitus tilin poistosta',
                        'verbose_name_plural': 'varoitukset tilien poistosta',
                    },
                ),
                migrations.CreateModel(
                    name='Clearing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=80)),
                        ('on', models.DateField()),
                        ('count', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'poistettu määrä',
                        'verbose_name_plural': 'poistetut määrät',
                        'ordering': ['-on', 'key'],
                        'constraints': [models.UniqueConstraint(fields=('key', 'on'), name='closing_cleared_once_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupOutcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('goes', models.CharField(choices=[('alumni', 'jatkuu alumniryhmänä'), ('handover', 'luovutetaan toiselle ohjaajalle'), ('ended', 'päättyy')], max_length=8, verbose_name='ratkaisu')),
                        ('decided_at', models.DateTimeField()),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.peergroup')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_outcomes', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'ryhmän jatko',
                        'verbose_name_plural': 'ryhmien jatkot',
                        'constraints': [models.UniqueConstraint(fields=('run', 'group'), name='closing_group_once'), models.CheckConstraint(condition=models.Q(('goes__in', ['alumni', 'handover', 'ended'])), name='closing_known_goes')],
                    },
                ),
                migrations.CreateModel(
                    name='LeftOpen',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=80)),
                        ('reason', models.CharField(max_length=400, verbose_name='syy')),
                        ('left_at', models.DateTimeField()),
                        ('left_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='left_open', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'auki jätetty',
                        'verbose_name_plural': 'auki jätetyt',
                        'constraints': [models.UniqueConstraint(fields=('run', 'key'), name='closing_left_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='closing_left_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='PersonOutcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('becomes', models.CharField(choices=[('moved', 'jatkaa toisessa toteutuksessa'), ('ended', 'päättyy ilman todistusta'), ('left', 'jää näin')], max_length=6, verbose_name='ratkaisu')),
                        ('was_state', models.CharField(max_length=10)),
                        ('decided_at', models.DateTimeField()),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='closing_outcome', to='courses.enrolment')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='person_outcomes', to='courses.courserun')),
                        ('to_run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'keskeneräisen ratkaisu',
                        'verbose_name_plural': 'keskeneräisten ratkaisut',
                        'constraints': [models.CheckConstraint(condition=models.Q(('becomes', 'moved'), ('to_run', None), _connector='OR'), name='closing_moved_has_run'), models.CheckConstraint(condition=models.Q(('becomes__in', ['moved', 'ended', 'left'])), name='closing_known_outcome')],
                    },
                ),
                migrations.CreateModel(
                    name='RunClosing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('closed_at', models.DateTimeField()),
                        ('was_state', models.CharField(max_length=12)),
                        ('told_up_to', models.PositiveBigIntegerField(default=0)),
                        ('told', models.PositiveIntegerField(default=0)),
                        ('told_at', models.DateTimeField(blank=True, null=True)),
                        ('reopened_at', models.DateTimeField(blank=True, null=True)),
                        ('reopen_reason', models.CharField(blank=True, max_length=400, verbose_name='syy')),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reopened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'toteutuksen sulkeminen',
                        'verbose_name_plural': 'toteutusten sulkemiset',
                        'ordering': ['-closed_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at', None)), fields=('run',), name='closing_once_at_a_time'), models.CheckConstraint(condition=models.Q(('reopened_at', None), models.Q(('reopen_reason', ''), _negated=True), _connector='OR'), name='closing_reopened_says_why')],
                    },
                ),
            ],
        ),
    ]
