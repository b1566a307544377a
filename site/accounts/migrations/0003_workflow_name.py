"""Wagtail's moderation workflow and its one step under names that our editors understand."""

from django.db import migrations

OLD, NEW = "Moderators approval", "Julkaisijan hyväksyntä"


def name_workflow(apps, schema_editor):
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=OLD).update(name=NEW)


def name_workflow_back(apps, schema_editor):
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=NEW).update(name=OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_editor_groups"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(name_workflow, name_workflow_back)]
