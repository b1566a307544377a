"""Remembers what has been loaded, so that a second load leaves alone what an author has changed since.

The memory is the page's or snippet's own history: an entry with the fingerprint of its source. Only when the source
itself has changed is the thing written again.
"""

import hashlib
import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from demo.wagtail_hooks import LOADED


def fingerprint(*parts: Any) -> str:
    """Return a short text that differs when the source differs."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def is_loaded(instance: models.Model, mark: str) -> bool:
    """Return whether the last load of this thing came from the same source."""
    if isinstance(instance, Page):
        entries = PageLogEntry.objects.filter(page=instance.pk, action=LOADED)
    else:
        content_type = ContentType.objects.get_for_model(instance, for_concrete_model=False)
        entries = ModelLogEntry.objects.filter(object_id=str(instance.pk), content_type=content_type, action=LOADED)
    last = entries.order_by("-timestamp", "-pk").first()
    return last is not None and last.data.get("source") == mark


def remember(instance: models.Model, mark: str) -> None:
    """Note in the history that the thing was loaded from this source."""
    log(instance=instance, action=LOADED, data={"source": mark})
