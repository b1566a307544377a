"""Somebody who means to come: as little of them as the event needs."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import STANDING, SignupState
from events.models.event import Event


class EventSignup(models.Model):
    """A sign-up. A canceled one holds nothing of the person; all go some weeks after the event."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="signups")
    sending_key = models.UUIDField(unique=True)  # of the page it was sent from: a double click is one sign-up
    name = models.CharField(_("nimi"), max_length=80, blank=True)
    email = models.EmailField(_("sähköposti"), max_length=254, blank=True)
    needs = models.CharField(_("esteettömyystarpeet"), max_length=500, blank=True)
    language = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES, default="fi")
    state = models.CharField(_("tila"), max_length=9, choices=SignupState.choices)
    told_revision = models.PositiveIntegerField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    signed_up_at = models.DateTimeField(_("ilmoittautunut"))
    canceled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ilmoittautuminen tapahtumaan")
        verbose_name_plural = _("ilmoittautumiset tapahtumiin")
        ordering = ["signed_up_at", "pk"]
        indexes = [models.Index(fields=["event", "state", "signed_up_at"], name="events_signups_in_order")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=SignupState.values), name="events_signup_state"),
            models.UniqueConstraint(
                fields=["event", "email"], condition=models.Q(state__in=STANDING), name="events_signed_up_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=STANDING, canceled_at=None) & ~models.Q(email="") & ~models.Q(name="")
                | models.Q(state=SignupState.CANCELED, canceled_at__isnull=False, name="", email="", needs=""),
                name="events_canceled_signup_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.state}"
