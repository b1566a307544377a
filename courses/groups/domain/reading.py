"""What the facilitator's home shows of the own group: two queries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.groups.enums import CLOSED_STATES, MeetingState
from courses.groups.models import GroupMeeting, PeerGroup
from courses.wording import session_time, short_day

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Enrolment


def home_summary(*, user: User, enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    """Return the newest group of the person in this run, its next meeting, the last log and a log that waits.

    Keys: `name`, `url`, `state_word`, `next_meeting`, `last_log`, `log_waiting` (`when`, `url`); empty without a
    group.
    """
    group = (
        PeerGroup.objects.facilitated_by(user).filter(facilitators__enrolment=enrolment).order_by("-created_at").first()
    )
    if group is None:
        return {}
    meetings = list(
        GroupMeeting.objects.filter(group=group)
        .exclude(state=MeetingState.CANCELLED)
        .select_related("log")
        .order_by("starts_at")
    )
    logged = [row for row in meetings if getattr(row, "log", None) is not None]
    waiting = [row for row in meetings if getattr(row, "log", None) is None and row.ends_at <= at]
    coming = [row for row in meetings if row.ends_at > at]
    summary: dict[str, Any] = {
        "name": group.name,
        "url": reverse("groups:group", kwargs={"group": group.public_id}),
        "state_word": group.get_state_display(),
        "is_closed": group.state in CLOSED_STATES,
    }
    if coming:
        first = coming[0]
        place = first.place or first.get_mode_display()
        summary["next_meeting"] = f"{session_time(first.starts_at, first.ends_at)}, {place}"
    if logged:
        log = logged[-1].log
        summary["last_log"] = _("%(day)s – paikalla %(present)s/%(total)s, %(state)s") % {
            "day": short_day(log.held_on),
            "present": log.present,
            "total": log.total,
            "state": log.get_state_display(),
        }
    if waiting:
        kwargs = {"group": group.public_id, "meeting": waiting[0].public_id}
        summary["log_waiting"] = {"when": short_day(waiting[0].starts_at), "url": reverse("groups:log", kwargs=kwargs)}
    return summary
