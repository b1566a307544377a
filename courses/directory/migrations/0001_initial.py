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
                    name='Listing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('municipality', models.CharField(max_length=3, verbose_name='kunta')),
                        ('covers_neighbors', models.BooleanField(default=False, verbose_name='myös naapurikunnissa')),
                        ('is_remote', models.BooleanField(default=False, verbose_name='myös etänä')),
                        ('text', models.TextField(max_length=400, verbose_name='esittely')),
                        ('consent_version', models.CharField(max_length=10)),
                        ('consented_at', models.DateTimeField()),
                        ('confirmed_at', models.DateTimeField()),
                        ('reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('changed_at', models.DateTimeField()),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='directory_listing', to=settings.AUTH_USER_MODEL, verbose_name='ohjaaja')),
                    ],
                    options={
                        'verbose_name': 'ohjaajan esittely',
                        'verbose_name_plural': 'ohjaajien esittelyt',
                        'ordering': ['user__family_name', 'user__given_name', 'pk'],
                        'indexes': [models.Index(fields=['municipality'], name='directory_municipality')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('consent_version', ''), _negated=True), models.Q(('municipality', ''), _negated=True)), name='directory_is_told')],
                    },
                ),
                migrations.CreateModel(
                    name='ContactMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sending_key', models.UUIDField(unique=True)),
                        ('sender_key', models.CharField(db_index=True, max_length=64)),
                        ('name', models.CharField(blank=True, max_length=80, verbose_name='nimi')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='sähköposti')),
                        ('text', models.TextField(blank=True, max_length=1500, verbose_name='viestin teksti')),
                        ('asked_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('reported_at', models.DateTimeField(blank=True, null=True)),
                        ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='directory.listing')),
                    ],
                    options={
                        'verbose_name': 'yhteydenotto ohjaajaan',
                        'verbose_name_plural': 'yhteydenotot ohjaajiin',
                        'ordering': ['-asked_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), models.Q(('email', ''), ('name', ''), ('text', '')), _connector='OR'), name='directory_sent_is_empty'), models.CheckConstraint(condition=models.Q(('reported_at', None), ('sent_at__isnull', False), _connector='OR'), name='directory_only_sent_is_reported')],
                    },
                ),
                migrations.CreateModel(
                    name='ListingTag',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('line', 'toimiala'), ('language', 'kieli')], max_length=8)),
                        ('value', models.CharField(max_length=5)),
                        ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='directory.listing')),
                    ],
                    options={
                        'verbose_name': 'esittelyn tunniste',
                        'verbose_name_plural': 'esittelyjen tunnisteet',
                        'ordering': ['kind', 'pk'],
                        'indexes': [models.Index(fields=['kind', 'value'], name='directory_tag_value')],
                        'constraints': [models.UniqueConstraint(fields=('listing', 'kind', 'value'), name='directory_tag_once')],
                    },
                ),
            ],
        ),
    ]
