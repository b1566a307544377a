"""Who publishes content also shapes the delivery forms: their sessions and rules are in force at once."""

from django.db import migrations

from accounts.editor_rights import PUBLISHERS, let_editors_write


def let_write(apps, schema_editor):
    let_editors_write(apps, label="courses", model="deliveryform", groups=(PUBLISHERS,))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_workflow_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("courses", "0001_squashed_0013_recheck"),
    ]

    # Taking rights back is for whoever gave them further.
    operations = [migrations.RunPython(let_write, migrations.RunPython.noop)]
