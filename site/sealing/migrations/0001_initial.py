import accounts.create_models
import django.db.models.deletion
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
                    name='PersonalKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('wrapped', models.TextField()),
                        ('made_at', models.DateTimeField()),
                        ('rewrapped_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'henkilökohtainen avain',
                        'verbose_name_plural': 'henkilökohtaiset avaimet',
                        'constraints': [models.CheckConstraint(condition=models.Q(('wrapped', ''), _negated=True), name='sealing_key_not_empty')],
                    },
                ),
            ],
        ),
    ]
