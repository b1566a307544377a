"""The link of a sign-up: signed, so that it stands in no table and cannot be guessed."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from events.models import EventSignup

SALT = "events.signup"


def link_of(signup: EventSignup) -> str:
    """Return the whole address of the sign-up's own page."""
    token = signing.dumps(str(signup.public_id), salt=SALT)
    return settings.BASE_URL.rstrip("/") + reverse("events:own", kwargs={"token": token})


def find_signup(*, token: str) -> EventSignup | None:
    """Return the sign-up that a link belongs to, with its event, or None for a link that does not hold."""
    try:
        public_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return EventSignup.objects.filter(public_id=public_id).select_related("event").first()
