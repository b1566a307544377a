"""What the trainee's home shows of the own group. The page is opened all the time, so one query brings it all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.groups.enums import CLOSED_STATES, GroupState, LogState, MeetingMode, MeetingState
from courses.groups.models import GroupFacilitator
from courses.statements import Statement
from courses.wording import session_time, short_day

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Enrolment

GROUP = ("group__public_id", "group__name", "group__state")
MEETING = tuple(f"group__meetings__{name}" for name in ("public_id", "starts_at", "minutes", "mode", "place", "state"))
LOG = tuple(f"group__meetings__log__{name}" for name in ("held_on", "present", "total", "state"))
COLUMNS = (*GROUP, *MEETING, *LOG)


def _newest_first(user: Any, enrolment: Any) -> Any:
    own = GroupFacilitator.objects.filter(user=user, enrolment=enrolment, ended_at=None)
    return own.order_by("-group__created_at", "group__meetings__starts_at").values_list(*COLUMNS)


NEWEST_FIRST = Statement(_newest_first, user=int, enrolment=int)


def home_summary(*, user: User, enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    """Return what the trainee's home shows: the newest group of the person in this run, in one query.

    Keys: `name`, `url`, `state_word`, `is_closed`, `next_meeting`, `last_log`, `log_waiting` (`when`, `url`); empty
    without a group.
    """
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in NEWEST_FIRST.rows(user=user.pk, enrolment=enrolment.pk)]
    if not rows:
        return {}
    group = rows[0]["group__public_id"]
    summary: dict[str, Any] = {
        "name": rows[0]["group__name"],
        "url": reverse("groups:group", kwargs={"group": group}),
        "state_word": GroupState(rows[0]["group__state"]).label,
        "is_closed": rows[0]["group__state"] in CLOSED_STATES,
    }
    meetings = [row for row in rows if row["group__public_id"] == group and _is_on(row)]
    return summary | _meeting_lines(group, meetings, at)


def _is_on(row: dict[str, Any]) -> bool:
    return row["group__meetings__state"] not in (None, MeetingState.CANCELLED)


def _meeting_lines(group: Any, meetings: list[dict[str, Any]], at: datetime) -> dict[str, Any]:
    """Return the lines on the next meeting, the last log and the first one that waits for its log."""
    logged = [row for row in meetings if row["group__meetings__log__state"]]
    open_ones = [row for row in meetings if not row["group__meetings__log__state"]]
    waiting = [row for row in open_ones if _end(row) <= at]
    coming = [row for row in open_ones if _end(row) > at]
    lines: dict[str, Any] = {}
    if coming:
        place = coming[0]["group__meetings__place"] or MeetingMode(coming[0]["group__meetings__mode"]).label
        lines["next_meeting"] = f"{session_time(coming[0]['group__meetings__starts_at'], _end(coming[0]))}, {place}"
    if logged:
        lines["last_log"] = _log_line(logged[-1])
    if waiting:
        kwargs = {"group": group, "meeting": waiting[0]["group__meetings__public_id"]}
        when = short_day(waiting[0]["group__meetings__starts_at"])
        lines["log_waiting"] = {"when": when, "url": reverse("groups:log", kwargs=kwargs)}
    return lines


def _end(row: dict[str, Any]) -> datetime:
    return row["group__meetings__starts_at"] + timedelta(minutes=row["group__meetings__minutes"])


def _log_line(row: dict[str, Any]) -> str:
    held_on, present, total, state = (row[name] for name in LOG)
    return _("%(day)s – paikalla %(present)s/%(total)s, %(state)s") % {
        "day": short_day(held_on),
        "present": present,
        "total": total,
        "state": LogState(state).label,
    }
