"""A list of people to invite. Its rows are the queue of record: what is not checked or sent yet is seen in them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.invitations.enums import BatchState, Fault, Verdict
from courses.models import CourseRun

LONGEST_RAW = 300


class InvitationBatch(models.Model):
    """A list that somebody of the staff has pasted or uploaded; deleted with its rows some weeks later."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="invitation_batches")
    state = models.CharField(_("tila"), max_length=8, choices=BatchState.choices, default=BatchState.CHECKING)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # when sending was asked for
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kutsuluettelo")
        verbose_name_plural = _("kutsuluettelot")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="invitations_batch_state"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.made_at:%Y-%m-%d}"


class ListedPerson(models.Model):
    """One row of a list: what stood there, whom it means, and what becomes of it."""

    batch = models.ForeignKey(InvitationBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField()  # in the file or the pasted text, where its maker finds it
    raw = models.CharField(max_length=LONGEST_RAW, blank=True)  # the address as it stood there
    name = models.CharField(max_length=160, blank=True)
    email = models.CharField(max_length=254, blank=True)  # as it is used; empty when it cannot be
    verdict = models.CharField(max_length=9, choices=Verdict.choices, default=Verdict.UNCHECKED)
    fault = models.CharField(max_length=8, choices=Fault.choices, blank=True)
    known_state = models.CharField(max_length=10, blank=True)  # of the invitation there is, as `Status` tells it
    same_as = models.PositiveIntegerField(null=True, blank=True)  # the line on which the same address stands first
    invitation = models.ForeignKey("Invitation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("luettelon rivi")
        verbose_name_plural = _("luettelon rivit")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="invitations_row_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="invitations_row_verdict"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.NEW) | ~Q(email=""), name="invitations_new_row_has_address"
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "position"], name="invitations_row_verdict"),
            models.Index(fields=["batch", "email"], name="invitations_row_email"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.line}"
