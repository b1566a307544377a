"""Who writes content also writes the statements of self-assessments."""

from django.db import migrations

from accounts.editor_rights import PUBLISHERS, WRITERS, let_editors_write


def let_write(apps, schema_editor):
    let_editors_write(apps, label="selfassessment", model="instrument", groups=(WRITERS, PUBLISHERS))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_workflow_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("selfassessment", "0001_squashed_0002_means_release"),
    ]

    # Taking rights back is for whoever gave them further.
    operations = [migrations.RunPython(let_write, migrations.RunPython.noop)]
