"""Funding projects, what was promised to them, and which runs they fund."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from courses.models.funding import Counting, Indicator


class Migration(migrations.Migration):
    """Two tables and a column that may be empty."""

    dependencies = [("courses", "0010_admission")]

    operations = [
        migrations.CreateModel(
            name="FundingProject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="hankekoodi")),
                ("name", models.CharField(max_length=120, verbose_name="nimi")),
                ("programme", models.CharField(blank=True, max_length=120, verbose_name="ohjelma")),
                ("starts_on", models.DateField(verbose_name="alkaa")),
                ("ends_on", models.DateField(verbose_name="päättyy")),
                ("archive_until", models.DateField(blank=True, null=True, verbose_name="aineisto säilytetään")),
                ("logo_text", models.CharField(blank=True, max_length=200, verbose_name="rahoittajan logoteksti")),
                (
                    "eura_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="osallistujan osoite EURA-järjestelmässä"
                    ),
                ),
                (
                    "asks_background",
                    models.BooleanField(default=False, verbose_name="osallistujilta kysytään taustatiedot"),
                ),
                (
                    "training_counts",
                    models.CharField(
                        choices=Counting.choices,
                        default="people",
                        max_length=9,
                        verbose_name="koulutuksesta lasketaan",
                    ),
                ),
                (
                    "groups_count",
                    models.CharField(
                        choices=Counting.choices,
                        default="people",
                        max_length=9,
                        verbose_name="ryhmätoiminnasta lasketaan",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name": "hanke", "verbose_name_plural": "hankkeet", "ordering": ["-starts_on", "pk"]},
        ),
        migrations.CreateModel(
            name="PlannedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "indicator",
                    models.CharField(choices=Indicator.choices, max_length=13, verbose_name="luku"),
                ),
                (
                    "planned",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(1000000)], verbose_name="suunniteltu"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned",
                        to="courses.fundingproject",
                    ),
                ),
            ],
            options={
                "verbose_name": "suunniteltu luku",
                "verbose_name_plural": "suunnitellut luvut",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="courserun",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="courses.fundingproject",
                verbose_name="hanke",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingproject",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="courses_project_ends_last"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingproject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("archive_until", None), ("archive_until__gte", models.F("ends_on")), _connector="OR"
                ),
                name="courses_project_kept_after_its_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedfigure",
            constraint=models.UniqueConstraint(fields=("project", "indicator"), name="courses_planned_once"),
        ),
        migrations.AddConstraint(
            model_name="plannedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "indicator__in",
                        [
                            "people",
                            "entrepreneurs",
                            "companies",
                            "completed",
                            "groups",
                            "meetings",
                            "experts",
                            "events",
                        ],
                    )
                ),
                name="courses_known_indicator",
            ),
        ),
    ]
