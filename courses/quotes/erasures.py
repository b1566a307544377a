"""Consents that a member took back: taken back again after a restore, use by use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.ledger import Repeatable
from courses.quotes.domain.quotes import CONSENT, consent_key, withdraw
from courses.quotes.models import Quote, QuoteConsent


def erasures() -> list[Repeatable]:
    """Return the withdrawal of a consent to one use."""
    return [Repeatable(CONSENT, _holding, _erase)]


def _holding() -> Iterator[str]:
    for quote, use in QuoteConsent.objects.filter(withdrawn_at=None).values_list("quote__public_id", "use"):
        yield consent_key(quote, use)


def _erase(identity: Any, *, at: datetime) -> None:
    quote, _sign, use = identity.partition("/")
    withdraw(quote=Quote.objects.get(public_id=quote), uses=[use], at=at)
