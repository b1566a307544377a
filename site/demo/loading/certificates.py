"""Issues the certificates of the finished run, for real: checked names, stored files, shares the holders made."""

from datetime import timedelta

from courses.certificates.domain.issuing import issue_certificate
from courses.certificates.domain.names import confirm_name
from courses.certificates.domain.rendering import render_pending
from courses.certificates.domain.sharing import share_with_organisation
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
        certificate = issue_certificate(enrolment=enrolment, by=coordinator, at=issued_at)
        render_pending(certificate.pk, at=issued_at)
        certificate = Certificate.objects.get(pk=certificate.pk)
        if not certificate.is_current:
            raise UnableToMakeCertificate(f"{certificate.number}: {certificate.render_error}")
        for slug in trainee.shared_with:
            share_with_organisation(
                certificate=certificate,
                organisation=cast.organisations[slug],
                by=enrolment.user,
                at=issued_at + timedelta(days=4),
            )
