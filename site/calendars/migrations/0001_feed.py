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
                    name='CalendarFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('generation', models.PositiveIntegerField(default=1)),
                        ('is_on', models.BooleanField(default=True, verbose_name='käytössä')),
                        ('made_at', models.DateTimeField(verbose_name='osoite luotu')),
                        ('fetched_on', models.DateField(blank=True, null=True, verbose_name='haettu viimeksi')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'kalenterisyöte',
                        'verbose_name_plural': 'kalenterisyötteet',
                        'constraints': [models.CheckConstraint(condition=models.Q(('generation__gte', 1)), name='calendars_generation_counts')],
                    },
                ),
            ],
        ),
    ]
