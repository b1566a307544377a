"""Who works here, as opposed to taking part: those people must use a second factor.

Apps above say so in a module `staff.py` of their own with `is_staff(user) -> bool`, which is found by its name;
the lowest layer need not know what a trainer or a coordinator is.
"""

from allauth.mfa.models import Authenticator
from django.core.cache import cache

from accounts.discovery import modules_named
from accounts.models import User

REMEMBER = 60  # seconds an answer of the database is believed


def is_staff(user: User) -> bool:
    """Return whether the person administers the site or is a contact of an organization."""
    return user.is_staff or user.is_superuser or user.organisation_contacts.filter(ended_at=None).exists()


def works_here(user: User) -> bool:
    """Return whether any app counts the person among its staff; believed for a minute."""
    if user.is_staff or user.is_superuser:
        return True
    key = f"works-here-{user.pk}"
    known = cache.get(key)
    if known is None:
        known = any(module.is_staff(user) for _label, module in modules_named("staff"))
        cache.set(key, known, REMEMBER)
    return bool(known)


def has_second_factor(user: User) -> bool:
    """Return whether the person has an authenticator app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()
