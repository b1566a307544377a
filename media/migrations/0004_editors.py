"""Who writes content also adds recordings and their tracks."""

from django.db import migrations

from accounts.editor_rights import PUBLISHERS, WRITERS, let_editors_write

IN_ALL_COLLECTIONS = ("add_media", "change_media")


def let_write(apps, schema_editor):
    let_editors_write(apps, label="media", model="mediatrack", groups=(WRITERS, PUBLISHERS))


def let_add_recordings(apps, schema_editor):
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailmedia", model="media"
    )
    for codename in IN_ALL_COLLECTIONS:
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )
        for group in apps.get_model("auth", "Group").objects.filter(name__in=(WRITERS, PUBLISHERS)):
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group, collection=root, permission=permission
            )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_workflow_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("media", "0001_squashed_0003_rendition_file"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailmedia", "0005_alter_media_options"),
    ]

    # Taking rights back is for whoever gave them further.
    operations = [
        migrations.RunPython(let_write, migrations.RunPython.noop),
        migrations.RunPython(let_add_recordings, migrations.RunPython.noop),
    ]
