import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Badge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status_list", models.PositiveSmallIntegerField(verbose_name="tilaluettelo")),
                ("status_index", models.PositiveIntegerField(verbose_name="paikka tilaluettelossa")),
                ("credential", models.TextField(editable=False)),
                ("signed_at", models.DateTimeField(verbose_name="allekirjoitettu")),
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badge",
                        to="certificates.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "osaamismerkki",
                "verbose_name_plural": "osaamismerkit",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("status_list", "status_index"), name="certificates_badge_place_once"
                    )
                ],
            },
        ),
    ]
