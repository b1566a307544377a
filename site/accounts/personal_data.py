"""All of one person's data, from all apps.

Each app that stores personal data has a module `privacy.py` with `export_person(user) -> dict` and
`erase_person(user, *, at)`; they are found by their name, so that an app cannot forget to be asked.
"""

import json
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.discovery import modules_named
from accounts.models import User


def export_all(user: User) -> dict[str, dict[str, Any]]:
    """Return what each app knows about the person, by app label; apps that know nothing are left out."""
    exported = ((label, module.export_person(user)) for label, module in modules_named("privacy"))
    return {label: data for label, data in exported if data}


@transaction.atomic
def erase_all(user: User, *, at: datetime) -> None:
    """Erase or anonymize the person in every app, the account itself last; done twice it changes nothing."""
    own = []
    for label, module in modules_named("privacy"):
        if label == "accounts":
            own.append(module)
        else:
            module.erase_person(user, at=at)
    for module in own:
        module.erase_person(user, at=at)


def zip_of(user: User, *, at: datetime) -> bytes:
    """Return a ZIP with one JSON file that holds all data of the person."""
    document = {"exported_at": at, **export_all(user)}
    text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("omat-tiedot.json", text)
    return packed.getvalue()
