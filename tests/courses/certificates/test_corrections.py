"""Attendance corrected after a certificate was issued: the certificate stands, the run's staff learn of it (T9)."""

import pytest
from django.utils import timezone
from factories.certificates import make_certifying_run, make_issued, make_ready
from factories.courses import make_staff

from courses.certificates.models import Certificate, CertificateState
from courses.domain.attendance import Mark, take_attendance
from courses.domain.registers import close_register, reopen_register
from notifications.models import Notification

pytestmark = pytest.mark.django_db


def correct(enrolment, trainer, *, first=False):
    """Close the register and, unless it is the first time, correct it afterwards."""
    session = enrolment.run.sessions.first()
    take_attendance(session=session, marks={enrolment.pk: Mark("present")}, by=trainer, at=timezone.now())
    close_register(session=session, by=trainer, at=timezone.now())
    if not first:
        reopen_register(session=session, by=trainer, reason="Väärä henkilö", at=timezone.now())
        take_attendance(
            session=session, marks={enrolment.pk: Mark("absent")}, by=trainer, reason="Oli poissa", at=timezone.now()
        )


def told(user):
    return list(Notification.objects.filter(user=user, kind="certificate-attendance-corrected"))


def test_the_certificate_stands_and_staff_are_told_once():
    certificate = make_issued(make_ready(make_certifying_run(started_days_ago=90)))
    enrolment, snapshot = certificate.enrolment, certificate.snapshot
    trainer, second = make_staff(enrolment.run), make_staff(enrolment.run)

    correct(enrolment, trainer)

    certificate = Certificate.objects.get()
    assert (certificate.state, certificate.snapshot) == (CertificateState.ISSUED, snapshot)
    assert [len(told(user)) for user in (trainer, second, enrolment.user)] == [1, 1, 0]
    assert certificate.number in told(second)[0].text
    assert told(second)[0].url == f"/kouluttaja/{enrolment.run.slug}/todistukset/"


def test_the_first_closing_is_no_correction():
    certificate = make_issued(make_ready(make_certifying_run(started_days_ago=90)))
    trainer = make_staff(certificate.enrolment.run)

    correct(certificate.enrolment, trainer, first=True)

    assert told(trainer) == []


def test_without_a_certificate_nobody_is_told():
    enrolment = make_ready()
    trainer = make_staff(enrolment.run)

    correct(enrolment, trainer)

    assert told(trainer) == []
