import accounts.create_models
import django.db.models.deletion
import uuid
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
                    name='ConnectionLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('guest', 'vieras'), ('support', 'tekninen tuki')], max_length=7, verbose_name='kenelle')),
                        ('shows_join', models.BooleanField(default=False, verbose_name='etälinkki näkyy')),
                        ('generation', models.PositiveSmallIntegerField(default=1)),
                        ('made_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='connection_links', to='groups.groupmeeting')),
                        ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='connection_links', to='courses.session')),
                    ],
                    options={
                        'verbose_name': 'yhteyslinkki',
                        'verbose_name_plural': 'yhteyslinkit',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('meeting', None), ('session__isnull', False)), models.Q(('meeting__isnull', False), ('session', None)), _connector='OR'), name='connection_link_has_one_target'), models.CheckConstraint(condition=models.Q(('kind__in', ['guest', 'support'])), name='connection_link_known_kind'), models.UniqueConstraint(condition=models.Q(('session', None)), fields=('kind', 'meeting'), name='connection_link_once_a_meeting'), models.UniqueConstraint(condition=models.Q(('meeting', None)), fields=('kind', 'session'), name='connection_link_once_a_session')],
                    },
                ),
                migrations.CreateModel(
                    name='SupportNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=300, verbose_name='muistiinpano')),
                        ('from_support', models.BooleanField(default=False)),
                        ('written_at', models.DateTimeField()),
                        ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='connection.connectionlink')),
                    ],
                    options={
                        'verbose_name': 'tuen muistiinpano',
                        'verbose_name_plural': 'tuen muistiinpanot',
                        'ordering': ['written_at', 'pk'],
                    },
                ),
            ],
        ),
    ]
