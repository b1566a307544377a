"""All exceptions and credit of a run in one report: from conditions, about single activities, and for absences.

What stands on the screen is what the file holds: both are made of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from courses.domain.activity_exceptions import Agreement, agreements_in, ended_in
from courses.domain.exception_list import ENDED, WAITING, DescribedException, describe_exceptions, exceptions_of
from courses.enums import AttendanceState, ExceptionKind
from courses.models import Attendance, CourseRun, MakeUp, SessionCredit
from courses.wording import day

if TYPE_CHECKING:
    from accounts.models import User

Row = list[Any]
LEFT_OUT = (WAITING, ENDED)  # what these filters ask for, agreements and make-up work never are


def agreed_in(run: CourseRun, *, state: str = "") -> list[Agreement]:
    """Return what is agreed about single activities, the newest first, where the filter takes it along."""
    rows = agreements_in(run) if state not in LEFT_OUT else []
    if state in ("", ENDED):
        rows = sorted([*rows, *ended_in(run)], key=lambda row: row.granted_at)
    return rows[::-1]


def make_ups_in(run: CourseRun, *, state: str = "") -> QuerySet[MakeUp]:
    """Return the make-up work for absences, the newest first, where the filter takes it along."""
    if state in LEFT_OUT:
        return MakeUp.objects.none()
    rows = MakeUp.objects.filter(session__run=run).select_related("enrolment__user", "session", "answered_by")
    return rows.defer("text", "comment").order_by("-offered_at", "-pk")


def made_up_without_work(run: CourseRun, *, state: str = "") -> QuerySet[Attendance]:
    """Return the sessions that staff marked as made up where no work was sent: credit all the same."""
    if state in LEFT_OUT:
        return Attendance.objects.none()
    worked = MakeUp.objects.filter(enrolment=OuterRef("enrolment"), session=OuterRef("session"))
    rows = Attendance.objects.filter(session__run=run, state=AttendanceState.MADE_UP).exclude(
        Exists(worked.filter(state=MakeUp.State.ACCEPTED))
    )
    return rows.select_related("enrolment__user", "session", "marked_by").order_by("-marked_at", "-pk")


def credits_in(run: CourseRun, *, state: str = "") -> QuerySet[SessionCredit]:
    """Return the sessions that count here because they were attended in another run."""
    if state in LEFT_OUT:
        return SessionCredit.objects.none()
    rows = SessionCredit.objects.filter(session__run=run)
    people = ("enrolment__user", "session", "earned_in__run", "transfer__by")
    return rows.select_related(*people).order_by("-transfer__at", "session__position", "pk")


def report_rows(*, run: CourseRun, viewer: User, state: str = "") -> Iterator[Row]:
    """Yield the heading and every exception of a run, whatever it is from."""
    yield [
        *(_("Sukunimi"), _("Etunimi"), _("Mistä"), _("Laji"), _("Tila"), _("Viimeinen päivä"), _("Perustelu")),
        *(_("Myönsi"), _("Myönnetty"), _("Vahvisti"), _("Suorituksen hyväksyi"), _("Päättynyt")),
    ]
    for described in describe_exceptions(exceptions_of(run, state=state), viewer=viewer):
        yield _from_condition(described)
    for agreement in agreed_in(run, state=state):
        yield _from_activity(agreement)
    for make_up in make_ups_in(run, state=state):
        yield _from_absence(make_up)
    for mark in made_up_without_work(run, state=state):
        yield _from_mark(mark)
    for credit in credits_in(run, state=state):
        yield _from_credit(credit)


def _from_condition(item: DescribedException) -> Row:
    row = item.row
    return [
        *_names(row.enrolment),
        *(item.title, str(row.get_kind_display()), item.word, _day(row.until), row.reason),
        *(_name(row.granted_by), _day(row.granted_at), _name(row.confirmed_by), _name(row.fulfilled_by)),
        _day(row.ended_at),
    ]


def _from_activity(row: Agreement) -> Row:
    return [
        *_names(row.person),
        *(row.title, row.word, _("Päättynyt") if row.ended_at else _("Voimassa"), _day(row.until), row.reason),
        *(row.granted_by, _day(row.granted_at), "", row.fulfilled_by, _day(row.ended_at)),
    ]


def _from_absence(row: MakeUp) -> Row:
    accepted_by = _name(row.answered_by) if row.state == MakeUp.State.ACCEPTED else ""
    return [
        *_names(row.enrolment),
        *(_session(row.session), _("poissaolon korvaaminen"), str(row.get_state_display()), _day(row.due_at), ""),
        *("", _day(row.offered_at), "", accepted_by, ""),
    ]


def _from_mark(row: Attendance) -> Row:
    return [
        *_names(row.enrolment),
        *(_session(row.session), _("poissaolon korvaaminen"), str(row.get_state_display()), "", row.remark),
        *(_name(row.marked_by), _day(row.marked_at), "", _name(row.marked_by), ""),
    ]


def _from_credit(row: SessionCredit) -> Row:
    earned = _("Käyty toteutuksessa %(run)s. %(reason)s") % {
        "run": row.earned_in.run.name,
        "reason": row.transfer.reason,
    }
    return [
        *_names(row.enrolment),
        *(_session(row.session), str(ExceptionKind.RECOGNIZED.label), _("Voimassa"), "", earned),
        *(_name(row.transfer.by), _day(row.transfer.at), "", "", ""),
    ]


def _session(session: Any) -> str:
    return f"{session.position}. {session.title}"


def _names(enrolment: Any) -> list[str]:
    return [enrolment.user.family_name, enrolment.user.given_name]


def _name(user: Any) -> str:
    return user.get_full_name() if user else ""


def _day(value: Any) -> str:
    return day(value) if value else ""
