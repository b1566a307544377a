"""A member who asks to be forgotten takes their quotes along."""

from __future__ import annotations

from datetime import datetime

from courses.groups.models import GroupMember
from courses.quotes.domain.quotes import withdraw
from courses.quotes.models import Quote


def member_removed(*, member: GroupMember, at: datetime) -> None:
    """Take back every consent of the member and delete the proof with the pseudonym: nothing of them is left."""
    for quote in Quote.objects.filter(member=member):
        withdraw(quote=quote, at=at)
    Quote.objects.filter(member=member).delete()
