"""The relay between a visitor and a facilitator: addresses are not shown, words are not kept, numbers are limited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.directory.models import ContactMessage, Listing
from courses.directory.refusals import DirectoryRefusal
from courses.groups.domain.secret_links import LinkKind
from notifications.domain import notify, queue_mail

if TYPE_CHECKING:
    from accounts.models import User

ONE_DAY = timedelta(days=1)
MOST_SENT, MOST_RECEIVED = 3, 10  # by one address, and to one facilitator, in a day
CONFIRM_WITHIN = timedelta(days=2)
COUNTED_FOR = timedelta(days=30)
REPORTS_KEPT = timedelta(days=365)
REPORTS_THAT_CLOSE = 2  # from so many facilitators, and nobody is bothered by the address for a year
LINKS = LinkKind("courses.directory.relay", "cr")  # c: the visitor confirms, r: the facilitator reports


class UnableToContact(DirectoryRefusal):
    """The message cannot be sent; the message says why."""


@dataclass(frozen=True)
class Words:
    """A visitor's message, as it was written."""

    name: str
    email: str
    text: str
    sending_key: UUID


def sender_key(address: str) -> str:
    """Return the keyed hash by which an address is counted after it has been forgotten."""
    return salted_hmac("courses.directory.sender", address.strip().lower(), algorithm="sha256").hexdigest()


def ask_to_confirm(*, listing: Listing, words: Words, language: str, at: datetime) -> ContactMessage:
    """This function will keep a visitor's message and mail the visitor a link that sends it on.

    So a mistyped address is noticed, and nobody writes in another's name. The same page sent twice is one message.
    Raises UnableToContact over the day's quota or for an address that has been reported.
    """
    with transaction.atomic():
        message, is_new = _keep(listing, words, at)
        if is_new:
            with translation.override(language):
                values = {"link": _link(message, "c"), "name": listing.user.get_full_name()}
                queue_mail(
                    to=words.email,
                    subject=_("Vahvista viestisi ohjaajalle"),
                    text=render_to_string("directory/mail/confirm.txt", values),
                    kind="directory-confirm",
                    language=language,
                    at=at,
                )
    return message


def send_as(*, user: User, listing: Listing, words: Words, at: datetime) -> ContactMessage:
    """This function will send the message of somebody who has signed in: the address is known to be theirs.

    Raises UnableToContact as `ask_to_confirm` does.
    """
    own = Words(user.get_full_name(), user.email, words.text, words.sending_key)
    with transaction.atomic():
        message, _is_new = _keep(listing, own, at)
        send_on(message=message, at=at)
    return message


def _keep(listing: Listing, words: Words, at: datetime) -> tuple[ContactMessage, bool]:
    found = Listing.objects.select_for_update(of=("self",)).filter(pk=listing.pk).first()
    if found is None:
        raise UnableToContact(_("Ohjaaja ei ole enää hakemistossa."))
    known = ContactMessage.objects.filter(sending_key=words.sending_key).first()
    if known is not None:
        return known, False
    key = sender_key(words.email)
    _check_quota(found, key, at)
    values = {"name": words.name, "email": words.email, "text": words.text}
    message = ContactMessage.objects.create(
        listing=found, sender_key=key, sending_key=words.sending_key, asked_at=at, **values
    )
    return message, True


def _check_quota(listing: Listing, key: str, at: datetime) -> None:
    """Raise UnableToContact for an address that is closed out, or when either side has had enough for a day."""
    by_sender = ContactMessage.objects.filter(sender_key=key)
    reports = by_sender.filter(reported_at__isnull=False).values_list("listing_id", flat=True)
    if listing.pk in reports or len(set(reports)) >= REPORTS_THAT_CLOSE:
        raise UnableToContact(_("Tästä osoitteesta ei voi lähettää viestiä."))
    lately = {"asked_at__gt": at - ONE_DAY}
    if by_sender.filter(**lately).count() >= MOST_SENT:
        raise UnableToContact(_("Tästä osoitteesta on lähetetty tänään jo monta viestiä. Jatka huomenna."))
    if ContactMessage.objects.filter(listing=listing, **lately).count() >= MOST_RECEIVED:
        raise UnableToContact(_("Tämä ohjaaja on saanut tänään jo monta viestiä. Yritä huomenna uudelleen."))


def find_message(*, token: str, kind: str) -> ContactMessage | None:
    """Return the message a link of the given kind stands for, or None for a link that does not hold."""
    link = LINKS.read(token)
    if link is None or link.kind != kind or not link.fits(1):
        return None
    return ContactMessage.objects.filter(public_id=link.key).select_related("listing__user").first()


def send_on(*, message: ContactMessage, at: datetime) -> None:
    """This function will mail the words to the facilitator, whose answer goes straight to the visitor, and forget them.

    Safe to repeat.
    """
    with transaction.atomic():
        row = ContactMessage.objects.select_for_update(of=("self",)).select_related("listing__user").get(pk=message.pk)
        if row.sent_at is not None:
            return
        _mail_facilitator(row, at)
        row.name = row.email = row.text = ""
        row.sent_at = at
        row.save(update_fields=["name", "email", "text", "sent_at"])


def _mail_facilitator(row: ContactMessage, at: datetime) -> None:
    user = row.listing.user
    with translation.override(user.language):
        values: dict[str, Any] = {
            "who": row.name,
            "words": row.text,
            "report": _link(row, "r"),
            "own": settings.BASE_URL.rstrip("/") + reverse("directory:own"),
        }
        queue_mail(
            to=user.email,
            subject=_("Sinua kysytään ohjaajaksi"),
            text=render_to_string("directory/mail/message.txt", values),
            reply_to=row.email,
            kind="directory-message",
            language=user.language,
            at=at,
        )
    notify(
        user=user,
        kind="directory-asked",
        subject=gettext_lazy("Sinua kysytään ohjaajaksi"),
        text=gettext_lazy("Viesti on sähköpostissasi. Vastaa siihen sähköpostitse."),
        at=at,
        in_digest=True,
    )


def report_message(*, message: ContactMessage, at: datetime) -> None:
    """This function will close out the sender of a message: to this facilitator at once, to all after two reports."""
    ContactMessage.objects.filter(pk=message.pk, sent_at__isnull=False, reported_at=None).update(reported_at=at)


def _link(message: ContactMessage, kind: str) -> str:
    token = LINKS.make(key=message.public_id, generation=1, kind=kind)
    name = {"c": "directory:confirm", "r": "directory:report"}[kind]
    return settings.BASE_URL.rstrip("/") + reverse(name, kwargs={"token": token})
