"""An upload of questions on its way into the bank: read, looked at, confirmed, stored."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.storage import protected_storage


def batch_path(batch: ImportBatch, filename: str) -> str:
    """Return where an upload lies; nothing of its name is kept there."""
    return f"question-imports/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class ImportBatch(models.Model):
    """One uploaded file. `rows` is what the preview shows; nothing is in the bank before it has been confirmed."""

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("luetaan")
        READY = "ready", _("odottaa vahvistusta")
        STORING = "storing", _("tallennetaan")
        DONE = "done", _("valmis")
        FAILED = "failed", _("ei onnistunut")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    file = models.FileField(upload_to=batch_path, storage=protected_storage)
    name = models.CharField(max_length=255)
    category = models.CharField(max_length=255, blank=True)
    format = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    rows = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    starts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "questions"
        verbose_name = _("kysymysten tuonti")
        verbose_name_plural = _("kysymysten tuonnit")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["reading", "ready", "storing", "done", "failed"]),
                name="questions_batch_state_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        """Whether it is being read or stored right now."""
        return self.state in (self.State.READING, self.State.STORING)
