"""Invitations, and the lists they are made from."""

from courses.invitations.models.batches import InvitationBatch, ListedPerson
from courses.invitations.models.invitations import NOT_THROUGH, Invitation, InvitationQuerySet, RefusedAddress

__all__ = ["NOT_THROUGH", "Invitation", "InvitationBatch", "InvitationQuerySet", "ListedPerson", "RefusedAddress"]
