"""What was changed in a session that people had been told of, and who was told of what."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.runs import Session
from notifications.models import Notification


class SessionChange(models.Model):
    """One move or cancelling of a session, with what stood before it."""

    class Kind(models.TextChoices):
        """What was done."""

        MOVED = "moved", _("siirretty")
        CANCELLED = "cancelled", _("peruttu")
        RESTORED = "restored", _("palautettu")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # from the page: sent twice is done once
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("muutos"), max_length=10, choices=Kind.choices)
    sequence = models.PositiveIntegerField()
    was = models.JSONField()
    words = models.TextField(_("viesti osallistujille"), max_length=500, blank=True)
    concerned = models.PositiveIntegerField(default=0)  # how many have to know of it
    told = models.PositiveIntegerField(default=0)  # how many have been told so far
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("kerran muutos")
        verbose_name_plural = _("kertojen muutokset")
        ordering: ClassVar = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["session", "sequence"], name="courses_change_sequence_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.kind}"

    @property
    def is_being_told(self) -> bool:
        """Whether somebody is still to be told."""
        return self.told < self.concerned


class SessionNotice(models.Model):
    """That a person is told of a change, or was reminded of a session: the row keeps it from being said twice.

    It is made with the change and marked (`told_at`) when the person is told: what is not marked is the queue.
    """

    class Kind(models.TextChoices):
        """What was said."""

        CHANGE = "change", _("muutos")
        REMINDER = "reminder", _("muistutus")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("laji"), max_length=8, choices=Kind.choices)
    sequence = models.PositiveIntegerField()
    starts_at = models.DateTimeField()  # when the session was to begin as it was said
    notification = models.ForeignKey(Notification, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kerrasta kerrottu")
        verbose_name_plural = _("kerroista kerrottu")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user", "sequence"],
                condition=models.Q(kind="change"),
                name="courses_change_told_once",
            ),
            models.UniqueConstraint(
                fields=["session", "user", "starts_at"],
                condition=models.Q(kind="reminder"),
                name="courses_reminded_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["session", "sequence"], condition=models.Q(told_at=None), name="courses_to_be_told")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind} {self.user_id}"
