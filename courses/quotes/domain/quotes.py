"""Recording a quote with its consents, publishing it, and taking consent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.ledger import record_erasure
from courses.groups.domain.refusals import GroupRefusal, lock_group
from courses.groups.models import GroupMember, PeerGroup
from courses.quotes.enums import Attribution, Use
from courses.quotes.models import CONSENT_VERSION, Quote, QuoteConsent

if TYPE_CHECKING:
    from accounts.models import User

MOST_QUOTES = 100
CONSENT = "quote-consent"  # in the ledger of erasures


class UnableToQuote(GroupRefusal):
    """The quote cannot be recorded or published; the message says why."""


@dataclass(frozen=True)
class Said:
    """What was said and how it may be told on."""

    text: str
    keyword: str
    part: str
    attribution: str
    uses: frozenset[str]
    given_on: date


def record_quote(*, group: PeerGroup, member: GroupMember, said: Said, by: User, at: datetime) -> Quote:
    """This function will store a member's quote with the consent to each use; the same sent again stays one.

    Raises UnableToQuote without a consent, or when the group has all the quotes it takes.
    """
    if not said.uses:
        raise UnableToQuote(_("Valitse ainakin yksi paikka, jossa sitaattia saa käyttää."))
    with transaction.atomic():
        locked = lock_group(group)
        same = Quote.objects.filter(group=locked, pseudonym=member.pseudonym, text=said.text).first()
        if same:
            return same
        if locked.quotes.count() >= MOST_QUOTES:
            raise UnableToQuote(_("Ryhmässä on jo %(count)s sitaattia.") % {"count": MOST_QUOTES})
        quote = Quote.objects.create(
            group=locked,
            member=member,
            pseudonym=member.pseudonym,
            text=said.text,
            keyword=said.keyword,
            part=said.part,
            attribution=said.attribution,
            line=member.line if said.attribution == Attribution.LINE else "",
            recorded_by=by,
            recorded_at=at,
        )
        QuoteConsent.objects.bulk_create(
            QuoteConsent(quote=quote, use=use, given_on=said.given_on, text_version=CONSENT_VERSION)
            for use in Use.values
            if use in said.uses
        )
    return quote


def consent_key(quote: object, use: str) -> str:
    """Return what names one consent in the ledger of erasures."""
    return f"{quote}/{use}"


def withdraw(*, quote: Quote, at: datetime, uses: Iterable[str] | None = None) -> Quote:
    """This function will take back the consent to some uses, or to all; safe to repeat.

    Without any use left the words are deleted: only that and when it was consented to and taken back remains.
    """
    with transaction.atomic():
        locked = Quote.objects.select_for_update().get(pk=quote.pk)
        consents = locked.consents.filter(withdrawn_at=None)
        wanted = consents if uses is None else consents.filter(use__in=list(uses))
        for use in wanted.values_list("use", flat=True):
            record_erasure(kind=CONSENT, identity=consent_key(locked.public_id, use), at=at)
        wanted.update(withdrawn_at=at)
        left = set(locked.consents.filter(withdrawn_at=None).values_list("use", flat=True))
        if Use.WEB not in left:
            locked.published_at, locked.published_by = None, None
        if not left and locked.withdrawn_at is None:
            locked.text, locked.withdrawn_at = "", at
        locked.save()
    return locked


def publish(*, quote: Quote, by: User, at: datetime) -> Quote:
    """This function will let a quote stand on the public pages; safe to repeat.

    Raises UnableToQuote when its speaker has not consented to that.
    """
    with transaction.atomic():
        locked = Quote.objects.select_for_update().get(pk=quote.pk)
        if not locked.consents.holding().filter(use=Use.WEB).exists():
            raise UnableToQuote(_("Puhuja ei ole antanut lupaa julkaista tätä verkkosivuilla."))
        if locked.published_at is None:
            locked.published_at, locked.published_by = at, by
            locked.save(update_fields=["published_at", "published_by"])
    return locked


def unpublish(*, quote: Quote) -> None:
    """This function will take a quote off the public pages; the consents stay."""
    Quote.objects.filter(pk=quote.pk).update(published_at=None, published_by=None)


def change_link(*, quote: Quote) -> None:
    """This function will make the link given to the member lead nowhere, and let a new one be given."""
    with transaction.atomic():
        locked = Quote.objects.select_for_update().get(pk=quote.pk)
        locked.generation += 1
        locked.save(update_fields=["generation"])
