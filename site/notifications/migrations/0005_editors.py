"""Who publishes content also words the messages; a text is in force at once, so writers do not."""

from django.db import migrations

from accounts.editor_rights import PUBLISHERS, let_editors_write


def let_write(apps, schema_editor):
    let_editors_write(apps, label="notifications", model="messagetemplate", groups=(PUBLISHERS,))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_workflow_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("notifications", "0004_outbox_states_and_templates"),
    ]

    # Taking rights back is for whoever gave them further.
    operations = [migrations.RunPython(let_write, migrations.RunPython.noop)]
