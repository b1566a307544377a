"""One person's invitation to one run, and the addresses that want none."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from courses.invitations.enums import InvitationState, Status
from courses.models import CourseRun, Enrolment
from notifications.models import OutgoingMail

NOT_THROUGH = ("failed", "bounced")  # states of a mail that did not reach anybody
SOURCE_LENGTH = 500
UNDER_WAY = ("queued", "sending", "held")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Filters on invitations."""

    def open(self) -> InvitationQuerySet:
        """Invitations that have no answer and have not been taken back; their time may be over."""
        return self.filter(state=InvitationState.OPEN)

    def with_status(self, at: datetime) -> Any:
        """Add `status`: the one word that tells how an invitation stands."""
        whens = [When(~Q(state=InvitationState.OPEN), then=F("state"))]
        whens.append(When(Q(bounced_at__isnull=False) | Q(mail__state__in=NOT_THROUGH), then=Value(Status.BOUNCED)))
        whens.append(When(expires_at__lte=at, then=Value(Status.EXPIRED)))
        whens.append(When(mail__state__in=UNDER_WAY, then=Value(Status.QUEUED)))
        field = models.CharField(max_length=10)
        return self.annotate(status=Case(*whens, default=Value(Status.SENT), output_field=field))


class Invitation(models.Model):
    """An invitation (kutsu) of one address to one run; its link is computed and stands in no column.

    `email_key` is a keyed hash by which the address is known again after the address itself has been deleted: nobody
    is mailed twice, and who has refused is never mailed again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="invitations")
    batch = models.ForeignKey(
        "InvitationBatch", on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(_("sähköposti"), max_length=254, blank=True)
    email_key = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("nimi"), max_length=160, blank=True)
    # Where the address comes from, in the invitation's language, when it is not from the inviter (GDPR art. 14).
    source = models.CharField(_("mistä osoite on saatu"), max_length=SOURCE_LENGTH, blank=True)
    source_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    language = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES)
    generation = models.PositiveIntegerField(default=1, editable=False)  # of the link: counting up makes it worthless
    state = models.CharField(
        _("tila"), max_length=8, choices=InvitationState.choices, default=InvitationState.OPEN, db_index=True
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()  # when the newest mail was put into the outbox
    expires_at = models.DateTimeField(db_index=True)
    mail = models.ForeignKey(OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    bounced_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # accepted, refused, revoked or replaced
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    enrolment = models.ForeignKey(Enrolment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kutsu")
        verbose_name_plural = _("kutsut")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "email_key"], name="invitations_address_once"),
            models.CheckConstraint(condition=Q(state__in=InvitationState.values), name="invitations_state"),
            models.CheckConstraint(
                condition=Q(state=InvitationState.OPEN, answered_at=None)
                | (~Q(state=InvitationState.OPEN) & Q(answered_at__isnull=False)),
                name="invitations_answer_has_time",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None) | Q(state=InvitationState.ACCEPTED), name="invitations_accepted_by"
            ),
        ]
        indexes = [models.Index(fields=["run", "state"], name="invitations_of_run")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.public_id}"


class RefusedAddress(models.Model):
    """That the person behind an address wants no invitation to any run. Only a keyed hash of the address is kept."""

    email_key = models.CharField(max_length=64, unique=True)
    refused_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kutsuista kieltäytynyt")
        verbose_name_plural = _("kutsuista kieltäytyneet")

    def __str__(self) -> str:
        return f"{self.refused_at:%Y-%m-%d}"
