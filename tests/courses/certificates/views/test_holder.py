import hashlib

import pytest
from django.utils import timezone
from factories.accounts import OrganisationFactory, UserFactory
from factories.certificates import (
    make_advisor,
    make_certificate,
    make_certifying_run,
    make_coordinator,
    make_issued,
    make_ready,
    share,
)
from factories.courses import EnrolmentFactory

from courses.certificates.domain.issuing import revoke
from courses.certificates.models import AccessHat, CertificateAccess, NameCheck
from courses.domain.completion import evaluate
from courses.models import ConditionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return make_certificate(make_ready(name=("Kuovi", "Ålander-Öhman")))


@pytest.fixture
def holder(client, certificate):
    client.force_login(certificate.enrolment.user)
    return client


def test_a_download_gives_the_stored_bytes_again_and_again(holder, certificate):
    path = f"/todistukset/{certificate.public_id}/lataa/"
    first = holder.get(path)
    assert hashlib.sha256(first.content).hexdigest() == certificate.pdf_sha256
    assert first["Content-Type"] == "application/pdf"
    assert first["ETag"] == f'"{certificate.pdf_sha256}"'
    assert "private" in first["Cache-Control"]
    assert "%C3%85lander-%C3%96hman_Kuovi_TP-" in first["Content-Disposition"]
    user = certificate.enrolment.user
    user.family_name = "Toinen"
    user.save()
    certificate.template.issuer = "Toinen laitos"
    certificate.template.save()
    assert holder.get(path).content == first.content
    again = holder.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert holder.head(path).status_code == 200
    assert CertificateAccess.objects.filter(hat=AccessHat.HOLDER).count() == 3


def test_everybody_gets_the_same_bytes_and_the_holder_sees_it(holder, client, certificate):
    organisation = OrganisationFactory(name="Satakunnan Kehitys")
    share(certificate, organisation)
    advisor = make_advisor(organisation)
    path = f"/todistukset/{certificate.public_id}/lataa/"
    bytes_of = {holder.get(path).content}
    for user in (advisor, certificate.issued_by):
        client.force_login(user)
        bytes_of.add(client.get(path, follow=True).content)
    client.force_login(advisor)
    bytes_of.add(client.get(f"/neuvoja/{organisation.slug}/{certificate.public_id}/lataa/").content)
    assert len(bytes_of) == 1
    client.force_login(certificate.enrolment.user)
    page = client.get(f"/todistukset/{certificate.public_id}/").content.decode()
    assert page.count(f"{advisor.get_full_name()}, Satakunnan Kehitys") == 2
    assert f"{certificate.issued_by.get_full_name()}, toteutuksen henkilökunta" in page
    assert "Sinä itse" in page


def test_a_damaged_file_is_refused_in_words(holder, certificate):
    certificate.pdf.storage.delete(certificate.pdf.name)
    response = holder.get(f"/todistukset/{certificate.public_id}/lataa/")
    assert response.status_code == 503
    assert "vahingoittunut" in response.content.decode()


def test_a_certificate_in_the_queue_has_nothing_to_download(client):
    waiting = make_certificate(rendered=False)
    client.force_login(waiting.enrolment.user)
    assert client.get(f"/todistukset/{waiting.public_id}/lataa/").status_code == 404
    assert "Jonossa" in client.get("/todistukset/").content.decode()
    assert "odottaa jonossa" in client.get(f"/todistukset/{waiting.public_id}/").content.decode()


def test_the_page_says_what_the_file_says(holder, certificate):
    page = holder.get(f"/todistukset/{certificate.public_id}/").content.decode()
    snapshot = certificate.snapshot
    values = [snapshot[key] for key in ("holder", "heading", "statement", "course", "issuer", "number")]
    values += snapshot["outcomes"] + [row["title"] for row in snapshot["sessions"]]
    values += [person["name"] for person in snapshot["signatories"]]
    assert [value for value in values if value not in page] == []


def test_sharing_and_withdrawing(holder, certificate):
    advisor = make_advisor()
    organisation = advisor.organisation_contacts.get().organisation
    path = f"/todistukset/{certificate.public_id}/"
    assert organisation.name in holder.get(path).content.decode()
    response = holder.post(f"{path}jaa/", {"organisation": str(organisation.public_id)}, follow=True)
    assert response.redirect_chain == [(f"{path}#jaot", 302)]
    given = certificate.shares.get()
    assert (given.organisation, given.withdrawn_at) == (organisation, None)
    assert organisation.name in holder.get("/todistukset/").content.decode()
    holder.post(f"{path}jaot/{given.public_id}/peru/")
    holder.post(f"{path}jaot/{given.public_id}/peru/")
    given.refresh_from_db()
    assert given.withdrawn_at is not None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "1",
        "00000000-0000-4000-8000-000000000000",
        "<script>",
        "\0",
        "😀" * 500,
        "'; DROP TABLE certificates_certificate; --",
    ],
)
def test_a_choice_that_is_none_is_answered_beside_the_field(holder, certificate, value):
    make_advisor()
    response = holder.post(f"/todistukset/{certificate.public_id}/jaa/", {"organisation": value})
    assert response.status_code == 422
    assert "Valitse organisaatio" in response.content.decode()
    assert not certificate.shares.exists()


