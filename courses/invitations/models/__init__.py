"""Invitations, and the lists they are made from."""

from courses.invitations.models.batches import InvitationBatch, ListedPerson
from courses.invitations.models.invitations import (
    NOT_THROUGH,
    SOURCE_LENGTH,
    Invitation,
    InvitationQuerySet,
    RefusedAddress,
)

__all__ = [
    "NOT_THROUGH",
    "SOURCE_LENGTH",
    "Invitation",
    "InvitationBatch",
    "InvitationQuerySet",
    "ListedPerson",
    "RefusedAddress",
]
