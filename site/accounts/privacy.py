"""A person's own account data: the copy handed out, and its end."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from accounts.domain import anonymize_person
from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return the account, addresses, sign-in methods (without their secrets), sessions and memberships."""
    return {
        "account": {
            "email": user.email,
            "given_name": user.given_name,
            "family_name": user.family_name,
            "certificate_name": user.certificate_name,
            "language": user.language,
            "created_at": user.created_at,
            "last_login": user.last_login,
        },
        "email_addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "second_factors": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
        "sessions": list(
            UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at", "last_seen_at")
        ),
        "accepted_terms": list(user.terms_acceptances.order_by("accepted_at").values("version", "accepted_at")),
        "organisations": list(user.organisation_contacts.values("organisation__name", "since", "ended_at")),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Anonymize the account and close it."""
    anonymize_person(user=user, at=at)
