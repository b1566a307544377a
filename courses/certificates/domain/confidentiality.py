"""The promise of confidentiality that a contact of an organization makes before seeing anybody's name.

The text is `templates/certificates/confidentiality_text.html`. Changing it in substance means a new version here: the
contacts are then asked again.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from courses.certificates.models import ConfidentialityAcceptance

if TYPE_CHECKING:
    from accounts.models import User

CURRENT = "2026-11"


def has_promised(user: User) -> bool:
    """Say whether the person has accepted the text that is in force."""
    return promises_of(user).exists()


def promises_of(user: User) -> QuerySet[ConfidentialityAcceptance]:
    """Return the person's promise of the text that is in force, if there is one."""
    return ConfidentialityAcceptance.objects.filter(user=user, version=CURRENT)


def promise_confidentiality(*, user: User, at: datetime) -> ConfidentialityAcceptance:
    """This function will record that the person accepted the text in force; done twice the first one stands."""
    accepted, _made = ConfidentialityAcceptance.objects.get_or_create(
        user=user, version=CURRENT, defaults={"accepted_at": at}
    )
    return accepted
