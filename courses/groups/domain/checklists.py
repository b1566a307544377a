"""The practical checklist of a meeting: its usual things, ticking, and taking over the list of the last meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import MeetingKind, MeetingMode
from courses.groups.models import ChecklistItem, GroupMeeting

MOST_ITEMS = 30


class UnableToList(GroupRefusal):
    """The checklist does not take this; the message says why."""


def usual_things(meeting: GroupMeeting) -> list[str]:
    """Return what is usually to be seen to before such a meeting, in the active language."""
    things = [_("Kutsu ja muistutus ryhmäläisille")]
    if meeting.mode == MeetingMode.ONLINE:
        things += [
            _("Linkki ja varapuhelin ryhmäläisille"),
            _("Ääni ja kuva kokeiltu"),
            _("Apuhenkilö sovittu"),
            _("Tallennus estetty"),
        ]
    elif meeting.mode == MeetingMode.OUTDOORS:
        things += [_("Reitti ja esteetön vaihtoehto"), _("Sadevara"), _("Eväät")]
    else:
        things += [_("Tila varattu"), _("Tarjoilu"), _("Esteettömyys tarkistettu")]
    if meeting.kind in (MeetingKind.EXPERT, MeetingKind.SHARED):
        things += [_("Asiantuntija sovittu"), _("Kolme kysymystä asiantuntijalle")]
    if meeting.kind == MeetingKind.START:
        things += [_("Informointilaput ja sitoumukset tulostettu"), _("Pelisääntöpohja mukana")]
    if meeting.kind == MeetingKind.CLOSING:
        things += [_("Kuvat tai jana katseeseen taakse"), _("Jatkon vaihtoehdot mietitty")]
    return things


def fill_checklist(*, meeting: GroupMeeting) -> int:
    """This function will add the usual things that are not on the list yet; safe to repeat."""
    return add_items(meeting=meeting, texts=usual_things(meeting))


def copy_from_last(*, meeting: GroupMeeting) -> int:
    """This function will add what was on the list of the last meeting that had one, unticked; safe to repeat."""
    last = last_with_list(meeting)
    if last is None:
        raise UnableToList(_("Aiemmissa tapaamisissa ei ole muistilistaa, josta kopioida."))
    return add_items(meeting=meeting, texts=last.checklist.values_list("text", flat=True))


def last_with_list(meeting: GroupMeeting) -> GroupMeeting | None:
    """Return the latest earlier meeting of the group that has a checklist."""
    earlier = GroupMeeting.objects.filter(group_id=meeting.group_id, starts_at__lt=meeting.starts_at)
    return earlier.filter(checklist__isnull=False).order_by("-starts_at").distinct().first()


def add_items(*, meeting: GroupMeeting, texts: Iterable[str]) -> int:
    """This function will add things to the list, each once; return how many were new.

    Raises UnableToList when the list would grow too long.
    """
    with transaction.atomic():
        lock_open_group(meeting.group)
        there = list(ChecklistItem.objects.filter(meeting=meeting))
        known = {item.text for item in there}
        new = [text for text in dict.fromkeys(text.strip() for text in texts) if text and text not in known]
        if len(there) + len(new) > MOST_ITEMS:
            raise UnableToList(_("Muistilistalla voi olla enintään %(count)s kohtaa.") % {"count": MOST_ITEMS})
        after = max((item.position for item in there), default=-1) + 1
        ChecklistItem.objects.bulk_create(
            ChecklistItem(meeting=meeting, position=after + place, text=text) for place, text in enumerate(new)
        )
    return len(new)


def tick(*, meeting: GroupMeeting, item: UUID, done: bool, at: datetime) -> None:
    """This function will say that a thing has been seen to, or has not; two taps are as good as one.

    The button says which of the two it means, so a repeated tap never turns back what the first one did.
    """
    rows = ChecklistItem.objects.filter(meeting=meeting, public_id=item)
    (rows.filter(done_at=None) if done else rows).update(done_at=at if done else None)


def remove_item(*, meeting: GroupMeeting, item: UUID) -> None:
    """This function will take a thing off the list; safe to repeat."""
    ChecklistItem.objects.filter(meeting=meeting, public_id=item).delete()
