"""The key that locks what a person leaves in a browser: only pages of the same person bring it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from accounts.models import User

SALT = "courses.groups.offline"


def lock_of(user: User) -> str:
    """Return the person's key, the same whenever they sign in."""
    return base64.b64encode(salted_hmac(SALT, str(user.public_id), algorithm="sha256").digest()).decode()
