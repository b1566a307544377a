"""Issuing: an explicit act of a coordinator that freezes everything. Rendering the file comes after, from the row."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses import pdf
from courses.certificates.domain.codes import new_code
from courses.certificates.domain.numbering import Number, next_number
from courses.certificates.domain.printing import LOOK, certificate_html
from courses.certificates.domain.readiness import missing_conditions, states_of
from courses.certificates.domain.snapshot import NoTemplate, take_snapshot, template_for
from courses.certificates.models import Certificate, CertificateShare, CertificateState, CertificateTemplate
from courses.domain.completion import evaluate, lock
from courses.enums import STUDYING, EnrolmentState, StaffRole
from courses.models import Enrolment, RunStaff
from courses.rules import RuleBook
from notifications.background import wake

if TYPE_CHECKING:
    from accounts.models import User


class UnableToIssue(Exception):
    """The certificate cannot be issued; the message says why."""


class UnableToEnd(Exception):
    """The certificate cannot be replaced or revoked; the message says why."""


def issue_certificate(*, enrolment: Enrolment, by: User, at: datetime) -> Certificate:
    """This function will issue the certificate of one trainee: number, code and every printed value in one transaction.

    Repeating it returns the certificate that stands. The conditions are evaluated anew first. Raises UnableToIssue
    when the person issuing is no coordinator of the run, when a condition is not met, or when a letter of the name
    cannot be printed.
    """
    with transaction.atomic():
        locked = lock(enrolment)
        _check_issuer(locked, by)
        standing = Certificate.objects.live().filter(enrolment=locked).first()
        if standing:
            return standing
        _check_conditions(locked, at)
        template = _template_of(locked)
        certificate = _store(locked, template, next_number(register=template.register, at=at), by=by, at=at)
        Enrolment.objects.filter(pk=locked.pk).update(state=EnrolmentState.COMPLETED)
    return certificate


def reissue_certificate(*, certificate: Certificate, by: User, at: datetime) -> Certificate:
    """This function will replace a certificate by one with today's values under the same number: a corrected name.

    Shares move to the new one. Raises UnableToEnd when it does not stand any more or nothing would change.
    """
    with transaction.atomic():
        locked = lock(certificate.enrolment)
        old = Certificate.objects.select_for_update(of=("self",)).select_related("register").get(pk=certificate.pk)
        _check_may_end(old, locked, by)
        template = _template_of(locked)
        snapshot = take_snapshot(enrolment=locked, template=template, number=old.number, code=old.code, at=at)
        if _essence(snapshot) == _essence(old.snapshot):
            raise UnableToEnd(_("Todistuksessa ei muuttuisi mikään. Pyydä haltijaa korjaamaan nimensä ensin."))
        _end(old, CertificateState.SUPERSEDED, by=by, at=at)
        new = _store(locked, template, Number(old.register, old.year, old.sequence), by=by, at=at, replaces=old)
        CertificateShare.objects.filter(certificate=old, withdrawn_at=None).update(certificate=new)
    return new


def revoke(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """This function will revoke a certificate. The reason is kept and never shown publicly.

    Raises UnableToEnd when it does not stand any more, without a reason, or for whoever may not.
    """
    if not reason.strip():
        raise UnableToEnd(_("Kirjoita, miksi todistus mitätöidään."))
    with transaction.atomic():
        locked = lock(certificate.enrolment)
        found = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
        _check_may_end(found, locked, by)
        _end(found, CertificateState.REVOKED, by=by, at=at, reason=reason.strip())
    return Certificate.objects.get(pk=found.pk)


def _store(
    enrolment: Enrolment,
    template: CertificateTemplate,
    number: Number,
    *,
    by: User,
    at: datetime,
    replaces: Certificate | None = None,
) -> Certificate:
    from courses.certificates.tasks import render_certificate  # noqa: PLC0415 -- the task calls back into the domain

    code = new_code()
    snapshot = take_snapshot(enrolment=enrolment, template=template, number=str(number), code=code, at=at)
    _check_letters(snapshot)
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        register=number.register,
        year=number.year,
        sequence=number.sequence,
        number=str(number),
        version=replaces.version + 1 if replaces else 1,
        code=code,
        language=snapshot["language"],
        snapshot=snapshot,
        template=template,
        template_revision=template.revision,
        issued_at=at,
        issued_by=by,
        replaces=replaces,
        next_try_at=at,
    )
    wake(render_certificate, certificate.pk)
    return certificate


def _end(certificate: Certificate, state: CertificateState, *, by: User, at: datetime, reason: str = "") -> None:
    Certificate.objects.filter(pk=certificate.pk).update(state=state, ended_at=at, ended_by=by, end_reason=reason[:400])


def _check_issuer(enrolment: Enrolment, by: User) -> None:
    if not is_coordinator(by, enrolment.run_id):
        raise UnableToIssue(_("Vain toteutuksen koordinaattori voi myöntää todistuksia."))
    if enrolment.user_id == by.pk:
        raise UnableToIssue(_("Omaa todistusta ei voi myöntää itse."))


def _check_may_end(certificate: Certificate, enrolment: Enrolment, by: User) -> None:
    if not is_coordinator(by, enrolment.run_id) or enrolment.user_id == by.pk:
        raise UnableToEnd(_("Vain toteutuksen koordinaattori voi korvata tai mitätöidä muiden todistuksia."))
    if certificate.ended_at is not None:
        state = certificate.get_state_display()
        raise UnableToEnd(_("Todistus %(number)s on jo %(state)s.") % {"number": certificate.number, "state": state})


def is_coordinator(user: User, run_id: int) -> bool:
    """Say whether the person coordinates the run."""
    return RunStaff.objects.filter(user=user, run_id=run_id, role=StaffRole.COORDINATOR, ended_at=None).exists()


def _check_conditions(enrolment: Enrolment, at: datetime) -> None:
    if enrolment.state not in STUDYING:
        raise UnableToIssue(_("Osallistuja ei ole enää mukana toteutuksessa."))
    evaluate(enrolment=enrolment, at=at)
    book = RuleBook.model_validate(enrolment.rule_set.rules)
    missing = missing_conditions(enrolment=enrolment, book=book, states=states_of(enrolment))
    if missing:
        titles = ", ".join(row["title"] for row in missing)
        raise UnableToIssue(_("Ehdoista puuttuu: %(titles)s.") % {"titles": titles})


def _template_of(enrolment: Enrolment) -> CertificateTemplate:
    try:
        return template_for(enrolment.run)
    except NoTemplate as error:
        raise UnableToIssue(_("Koulutuksella ei ole todistuspohjaa. Luo se ensin sisällönhallinnassa.")) from error


def _check_letters(snapshot: dict[str, Any]) -> None:
    """Refuse before a number is used up what could not be printed."""
    signs = pdf.missing_signs(certificate_html(snapshot=snapshot), look=LOOK)
    if signs:
        names = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)
        raise UnableToIssue(_("Todistuksen kirjasimessa ei ole merkkiä %(signs)s.") % {"signs": names})


def _essence(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return what makes two snapshots different certificates."""
    return {key: value for key, value in snapshot.items() if key not in ("code", "issued_on", "template", "form")}
