"""Sessions in the database as Django keeps them, found by a query that is built once: every request asks it."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from courses.statements import Statement


class SessionStore(db.SessionStore):
    """Django's own store; the name is part of what it signs, so that sessions pass from one to the other."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key any more, when it has ended or never was."""
        rows = BY_KEY.rows(key=self.session_key or "")
        if rows and rows[0][1] > timezone.now():
            return self.decode(rows[0][0])
        self._session_key = None
        return {}


def _by_key(key: str) -> Any:
    return SessionStore.get_model_class().objects.filter(session_key=key).values_list("session_data", "expire_date")


BY_KEY = Statement(_by_key, key=str)
