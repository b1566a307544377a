"""The certificate for machines: every printed value as JSON, with the badge, inside the PDF."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from courses import pdf
from courses.certificates.badges.credential import enveloped
from courses.certificates.badges.issuer import absolute

NAME = "todistus.json"
FORMAT = "peili-certificate/1"  # changes when a reader of the older form could misunderstand


def machine_twin(*, snapshot: dict[str, Any], credential: str = "") -> dict[str, Any]:
    """Return the document that travels in the PDF: the snapshot as it is stored, and the badge when there is one."""
    document = {
        "format": FORMAT,
        "verify": absolute("result", code=snapshot["code"]),
        "certificate": snapshot,
    }
    if credential:
        document["openBadge"] = enveloped(credential)
    return document


def enclosure(*, snapshot: dict[str, Any], credential: str, at: datetime) -> pdf.Enclosure:
    """Return it as a file to be put into the PDF."""
    content = json.dumps(machine_twin(snapshot=snapshot, credential=credential), ensure_ascii=False, indent=1)
    with translation.override(snapshot["language"]):
        description = _("Todistuksen tiedot koneluettavina")
    return pdf.Enclosure(NAME, content.encode(), description, at)
