"""A person's own data in networks, sessions and the register: what is given out, and what goes with the person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.experts.domain.arranging import cancel_session
from courses.experts.domain.register import card_for, withdraw_card
from courses.experts.enums import UPCOMING
from courses.experts.models import (
    ContactMessage,
    Expert,
    ExpertSession,
    NetworkMembership,
    Notice,
    NoticeAnswer,
    NoticeReport,
    Reservation,
    SessionFeedback,
)

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return what the person has joined, written, arranged and reserved, and their expert's card."""
    return {
        "networks": list(NetworkMembership.objects.filter(user=user).values("network__region", "joined_at", "left_at")),
        "notices": list(Notice.objects.filter(author=user).values("kind", "title", "text", "written_at", "expires_at")),
        "answers": list(NoticeAnswer.objects.filter(author=user).values("text", "written_at")),
        "reports": list(NoticeReport.objects.filter(reporter=user).values("reported_at", "handled_at")),
        "expert_card": _card(card_for(user=user)),
        "messages_to_experts": list(ContactMessage.objects.filter(sender=user).values("expert__name", "sent_at")),
        "sessions": list(
            ExpertSession.objects.filter(organizer=user).values(
                "topic", "description", "before", "during", "after", "starts_at", "state", "price", "seats", "hat"
            )
        ),
        "reservations": list(
            Reservation.objects.filter(reserved_by=user).values("session__topic", "heads", "share", "reserved_at")
        ),
        "feedback": list(
            SessionFeedback.objects.filter(given_by=user).values("session__topic", "useful", "text", "given_at")
        ),
    }


def _card(card: Expert | None) -> dict[str, Any] | None:
    if card is None:
        return None
    names = ("name", "email", "introduction", "fee", "fee_amount", "shows_address", "is_public", "consent_version")
    told = {name: getattr(card, name) for name in names}
    return told | {"consented_at": card.consented_at, "tags": [f"{tag.kind}: {tag.value}" for tag in card.tags.all()]}


def erase_person(user: User, *, at: datetime) -> None:
    """Take the person out: the card goes, coming sessions are cancelled and told, words are deleted, counts stay."""
    with transaction.atomic():
        for session in ExpertSession.objects.filter(organizer=user, state__in=UPCOMING):
            cancel_session(session=session, at=at)
        card = card_for(user=user)
        if card is not None:
            withdraw_card(expert=card, at=at)
        NetworkMembership.objects.filter(user=user).delete()
        Notice.objects.filter(author=user).delete()
        NoticeAnswer.objects.filter(author=user).delete()
        NoticeReport.objects.filter(reporter=user).delete()
        ContactMessage.objects.filter(sender=user).delete()
        ExpertSession.objects.filter(organizer=user).update(organizer=None)
        Reservation.objects.filter(reserved_by=user).update(reserved_by=None)
        SessionFeedback.objects.filter(given_by=user).update(text="", given_by=None)
