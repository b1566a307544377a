"""Who publishes content also words the certificates to come; issued ones never change."""

from django.db import migrations

from accounts.editor_rights import PUBLISHERS, let_editors_write


def let_write(apps, schema_editor):
    let_editors_write(apps, label="certificates", model="certificatetemplate", groups=(PUBLISHERS,))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_workflow_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("certificates", "0001_squashed_0006_contact_role_handed_over"),
    ]

    # Taking rights back is for whoever gave them further.
    operations = [migrations.RunPython(let_write, migrations.RunPython.noop)]
