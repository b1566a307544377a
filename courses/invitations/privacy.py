"""A person's own invitations: what is given out, and what goes with the person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from courses.invitations.domain.links import email_key
from courses.invitations.enums import InvitationState
from courses.invitations.models import Invitation, InvitationBatch, ListedPerson, RefusedAddress

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

FIELDS = ("run__name", "email", "name", "source", "state", "created_at", "sent_at", "expires_at", "answered_at")


def export_person(user: User) -> dict[str, Any]:
    """Return the invitations to the person's address, whether they want any, and which they have sent."""
    key = email_key(user.email)
    return {
        "invitations": list(_own(user).values(*FIELDS)),
        "no_more_invitations_since": list(
            RefusedAddress.objects.filter(email_key=key).values_list("refused_at", flat=True)
        ),
        "sent": list(Invitation.objects.filter(invited_by=user).values("run__name", "created_at", "state")),
        "lists": list(InvitationBatch.objects.filter(made_by=user).values("run__name", "made_at", "state")),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Take the person's address and name out; a refusal stays known as a keyed hash, so that nobody writes again."""
    with transaction.atomic():
        ListedPerson.objects.filter(email=user.email).delete()
        own = _own(user)
        own.exclude(state=InvitationState.REFUSED).delete()
        own.update(email="", name="", source="", source_person=None)
        Invitation.objects.filter(source_person=user).update(source="", source_person=None)
        Invitation.objects.filter(invited_by=user).update(invited_by=None)
        InvitationBatch.objects.filter(made_by=user).update(made_by=None)


def _own(user: User) -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(accepted_by=user) | Q(email_key=email_key(user.email)))
