"""The link by which a member sees and withdraws what they have let be quoted, without an account."""

from __future__ import annotations

from courses.groups.domain.secret_links import LinkKind
from courses.quotes.models import Quote

LINKS = LinkKind("courses.quotes.consent", "q")


def make_token(quote: Quote) -> str:
    """Return the secret part of the link's address."""
    return LINKS.make(key=quote.public_id, generation=quote.generation)


def find_quote(token: str) -> Quote | None:
    """Return whose link this is, or None for one that was never made or holds no longer."""
    link = LINKS.read(token)
    quote = Quote.objects.filter(public_id=link.key).select_related("group").first() if link else None
    return quote if quote and link and link.fits(quote.generation) else None
