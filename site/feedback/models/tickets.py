"""Something that must be answered by a day, by somebody."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.enums import FeedbackState, Identified, RequestKind, RequestState, Result


class Ticket(models.Model):
    """What feedback and requests share: who is told, by when, who answers, what was answered."""

    letter = ""  # before the number by which people speak of it

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sending_key = models.UUIDField(unique=True)  # of the page it was sent from: a double click is one ticket
    text = models.TextField(pgettext_lazy("what a visitor writes", "viesti"), max_length=3000, blank=True)
    email = models.EmailField(_("sähköposti"), max_length=254, blank=True)
    language = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES, default="fi")
    received_at = models.DateTimeField(_("vastaanotettu"))
    due_on = models.DateField(_("vastattava viimeistään"))
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("käsittelijä"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reminders = models.PositiveSmallIntegerField(default=0)  # how many of the two have gone
    answer = models.TextField(_("vastaus"), max_length=5000, blank=True)
    answered_at = models.DateTimeField(_("vastattu"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The name by which the sender and the handler speak of it."""
        return f"{self.letter}-{self.pk}"

    def is_late(self, *, today: date) -> bool:
        """Say whether it should have been answered before today."""
        return self.answered_at is None and today > self.due_on


class AccessibilityFeedback(Ticket):
    """Somebody could not use a page, or had to work for it."""

    letter = "S"

    page = models.CharField(_("sivu"), max_length=300, blank=True)
    state = models.CharField(_("tila"), max_length=10, choices=FeedbackState.choices, default=FeedbackState.RECEIVED)

    class Meta:
        verbose_name = _("saavutettavuuspalaute")
        verbose_name_plural = _("saavutettavuuspalautteet")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FeedbackState.values), name="feedback_state"),
            models.CheckConstraint(
                condition=Q(state=FeedbackState.ANSWERED, answered_at__isnull=False) & ~Q(answer="")
                | ~Q(state=FeedbackState.ANSWERED) & Q(answered_at=None),
                name="feedback_answered_has_answer",
            ),
        ]


class DataRequest(Ticket):
    """Somebody uses a right they have over their own data."""

    letter = "T"

    kind = models.CharField(_("pyyntö"), max_length=13, choices=RequestKind.choices)
    name = models.CharField(_("nimi"), max_length=80)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="data_requests"
    )
    state = models.CharField(_("tila"), max_length=10, choices=RequestState.choices, default=RequestState.RECEIVED)
    identified_how = models.CharField(_("tunnistettu"), max_length=7, choices=Identified.choices, blank=True)
    identified_note = models.CharField(_("miten varmistettiin"), max_length=200, blank=True)
    identified_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_reason = models.CharField(_("lisäajan syy"), max_length=500, blank=True)
    result = models.CharField(_("ratkaisu"), max_length=12, choices=Result.choices, blank=True)

    class Meta:
        verbose_name = _("tietopyyntö")
        verbose_name_plural = _("tietopyynnöt")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="feedback_request_state"),
            models.CheckConstraint(condition=~Q(email=""), name="feedback_request_can_be_answered"),
            models.CheckConstraint(
                condition=Q(state=RequestState.ANSWERED, answered_at__isnull=False) & ~Q(answer="") & ~Q(result="")
                | ~Q(state=RequestState.ANSWERED) & Q(answered_at=None, result=""),
                name="feedback_request_answered_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(identified_how="", identified_at=None)
                | ~Q(identified_how="") & Q(identified_at__isnull=False),
                name="feedback_request_identified_somehow",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.IDENTIFIED, RequestState.IN_PROCESS]) | ~Q(identified_how=""),
                name="feedback_request_is_identified_first",
            ),
            models.CheckConstraint(
                condition=Q(extended_at=None, extension_reason="")
                | Q(extended_at__isnull=False) & ~Q(extension_reason=""),
                name="feedback_request_extended_with_reason",
            ),
        ]

    def steps(self) -> list[dict[str, Any]]:
        """Return the four steps with their moments, for the page to show."""
        moments = {
            RequestState.RECEIVED: self.received_at,
            RequestState.IDENTIFIED: self.identified_at,
            RequestState.IN_PROCESS: self.taken_at,
            RequestState.ANSWERED: self.answered_at,
        }
        return [{"title": state.label, "at": moments[state]} for state in RequestState]
