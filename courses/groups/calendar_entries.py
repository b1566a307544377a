"""Meetings of peer groups as appointments: for the facilitator's own calendar, one file, and the group's calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.entries import KEPT, Entry
from courses.groups.enums import MeetingState
from courses.groups.models import GroupFeed, GroupMeeting, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

MOST = 300


def calendar_entries(*, user: User) -> list[Entry]:
    """Return the meetings of the groups the person facilitates, canceled ones too: programs must hear of those."""
    groups = PeerGroup.objects.facilitated_by(user).values("pk")
    since = timezone.now() - KEPT - timedelta(days=1)
    rows = GroupMeeting.objects.filter(group__in=groups, starts_at__gte=since).select_related("group")
    return [entry_of(row) for row in rows.order_by("-starts_at")[:MOST]]


def entry_of(meeting: GroupMeeting) -> Entry:
    """Return a meeting as its facilitator's appointment."""
    kwargs = {"group": meeting.group.public_id, "meeting": meeting.public_id}
    kind = meeting.get_kind_display()
    return _entry(
        meeting,
        title=f"{meeting.group.name}: {kind}",
        place=meeting.place,
        url=settings.BASE_URL.rstrip("/") + reverse("groups:meeting", kwargs=kwargs),
        text="\n".join(_words(meeting)),
    )


def entries_for_members(*, feed: GroupFeed) -> list[Entry]:
    """Return the meetings as members may have them: no name of anybody or of the group, never a word of a log."""
    rows = GroupMeeting.objects.filter(group=feed.group, starts_at__gte=timezone.now() - KEPT)
    return [_for_members(row, shows_place=feed.shows_place) for row in rows.order_by("-starts_at")[:MOST]]


def _for_members(meeting: GroupMeeting, *, shows_place: bool) -> Entry:
    title = _("Vertaisryhmä: %(kind)s") % {"kind": meeting.get_kind_display()}
    words = [_("Sinun ei tarvitse valmistautua.")]
    if not shows_place:
        return _entry(meeting, title=title, text=words[0])
    return _entry(meeting, title=title, place=meeting.place, text="\n".join(words + _words(meeting)))


def _words(meeting: GroupMeeting) -> list[str]:
    """Return the lines that help one to get there."""
    lines = []
    if meeting.link:
        lines.append(_("Etälinkki: %(link)s") % {"link": meeting.link})
    if meeting.phone:
        lines.append(_("Jos yhteys ei toimi, soita %(phone)s.") % {"phone": meeting.phone})
    if meeting.bring:
        lines.append(_("Mukaan: %(bring)s") % {"bring": meeting.bring})
    return lines


def _entry(meeting: GroupMeeting, *, title: str, text: str, place: str = "", url: str = "") -> Entry:
    return Entry(
        uid=f"ryhmatapaaminen-{meeting.public_id}@peili",
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=title,
        place=place or (str(_("Etänä")) if url and meeting.mode == "online" else ""),
        url=url,
        text=text,
        is_canceled=meeting.state == MeetingState.CANCELLED,
        updated_at=meeting.changed_at or meeting.created_at,
    )
