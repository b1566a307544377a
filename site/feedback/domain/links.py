"""The link by which somebody without an account confirms that a request is theirs: signed, stored nowhere."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from feedback.models import DataRequest

SALT = "feedback.request"
LONGEST = 30 * 24 * 3600  # seconds


def link_of(request: DataRequest) -> str:
    """Return the whole address of the page that confirms the request."""
    token = signing.dumps(str(request.public_id), salt=SALT)
    return settings.BASE_URL.rstrip("/") + reverse("feedback:confirm", kwargs={"token": token})


def find_request(*, token: str) -> DataRequest | None:
    """Return the request that a link belongs to, or None for a link that does not hold."""
    try:
        public_id = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return DataRequest.objects.filter(public_id=public_id).first()
