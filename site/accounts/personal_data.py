"""All of one person's data, from all apps.

Each app that stores personal data has a module `privacy.py` with `export_person(user) -> dict` and
`erase_person(user, *, at)`; they are found by their name, so that an app cannot forget to be asked. One that keeps
files of a person's own also has `export_files(user)`, which yields names and contents.
"""

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.discovery import modules_named
from accounts.ledger import record_erasure
from accounts.models import User

IN_MEMORY = 5 * 1024 * 1024  # bytes; what is larger waits on the disk while it is sent


def export_all(user: User) -> dict[str, dict[str, Any]]:
    """Return what each app knows about the person, by app label; apps that know nothing are left out."""
    exported = ((label, module.export_person(user)) for label, module in modules_named("privacy"))
    return {label: data for label, data in exported if data}


@transaction.atomic
def erase_all(user: User, *, at: datetime) -> None:
    """Erase or anonymize the person in every app, the account itself last; done twice it changes nothing."""
    record_erasure(kind="person", identity=user.public_id, at=at)
    own = []
    for label, module in modules_named("privacy"):
        if label == "accounts":
            own.append(module)
        else:
            module.erase_person(user, at=at)
    for module in own:
        module.erase_person(user, at=at)


def files_of(user: User) -> Iterator[tuple[str, bytes]]:
    """Yield the person's own files of all apps, one at a time: a name with the app's folder, and the content."""
    for label, module in modules_named("privacy"):
        if hasattr(module, "export_files"):
            for name, content in module.export_files(user):
                yield f"{label}/{name}", content


def zip_of(user: User, *, at: datetime) -> IO[bytes]:
    """Return a ZIP, ready to be read: a JSON file with all data of the person, and the person's own files beside it."""
    document = {"exported_at": at, **export_all(user)}
    text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    packed = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- closed by the response that sends it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("omat-tiedot.json", text)
        for name, content in files_of(user):
            archive.writestr(name, content)
    packed.seek(0)
    return packed
