"""Certificates and what they need, made the way the domain makes them."""

from hashlib import sha256
from itertools import count

from django.utils import timezone
from factories.accounts import OrganisationContactFactory, OrganisationFactory, UserFactory
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff

from courses.certificates.domain.confidentiality import promise_confidentiality
from courses.certificates.domain.issuing import issue_certificate
from courses.certificates.domain.rendering import render_pending
from courses.certificates.domain.sharing import share_with_organisation
from courses.certificates.models import Certificate, CertificateTemplate, Register, Signatory, TemplateText
from courses.domain.enrolment import confirm_completion
from courses.enums import StaffRole
from courses.models import Outcome

numbers = count(1)

# One condition, so that a test says with one call who is ready.
RULES = {"conditions": [{"id": "confirmation", "kind": "confirmation", "params": {}}]}
OUTCOMES = ("kokoaa ryhmän, jossa toiveet on otettu huomioon", "ohjaa keskustelua kysymyksin, ei neuvoin")


def make_register(prefix: str = "TP") -> Register:
    """Return the register with this prefix."""
    register, _made = Register.objects.get_or_create(prefix=prefix, defaults={"name": "Työpeili-ohjaajat"})
    return register


def make_template(course, *, is_default: bool = True, **values) -> CertificateTemplate:
    """Return a certificate template of the course, with texts in three languages and two signatories."""
    values.setdefault("issuer", "Satakunnan ammattikorkeakoulu (SAMK)")
    values.setdefault("place", "Pori")
    values.setdefault("register", make_register())
    template = CertificateTemplate(name=f"Pohja {next(numbers)}", course=course, is_default=is_default, **values)
    template.texts = [
        TemplateText(language="fi"),
        TemplateText(language="sv", issuer="Satakunta yrkeshögskola (SAMK)"),
        TemplateText(language="en", issuer="Satakunta University of Applied Sciences (SAMK)"),
    ]
    template.signatories = [
        Signatory(name="Töyhtö Hyyppä", title_fi="koulutuksen vastuuhenkilö", title_sv="ansvarig", title_en="head"),
        Signatory(name="Satakieli Saarinen", title_fi="osaamisaluejohtaja"),
    ]
    template.save()
    return template


def make_certifying_run(*, course=None, rules=None, language: str = "fi", **values):
    """Return a run whose certificates can be issued, with its template; the course has outcomes."""
    course = course or make_course(sessions=3, title="Työpeili-ohjaajakoulutus")
    if not course.outcomes.exists():
        for order, text in enumerate(OUTCOMES):
            Outcome.objects.create(course=course, code=f"OT{order + 1}", text=text, sort_order=order)
    run = make_run(course=course, rules=RULES if rules is None else rules, **values)
    run.language = language
    run.save(update_fields=["language"])
    if not CertificateTemplate.objects.filter(course=course).exists():
        make_template(course)
    return run


def make_coordinator(run, user=None):
    """Return a coordinator of the run."""
    return make_staff(run, StaffRole.COORDINATOR, user)


def make_ready(run=None, *, name: tuple[str, str] | None = None, **values):
    """Return a trainee who meets every condition of a run with RULES."""
    run = run or make_certifying_run()
    if name:
        values["user"] = UserFactory(given_name=name[0], family_name=name[1])
    enrolment = EnrolmentFactory(run=run, **values)
    at = timezone.now()
    return confirm_completion(enrolment=enrolment, by=UserFactory(), at=at)


def make_certificate(enrolment=None, *, by=None, rendered: bool = True, at=None) -> Certificate:
    """Return an issued certificate with its real file."""
    enrolment = enrolment or make_ready()
    at = at or timezone.now()
    certificate = issue_certificate(enrolment=enrolment, by=by or make_coordinator(enrolment.run), at=at)
    if rendered:
        assert render_pending(certificate.pk, at=timezone.now())
    return Certificate.objects.get(pk=certificate.pk)


def make_issued(enrolment=None) -> Certificate:
    """Return an issued certificate whose file nobody will look at: drawing it is most of the work."""
    certificate = make_certificate(enrolment, rendered=False)
    Certificate.objects.filter(pk=certificate.pk).update(
        state="issued",
        pdf=f"todistukset/{certificate.public_id}.pdf",
        pdf_sha256=sha256(certificate.code.encode()).hexdigest(),
        pdf_size=1,
        rendered_at=timezone.now(),
    )
    return Certificate.objects.get(pk=certificate.pk)


def make_advisor(organisation=None, *, promised: bool = True):
    """Return a contact person of an organization, who has promised to keep things confidential."""
    user = OrganisationContactFactory(organisation=organisation or OrganisationFactory()).user
    if promised:
        promise_confidentiality(user=user, at=timezone.now())
    return user


def share(certificate: Certificate, organisation=None):
    """Return the holder's share of a certificate with an organization."""
    return share_with_organisation(
        certificate=certificate,
        organisation=organisation or OrganisationFactory(),
        by=certificate.enrolment.user,
        at=timezone.now(),
    )
