"""Notes of a private notebook; all that is in the clear is whose they are and when they were written."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """One note, sealed with its owner's key. `key` is that of the form it was begun in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    sealed = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("muistiinpano")
        verbose_name_plural = _("muistiinpanot")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()  # nobody can be given a right to these
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="notebook_key_once"),
            models.CheckConstraint(condition=~models.Q(sealed=""), name="notebook_not_empty"),
        ]
        indexes = [models.Index(fields=["owner", "-created_at"], name="notebook_newest")]

    def __str__(self) -> str:
        return str(self.public_id)
