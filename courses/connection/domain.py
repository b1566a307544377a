"""Links to one meeting for a guest or the technical support: making, changing, taking back, following."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from courses.connection.models import ConnectionLink, SupportNote
from courses.enums import SessionState
from courses.groups.enums import MeetingState
from courses.groups.models import GroupMeeting
from courses.models import Session

if TYPE_CHECKING:
    from accounts.models import User

SEAL = 16  # bytes: 128 bits that cannot be guessed
SALT = "courses.connection.link"
MOST_NOTES = 40
KEPT = timedelta(days=7)  # links and notes, after the meeting
LONGEST = timedelta(hours=24)  # no meeting and no session is longer; the sweep looks at beginnings

Target = GroupMeeting | Session


class UnableToConnect(Exception):
    """The link or the note cannot be made; the message says why."""


def open_link(*, target: Target, kind: str, shows_join: bool, by: User, at: datetime) -> ConnectionLink:
    """This function will make the link of a meeting for a guest or the support, or change what it shows.

    One that has been given out stays good; one that had been taken back comes back with a new address. Raises
    UnableToConnect for a meeting that is canceled or over.
    """
    if is_canceled(target) or target.ends_at <= at:
        raise UnableToConnect(_("Linkin voi antaa vain tapaamiseen, joka on vielä tulossa."))
    with transaction.atomic():
        values = {"shows_join": shows_join}
        link, is_new = ConnectionLink.objects.select_for_update().get_or_create(
            kind=kind, **_place(target), defaults={**values, "made_by": by, "made_at": at}
        )
        if not is_new:
            if link.revoked_at:
                link.generation, link.revoked_at = link.generation + 1, None
            link.shows_join = shows_join
            link.save()
    return link


def _place(target: Target) -> dict[str, Target | None]:
    if isinstance(target, GroupMeeting):
        return {"meeting": target, "session": None}
    return {"meeting": None, "session": target}


def links_of(target: Target) -> dict[str, ConnectionLink]:
    """Return the links of a meeting that have not been taken back, by their kind."""
    rows = ConnectionLink.objects.filter(revoked_at=None, **_place(target)).prefetch_related("notes")
    return {row.kind: row for row in rows}


def renew_link(*, link: ConnectionLink, seen: int) -> None:
    """This function will make the link given out lead nowhere and let a new one be given.

    `seen` is the generation the page showed: a second tap on the same page changes nothing.
    """
    ConnectionLink.objects.filter(pk=link.pk, generation=seen, revoked_at=None).update(generation=seen + 1)


def revoke_link(*, link: ConnectionLink, at: datetime) -> None:
    """This function will take the link back; safe to repeat."""
    ConnectionLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)


def token_of(link: ConnectionLink) -> str:
    """Return the secret part of a link's address."""
    packed = link.public_id.bytes + _seal(link.public_id, link.generation)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def link_at(token: str) -> ConnectionLink | None:
    """Return the link of this address, or None for one that was never made or has been changed or taken back."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(packed) != 16 + SEAL:
        return None
    key = UUID(bytes=packed[:16])
    rows = ConnectionLink.objects.filter(public_id=key, revoked_at=None).select_related("meeting__group", "session")
    link = rows.first()
    return link if link and constant_time_compare(packed[16:], _seal(key, link.generation)) else None


def is_canceled(target: Target) -> bool:
    """Whether the meeting will not be held."""
    return target.state in (MeetingState.CANCELLED, SessionState.CANCELLED)


def write_note(*, link: ConnectionLink, text: str, from_support: bool, at: datetime) -> SupportNote | None:
    """This function will store a note on the meeting; the same words twice in a row are one note.

    Raises UnableToConnect when there are too many of them.
    """
    with transaction.atomic():
        locked = ConnectionLink.objects.select_for_update().get(pk=link.pk)
        last = locked.notes.order_by("-pk").first()
        if last and (last.text, last.from_support) == (text, from_support):
            return last
        if locked.notes.count() >= MOST_NOTES:
            raise UnableToConnect(_("Muistiinpanoja on jo niin monta kuin yhteen tapaamiseen mahtuu."))
        return SupportNote.objects.create(link=locked, text=text, from_support=from_support, written_at=at)


def delete_outdated(*, at: datetime) -> int:
    """This function will delete the links and notes of meetings that are a week over; return how many links."""
    before = at - KEPT - LONGEST
    old = ConnectionLink.objects.filter(Q(meeting__starts_at__lt=before) | Q(session__starts_at__lt=before))
    keys = list(old.values_list("pk", flat=True)[:500])
    ConnectionLink.objects.filter(pk__in=keys).delete()
    return len(keys)


def _seal(key: UUID, generation: int) -> bytes:
    return salted_hmac(SALT, f"{key}:{generation}", algorithm="sha256").digest()[:SEAL]
