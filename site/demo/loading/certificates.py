"""Issues the certificates of the finished run, for real: checked names, stored files, shares the holders made."""

from datetime import datetime, timedelta

from accounts.models import User
from courses.certificates.domain.issuing import issue_certificate
from courses.certificates.domain.names import confirm_name
from courses.certificates.domain.rendering import render_pending
from courses.certificates.domain.sharing import likely_area, share_with_organisation
from courses.certificates.models import Certificate
from courses.models import CourseRun, Enrolment
from demo.loading.cast import Cast
from demo.loading.timeline import Timeline
from demo.sources.people import RunSource


class UnableToMakeCertificate(Exception):
    """The file of a certificate could not be made; the message says why."""


def issue_certificates(
    source: RunSource, *, run: CourseRun, enrolments: dict[str, Enrolment], cast: Cast, timeline: Timeline
) -> None:
    """Let the holders check their names, issue, make the files, and share as the source says.

    Raises UnableToMakeCertificate when a file cannot be made.
    """
    last = run.sessions.order_by("position").last()
    if last is None:
        return
    issued_at = last.starts_at + timedelta(days=7)
    coordinator = cast.people[source.coordinators[0]]
    for trainee in source.trainees:
        enrolment = enrolments[trainee.person]
        if trainee.confirmed:
            confirm_name(enrolment=enrolment, name=enrolment.user.printed_name, at=issued_at - timedelta(days=2))
        if not trainee.certificate:
            continue
        certificate = _issue(enrolment, coordinator, issued_at)
        for slug in trainee.shared_with:
            organisation, shared_at = cast.organisations[slug], issued_at + timedelta(days=4)
            share_with_organisation(
                certificate=certificate,
                organisation=organisation,
                area=likely_area(enrolment.user),
                by=enrolment.user,
                at=shared_at,
            )


def _issue(enrolment: Enrolment, coordinator: User, at: datetime) -> Certificate:
    """Issue a certificate and make its file, as a worker would."""
    queued = issue_certificate(enrolment=enrolment, by=coordinator, at=at)
    render_pending(queued.pk, at=at)
    certificate = Certificate.objects.get(pk=queued.pk)
    if not certificate.is_current:
        raise UnableToMakeCertificate(f"{certificate.number}: {certificate.render_error}")
    return certificate
