"""An invitation to become a contact person of an organization, sent by one who is."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class InvitationQuerySet(models.QuerySet["ContactInvitation"]):
    """Filters on invitations."""

    def open(self, at: datetime) -> "InvitationQuerySet":
        """Invitations that can be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


class ContactInvitation(models.Model):
    """Whom a contact of an organization has invited; forgotten some time after it is of no use any more."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("sähköposti"), max_length=254)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sent_contact_invitations"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    takes_over = models.BooleanField(default=False)  # who invited hands the role over and leaves it
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kutsu yhteyshenkilöksi")
        verbose_name_plural = _("kutsut yhteyshenkilöksi")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="certificates_invited_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} ← {self.public_id}"
