"""Making up for an absence: offered when the register is closed, sent by the trainee, answered by a trainer (C1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.domain.attendance import Entry, has_been_closed, lock_session, write_entries
from courses.domain.completion import evaluate
from courses.domain.credits import credited_at
from courses.enums import STUDYING, AttendanceState, SessionState
from courses.models import Attendance, Enrolment, MakeUp, Session
from courses.rules import RuleBook
from courses.wording import short_day
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

AWAY = (AttendanceState.ABSENT, AttendanceState.PARTIAL)
OPEN = (MakeUp.State.OFFERED, MakeUp.State.RETURNED)


class UnableToMakeUp(Exception):
    """The work cannot be sent or answered so; the message says why."""


@dataclass(frozen=True)
class Work:
    """What the trainee hands in: a text, a file, or both."""

    text: str = ""
    file: Any = None


def offer_make_ups(*, session: Session, at: datetime) -> int:
    """This function will offer make-up work to those who were away, where their rules allow it; once each.

    An offer nobody has answered goes away when the corrected register says that the person was there. Each of those
    who were away is told once. Returns how many new offers were made.
    """
    marks = Attendance.objects.filter(session=session, enrolment__state__in=STUDYING)
    known = set(MakeUp.objects.filter(session=session).values_list("enrolment_id", flat=True)) | credited_at(session)
    offers = []
    for mark in marks.filter(state__in=AWAY).select_related("enrolment__rule_set", "enrolment__user"):
        book = RuleBook.model_validate(mark.enrolment.rule_set.rules).attendance
        if book.make_up_allowed and mark.enrolment_id not in known:
            due = at + timedelta(days=book.make_up_days)
            offers.append(MakeUp(enrolment=mark.enrolment, session=session, offered_at=at, due_at=due))
    MakeUp.objects.bulk_create(offers)
    for offer in offers:
        _tell_of_offer(offer, at)
    away = marks.filter(state__in=AWAY).values("enrolment_id")
    MakeUp.objects.filter(session=session, state=MakeUp.State.OFFERED).exclude(enrolment_id__in=away).delete()
    return len(offers)


def send_make_up(*, make_up: MakeUp, work: Work, revision: int, at: datetime) -> MakeUp:
    """This function will hand in the work. Sending the same thing twice changes nothing.

    Raises UnableToMakeUp when nothing is written or chosen, when the time is over, when it has been accepted, or when
    it was sent from another window meanwhile.
    """
    with transaction.atomic():
        locked = _locked(make_up)
        if locked.state == MakeUp.State.SENT and locked.text == work.text.strip() and not work.file:
            return locked
        if locked.state == MakeUp.State.ACCEPTED:
            raise UnableToMakeUp(_("Korvaava tehtävä on jo hyväksytty."))
        if locked.revision != revision:
            raise UnableToMakeUp(
                _("Tehtävä on lähetetty toisesta ikkunasta sillä välin. Tarkista ja lähetä uudelleen.")
            )
        if at > locked.due_at and locked.state == MakeUp.State.OFFERED:
            raise UnableToMakeUp(_("Määräaika on ohi. Pyydä kouluttajalta lisäaikaa."))
        if not work.text.strip() and not work.file and not locked.file:
            raise UnableToMakeUp(_("Kirjoita vastaus tai lisää tiedosto."))
        locked.text = work.text.strip()
        if work.file:
            locked.file, locked.file_name = work.file, work.file.name[-160:]
        locked.state, locked.sent_at, locked.revision = MakeUp.State.SENT, at, locked.revision + 1
        locked.save()
    return locked


def accept_make_up(*, make_up: MakeUp, by: User, is_coordinator: bool, comment: str, at: datetime) -> MakeUp:
    """This function will accept the work: the register says "made up" and the trainee's conditions follow.

    The minutes stay those of the live presence (C1). Accepting twice changes nothing. Raises UnableToMakeUp when
    nothing was sent, or when the person has been given as many as a trainer may and a coordinator must decide.
    """
    with transaction.atomic():
        session = lock_session(make_up.session)
        locked = _locked(make_up)
        if locked.state == MakeUp.State.ACCEPTED:
            return locked
        if locked.state != MakeUp.State.SENT:
            raise UnableToMakeUp(_("Tehtävää ei ole lähetetty."))
        most = RuleBook.model_validate(locked.enrolment.rule_set.rules).attendance.make_ups
        others = MakeUp.objects.filter(enrolment=locked.enrolment, state=MakeUp.State.ACCEPTED).count()
        if others >= most and not is_coordinator:
            raise UnableToMakeUp(
                _("Osallistuja on jo korvannut kerran. Seuraavan korvaamisen hyväksyy koordinaattori.")
            )
        _answer(locked, MakeUp.State.ACCEPTED, by, comment, at)
        _mark_made_up(session, locked, by, at)
        evaluate(enrolment=locked.enrolment, at=at, about={"attendance"})
        _tell(locked, at)
    return locked


def return_make_up(*, make_up: MakeUp, by: User, comment: str, at: datetime) -> MakeUp:
    """This function will give the work back to be completed. Raises UnableToMakeUp without a comment."""
    if not comment.strip():
        raise UnableToMakeUp(_("Kirjoita, mitä työssä pitää täydentää."))
    with transaction.atomic():
        locked = _locked(make_up)
        if locked.state == MakeUp.State.RETURNED:
            return locked
        if locked.state != MakeUp.State.SENT:
            raise UnableToMakeUp(_("Vain lähetetyn tehtävän voi palauttaa."))
        _answer(locked, MakeUp.State.RETURNED, by, comment, at)
        _tell(locked, at)
    return locked


def extend_make_up(*, make_up: MakeUp, due_at: datetime, at: datetime) -> MakeUp:
    """This function will give more time. Raises UnableToMakeUp for a moment that is past."""
    if due_at <= at:
        raise UnableToMakeUp(_("Uuden määräajan on oltava edessä päin."))
    with transaction.atomic():
        locked = _locked(make_up)
        locked.due_at = due_at
        locked.save(update_fields=["due_at"])
    return locked


def _locked(make_up: MakeUp) -> MakeUp:
    rows = MakeUp.objects.select_for_update(of=("self",)).select_related(
        "enrolment__user", "enrolment__rule_set", "session__run"
    )
    return rows.get(pk=make_up.pk)


def _answer(make_up: MakeUp, state: str, by: User, comment: str, at: datetime) -> None:
    make_up.state, make_up.comment = state, comment.strip()
    make_up.answered_by, make_up.answered_at, make_up.revision = by, at, make_up.revision + 1
    make_up.save()


def _mark_made_up(session: Session, make_up: MakeUp, by: User, at: datetime) -> None:
    row = Attendance.objects.select_for_update().filter(session=session, enrolment=make_up.enrolment).first()
    remark = row.remark if row else ""
    entry = Entry(make_up.enrolment, row, (AttendanceState.MADE_UP, row.minutes if row else 0, remark))
    reason = _("Korvaava tehtävä hyväksytty.")
    corrects = session.state == SessionState.LOCKED or has_been_closed(session)
    method = Attendance.Method.MAKE_UP
    write_entries(session=session, entries=[entry], by=by, at=at, method=method, reason=reason, corrects=corrects)


def _tell_of_offer(make_up: MakeUp, at: datetime) -> None:
    session = make_up.session
    notify(
        user=make_up.enrolment.user,
        kind="make-up-offered",
        subject=lambda: _("Voit korvata kerran %(number)s") % {"number": session.position},
        text=lambda: (
            _(
                "Kerran %(number)s läsnäolot on lukittu. Olit poissa tai paikalla vain osan ajasta. Voit korvata "
                "kerran tehtävällä %(day)s mennessä."
            )
            % {"number": session.position, "day": short_day(make_up.due_at)}
        ),
        values=lambda: {"kerta": str(session.position), "maarapaiva": short_day(make_up.due_at)},
        about=f"run-{session.run_id}",
        url=reverse("courses:make-up", kwargs={"run": session.run.slug, "position": session.position}),
        at=at,
    )


def _tell(make_up: MakeUp, at: datetime) -> None:
    accepted = make_up.state == MakeUp.State.ACCEPTED
    kwargs = {"run": make_up.session.run.slug, "position": make_up.session.position}
    notify(
        user=make_up.enrolment.user,
        kind="make-up-accepted" if accepted else "make-up-returned",
        subject=gettext_lazy("Korvaava tehtävä on hyväksytty")
        if accepted
        else gettext_lazy("Täydennä korvaavaa tehtävää"),
        text=gettext_lazy("Kouluttaja hyväksyi korvaavan tehtäväsi. Kerta on nyt korvattu.")
        if accepted
        else gettext_lazy("Kouluttaja palautti korvaavan tehtäväsi. Lue kommentti Peilissä."),
        url=reverse("courses:make-up", kwargs=kwargs),
        about=f"run-{make_up.session.run_id}",
        at=at,
    )


def make_ups_of(enrolment: Enrolment) -> dict[int, MakeUp]:
    """Return a person's make-up work by session."""
    return {row.session_id: row for row in MakeUp.objects.filter(enrolment=enrolment)}


def make_ups_of_session(session: Session) -> list[MakeUp]:
    """Return a session's make-up work in the order of names, in one query."""
    rows = MakeUp.objects.filter(session=session).select_related("enrolment__user")
    return list(rows.order_by("enrolment__user__family_name", "enrolment__user__given_name", "pk"))
