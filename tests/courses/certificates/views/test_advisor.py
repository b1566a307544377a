import pytest
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, OrganisationFactory
from factories.certificates import make_advisor, make_certificate, make_coordinator, make_issued, make_ready, share

from courses.certificates.domain.issuing import reissue_certificate, revoke
from courses.certificates.models import AccessHat, CertificateAccess

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Satakunnan Kehitys", slug="satakunta")


@pytest.fixture
def advisor(client, organisation):
    client.force_login(make_advisor(organisation))
    return client


def page_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_banner_says_whose_certificates_are_seen_and_why(advisor, organisation):
    assert "Ei vielä jaettuja todistuksia" in page_of(advisor.get("/neuvoja/satakunta/"))
    for name in (("Kuovi", "Rantanen"), ("Žofia", "Ålander")):
        share(make_issued(make_ready(name=name)), organisation)
    share(make_issued(make_ready(name=("Piilo", "Pöllö"))))
    page = page_of(advisor.get("/neuvoja/satakunta/"))
    assert "Näet 2 ohjaajaa, jotka ovat jakaneet todistuksensa organisaatiolle Satakunnan Kehitys" in page
    assert page.index("Kuovi Rantanen") < page.index("Žofia Ålander")
    assert "Pöllö" not in page


@pytest.mark.parametrize(
    ("search", "hits"),
    [("ranta", 1), ("TP-", 2), ("", 2), ("ei ketään", 0), ("<script>", 0), ("\0", 2), ("😀", 0), ("x" * 5000, 0)],
)
def test_searching(advisor, organisation, search, hits):
    for name in (("Kuovi", "Rantanen"), ("Žofia", "Ålander")):
        share(make_issued(make_ready(name=name)), organisation)
    page = page_of(advisor.get("/neuvoja/satakunta/", {"haku": search}))
    assert page.count('class="rows__title"') == hits
    assert ("Ei osumia" in page) is (hits == 0)
    assert "<script>alert" not in page
    assert "Näet 2 ohjaajaa" in page


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", ""])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(advisor, organisation, number):
    share(make_issued(), organisation)
    page_of(advisor.get("/neuvoja/satakunta/", {"page": number}))


def test_a_download_is_recorded_with_the_organisation(advisor, organisation):
    certificate = make_certificate()
    share(certificate, organisation)
    response = advisor.get(f"/neuvoja/satakunta/{certificate.public_id}/lataa/")
    assert response["ETag"] == f'"{certificate.pdf_sha256}"'
    access = CertificateAccess.objects.get()
    assert (access.hat, access.organisation) == (AccessHat.ORGANISATION, organisation)


def test_a_revoked_one_shows_its_state_and_no_file(advisor, organisation):
    certificate = make_issued()
    share(certificate, organisation)
    by = make_coordinator(certificate.enrolment.run)
    revoke(certificate=certificate, reason="Salainen syy", by=by, at=timezone.now())
    page = page_of(advisor.get("/neuvoja/satakunta/"))
    assert "Mitätöity" in page
    assert "lataa" not in page
    detail = page_of(advisor.get(f"/neuvoja/satakunta/{certificate.public_id}/"))
    assert "Todistus on mitätöity" in detail
    assert "Salainen" not in detail
    assert advisor.get(f"/neuvoja/satakunta/{certificate.public_id}/lataa/").status_code == 404
    assert advisor.get(f"/todistukset/{certificate.public_id}/lataa/").status_code == 404


def test_a_replaced_one_leads_to_the_current_one(advisor, organisation):
    old = make_issued(make_ready(name=("Kuovi", "Virhe")))
    share(old, organisation)
    old.enrolment.user.certificate_name = "Kuovi Oikea"
    old.enrolment.user.save()
    new = reissue_certificate(certificate=old, by=make_coordinator(old.enrolment.run), at=timezone.now())
    assert advisor.get(f"/neuvoja/satakunta/{old.public_id}/").url == f"/neuvoja/satakunta/{new.public_id}/"
    assert advisor.get(f"/todistukset/{old.public_id}/").url == f"/todistukset/{new.public_id}/"


def test_two_organisations_are_never_summed(client, organisation):
    other = OrganisationFactory(name="Rauman Yrittäjät", slug="rauma")
    user = make_advisor(organisation)
    OrganisationContactFactory(organisation=other, user=user)
    here, there = make_issued(), make_issued()
    share(here, organisation)
    share(there, other)
    client.force_login(user)
    choice = page_of(client.get("/neuvoja/"))
    assert "Rauman Yrittäjät" in choice
    page = page_of(client.get("/neuvoja/satakunta/"))
    assert here.number in page
    assert there.number not in page
    assert "/neuvoja/rauma/" in page
    assert client.get(f"/neuvoja/rauma/{here.public_id}/").status_code == 404


def test_the_list_takes_the_same_queries_however_long(advisor, organisation, django_assert_max_num_queries):
    for _ in range(2):
        share(make_issued(), organisation)
    advisor.get("/neuvoja/satakunta/")
    with django_assert_max_num_queries(8):
        page_of(advisor.get("/neuvoja/satakunta/"))
    for _ in range(8):
        share(make_issued(), organisation)
    with django_assert_max_num_queries(8):
        page_of(advisor.get("/neuvoja/satakunta/"))
