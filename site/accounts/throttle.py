"""Limits how often one visitor may do something.

Counts live in the cache under a keyed hash of the address of the device: the address itself is stored nowhere, and
the hash says nothing to anyone without the secret.
"""

import hmac
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone


def is_throttled(request: HttpRequest, action: str, *, limit: int, seconds: int) -> bool:
    """Count one more try of the action by this visitor; return whether that is more than `limit` in the period.

    Periods are fixed windows, which needs one atomic counter and no list of times.
    """
    window = int(timezone.now().timestamp()) // seconds
    key = f"throttle-{action}-{_visitor(request)}-{window}"
    if cache.add(key, 1, timeout=seconds):
        return limit < 1
    try:
        return cache.incr(key) > limit
    except ValueError:  # it expired between the two calls
        cache.add(key, 1, timeout=seconds)
        return limit < 1


def _visitor(request: HttpRequest) -> str:
    address = get_adapter(request).get_client_ip(request)
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), sha256).hexdigest()[:32]
