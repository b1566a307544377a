"""Issuing: an explicit act of a coordinator that freezes everything. Rendering the file comes after, from the row."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.certificates.domain.codes import new_code
from courses.certificates.domain.numbering import Number, next_number
from courses.certificates.domain.pictures import UnableToFreeze
from courses.certificates.domain.requirements import (
    UnableToEnd,
    UnableToIssue,
    check_conditions,
    check_issuer,
    check_letters,
    check_may_end,
    check_name,
    check_over,
    is_coordinator,
    template_of,
)
from courses.certificates.domain.snapshot import take_snapshot
from courses.certificates.models import (
    Certificate,
    CertificateKind,
    CertificateShare,
    CertificateState,
    CertificateTemplate,
)
from courses.domain.activity_exceptions import Agreement, agreements_of
from courses.domain.completion import lock
from courses.domain.exception_list import titles_of
from courses.enums import EnrolmentState
from courses.models import Enrolment
from courses.rules import RuleBook
from notifications.background import wake

if TYPE_CHECKING:
    from accounts.models import User

__all__ = ["UnableToEnd", "UnableToIssue", "is_coordinator", "issue_certificate", "reissue_certificate", "revoke"]


def issue_certificate(
    *, enrolment: Enrolment, by: User, at: datetime, kind: str = CertificateKind.CERTIFICATE, name: str | None = None
) -> Certificate:
    """This function will issue the certificate of one trainee: number, code and every printed value in one transaction.

    Repeating it returns the certificate that stands. The conditions are evaluated anew first. A certificate replaces
    the certificate of attendance that the person may have, under its number. Raises UnableToIssue when the person
    issuing is no coordinator of the run, a session is still to come, a condition is not met, the name is not the one
    that was looked at (`name`), or when a letter cannot be printed.
    """
    with transaction.atomic():
        locked = lock(enrolment)
        check_issuer(locked, by)
        standing = Certificate.objects.live().select_related("register").filter(enrolment=locked).first()
        if standing and (standing.kind == CertificateKind.CERTIFICATE or kind == CertificateKind.ATTENDANCE):
            return standing
        check_over(locked, at=at)
        check_conditions(locked, kind, at=at)
        check_name(locked, name)
        template = template_of(locked)
        if standing:
            number = Number(standing.register, standing.year, standing.sequence)
            certificate = _supersede(standing, locked, template, number, kind, by=by, at=at)
        else:
            number = next_number(register=template.register, at=at)
            certificate = _store(locked, template, number, kind, by=by, at=at)
        if kind == CertificateKind.CERTIFICATE:
            Enrolment.objects.filter(pk=locked.pk).update(state=EnrolmentState.COMPLETED)
    return certificate


def reissue_certificate(*, certificate: Certificate, by: User, at: datetime) -> Certificate:
    """This function will replace a certificate by one with today's values under the same number: a corrected name.

    Shares move to the new one. Raises UnableToEnd when it does not stand any more or nothing would change.
    """
    with transaction.atomic():
        locked = lock(certificate.enrolment)
        old = Certificate.objects.select_for_update(of=("self",)).select_related("register").get(pk=certificate.pk)
        check_may_end(old, locked, by)
        template = template_of(locked)
        snapshot = _snapshot(locked, template, old.number, old.code, old.kind, at)
        if _essence(snapshot) == _essence(old.snapshot):
            raise UnableToEnd(_("Todistuksessa ei muuttuisi mikään. Pyydä haltijaa korjaamaan nimensä ensin."))
        number = Number(old.register, old.year, old.sequence)
        return _supersede(old, locked, template, number, old.kind, by=by, at=at)


def revoke(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """This function will revoke a certificate. The reason is kept and never shown publicly.

    Raises UnableToEnd when it does not stand any more, without a reason, or for whoever may not.
    """
    if not reason.strip():
        raise UnableToEnd(_("Kirjoita, miksi todistus mitätöidään."))
    with transaction.atomic():
        locked = lock(certificate.enrolment)
        found = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
        check_may_end(found, locked, by)
        _end(found, CertificateState.REVOKED, by=by, at=at, reason=reason.strip())
    return Certificate.objects.get(pk=found.pk)


def _supersede(
    old: Certificate, enrolment: Enrolment, template: CertificateTemplate, number: Number, kind: str, *, by: User,
    at: datetime,
) -> Certificate:  # fmt: skip
    """End the old one and store the next version under its number; shares move on."""
    _end(old, CertificateState.SUPERSEDED, by=by, at=at)
    new = _store(enrolment, template, number, kind, by=by, at=at, replaces=old)
    CertificateShare.objects.filter(certificate=old, withdrawn_at=None).update(certificate=new)
    return new


def _store(
    enrolment: Enrolment, template: CertificateTemplate, number: Number, kind: str, *, by: User, at: datetime,
    replaces: Certificate | None = None,
) -> Certificate:  # fmt: skip
    from courses.certificates.tasks import render_certificate  # noqa: PLC0415 -- the task calls back into the domain

    code = new_code()
    snapshot = _snapshot(enrolment, template, str(number), code, kind, at)
    check_letters(snapshot)
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        register=number.register,
        year=number.year,
        sequence=number.sequence,
        number=str(number),
        version=replaces.version + 1 if replaces else 1,
        code=code,
        kind=kind,
        language=snapshot["language"],
        snapshot=snapshot,
        exceptions=exceptions_behind(enrolment),
        template=template,
        template_revision=template.revision,
        issued_at=at,
        issued_by=by,
        replaces=replaces,
        next_try_at=at,
    )
    wake(render_certificate, certificate.pk)
    return certificate


def _snapshot(
    enrolment: Enrolment, template: CertificateTemplate, number: str, code: str, kind: str, at: datetime
) -> dict[str, Any]:
    try:
        return take_snapshot(enrolment=enrolment, template=template, number=number, code=code, at=at, kind=kind)
    except UnableToFreeze as error:
        raise UnableToIssue(_("Todistuspohjan kuvaa ei voi lukea. Vaihda kuva sisällönhallinnassa.")) from error


def exceptions_behind(enrolment: Enrolment) -> list[dict[str, Any]]:
    """Return the exceptions that a certificate rests on, as the register keeps them: who, why, when, and who agreed."""
    titles = titles_of(RuleBook.model_validate(enrolment.rule_set.rules))
    rows = enrolment.exceptions.open().select_related("granted_by", "confirmed_by", "fulfilled_by")
    return [
        {
            "condition": row.condition,
            "title": titles.get(row.condition, row.condition),
            "kind": row.kind,
            "reason": row.reason,
            "until": row.until.isoformat() if row.until else "",
            "granted_by": row.granted_by.get_full_name(),
            "granted_at": row.granted_at.isoformat(),
            "confirmed_by": row.confirmed_by.get_full_name() if row.confirmed_by else "",
            "fulfilled_by": row.fulfilled_by.get_full_name() if row.fulfilled_by else "",
        }
        for row in rows.order_by("granted_at", "pk")
        if not row.is_waiting
    ] + [_agreed(row) for row in agreements_of(enrolment)]


def _agreed(row: Agreement) -> dict[str, Any]:
    """Return what was agreed about one activity, as the register keeps it."""
    return {
        "condition": "",
        "title": row.title,
        "kind": row.kind,
        "reason": row.reason,
        "until": row.until.isoformat() if row.until else "",
        "granted_by": row.granted_by,
        "granted_at": row.granted_at.isoformat(),
        "confirmed_by": "",
        "fulfilled_by": row.fulfilled_by,
    }


def _end(certificate: Certificate, state: CertificateState, *, by: User, at: datetime, reason: str = "") -> None:
    Certificate.objects.filter(pk=certificate.pk).update(state=state, ended_at=at, ended_by=by, end_reason=reason[:400])


def _essence(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return what makes two snapshots different certificates; older forms lack what was not known yet."""
    aside = ("code", "issued_on", "template", "form")
    known = {key: value for key, value in snapshot.items() if key not in aside and value is not None}
    return {"kind": CertificateKind.CERTIFICATE.value} | known
