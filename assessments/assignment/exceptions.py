"""What is agreed with one trainee: more time, an oral alternative, or no need to do it. With who, why, until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.assignment.models import LONGEST_REASON, AssignmentException, AssignmentPage, Submission
from courses.domain.completion import complete_activity, evaluate, undo_activity
from courses.wording import session_time
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import CourseRun, Enrolment

Kind = AssignmentException.Kind
SUBJECTS = {
    Kind.EXTENSION: gettext_lazy("Sait lisäaikaa tehtävään"),
    Kind.ORAL: gettext_lazy("Voit tehdä tehtävän suullisesti"),
    Kind.WAIVER: gettext_lazy("Sinut on vapautettu tehtävästä"),
}


class UnableToGrant(Exception):
    """The exception cannot be granted; `field` names what is wrong, the message says why."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def grant_exception(
    *,
    enrolment: Enrolment,
    page: AssignmentPage,
    kind: str,
    reason: str,
    until: datetime | None,
    by: User,
    at: datetime,
) -> AssignmentException:
    """This function will agree on an exception with one trainee and tell them; a waiver completes the activity.

    An earlier one of the same assignment ends, and stays in the trail. Raises UnableToGrant for one's own
    enrollment, without a reason, for an end that has passed, or when the work is accepted already.
    """
    reason = " ".join(reason.replace("\x00", "").split())
    _check(enrolment, kind, reason, until, by, at)
    try:
        with transaction.atomic():
            if Submission.objects.filter(enrolment=enrolment, page=page, state=Submission.State.ACCEPTED).exists():
                raise UnableToGrant(_("Tehtävä on jo hyväksytty, joten poikkeusta ei tarvita."))
            _end_current(enrolment, page, by, at)
            granted = AssignmentException.objects.create(
                enrolment=enrolment, page=page, kind=kind, reason=reason, until=until, granted_by=by, granted_at=at
            )
            if kind == Kind.WAIVER:
                complete_activity(enrolment=enrolment, activity=page, at=at)
            evaluate(enrolment=enrolment, at=at, about={"activities"})  # the checklist tells of what is agreed
            _tell(granted, at)
    except IntegrityError as error:
        raise UnableToGrant(_("Toinen kouluttaja myönsi poikkeuksen samaan aikaan. Tarkista se ensin.")) from error
    return granted


def _check(enrolment: Enrolment, kind: str, reason: str, until: datetime | None, by: User, at: datetime) -> None:
    if enrolment.user_id == by.pk:
        raise UnableToGrant(_("Omaan ilmoittautumiseen ei voi myöntää poikkeusta."))
    if kind not in Kind.values:
        raise UnableToGrant(_("Valitse, mitä sovitaan."), "kind")
    if not reason:
        raise UnableToGrant(_("Kirjoita perustelu."), "reason")
    if len(reason) > LONGEST_REASON:
        raise UnableToGrant(_("Perustelu on liian pitkä, enintään %(n)s merkkiä.") % {"n": LONGEST_REASON}, "reason")
    if kind == Kind.EXTENSION and until is None:
        raise UnableToGrant(_("Kerro, mihin asti lisäaikaa on."), "until")
    if until is not None and until <= at:
        raise UnableToGrant(_("Päivä on jo mennyt. Valitse tuleva päivä."), "until")


def _end_current(enrolment: Enrolment, page: AssignmentPage, by: User, at: datetime) -> None:
    rows = AssignmentException.objects.select_for_update(of=("self",)).filter(
        enrolment=enrolment, page=page, ended_at=None
    )
    for row in rows:
        _end(row, by, at)


def _end(row: AssignmentException, by: User, at: datetime) -> None:
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by"])
    if row.kind == Kind.WAIVER or (row.kind == Kind.ORAL and row.fulfilled_at):
        accepted = Submission.objects.filter(enrolment=row.enrolment, page=row.page, state=Submission.State.ACCEPTED)
        if not accepted.exists():
            undo_activity(enrolment=row.enrolment, activity=row.page, at=at)


def end_exception(*, exception: AssignmentException, by: User, at: datetime) -> None:
    """This function will end an exception; a completion that rested on it alone is taken back. Safe to repeat."""
    with transaction.atomic():
        row = AssignmentException.objects.select_for_update(of=("self",)).get(pk=exception.pk)
        if row.ended_at is None:
            _end(row, by, at)
            evaluate(enrolment=row.enrolment, at=at, about={"activities"})


def hear_oral(*, exception: AssignmentException, by: User, at: datetime) -> None:
    """This function will record that the oral alternative has been heard and accepted; it completes the activity.

    Safe to repeat. Raises UnableToGrant when nothing oral is agreed on any more.
    """
    with transaction.atomic():
        row = AssignmentException.objects.select_for_update(of=("self",)).get(pk=exception.pk)
        if row.kind != Kind.ORAL or row.ended_at is not None:
            raise UnableToGrant(_("Suullisesta vaihtoehdosta ei ole enää sovittu."))
        if row.fulfilled_at is not None:
            return
        row.fulfilled_at, row.fulfilled_by = at, by
        row.save(update_fields=["fulfilled_at", "fulfilled_by"])
        complete_activity(enrolment=row.enrolment, activity=row.page, at=at)
        notify(
            user=row.enrolment.user,
            kind="reflection-accepted",
            subject=gettext_lazy("Suullinen tehtäväsi on hyväksytty"),
            text=lambda: _("”%(title)s” on hyväksytty suullisesti.") % {"title": row.page.title},
            values={"tehtava": row.page.title},
            url=_address(row),
            at=at,
        )


def exceptions_of_run(run: CourseRun) -> QuerySet[AssignmentException]:
    """Return every exception agreed on in a run, the newest first; ended ones too: this is the trail."""
    rows = AssignmentException.objects.filter(enrolment__run=run)
    return rows.select_related("enrolment__user", "page", "granted_by", "fulfilled_by", "ended_by")


def _address(row: AssignmentException) -> str:
    return reverse("courses:activity", kwargs={"run": row.enrolment.run.slug, "activity": row.page.slug})


def _tell(row: AssignmentException, at: datetime) -> None:
    """Tell the trainee; the reason is read in the portal."""

    def words() -> str:
        text = {
            Kind.EXTENSION: _("Tehtävän ”%(title)s” voit lähettää %(until)s asti."),
            Kind.ORAL: _("Tehtävän ”%(title)s” voit tehdä keskustelemalla kouluttajan kanssa. Sopikaa aika."),
            Kind.WAIVER: _("Tehtävää ”%(title)s” sinun ei tarvitse tehdä."),
        }[Kind(row.kind)]
        return text % {"title": row.page.title, "until": session_time(row.until) if row.until else ""}

    kind = f"assignment-{row.kind}"
    in_digest = row.kind == Kind.WAIVER  # the others are for the trainee to act on
    user = row.enrolment.user
    notify(user=user, kind=kind, subject=SUBJECTS[Kind(row.kind)], text=words, url=_address(row), at=at,
           in_digest=in_digest)  # fmt: skip
