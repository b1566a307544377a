"""Wagtail's two groups under names that our editors understand."""

from django.db import migrations

NAMES = {"Editors": "Sisällön kirjoittajat", "Moderators": "Sisällön julkaisijat"}


def name_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for old, new in NAMES.items():
        if not Group.objects.filter(name=new).exists():
            Group.objects.filter(name=old).update(name=new)
        group, _created = Group.objects.get_or_create(name=new)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        )


def name_groups_back(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for old, new in NAMES.items():
        Group.objects.filter(name=new).update(name=old)


class Migration(migrations.Migration):
    # After all migrations of Wagtail that look for the groups under their first names.
    dependencies = [
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailmedia", "0005_alter_media_options"),
    ]

    operations = [migrations.RunPython(name_groups, name_groups_back)]