def test_the_share_of_another_certificate_cannot_be_withdrawn_through_ones_own(holder, certificate):
    other = share(make_certificate())
    path = f"/todistukset/{certificate.public_id}/jaot/{other.public_id}/peru/"
    assert holder.post(path).status_code == 404


def test_a_revoked_certificate_says_so_without_the_reason(holder, certificate):
    by = make_coordinator(certificate.enrolment.run)
    revoke(certificate=certificate, reason="Salainen syy", by=by, at=timezone.now())
    page = holder.get(f"/todistukset/{certificate.public_id}/").content.decode()
    assert "Todistus on mitätöity" in page
    assert "Salainen" not in page
    assert "Jaa todistus" not in page


def test_checking_the_name(client):
    enrolment = make_ready(name=("Kuovi", "Rantanen"))
    client.force_login(enrolment.user)
    path = f"/todistukset/nimi/{enrolment.public_id}/"
    assert path in client.get("/todistukset/").content.decode()
    assert 'value="Kuovi Rantanen"' in client.get(path).content.decode()
    response = client.post(path, {"name": "Kuovi Åsa Rantanen"}, follow=True)
    assert "Todistukseen tulee Kuovi Åsa Rantanen" in response.content.decode()
    assert NameCheck.objects.get(enrolment=enrolment).name == "Kuovi Åsa Rantanen"
    assert "Koordinaattori myöntää todistuksen nimelle" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Kirjoita nimesi"),
        ("   ", "Kirjoita nimesi"),
        ("=SUMMA(A1)", "Poista"),
        ("😀", "Kirjoita nimi kirjaimin"),
        ("<script>alert(1)</script>", "Poista"),
        ("Жанна", "Ж"),
        ("a\0b", ""),
        ("K" * 161, "160"),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_and_kept_in_the_field(client, name, message):
    enrolment = make_ready()
    client.force_login(enrolment.user)
    response = client.post(f"/todistukset/nimi/{enrolment.public_id}/", {"name": name})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'aria-invalid="true"' in page
    assert message in page
    assert "<script>alert" not in page
    assert not NameCheck.objects.filter(confirmed_at__isnull=False).exists()


def test_after_issuing_the_name_page_leads_to_the_certificate(holder, certificate):
    response = holder.get(f"/todistukset/nimi/{certificate.enrolment.public_id}/")
    assert "jo myönnetty" in response.content.decode()
    assert holder.post(f"/todistukset/nimi/{certificate.enrolment.public_id}/", {"name": "Uusi"}).status_code == 422


def test_without_certificates_the_page_tells_what_will_be_there(client):
    client.force_login(UserFactory())
    assert "Ei vielä todistuksia" in client.get("/todistukset/").content.decode()


@pytest.mark.parametrize("size", [1, 6])
def test_ones_own_list_takes_the_same_queries_however_long(client, size, django_assert_max_num_queries):
    user = UserFactory()
    organisations = [make_advisor().organisation_contacts.get().organisation for _ in range(size)]
    for _ in range(size):
        certificate = make_issued(make_ready(make_certifying_run(), user=user))
        for organisation in organisations:
            share(certificate, organisation)
    client.force_login(user)
    client.get("/todistukset/")
    with django_assert_max_num_queries(8):
        assert client.get("/todistukset/").status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(f"/todistukset/{certificate.public_id}/").status_code == 200


BOTH = {
    "conditions": [
        {"id": "attendance", "kind": "attendance", "params": {}},
        {"id": "confirmation", "kind": "confirmation", "params": {}},
    ]
}


@pytest.mark.parametrize(
    ("attended", "over", "told", "untold"),
    [
        (True, True, "Läsnäolosi riittää osallistumistodistukseen", "Ei vielä todistuksia"),
        (True, False, "Todistukseen puuttuu vielä", "riittää osallistumistodistukseen"),
        (False, True, "Todistukseen puuttuu vielä", "riittää osallistumistodistukseen"),
    ],
)
def test_a_course_on_the_way_says_what_is_missing_and_what_attendance_alone_is_worth(
    client, attended, over, told, untold
):
    run = make_certifying_run(rules=BOTH, **({} if over else {"started_days_ago": 1}))
    enrolment = EnrolmentFactory(run=run)
    evaluate(enrolment=enrolment, at=timezone.now())
    if attended:
        ConditionState.objects.filter(enrolment=enrolment, condition="attendance").update(standing="met")
    client.force_login(enrolment.user)
    page = client.get("/todistukset/").content.decode()
    assert told in page
    assert untold not in page
    assert "Koordinaattori" in page or "koordinaattori" in page


def test_courses_on_the_way_cost_no_more_queries_each(client, django_assert_max_num_queries):
    user = UserFactory()
    for _ in range(4):
        evaluate(enrolment=EnrolmentFactory(run=make_certifying_run(), user=user), at=timezone.now())
    client.force_login(user)
    with django_assert_max_num_queries(14):
        assert client.get("/todistukset/").status_code == 200
