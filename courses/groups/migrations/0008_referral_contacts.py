"""Every installation begins with the contacts of the whole country; what the staff have changed stays."""

from pathlib import Path

import yaml
from django.db import migrations

FILE = Path(__file__).resolve().parents[1] / "data" / "referral_contacts.yaml"
CHECKED = "2026-11-22"


def add_contacts(apps, schema_editor):
    """Add the contacts that are not there yet."""
    contacts = apps.get_model("groups", "ReferralContact").objects.using(schema_editor.connection.alias)
    for row in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        values = {name: value for name, value in row.items() if name != "slug"}
        contacts.get_or_create(slug=row["slug"], defaults={**values, "checked_on": CHECKED})


class Migration(migrations.Migration):
    dependencies = [("groups", "0007_board_and_contacts")]
    operations = [migrations.RunPython(add_contacts, migrations.RunPython.noop)]
