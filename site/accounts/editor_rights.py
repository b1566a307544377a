"""Rights of the two groups of editors, given by the migrations of the apps whose things they write."""

from __future__ import annotations

from typing import Any

WRITERS, PUBLISHERS = "Sisällön kirjoittajat", "Sisällön julkaisijat"
ACTIONS = ("add", "change", "delete", "view")


def let_editors_write(apps: Any, *, label: str, model: str, groups: tuple[str, ...]) -> None:
    """Give the groups all rights to a model, for a migration: the permissions need not be there yet."""
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=label, model=model)
    permissions = [
        apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
        )[0]
        for action in ACTIONS
    ]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=groups):
        group.permissions.add(*permissions)
