from uuid import uuid4

import pytest
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, OrganisationFactory
from factories.certificates import make_advisor, make_certificate, make_coordinator, make_issued, make_ready, share

from courses.certificates.domain import confidentiality
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
    assert "/lataa/" not in page
    detail = page_of(advisor.get(f"/neuvoja/satakunta/{certificate.public_id}/"))
    assert "Todistus on mitätöity" in detail
    assert "Salainen" not in detail
    assert advisor.get(f"/neuvoja/satakunta/{certificate.public_id}/lataa/").status_code == 404
    assert advisor.get(f"/todistukset/{certificate.public_id}/lataa/", follow=True).status_code == 404


def test_a_replaced_one_leads_to_the_current_one(advisor, organisation):
    old = make_issued(make_ready(name=("Kuovi", "Virhe")))
    share(old, organisation)
    old.enrolment.user.certificate_name = "Kuovi Oikea"
    old.enrolment.user.save()
    new = reissue_certificate(certificate=old, by=make_coordinator(old.enrolment.run), at=timezone.now())
    assert advisor.get(f"/neuvoja/satakunta/{old.public_id}/").url == f"/neuvoja/satakunta/{new.public_id}/"
    assert advisor.get(f"/neuvoja/satakunta/{old.public_id}/lataa/").url.endswith(f"/{new.public_id}/lataa/")
    assert advisor.get(f"/todistukset/{old.public_id}/").url == f"/neuvoja/satakunta/{new.public_id}/"


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
    with django_assert_max_num_queries(9):
        page_of(advisor.get("/neuvoja/satakunta/"))
    for _ in range(8):
        share(make_issued(), organisation)
    with django_assert_max_num_queries(9):
        page_of(advisor.get("/neuvoja/satakunta/"))


def test_each_screen_tells_how_many_people_are_seen_and_why(advisor, organisation):
    holder = make_issued(make_ready(name=("Kuovi", "Rantanen"))).enrolment.user
    for certificate in (make_issued(make_ready(user=holder)), make_issued(make_ready(user=holder)), make_issued()):
        share(certificate, organisation)
    for path in ("/neuvoja/satakunta/", f"/neuvoja/satakunta/{certificate.public_id}/"):
        assert "Näet 2 ohjaajaa, jotka" in page_of(advisor.get(path))  # three certificates of two people


def test_opening_a_certificate_is_seen_by_its_holder_once_in_a_while(advisor, client, organisation):
    certificate = make_issued()
    share(certificate, organisation)
    for _ in range(3):
        page_of(advisor.get(f"/neuvoja/satakunta/{certificate.public_id}/"))
    access = CertificateAccess.objects.get()
    assert (access.kind, access.organisation) == ("view", organisation)
    name = access.user.get_full_name()
    client.force_login(certificate.enrolment.user)
    page = page_of(client.get(f"/todistukset/{certificate.public_id}/"))
    assert f"{name}, Satakunnan Kehitys" in page
    assert "katsottu" in page


def test_nobodys_name_is_seen_before_the_promise(client, organisation):
    certificate = make_issued(make_ready(name=("Kuovi", "Rantanen")))
    share(certificate, organisation)
    user = make_advisor(organisation, promised=False)
    client.force_login(user)
    paths = ["", f"{certificate.public_id}/", f"{certificate.public_id}/lataa/", "zip/", f"{uuid4()}/"]
    for path in paths:
        answer = client.get(f"/neuvoja/satakunta/{path}")
        assert answer.url.startswith("/neuvoja/satakunta/sitoumus/?next=")
    assert client.post("/neuvoja/satakunta/zip/").url == "/neuvoja/satakunta/sitoumus/"
    asked = client.get("/neuvoja/satakunta/", follow=True).content.decode()
    assert "Rantanen" not in asked
    assert client.get("/neuvoja/").url == "/neuvoja/satakunta/"
    refused = client.post("/neuvoja/satakunta/sitoumus/", {"next": "/neuvoja/satakunta/?haku=kuovi"})
    assert refused.status_code == 422
    assert "Rastita lupaus" in refused.content.decode()
    given = {"promise": "on", "next": "/neuvoja/satakunta/?haku=kuovi"}
    for _ in range(2):
        assert client.post("/neuvoja/satakunta/sitoumus/", given).url == "/neuvoja/satakunta/?haku=kuovi"
    assert "Kuovi Rantanen" in page_of(client.get("/neuvoja/satakunta/"))
    accepted = user.confidentiality_acceptances.get()
    assert accepted.version == confidentiality.CURRENT
    user.confidentiality_acceptances.update(version="2020-01")  # the text has changed since
    assert client.get("/neuvoja/satakunta/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "\0", "x" * 3000]
)
def test_the_promise_leads_nowhere_else(client, organisation, target):
    client.force_login(make_advisor(organisation, promised=False))
    answer = client.post("/neuvoja/satakunta/sitoumus/", {"promise": "on", "next": target})
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert answer.url.startswith("/neuvoja/")


def test_a_guess_is_404_and_logged_without_anybodys_data(advisor, organisation, caplog):
    certificate = make_issued(make_ready(name=("Kuovi", "Rantanen")))
    for path in (f"{uuid4()}/", f"{uuid4()}/lataa/", f"{certificate.public_id}/"):
        caplog.clear()
        assert advisor.get(f"/neuvoja/satakunta/{path}").status_code == 404
        told = [record.getMessage() for record in caplog.records if record.name.startswith("courses.certificates")]
        assert told == ["A contact of satakunta asked for a certificate not shared with it"]
    caplog.clear()
    assert advisor.get("/neuvoja/toinen/").status_code == 404
    told = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("courses"))
    assert "no contact of" in told
    assert "Rantanen" not in caplog.text


def test_filters_are_offered_only_where_there_is_something_to_choose(advisor, organisation):
    share(make_issued(), organisation)
    page = page_of(advisor.get("/neuvoja/satakunta/"))
    assert 'name="haku"' in page
    assert 'name="toteutus"' not in page
    share(make_issued(), organisation)
    page = page_of(advisor.get("/neuvoja/satakunta/"))
    assert 'name="toteutus"' in page
    assert 'name="tila"' not in page


@pytest.mark.parametrize(
    "query", [{"vuosi": "abcd"}, {"tila": "<script>"}, {"alue": "\0"}, {"toteutus": "😀" * 900}, {"haku": ["a", "b"]}]
)
def test_odd_filters_are_answered(advisor, organisation, query):
    share(make_issued(), organisation)
    assert "<script>alert" not in page_of(advisor.get("/neuvoja/satakunta/", query))
