"""Sign-ups that were canceled do not come back with a restored backup."""

from datetime import datetime
from typing import Any

from accounts.ledger import Repeatable
from events.domain.signing_up import ERASED, empty_signup
from events.enums import STANDING
from events.models import EventSignup


def erasures() -> list[Repeatable]:
    """Return what may have to be erased again."""
    return [Repeatable(kind=ERASED, identities=_standing, erase=_erase)]


def _standing() -> Any:
    return EventSignup.objects.filter(state__in=STANDING).order_by().values_list("public_id", flat=True)


def _erase(identity: Any, *, at: datetime) -> None:
    for signup in EventSignup.objects.filter(public_id=identity, state__in=STANDING):
        empty_signup(signup=signup, at=at)
