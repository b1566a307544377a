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
        ('notifications', '0001_squashed_0005_editors'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Announcement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('title', models.CharField(max_length=120, verbose_name='otsikko')),
                        ('text', models.TextField(max_length=4000, verbose_name='teksti')),
                        ('audience', models.CharField(choices=[('all', 'kaikki osallistujat'), ('no_group', 'ne, joilla ei ole omaa ryhmää'), ('quiet', 'ne, joiden ryhmä ei ole tavannut 14 päivään')], default='all', max_length=10, verbose_name='kenelle')),
                        ('pace', models.CharField(choices=[('now', 'heti omana viestinään: odottaa osallistujaa tai muuttaa suunnitelmia'), ('digest', 'viikkokoosteessa: ei kiirettä')], default='now', max_length=6, verbose_name='sähköposti')),
                        ('state', models.CharField(choices=[('draft', 'luonnos'), ('scheduled', 'ajastettu'), ('sent', 'lähetetty'), ('withdrawn', 'poistettu')], default='draft', max_length=9, verbose_name='tila')),
                        ('send_at', models.DateTimeField(blank=True, null=True, verbose_name='lähetysaika')),
                        ('created_at', models.DateTimeField(verbose_name='luotu')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='lähetetty')),
                        ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='muutettu')),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('circular', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='notifications.circular')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='courses.courserun')),
                    ],
                    options={
                        'verbose_name': 'tiedote',
                        'verbose_name_plural': 'tiedotteet',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(condition=models.Q(('state', 'scheduled')), fields=['send_at'], name='announcement_due'), models.Index(fields=['run', '-sent_at'], name='announcement_of_run')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('send_at__isnull', False), _connector='OR'), name='announcements_scheduled_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='announcements_sent_has_time')],
                    },
                ),
                migrations.CreateModel(
                    name='AnnouncementStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('written', 'kirjoitettu'), ('scheduled', 'ajastettu'), ('sent', 'lähetetty'), ('changed', 'muutettu'), ('withdrawn', 'poistettu')], max_length=9, verbose_name='mitä')),
                        ('at', models.DateTimeField()),
                        ('was_title', models.CharField(blank=True, max_length=120)),
                        ('was_text', models.TextField(blank=True)),
                        ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='announcements.announcement')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'tiedotteen vaihe',
                        'verbose_name_plural': 'tiedotteen vaiheet',
                        'ordering': ['at', 'pk'],
                    },
                ),
            ],
        ),
    ]
