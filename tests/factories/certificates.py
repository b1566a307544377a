"""Certificates and what they need, made the way the domain makes them."""

from hashlib import sha256
from itertools import count

from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, OrganisationFactory, UserFactory
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff

from accounts.models import User
from courses.certificates.domain.codes import new_code
from courses.certificates.domain.confidentiality import promise_confidentiality
from courses.certificates.domain.issuing import issue_certificate
from courses.certificates.domain.rendering import render_pending
from courses.certificates.domain.sharing import share_with_organisation
from courses.certificates.models import (
    Certificate,
    CertificateShare,
    CertificateTemplate,
    Register,
    Signatory,
    TemplateText,
)
from courses.domain.enrolment import confirm_completion
from courses.enums import StaffRole
from courses.models import Enrolment, Outcome

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
    values.setdefault("started_days_ago", 60)  # the last session is over: only then is anything issued
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


def make_issued(enrolment=None, *, content: bytes = b"") -> Certificate:
    """Return an issued certificate without drawing it, which is most of the work.

    Its file is `content`; without, there is none, and nobody may look.
    """
    certificate = make_certificate(enrolment, rendered=False)
    name = f"todistukset/{certificate.public_id}.pdf"
    if content:
        name = certificate.pdf.storage.save(name, ContentFile(content))
    Certificate.objects.filter(pk=certificate.pk).update(
        state="issued",
        pdf=name,
        pdf_sha256=sha256(content or certificate.code.encode()).hexdigest(),
        pdf_size=len(content) or 1,
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


def make_many(count: int, *, like: Certificate, organisation=None, name: tuple[str, str] = ("Kuovi", "Ranta")) -> list:
    """Return many certificates in the run of another one, all with its file; shared with the organization, if given.

    Put in place in bulk: issuing hundreds one by one takes longer than any test should.
    """
    given, family = name
    first = (Certificate.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1000
    people = User.objects.bulk_create(
        User(email=f"moni-{like.year}-{first + place}@example.org", given_name=given, family_name=f"{family}")
        for place in range(count)
    )
    run, rules = like.enrolment.run, like.enrolment.rule_set
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(run=run, user=user, rule_set=rules, state="completed", applied_at=like.issued_at) for user in people
    )
    kept = {field: getattr(like, field) for field in COPIED}
    rows = []
    for place, enrolment in enumerate(enrolments):
        number = f"{like.register.prefix}-{like.year}-{first + place}"
        named = {"holder": f"{given} {family}", "given_name": given, "family_name": family, "number": number}
        own = {"number": number, "sequence": first + place, "code": new_code(), "snapshot": like.snapshot | named}
        rows.append(Certificate(enrolment=enrolment, **kept, **own))
    made = Certificate.objects.bulk_create(rows)
    if organisation is not None:
        CertificateShare.objects.bulk_create(
            CertificateShare(certificate=row, organisation=organisation, created_at=like.issued_at) for row in made
        )
    return made


COPIED = (
    "register", "year", "language", "template", "template_revision", "issued_at", "issued_by", "state", "pdf",
    "pdf_sha256", "pdf_size", "rendered_at",
)  # fmt: skip
