import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_register"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrashPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
            ],
            options={"verbose_name": "poistetut sivut", "verbose_name_plural": "poistetut sivut"},
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="activitypage",
            name="audience",
            field=models.CharField(
                choices=[
                    ("all", "kaikille"),
                    ("advisor", "yritysneuvojille"),
                    ("entrepreneur", "yrittäjille"),
                    ("staff", "vain kouluttajille"),
                ],
                default="all",
                help_text="Muille osio ei kuulu suoritukseen. Vain kouluttajille tarkoitettua osiota osallistuja ei näe.",
                max_length=12,
                verbose_name="kenelle",
            ),
        ),
        migrations.AddField(
            model_name="activitypage",
            name="opens_days",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Käytössä, kun valintana on päivien määrä.",
                validators=[django.core.validators.MaxValueValidator(1000)],
                verbose_name="montako päivää",
            ),
        ),
        migrations.AddField(
            model_name="activitypage",
            name="opens_group",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "ei vaikuta"),
                    ("gathering", "kun ryhmää kootaan"),
                    ("founded", "kun ryhmä on perustettu"),
                    ("running", "kun ryhmä on tavannut"),
                ],
                default="",
                help_text="Missä vaiheessa osallistujan oman ryhmän pitää olla.",
                max_length=10,
                verbose_name="oma ryhmä",
            ),
        ),
        migrations.AddField(
            model_name="activitypage",
            name="opens_when",
            field=models.CharField(
                choices=[
                    ("session", "heti, kun kerta on auki"),
                    ("before", "näin monta päivää ennen kertaa"),
                    ("start", "kun kerta alkaa"),
                    ("end", "kun kerta on pidetty"),
                    ("after", "näin monta päivää kerran jälkeen"),
                ],
                default="session",
                max_length=8,
                verbose_name="milloin",
            ),
        ),
        migrations.CreateModel(
            name="Prerequisite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "activity",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prerequisites",
                        to="courses.activitypage",
                    ),
                ),
                (
                    "needed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opens",
                        to="courses.activitypage",
                        verbose_name="osio",
                    ),
                ),
            ],
            options={"ordering": ["sort_order"], "abstract": False},
        ),
    ]
