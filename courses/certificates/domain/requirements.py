"""What must hold before a certificate is issued, replaced or revoked; each refusal says why in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from courses import pdf
from courses.certificates.domain.outcomes import ATTENDANCE, attended_enough
from courses.certificates.domain.printing import LOOK, certificate_html
from courses.certificates.domain.readiness import missing_conditions, states_of
from courses.certificates.domain.snapshot import NoTemplate, template_for
from courses.certificates.models import Certificate, CertificateKind, CertificateTemplate
from courses.domain.completion import evaluate
from courses.enums import STUDYING, SessionState, StaffRole
from courses.models import CourseRun, Enrolment, RunStaff, Session
from courses.rules import RuleBook
from courses.wording import session_time

if TYPE_CHECKING:
    from accounts.models import User


class UnableToIssue(Exception):
    """The certificate cannot be issued; the message says why."""


class UnableToEnd(Exception):
    """The certificate cannot be replaced or revoked; the message says why."""


def is_coordinator(user: User, run_id: int) -> bool:
    """Say whether the person coordinates the run."""
    return RunStaff.objects.filter(user=user, run_id=run_id, role=StaffRole.COORDINATOR, ended_at=None).exists()


def check_issuer(enrolment: Enrolment, by: User) -> None:
    """Refuse whoever is no coordinator of the run, and everybody for their own certificate."""
    if not is_coordinator(by, enrolment.run_id):
        raise UnableToIssue(_("Vain toteutuksen koordinaattori voi myöntää todistuksia."))
    if enrolment.user_id == by.pk:
        raise UnableToIssue(_("Omaa todistusta ei voi myöntää itse."))


def check_may_end(certificate: Certificate, enrolment: Enrolment, by: User) -> None:
    """Refuse to end what has ended, one's own, and whatever another run has issued."""
    if not is_coordinator(by, enrolment.run_id) or enrolment.user_id == by.pk:
        raise UnableToEnd(_("Vain toteutuksen koordinaattori voi korvata tai mitätöidä muiden todistuksia."))
    if certificate.ended_at is not None:
        state = certificate.get_state_display()
        raise UnableToEnd(_("Todistus %(number)s on jo %(state)s.") % {"number": certificate.number, "state": state})


def session_to_come(run: CourseRun, *, at: datetime) -> Session | None:
    """Return the last session that has not ended yet: until then the certificate would tell of what has not been."""
    coming = Session.objects.filter(run=run).exclude(state=SessionState.CANCELLED).order_by("-starts_at", "-position")
    return next((session for session in coming if session.ends_at > at), None)


def check_over(enrolment: Enrolment, *, at: datetime) -> None:
    """Refuse while a session of the run is still to come, whatever has been waived: it tells of the whole training."""
    coming = session_to_come(enrolment.run, at=at)
    if coming:
        raise UnableToIssue(not_over_words(coming))


def not_over_words(session: Session) -> str:
    """Return why nothing can be issued yet."""
    return _("Todistuksen voi myöntää, kun viimeinen kerta on pidetty: kerta %(number)s on %(time)s.") % {
        "number": session.position,
        "time": session_time(session.starts_at),
    }


def check_conditions(enrolment: Enrolment, kind: str, *, at: datetime) -> None:
    """Look at all conditions anew and refuse what is not met; attendance alone is enough for its own certificate."""
    if enrolment.state not in STUDYING:
        raise UnableToIssue(_("Osallistuja ei ole enää mukana toteutuksessa."))
    evaluate(enrolment=enrolment, at=at)
    book, states = RuleBook.model_validate(enrolment.rule_set.rules), states_of(enrolment)
    missing = missing_conditions(enrolment=enrolment, book=book, states=states)
    if kind == CertificateKind.ATTENDANCE:
        if attended_enough(book, states):
            return
        missing = [row for row in missing if row.get("kind") == ATTENDANCE] or missing
    if missing:
        titles = ", ".join(row["title"] for row in missing)
        raise UnableToIssue(_("Ehdoista puuttuu: %(titles)s.") % {"titles": titles})


def check_name(enrolment: Enrolment, seen: str | None) -> None:
    """Refuse when the name is not the one the coordinator looked at."""
    now = enrolment.user.printed_name
    if seen is not None and seen != now:
        text = _("Nimi on muuttunut: %(old)s on nyt %(new)s. Tarkista ja myönnä uudelleen.")
        raise UnableToIssue(text % {"old": seen, "new": now})


def template_of(enrolment: Enrolment) -> CertificateTemplate:
    """Return the template to print. Raises UnableToIssue without one."""
    try:
        return template_for(enrolment.run)
    except NoTemplate as error:
        raise UnableToIssue(_("Koulutuksella ei ole todistuspohjaa. Luo se ensin sisällönhallinnassa.")) from error


def check_letters(snapshot: dict[str, Any]) -> None:
    """Refuse before a number is used up what could not be printed, naming the letters."""
    signs = pdf.missing_signs(certificate_html(snapshot=snapshot), look=LOOK)
    if signs:
        raise UnableToIssue(letters_words(signs))


def letters_words(signs: list[str]) -> str:
    """Return which letters stop a certificate."""
    names = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)
    return _("Todistuksen kirjasimessa ei ole merkkiä %(signs)s.") % {"signs": names}
