"""A stored file is fetched again by asking once: all that must hold is in that question."""

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import OrganisationFactory
from factories.certificates import make_advisor, make_coordinator, make_issued, share

from courses.certificates.domain import contacts, issuing, sharing
from courses.certificates.models import CertificateAccess

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    certificate = make_issued(content=b"%PDF-1.7 todistus")
    advisor = make_advisor(OrganisationFactory(slug="satakunta"))
    return certificate, advisor, share(certificate, advisor.organisation_contacts.get().organisation)


def address(certificate, user) -> str:
    if certificate.enrolment.user == user:
        return reverse("certificates:download", args=[certificate.public_id])
    return reverse("certificates:advisor-download", args=["satakunta", certificate.public_id])


@pytest.mark.parametrize("who", ["holder", "advisor"])
def test_a_download_asks_once_and_writes_once(client, scene, who):
    certificate, advisor, _share = scene
    user = certificate.enrolment.user if who == "holder" else advisor
    client.force_login(user)
    client.get(address(certificate, user))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address(certificate, user))
    assert sum('"certificates_' in query["sql"] for query in asked.captured_queries) == 2
    assert answer.content == b"%PDF-1.7 todistus"
    assert certificate.file_name in unquote(answer["Content-Disposition"])
    row = CertificateAccess.objects.latest("pk")
    assert (row.user, row.hat, row.certificate) == (user, "holder" if who == "holder" else "organisation", certificate)
    assert row.organisation == (None if who == "holder" else advisor.organisation_contacts.get().organisation)


def withdrawn(certificate, _advisor, given):
    sharing.withdraw_share(share=given, by=certificate.enrolment.user, at=timezone.now())


def expired(_certificate, _advisor, given):
    type(given).objects.filter(pk=given.pk).update(expires_at=timezone.now())


def left(_certificate, advisor, _given):
    organisation = advisor.organisation_contacts.get().organisation
    contacts.leave_role(organisation=organisation, user=advisor, at=timezone.now())


def revoked(certificate, _advisor, _given):
    by = make_coordinator(certificate.enrolment.run)
    issuing.revoke(certificate=certificate, reason="virhe", by=by, at=timezone.now())


@pytest.mark.parametrize("ended", [withdrawn, expired, left, revoked])
def test_whatever_ends_it_ends_it_at_the_next_request(client, scene, ended):
    certificate, advisor, given = scene
    client.force_login(advisor)
    assert client.get(address(certificate, advisor)).status_code == 200
    ended(certificate, advisor, given)
    assert client.get(address(certificate, advisor)).status_code == 404
    assert CertificateAccess.objects.filter(user=advisor).count() == 1


def test_without_the_promise_it_is_asked_for_first(client, scene):
    certificate, advisor, _share = scene
    advisor.confidentiality_acceptances.all().delete()
    client.force_login(advisor)
    assert "/sitoumus/" in client.get(address(certificate, advisor)).url
