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
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.UUIDField()),
                        ('sealed', models.TextField()),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('created_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'muistiinpano',
                        'verbose_name_plural': 'muistiinpanot',
                        'ordering': ['-created_at', '-pk'],
                        'default_permissions': (),
                        'indexes': [models.Index(fields=['owner', '-created_at'], name='notebook_newest')],
                        'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='notebook_key_once'), models.CheckConstraint(condition=models.Q(('sealed', ''), _negated=True), name='notebook_not_empty')],
                    },
                ),
            ],
        ),
    ]
