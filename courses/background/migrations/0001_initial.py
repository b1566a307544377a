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
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='BackgroundLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.UUIDField(editable=False, unique=True)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.fundingproject')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'taustatietojen tunniste',
                        'verbose_name_plural': 'taustatietojen tunnisteet',
                        'constraints': [models.UniqueConstraint(fields=('user', 'project'), name='background_link_once')],
                    },
                ),
                migrations.CreateModel(
                    name='BackgroundRecord',
                    fields=[
                        ('token', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('gender', models.CharField(blank=True, choices=[('woman', 'nainen'), ('man', 'mies'), ('other', 'muu'), ('declined', 'En halua vastata')], max_length=8, verbose_name='sukupuoli')),
                        ('age_band', models.CharField(blank=True, choices=[('under30', 'alle 30 vuotta'), ('30to54', '30–54 vuotta'), ('over54', '55 vuotta tai enemmän'), ('declined', 'En halua vastata')], max_length=8, verbose_name='ikä aloituspäivänä')),
                        ('municipality', models.CharField(blank=True, max_length=8, verbose_name='kotikunta')),
                        ('work', models.CharField(blank=True, choices=[('self', 'yrittäjä tai itsensä työllistävä'), ('employed', 'palkansaaja'), ('unemployed', 'työtön työnhakija'), ('studying', 'opiskelija tai koulutuksessa'), ('other', 'muu'), ('declined', 'En halua vastata')], max_length=10, verbose_name='työtilanne aloittaessa')),
                        ('company_size', models.CharField(blank=True, choices=[('solo', 'yksin'), ('micro', '2–9 henkilöä'), ('small', '10–49 henkilöä'), ('larger', '50 henkilöä tai enemmän'), ('none', 'ei yritystä'), ('declined', 'En halua vastata')], max_length=8, verbose_name='yrityksen koko')),
                        ('exit_work', models.CharField(blank=True, choices=[('self', 'yrittäjä tai itsensä työllistävä'), ('employed', 'palkansaaja'), ('unemployed', 'työtön työnhakija'), ('studying', 'opiskelija tai koulutuksessa'), ('other', 'muu'), ('declined', 'En halua vastata')], max_length=10, verbose_name='työtilanne lopettaessa')),
                        ('obstacles', models.CharField(blank=True, choices=[('none', 'ei'), ('some', 'kyllä'), ('declined', 'En halua vastata')], max_length=8, verbose_name='osallistumisen esteitä')),
                        ('obstacles_text', models.CharField(blank=True, max_length=400, verbose_name='esteet')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.fundingproject')),
                    ],
                    options={
                        'verbose_name': 'taustatieto',
                        'verbose_name_plural': 'taustatiedot',
                        'constraints': [models.CheckConstraint(condition=models.Q(('gender__in', ['', 'woman', 'man', 'other', 'declined'])), name='background_known_gender'), models.CheckConstraint(condition=models.Q(('age_band__in', ['', 'under30', '30to54', 'over54', 'declined'])), name='background_known_age_band'), models.CheckConstraint(condition=models.Q(('work__in', ['', 'self', 'employed', 'unemployed', 'studying', 'other', 'declined'])), name='background_known_work'), models.CheckConstraint(condition=models.Q(('company_size__in', ['', 'solo', 'micro', 'small', 'larger', 'none', 'declined'])), name='background_known_company_size'), models.CheckConstraint(condition=models.Q(('exit_work__in', ['', 'self', 'employed', 'unemployed', 'studying', 'other', 'declined'])), name='background_known_exit_work'), models.CheckConstraint(condition=models.Q(('obstacles__in', ['', 'none', 'some', 'declined'])), name='background_known_obstacles'), models.CheckConstraint(condition=models.Q(('obstacles_text', ''), ('obstacles', 'some'), _connector='OR'), name='background_text_of_obstacles')],
                    },
                ),
                migrations.CreateModel(
                    name='EuraFlag',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entry_at', models.DateTimeField(blank=True, null=True, verbose_name='aloitustiedot annettu')),
                        ('exit_at', models.DateTimeField(blank=True, null=True, verbose_name='lopetustiedot annettu')),
                        ('entry_reminders', models.PositiveSmallIntegerField(default=0)),
                        ('exit_reminders', models.PositiveSmallIntegerField(default=0)),
                        ('entry_reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('exit_reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.fundingproject')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'EURA-merkintä',
                        'verbose_name_plural': 'EURA-merkinnät',
                        'ordering': ['project_id', 'user_id'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'project'), name='background_flag_once')],
                    },
                ),
            ],
        ),
    ]
