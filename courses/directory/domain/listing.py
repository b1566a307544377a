"""Being in the register: by one's own consent, confirmed once a year, out of it at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.ledger import record_erasure
from accounts.models import User as Account
from courses.directory.enums import TagKind
from courses.directory.models import Listing, ListingTag, standing_of
from courses.directory.notices import CONSENT_VERSION
from courses.directory.refusals import DirectoryRefusal
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

REMINDED_BEFORE = timedelta(days=30)
KEPT_AFTER = timedelta(days=30)
ERASED = "directory.listing"  # in the ledger of erasures


class UnableToList(DirectoryRefusal):
    """The person cannot be in the register; the message says why."""


@dataclass(frozen=True)
class Told:
    """What a facilitator tells of themselves."""

    municipality: str
    covers_neighbors: bool
    is_remote: bool
    lines: tuple[str, ...]
    languages: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, listing: Listing) -> Told:
        """Return what a stored listing tells."""
        plain = ("municipality", "covers_neighbors", "is_remote", "text")
        return cls(
            lines=tuple(listing.tags_of(TagKind.LINE)),
            languages=tuple(listing.tags_of(TagKind.LANGUAGE)),
            **{name: getattr(listing, name) for name in plain},
        )


def own_listing(*, user: User) -> Listing | None:
    """Return the person's own listing, shown or not."""
    return Listing.objects.filter(user=user).with_standing().prefetch_related("tags").first()


def keep_listing(*, user: User, told: Told, at: datetime) -> Listing:
    """This function will put the person into the register with their consent to the present text, or change the words.

    Raises UnableToList for somebody who is not a facilitator.
    """
    with transaction.atomic():
        locked = Account.objects.select_for_update().get(pk=user.pk)
        if not standing_of(locked):
            raise UnableToList(_("Hakemistoon pääsee, kun ohjaat ryhmää tai sinulla on todistus."))
        row = Listing.objects.filter(user=locked).first() or Listing(user=locked)
        for name in ("municipality", "covers_neighbors", "is_remote", "text"):
            setattr(row, name, getattr(told, name))
        if row.consent_version != CONSENT_VERSION:
            row.consent_version, row.consented_at = CONSENT_VERSION, at
        row.confirmed_at = row.changed_at = at
        row.reminded_at = None
        row.save()
        _set_tags(row, told)
    return row


def _set_tags(row: Listing, told: Told) -> None:
    row.tags.all().delete()
    wanted = {TagKind.LINE: told.lines, TagKind.LANGUAGE: told.languages}
    ListingTag.objects.bulk_create(
        ListingTag(listing=row, kind=kind, value=value)
        for kind, values in wanted.items()
        for value in dict.fromkeys(values)
    )


def confirm_listing(*, user: User, at: datetime) -> bool:
    """This function will note that the words still hold; return whether there is a listing. Safe to repeat."""
    rows = Listing.objects.filter(user=user, consent_version=CONSENT_VERSION)
    return bool(rows.update(confirmed_at=at, reminded_at=None))


def withdraw_listing(*, user: User, at: datetime) -> None:
    """This function will delete the listing and what was on its way to it, at once. Safe to repeat."""
    with transaction.atomic():
        for row in Listing.objects.select_for_update().filter(user=user):
            erase_listing(row, at=at)


def erase_listing(row: Listing, *, at: datetime) -> None:
    """This function will delete a listing so that a restored backup does not bring it back."""
    record_erasure(kind=ERASED, identity=row.public_id, at=at)
    row.delete()


def remove_listing(*, listing: Listing, reason: str, at: datetime) -> None:
    """This function will take a listing out of the register by a coordinator's decision, and tell its person why."""
    with transaction.atomic():
        row = Listing.objects.select_for_update(of=("self",)).select_related("user").filter(pk=listing.pk).first()
        if row is None:
            return
        notify(
            user=row.user,
            kind="directory-removed",
            subject=gettext_lazy("Esittelysi on poistettu ohjaajahakemistosta"),
            text=lambda: _("Koordinaattori on poistanut esittelysi. Syy: %(reason)s") % {"reason": reason},
            url=reverse("directory:own"),
            at=at,
        )
        erase_listing(row, at=at)


def remind_due(*, at: datetime) -> int:
    """This function will ask those whose year is nearly over, once, whether the words still hold; return how many."""
    valid = timedelta(days=settings.LISTING_VALID_DAYS)
    due = Listing.objects.filter(reminded_at=None, confirmed_at__lt=at - valid + REMINDED_BEFORE)
    return sum(_remind(row, at) for row in due.select_related("user").order_by("pk")[:100])


def _remind(row: Listing, at: datetime) -> int:
    with transaction.atomic():
        if not Listing.objects.filter(pk=row.pk, reminded_at=None).update(reminded_at=at):
            return 0
        notify(
            user=row.user,
            kind="directory-reminder",
            subject=gettext_lazy("Pitääkö esittelysi ohjaajahakemistossa vielä paikkansa?"),
            text=gettext_lazy("Vahvista esittely, niin se näkyy vielä vuoden. Muuten se poistuu itsestään."),
            url=reverse("directory:own"),
            at=at,
        )
    return 1
