import accounts.create_models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='AreaSnapshot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True, verbose_name='päivä')),
                        ('taken_at', models.DateTimeField(verbose_name='laskettu')),
                        ('figures', models.JSONField()),
                    ],
                    options={
                        'verbose_name': 'alueiden luvut',
                        'verbose_name_plural': 'alueiden luvut',
                        'ordering': ['-day'],
                    },
                ),
            ],
        ),
    ]
