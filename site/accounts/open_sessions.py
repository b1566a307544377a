"""The sessions a person has open: allauth asks three things of each at every sign-in, here of all at once."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession, UserSessionManager
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare


def open_sessions(_manager: Any, user: AbstractBaseUser) -> list[UserSession]:
    """Forget the person's sessions that have ended, and return the others. Takes as many queries for any number."""
    known = list(UserSession.objects.filter(user_id=user.pk))
    kept = Session.objects.filter(session_key__in=[one.session_key for one in known], expire_date__gt=timezone.now())
    alive = {key for key, data in kept.values_list("session_key", "session_data") if _is_of(user, data)}
    ended = [one.pk for one in known if one.session_key not in alive]
    if ended:
        UserSession.objects.filter(pk__in=ended).delete()
    return [one for one in known if one.session_key in alive]


def _is_of(user: AbstractBaseUser, data: str) -> bool:
    """Say whether a session is still the person's: a new password ends those from before."""
    held = import_module(settings.SESSION_ENGINE).SessionStore().decode(data)
    sealed = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    is_own = held.get(SESSION_KEY) == str(user.pk) and user.is_active
    return is_own and any(constant_time_compare(held.get(HASH_SESSION_KEY, ""), one) for one in sealed)


def look_at_all_at_once() -> None:
    """Put it in the place of allauth's own way, which has no setting."""
    UserSessionManager.purge_and_list = open_sessions  # type: ignore[method-assign, assignment]
