"""The templates M1–M7 of the curriculum are there from the first day; what a site has made itself stays."""

from django.db import migrations

from courses.groups.domain.templates import keep_templates


def put_in(apps, schema_editor):
    keep_templates(
        template_model=apps.get_model("groups", "MeetingTemplate"), step_model=apps.get_model("groups", "TemplateStep")
    )


class Migration(migrations.Migration):
    dependencies = [("groups", "0005_private_words")]
    operations = [migrations.RunPython(put_in, migrations.RunPython.noop)]
